import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { PDFDocument } from 'pdf-lib'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { check, prepare } from '#app/commands/media.ts'
import { made } from '#tests/support/made-media.ts'
import { printed } from '#tests/support/programs.ts'
import { ffmpegIsHere } from '#tests/support/real-media.ts'

const folder = await mkdtemp(join(tmpdir(), 'prepare-file-'))
afterAll(() => rm(folder, { recursive: true }))

const canary = 'CANARY-TAG'
/** What stands for the author in originals, as files write it: plain, in UTF-16 of either order, in hexadecimal digits. */
const forms = (word: string) => {
  const wide = Buffer.from(word, 'utf16le')
  return [
    Buffer.from(word),
    wide,
    Buffer.from(wide).swap16(),
    ...[Buffer.from(word), Buffer.from(wide).swap16()].flatMap((one) => [
      Buffer.from(one.toString('hex')),
      Buffer.from(one.toString('hex').toUpperCase()),
    ]),
  ]
}

let runs = 0
/** Every byte a judge gets, and what is packed in streams of a PDF beside them. */
async function everyByte(file: string): Promise<{ files: string[]; bytes: Buffer; answer: string }> {
  const out = join(folder, `out-${++runs}`)
  const answer = (await prepare(file, { out, blind: true })) as { copies: { file: string }[] }
  const files = answer.copies.map((copy) => copy.file)
  const bodies = await Promise.all(files.map((name) => readFile(join(out, name))))
  for (const name of files) expect((await stat(join(out, name))).mtimeMs).toBe(0)
  return {
    files,
    bytes: Buffer.concat(bodies.flatMap((body) => [body, ...unpacked(body)])),
    answer: JSON.stringify(answer),
  }
}

function unpacked(body: Buffer): Buffer[] {
  const found: Buffer[] = []
  for (let at = body.indexOf('stream'); at >= 0; at = body.indexOf('stream', at + 6))
    for (const start of [at + 7, at + 8])
      try {
        found.push(inflateSync(body.subarray(start)))
      } catch {
        continue
      }
  return found
}

async function expectNothingOf(file: string, ...words: string[]): Promise<string[]> {
  const original = await readFile(file)
  const { files, bytes, answer } = await everyByte(file)
  for (const word of words) {
    // There was something to hide.
    expect([
      word,
      [original, ...unpacked(original)].some((one) => forms(word).some((form) => one.includes(form))),
    ]).toEqual([word, true])
    expect([word, forms(word).some((form) => bytes.includes(form))]).toEqual([word, false])
    expect(answer.includes(word)).toBe(false)
  }
  return files
}

describe('pages', () => {
  it('lose information, XMP and attachments, and keep their pages and text', async () => {
    const document = await PDFDocument.create()
    document.addPage([300, 400]).drawText('Dat nuoc con nguoi')
    document.addPage([400, 300])
    document.setAuthor(canary)
    document.setSubject('CANARY-SUBJECT')
    await document.attach(Buffer.from('CANARY-ATTACHED'), 'CANARY-NAME.txt', { description: canary })
    const file = join(folder, 'Lo Danh.pdf')
    await writeFile(file, await document.save({ useObjectStreams: false }))
    const files = await expectNothingOf(file, canary, 'CANARY-SUBJECT', 'CANARY-ATTACHED')
    expect(files).toEqual(['document.pdf', 'page-001.webp', 'page-002.webp', 'text.txt'])
    const out = join(folder, `out-${runs}`)
    expect(await readFile(join(out, 'text.txt'), 'utf8')).toMatch(/^Dat nuoc con nguoi/)
    const copy = await PDFDocument.load(await readFile(join(out, 'document.pdf')))
    expect(copy.getPages().map((page) => page.getSize())).toEqual([
      { width: 300, height: 400 },
      { width: 400, height: 300 },
    ])
  })

  it('of a file as they are sent tell no author, and a locked one has its pages too', async () => {
    const blind = 'tests/files/media/blind-judge-download.pdf'
    expect(await printed('pdfinfo', blind)).toContain('Lộ Danh')
    expect((await everyByte(blind)).files).toEqual(['document.pdf', 'page-001.webp', 'text.txt'])
    expect(await printed('pdfinfo', join(folder, `out-${runs}`, 'document.pdf'))).not.toMatch(
      /Lộ Danh|Khánh Hòa|Author|Creator|Producer|Date/,
    )
    expect((await everyByte('tests/files/media/p00-control.pdf')).files).toContain('page-001.webp')
  })
})

describe('a photo', () => {
  it('is turned right, and loses what the camera wrote', async () => {
    const file = join(folder, 'anh.jpg')
    const exif = {
      IFD0: { Artist: canary, Copyright: 'CANARY-COPYRIGHT' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '12/1 14/1 0/1', GPSAreaInformation: 'CANARY-GPS' },
    }
    const base = sharp({ create: { width: 300, height: 200, channels: 3, background: '#a33' } })
    await base.withExif(exif).withMetadata({ orientation: 6 }).withExifMerge(exif).jpeg().toFile(file)
    expect(await expectNothingOf(file, canary, 'CANARY-COPYRIGHT')).toEqual(['large.webp', 'small.webp'])
    const { width, height, exif: kept } = await sharp(join(folder, `out-${runs}`, 'large.webp')).metadata()
    expect([width, height, kept]).toEqual([200, 300, undefined])
  })
})

describe.runIf(ffmpegIsHere())('films and sounds', () => {
  it.for([
    'film.mp4',
    'film.mov',
    'film.mkv',
    'film.webm',
    'film.avi',
    'film.wmv',
    'film.ts',
    'film.mxf',
    'film.3gp',
  ])('%s becomes a film that every browser plays', async (name) => {
    const words = ['film.ts', 'film.avi', 'film.mxf', 'film.3gp'].includes(name) ? [] : [canary]
    expect(await expectNothingOf(await made(name), ...words)).toEqual([
      'film.mp4',
      'poster.webp',
      'strip.webp',
    ])
    const report = await check(join(folder, `out-${runs}`, 'film.mp4'), {})
    expect({ ...report, durationSeconds: Math.round(report.durationSeconds!) }).toMatchObject({
      tracks: [
        { type: 'video', codec: 'h264' },
        { type: 'audio', codec: 'aac' },
      ],
      durationSeconds: 2,
      playsInBrowser: true,
      findings: [],
    })
  })

  it.for(['sound.mp3', 'sound.flac', 'sound.opus', 'sound.wma', 'sound.aiff', 'sound.aac'])(
    '%s becomes a sound that every browser plays',
    async (name) => {
      const words = name === 'sound.aac' ? [] : [canary]
      const original = await made(name)
      const hidden = (await readFile(original)).includes(canary) ? words : []
      expect(await expectNothingOf(original, ...hidden)).toEqual(['sound.m4a', 'waveform.webp'])
      const report = await check(join(folder, `out-${runs}`, 'sound.m4a'), {})
      expect([report.tracks, report.playsInBrowser]).toEqual([[{ type: 'audio', codec: 'aac' }], true])
    },
  )
})

it('tells in a sentence of what no copy can be made', async () => {
  const out = join(folder, 'none')
  await expect(prepare('tests/files/media/p01.pdf', { out })).rejects.toThrow('không tạo được bản xem')
  await expect(prepare('tests/files/media/p04.pdf', {})).rejects.toThrow('--out')
})
