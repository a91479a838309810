import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const folder = join('.cache', 'made-media')

const picture = (seconds: number) => [
  '-f',
  'lavfi',
  '-i',
  `testsrc2=size=320x180:rate=25:duration=${seconds}`,
]
const sound = (seconds: number) => ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`]
const noise = (seconds: number) => ['-f', 'lavfi', '-i', `anoisesrc=d=${seconds}:a=0.3:r=44100`]
const tags = ['-metadata', 'title=Bí Mật', '-metadata', 'artist=Lộ Danh', '-metadata', 'comment=CANARY-TAG']
const film = (...codec: string[]) => [...picture(2), ...sound(2), ...tags, '-shortest', ...codec]
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']
const blackThen = (black: number, rest: number) => [
  '-f',
  'lavfi',
  '-i',
  `color=black:size=320x180:rate=25:duration=${black}[b];testsrc2=size=320x180:rate=25:duration=${rest}[t];[b][t]concat`,
]

/** How each file is made, by its name; a second or two each, the longer ones small. */
const recipes: Record<string, string[]> = {
  'film.mp4': film(...x264, '-c:a', 'aac', '-movflags', '+faststart'),
  'film.m4v': film(...x264, '-c:a', 'aac', '-f', 'mp4'),
  'film.mov': film('-c:v', 'prores_ks', '-c:a', 'pcm_s16le'),
  'film.mkv': film(
    '-c:v',
    'libx265',
    '-preset',
    'ultrafast',
    '-x265-params',
    'log-level=error',
    '-c:a',
    'ac3',
  ),
  'film.webm': film('-c:v', 'libvpx', '-c:a', 'libopus'),
  'film.avi': film('-c:v', 'mpeg4', '-c:a', 'libmp3lame'),
  'film.wmv': film('-c:v', 'wmv2', '-c:a', 'wmav2'),
  'film.mpg': film('-c:v', 'mpeg2video', '-c:a', 'mp2'),
  'film.ts': film(...x264, '-c:a', 'aac'),
  'film.mts': film(
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p',
    '-c:a',
    'ac3',
    '-f',
    'mpegts',
    '-mpegts_m2ts_mode',
    '1',
  ),
  'film.mxf': film('-c:v', 'mpeg2video', '-c:a', 'pcm_s16le', '-ar', '48000'),
  'film.3gp': film('-c:v', 'h263', '-s', '352x288', '-c:a', 'aac'),
  'sound.mp3': [...sound(2), ...tags, '-c:a', 'libmp3lame'],
  'sound.m4a': [...sound(2), ...tags, '-c:a', 'aac'],
  'sound.aac': [...sound(2), '-c:a', 'aac'],
  'sound.wav': [...sound(2), ...tags],
  'sound.flac': [...sound(2), ...tags],
  'sound.ogg': [...sound(2), ...tags, '-c:a', 'libvorbis'],
  'sound.opus': [...sound(2), ...tags, '-c:a', 'libopus'],
  'sound.wma': [...sound(2), ...tags, '-c:a', 'wmav2'],
  'sound.aiff': [...sound(2), ...tags, '-write_id3v2', '1'],
  'photo.jpg': ['-f', 'lavfi', '-i', 'testsrc2=size=1600x1200', '-frames:v', '1'],
  'photo.png': ['-f', 'lavfi', '-i', 'testsrc2=size=800x600', '-frames:v', '1'],
  'photo.webp': ['-f', 'lavfi', '-i', 'testsrc2=size=800x600', '-frames:v', '1'],
  'photo.tiff': ['-f', 'lavfi', '-i', 'testsrc2=size=800x600', '-frames:v', '1'],
  'small.jpg': ['-f', 'lavfi', '-i', 'testsrc2=size=320x240', '-frames:v', '1'],
  'blurred.jpg': ['-f', 'lavfi', '-i', 'testsrc2=size=1600x1200,gblur=sigma=40', '-frames:v', '1'],
  'black.mp4': [...blackThen(12, 3), ...x264, '-g', '50'],
  'third.mp4': [...blackThen(2, 3), ...x264],
  'glimpse.mp4': [...blackThen(1, 4), ...x264],
  'frozen.mp4': [
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=320x180:rate=25:duration=1,tpad=stop_mode=clone:stop_duration=11',
    ...x264,
  ],
  'silent.mp3': ['-f', 'lavfi', '-i', 'sine=duration=2,apad=pad_dur=11', '-c:a', 'libmp3lame'],
  'mute.mp4': [...picture(2), '-f', 'lavfi', '-i', 'anullsrc', '-shortest', ...x264, '-c:a', 'aac'],
  'left.wav': ['-f', 'lavfi', '-i', 'sine=duration=2,pan=stereo|c0=c0|c1=0*c0'],
  'clipped.wav': ['-f', 'lavfi', '-i', 'sine=duration=2,volume=40dB'],
  'quiet.wav': ['-f', 'lavfi', '-i', 'sine=duration=4,volume=-30dB'],
  'vbr.mp3': [...noise(20), '-c:a', 'libmp3lame', '-q:a', '2', '-write_xing', '0'],
  'long.webm': [
    '-f',
    'lavfi',
    '-i',
    'color=red:size=64x36:rate=2:duration=90',
    '-c:v',
    'libvpx',
    '-live',
    '1',
  ],
  'audio-only.mkv': [...sound(2), '-c:a', 'libopus'],
  'picture.mp4': [...picture(2), ...x264],
}

export type Made = string

/** A file of that name by its recipe, made once. */
export async function made(name: Made): Promise<string> {
  const file = join(folder, name)
  if (existsSync(file) && statSync(file).size > 0) return file
  mkdirSync(folder, { recursive: true })
  const own = join(folder, `${process.pid}-${name}`)
  await run('ffmpeg', ['-y', '-loglevel', 'error', ...recipes[name]!, own])
  renameSync(own, file)
  return file
}

export const allMade = Object.keys(recipes)
