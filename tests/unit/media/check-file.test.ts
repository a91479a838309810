import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { check } from '#app/commands/media.ts'
import { made } from '#tests/support/made-media.ts'
import { ffmpegIsHere } from '#tests/support/real-media.ts'

const folder = await mkdtemp(join(tmpdir(), 'check-file-'))
afterAll(() => rm(folder, { recursive: true }))

/** What of a report tells one file from another, in a line. */
async function told(file: string, typed: Record<string, string> = {}): Promise<string> {
  const report = await check(file, typed)
  const codes = report.findings.map(({ level, code, at }) =>
    [level[0], code, ...(at === undefined ? [] : [at])].join(':'),
  )
  const length = report.durationSeconds === null ? (report.pages ?? '–') : Math.round(report.durationSeconds)
  const tracks = report.tracks.map(({ codec }) => codec).join('+') || '–'
  const plays = report.playsInBrowser ? 'plays' : '–'
  const verdict = report.accepted ? 'accepted' : 'refused'
  return [report.kind, report.container, tracks, length, plays, verdict, ...codes].join(' ')
}

const half = { 'limit-minutes': '30' }

describe('files as people send them', () => {
  const cases: [string, Record<string, string>, string][] = [
    ['p00-control.pdf', {}, 'pdf pdf – 1 plays accepted n:locked'],
    ['p01.pdf', {}, 'pdf pdf – – – refused e:needsPassword'],
    ['p02.pdf', {}, 'pdf pdf – – – refused e:cannotOpen e:notWhole'],
    ['p04.pdf', {}, 'pdf pdf – 1 plays accepted'],
    ['v01.mp4', half, 'video mp4 h264+aac 3 plays accepted'],
    ['v02.mp4', half, 'video mp4 – – – refused e:cannotOpen e:notWhole'],
    ['v03.mp4', { kind: 'video' }, 'audio mp4 aac 3 plays refused e:wrongKind'],
    ['v04.webm', half, 'video webm vp8 3 plays accepted n:noSound'],
    ['v04.webm', { 'limit-minutes': '0.04' }, 'video webm vp8 3 plays refused e:tooLong:2.4 n:noSound'],
    ['v05.mov', half, 'video mov hevc 3 – accepted n:noSound n:notPlayable'],
    ['a01.mp3', { 'limit-minutes': '1' }, 'audio mp3 mp3 12 plays accepted'],
    ['a03.mp3', half, 'audio mp3 mp3 3 plays accepted'],
  ]
  it.for(cases)('%s %o', async ([name, typed, expected]) => {
    expect(await told(join('tests/files/media', name), typed)).toBe(expected)
  })
})

