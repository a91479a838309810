import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isHere } from './programs.ts'

export const ffmpegIsHere = () => isHere('ffmpeg')

const folder = '.cache/media'

/** Files made by real encoders, once: a photo, a voice, a short film, and a film of some 300 MB. */
export function realMedia() {
  mkdirSync(folder, { recursive: true })
  return {
    photo: encode('ảnh biển.jpg', [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=3200x2400',
      '-frames:v',
      '1',
      '-q:v',
      '6',
    ]),
    voice: encode('giọng đọc.mp3', [
      '-f',
      'lavfi',
      '-i',
      'sine=frequency=440:duration=4',
      '-c:a',
      'libmp3lame',
      '-b:a',
      '64k',
    ]),
    film: encode('phim ngắn.mp4', [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=640x360:rate=24:duration=3',
      '-f',
      'lavfi',
      '-i',
      'sine=duration=3',
      '-c:v',
      'libx264',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'aac',
      '-shortest',
      '-movflags',
      '+faststart',
    ]),
    // Noise does not compress: this grows by some 4 MB a frame.
    longFilm: encode('phim dài.mp4', [
      '-f',
      'lavfi',
      '-i',
      'color=gray:size=1920x1080:rate=25,noise=alls=100:allf=t',
      '-fs',
      '300000000',
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-qp',
      '0',
      '-t',
      '60',
    ]),
    paper: 'db/seed/media/press.pdf',
  }
}

function encode(name: string, args: string[]): string {
  const file = join(folder, name)
  if (!existsSync(file) || statSync(file).size === 0)
    execFileSync('ffmpeg', ['-y', '-loglevel', 'error', ...args, file])
  return file
}
