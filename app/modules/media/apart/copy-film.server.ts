import { join } from 'node:path'
import { Decoder, Demuxer, Encoder, FilterAPI, Muxer, pipeline } from 'node-av/api'
import { AV_PKT_DATA_DISPLAYMATRIX, FF_ENCODER_AAC, FF_ENCODER_LIBX264 } from 'node-av/constants'
import type { Frame, Stream } from 'node-av/lib'
import sharp from 'sharp'
import type { Container } from '../../editions/containers.ts'
import { fileOfCopy } from '../copies.ts'
import { bestOf } from './look-at-film.server.ts'
import { openFilm } from './open-film.server.ts'
import type { Source } from './source.server.ts'

/** A film or a sound as every browser plays it, and what stands for it before it plays. */
export async function copyFilm(
  source: Source,
  container: Container,
  folder: string,
  progress: (share: number) => void,
) {
  const input = await openFilm(source, container, (offset) => progress(offset / source.bytes))
  const [video, audio] = [bestOf(input, 'video'), bestOf(input, 'audio')]
  if (!video && !audio) throw new Error('Neither picture nor sound.')
  const file = join(folder, fileOfCopy(video ? 'film' : 'sound'))
  // The tags of the original are not handed on: the muxer is told nothing of its input.
  const output = await Muxer.open(file, { format: 'mp4', options: { movflags: '+faststart' } })
  // Broadcasts begin at any time of their clock; picture and sound are counted from the same moment.
  const from = Number.isFinite(input.startTime) ? input.startTime : 0
  const stages = {
    ...(video && { video: await stagesOfPicture(video, from) }),
    ...(audio && { audio: await stagesOfSound(audio, from) }),
  }
  await pipeline(input, stages as Required<typeof stages>, output).completion
  await output.close()
  await input.close()
  if (video) await pictures(file, folder)
  else await waveform(file, folder)
}

async function stagesOfPicture(stream: Stream, from: number) {
  const scale = 'scale=1280:720:force_original_aspect_ratio=decrease:force_divisible_by=2'
  const small = `scale='min(1280,iw)':'min(720,ih)':force_original_aspect_ratio=decrease:force_divisible_by=2`
  const { width, height } = stream.codecpar
  const filters = [
    `setpts=PTS-${from}/TB`,
    'bwdif=deint=interlaced',
    ...turned(stream),
    width > 1280 || height > 720 ? scale : small,
    'setsar=1',
    'fps=30:round=near:start_time=0',
    'format=yuv420p',
  ]
  const decoder = await Decoder.create(stream, { exitOnError: false, threadCount: 2 })
  const filter = FilterAPI.create(filters.join(','))
  const encoder = await Encoder.create(FF_ENCODER_LIBX264, {
    bitrate: '1400k',
    maxRate: '1500k',
    bufSize: '3000k',
    gopSize: 60,
    threadCount: 2,
    filter,
    options: { preset: 'veryfast' },
  })
  return [decoder, filter, encoder]
}

async function stagesOfSound(stream: Stream, from: number) {
  const decoder = await Decoder.create(stream, { exitOnError: false })
  const filter = FilterAPI.create(
    `asetpts=PTS-${from}/TB,aresample=48000:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo`,
  )
  const encoder = await Encoder.create(FF_ENCODER_AAC, { bitrate: '96k', filter })
  return [decoder, filter, encoder]
}

/** Phones write upright film lying, with a matrix beside it that says how to turn it. */
function turned(stream: Stream): string[] {
  const matrix = stream.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX)
  if (!matrix || matrix.length < 8) return []
  const degrees = (Math.atan2(matrix.readInt32LE(4), matrix.readInt32LE(0)) * 180) / Math.PI
  const quarter = (Math.round(degrees / 90) + 4) % 4
  return [[], ['transpose=clock'], ['hflip', 'vflip'], ['transpose=cclock']][quarter]!
}

const thumbnails = { count: 20, width: 160, height: 90 }

/** A poster from a tenth into the film, and a strip of small pictures for the bar of the player. */
async function pictures(file: string, folder: string) {
  const input = await Demuxer.open(file)
  const stream = input.video()!
  const total = input.duration
  const decoder = await Decoder.create(stream)
  const graph = FilterAPI.create(`fps=${thumbnails.count}/${Math.max(total, 0.1)},format=rgb24`)
  const shots: Buffer[] = []
  const posterAt = Math.floor(thumbnails.count / 10)
  const take = async (frame: Frame) => {
    const picture = rgbOf(frame)
    if (shots.length === posterAt || shots.length === 0)
      await picture
        .clone()
        .webp({ quality: 80 })
        .toFile(join(folder, fileOfCopy('poster')))
    const { width, height } = thumbnails
    if (shots.length < thumbnails.count)
      shots.push(await picture.resize(width, height, { fit: 'contain', background: '#000' }).png().toBuffer())
  }
  for await (const frame of graph.frames(decoder.frames(input.packets(stream.index))))
    if (frame) await take(frame)
  await input.close()
  const { width, height } = thumbnails
  await sharp({ create: { width: width * shots.length, height, channels: 3, background: '#000' } })
    .composite(shots.map((shot, index) => ({ input: shot, left: index * width, top: 0 })))
    .webp({ quality: 70 })
    .toFile(join(folder, fileOfCopy('strip')))
}

/** The waveform drawn over the whole length, a picture of 1200 × 160. */
async function waveform(file: string, folder: string) {
  const input = await Demuxer.open(file)
  const stream = input.audio()!
  const decoder = await Decoder.create(stream)
  const graph = FilterAPI.create('aformat=channel_layouts=mono:sample_fmts=flt')
  const peaks: number[] = []
  const step = Math.max(1, Math.floor((input.duration * stream.codecpar.sampleRate) / 600))
  let [peak, count] = [0, 0]
  for await (const frame of graph.frames(decoder.frames(input.packets(stream.index)))) {
    const [plane] = frame?.data ?? []
    if (!frame || !plane) continue
    for (const sample of new Float32Array(plane.buffer, plane.byteOffset, frame.nbSamples)) {
      peak = Math.max(peak, Math.abs(sample))
      if (++count < step) continue
      peaks.push(peak)
      ;[peak, count] = [0, 0]
    }
  }
  await input.close()
  const bars = peaks
    .slice(0, 600)
    .map((one, index) => `M${index * 2} ${80 - one * 78}V${80 + Math.max(one * 78, 0.5)}`)
    .join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="160"><path d="${bars}" stroke="#35618e" stroke-width="1.4"/></svg>`
  await sharp(Buffer.from(svg))
    .webp()
    .toFile(join(folder, fileOfCopy('waveform')))
}

/** Rows of a picture of a film without what FFmpeg pads them with. */
function rgbOf(frame: Frame) {
  const { width, height } = frame
  const [plane] = frame.data!
  const line = frame.linesize[0]!
  const rows = Array.from({ length: height }, (_, row) => plane!.subarray(row * line, row * line + width * 3))
  return sharp(Buffer.concat(rows), { raw: { width, height, channels: 3 } })
}