describe.runIf(ffmpegIsHere())('every kind, made by a program of its own', () => {
  const cases: Record<string, string> = {
    'film.mp4': 'video mp4 h264+aac 2 plays accepted',
    'film.m4v': 'video mp4 h264+aac 2 plays accepted',
    'film.mov': 'video mov prores+pcm_s16le 2 – accepted n:notPlayable',
    'film.mkv': 'video matroska hevc+ac3 2 – accepted n:notPlayable',
    'film.webm': 'video webm vp8+opus 2 plays accepted',
    'film.avi': 'video avi mpeg4+mp3 2 – accepted n:notPlayable',
    'film.wmv': 'video asf wmv2+wmav2 2 – accepted n:notPlayable',
    'film.mpg': 'video mpeg mpeg2video+mp2 2 – accepted n:notPlayable',
    'film.ts': 'video mpegts h264+aac 2 – accepted n:notPlayable',
    'film.mts': 'video mpegts h264+ac3 2 – accepted n:notPlayable',
    'film.mxf': 'video mxf mpeg2video+pcm_s16le 2 – accepted n:notPlayable',
    'film.3gp': 'video mp4 h263+aac 2 – accepted n:notPlayable',
    'sound.mp3': 'audio mp3 mp3 2 plays accepted',
    'sound.m4a': 'audio mp4 aac 2 plays accepted',
    'sound.aac': 'audio aac aac 2 plays accepted',
    'sound.wav': 'audio wav pcm_s16le 2 plays accepted',
    'sound.flac': 'audio flac flac 2 plays accepted',
    'sound.ogg': 'audio ogg vorbis 2 plays accepted',
    'sound.opus': 'audio ogg opus 2 plays accepted',
    'sound.wma': 'audio asf wmav2 2 – accepted n:notPlayable',
    'sound.aiff': 'audio aiff pcm_s16be 2 – accepted n:notPlayable',
    'photo.jpg': 'image jpeg jpeg – plays accepted',
    'photo.png': 'image png png – plays accepted',
    'photo.webp': 'image webp webp – plays accepted',
    'photo.tiff': 'image tiff tiff – – accepted n:notPlayable',
    'small.jpg': 'image jpeg jpeg – plays accepted w:tinyScan',
    'blurred.jpg': 'image jpeg jpeg – plays accepted w:blurred',
    'black.mp4': 'video mp4 h264 15 plays accepted w:black:0 n:noSound',
    'third.mp4': 'video mp4 h264 5 plays accepted w:black:0 n:noSound',
    'glimpse.mp4': 'video mp4 h264 5 plays accepted n:noSound',
    'frozen.mp4': 'video mp4 h264 12 plays accepted w:frozen:1.2 n:noSound',
    'silent.mp3': 'audio mp3 mp3 13 plays accepted w:silence:2',
    'mute.mp4': 'video mp4 h264+aac 2 plays accepted w:silence:0',
    'left.wav': 'audio wav pcm_s16le 2 plays accepted w:oneChannel',
    'clipped.wav': 'audio wav pcm_s16le 2 plays accepted w:clipping:0 n:tooLoud',
    'quiet.wav': 'audio wav pcm_s16le 4 plays accepted n:tooQuiet',
    'audio-only.mkv': 'audio matroska opus 2 – refused e:wrongKind n:notPlayable',
  }
  it.for(Object.entries(cases))('%s', async ([name, expected]) => {
    expect(await told(await made(name))).toBe(expected)
  })

  it('measures what has no length in its head, and refuses by what it measured alone', async () => {
    expect(await told(await made('vbr.mp3'), { 'limit-minutes': '0.3' })).toBe(
      'audio mp3 mp3 20 plays refused e:tooLong:18',
    )
    expect(await told(await made('vbr.mp3'), { 'limit-minutes': '0.34' })).toBe(
      'audio mp3 mp3 20 plays accepted',
    )
  })

  it.for([
    'film.mp4',
    'film.mov',
    'film.mkv',
    'film.webm',
    'film.avi',
    'film.wmv',
    'film.mxf',
    'sound.wav',
    'sound.flac',
    'sound.ogg',
    'sound.aiff',
    'sound.mp3',
    'photo.jpg',
    'photo.png',
    'photo.webp',
    'photo.tiff',
  ])('tells that the second half of %s is missing', async (name) => {
    const body = readFileSync(await made(name))
    const cut = join(folder, `cut-${name}`)
    writeFileSync(cut, body.subarray(0, body.length * 0.6))
    const report = await check(cut, {})
    expect([name, report.accepted, report.findings.map(({ code }) => code)]).toEqual([
      name,
      false,
      expect.arrayContaining(['notWhole']),
    ])
  })
})

it('prints one object, and says in a sentence what it cannot take', async () => {
  const run = promisify(execFile)
  const command = (...args: string[]) =>
    run(process.execPath, ['app/cli.ts', 'media', ...args]).then(
      ({ stdout }) => ({ code: 0, text: stdout }),
      ({ code, stderr }: { code: number; stderr: string }) => ({ code, text: stderr }),
    )
  const { code, text } = await command('check', 'tests/files/media/p04.pdf', '--kind', 'pdf')
  expect([code, JSON.parse(text)]).toEqual([
    0,
    {
      kind: 'pdf',
      container: 'pdf',
      tracks: [],
      durationSeconds: null,
      durationIs: 'unknown',
      pages: 1,
      width: 595,
      height: 842,
      playsInBrowser: true,
      findings: [],
      accepted: true,
    },
  ])
  expect((await command('check', 'không có.mp4')).code).toBe(2)
  expect((await command('check', 'tests/files/media/p04.pdf', '--kind', 'film')).code).toBe(2)
  expect((await command('check', 'tests/files/media/p04.pdf', '--limit-minutes', 'x')).code).toBe(2)
})
