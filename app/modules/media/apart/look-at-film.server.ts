import { Decoder, FilterAPI, type Demuxer } from 'node-av/api'
import { AV_LOG_ERROR } from 'node-av/constants'
import { Log, type Frame, type Packet, type Stream } from 'node-av/lib'
import type { Container } from '../../editions/containers.ts'
import { greatestOf } from '../../statistics/describe.ts'
import { roundTo } from '../../text/round-to.ts'
import { finding, nothingSeen, type Finding, type Seen } from '../report.ts'
import { codecOf, openFilm, typeOf } from './open-film.server.ts'
import { playsInBrowser } from './plays.ts'
import { signsOfPicture, signsOfSound, type Heard, type Look } from './signs.ts'
import type { Source } from './source.server.ts'
import { missingOfWhole } from './whole.server.ts'

/** Reads a film or a sound to its end: every packet timed, every picture and sample decoded. */
export async function lookAtFilm(
  source: Source,
  container: Container,
  progress: (share: number) => void,
): Promise<Seen> {
  const errors = countErrors()
  const demuxer = await openFilm(source, container, (offset) => progress(offset / source.bytes)).catch(
    () => null,
  )
  if (!demuxer || demuxer.streams.length === 0) return unopened(source, container)
  const tracks = demuxer.streams.map((stream) => ({ type: typeOf(stream), codec: codecOf(stream) }))
  const [video, audio] = [bestOf(demuxer, 'video'), bestOf(demuxer, 'audio')]
  const kind = video ? ('video' as const) : audio ? ('audio' as const) : null
  if (!kind) return { ...unopenedAs, container, tracks }
  const read = await readToTheEnd(demuxer, video, audio)
  const claimed = claimedSeconds(demuxer, [video, audio])
  const channels = audio?.codecpar.channels ?? 0
  const seconds = read.seconds
  const seen = {
    ...nothingSeen,
    kind,
    container,
    tracks,
    durationSeconds: seconds === null ? null : roundTo(seconds, 2),
    durationIs: seconds === null ? ('unknown' as const) : ('measured' as const),
    width: video?.codecpar.width || null,
    height: video?.codecpar.height || null,
    playsInBrowser: playsInBrowser(container, tracks, video?.codecpar.getCodecString() ?? ''),
  }
  await demuxer.close()
  if (read.pictures + read.sounds === 0)
    return { ...seen, durationIs: 'unknown', findings: [finding('cannotOpen')] }
  const cut = (await missingOfWhole(source, container)) || isCut(container, claimed, seconds)
  const findings: Finding[] = [
    ...(cut ? [finding('notWhole', seconds ?? undefined)] : []),
    ...(errors.count() + read.faults > 0 && !cut ? [finding('damaged', read.firstFault)] : []),
    ...signsOfPicture(read.looks, seconds ?? 0),
    ...(audio ? signsOfSound(read.heard, seconds ?? 0, channels, read.loudness) : []),
    ...(video && !audio ? [finding('noSound')] : []),
  ]
  return { ...seen, findings }
}

const unopenedAs = { ...nothingSeen, findings: [finding('cannotOpen')] }

/** What cannot be opened because its end is missing is told so. */
async function unopened(source: Source, container: Container): Promise<Seen> {
  const cut = await missingOfWhole(source, container)
  return {
    ...nothingSeen,
    container,
    findings: [finding('cannotOpen'), ...(cut ? [finding('notWhole')] : [])],
  }
}

/** FFmpeg goes on after most errors, and tells them to its log only. */
function countErrors() {
  let count = 0
  Log.setLevel(AV_LOG_ERROR)
  Log.setCallback(
    (level, message) => {
      if (level <= AV_LOG_ERROR && !isHarmless(message)) count += 1
    },
    { maxLevel: AV_LOG_ERROR },
  )
  return { count: () => count }
}

/** What players pass over without a gap in picture or sound. */
const harmless = [
  /Estimating duration from bitrate/i,
  /dts|timestamp/i,
  /Could not find codec parameters/i,
  /unsupported|not implemented|skipping|Unknown/i,
  /Header missing/i,
]
const isHarmless = (message: string) => harmless.some((pattern) => pattern.test(message))

export function bestOf(demuxer: Demuxer, type: 'video' | 'audio'): Stream | null {
  const all = demuxer.streams.filter((stream) => typeOf(stream) === type)
  const size = (stream: Stream) =>
    type === 'video' ? stream.codecpar.width * stream.codecpar.height : stream.codecpar.channels
  return all.toSorted((one, other) => size(other) - size(one))[0] ?? null
}

/** The longest of what header and tracks say, in seconds; 0 where they say nothing. */
function claimedSeconds(demuxer: Demuxer, streams: (Stream | null)[]): number {
  const tracks = streams.map((stream) =>
    stream && stream.duration > 0n
      ? (Number(stream.duration) * stream.timeBase.num) / stream.timeBase.den
      : 0,
  )
  return greatestOf([demuxer.duration, ...tracks], 0)
}

/** Containers whose header counts what follows; of the others it is an estimate. */
const counting: Container[] = ['mp4', 'mov', 'matroska', 'webm', 'avi', 'wav', 'flac', 'aiff', 'mxf', 'asf']

const isCut = (container: Container, claimed: number, seconds: number | null) =>
  counting.includes(container) && seconds !== null && claimed - seconds > Math.max(0.5, claimed * 0.02)

type Read = {
  seconds: number | null
  pictures: number
  sounds: number
  faults: number
  firstFault?: number
  looks: Look[]
  heard: Heard[]
  loudness: number | null
}

async function readToTheEnd(demuxer: Demuxer, video: Stream | null, audio: Stream | null): Promise<Read> {
  const clock = timeline()
  const sight = video && (await sightOf(video))
  const hearing = audio && (await hearingOf(audio))
  for await (const packet of demuxer.packets()) {
    if (!packet) break
    const stream =
      packet.streamIndex === video?.index ? video : packet.streamIndex === audio?.index ? audio : null
    if (stream) {
      clock.add(packet, stream)
      await (stream === video ? sight : hearing)?.take(packet)
    }
    packet.free()
  }
  await sight?.take(null)
  await hearing?.take(null)
  return {
    seconds: clock.seconds(),
    pictures: sight?.count() ?? 0,
    sounds: hearing?.count() ?? 0,
    faults: (sight?.faults() ?? 0) + (hearing?.faults() ?? 0),
    looks: sight?.looks ?? [],
    heard: hearing?.heard ?? [],
    loudness: hearing?.loudness() ?? null,
  }
}

/** From the first moment of any track to the last, by the times of the packets themselves. */
function timeline() {
  let [from, to] = [Infinity, -Infinity]
  const ends = new Map<number, number>()
  return {
    add(packet: Packet, stream: Stream) {
      const { num, den } = stream.timeBase
      const time = packet.pts > -(2n ** 62n) ? packet.pts : packet.dts
      const before = ends.get(stream.index) ?? 0
      const at = time > -(2n ** 62n) ? (Number(time) * num) / den : before
      const own = (Number(packet.duration) * num) / den
      const end = at + (own > 0 ? own : usualSeconds(stream))
      ends.set(stream.index, Math.max(before, end))
      from = Math.min(from, at)
      to = Math.max(to, end)
    },
    seconds: () => (to > from && from !== Infinity ? to - Math.max(from, 0) : null),
  }
}

const usualSeconds = ({ avgFrameRate }: Stream) =>
  avgFrameRate.num > 0 && avgFrameRate.den > 0 ? avgFrameRate.den / avgFrameRate.num : 0

/** A filter and what is done with each frame it makes. */
type Pass = { filter: string; take: (frame: Frame) => void }

/** Decodes one track and hands on what filters make of it; a fault is counted and the next packet tried. */
async function decoded(stream: Stream, passes: Pass[]) {
  const decoder = await Decoder.create(stream, { exitOnError: true, threadCount: 2 })
  const graphs = passes.map(({ filter, take }) => ({ graph: FilterAPI.create(filter), take }))
  let [count, faults] = [0, 0]
  const pass = async (frame: Frame | null) => {
    for (const { graph, take } of graphs)
      for (const made of await graph.processAll(frame)) {
        take(made)
        made.free()
      }
  }
  return {
    count: () => count,
    faults: () => faults,
    async take(packet: Packet | null) {
      try {
        for (const frame of await decoder.decodeAll(packet)) {
          count += 1
          if (frame.decodeErrorFlags) faults += 1
          await pass(frame)
          frame.free()
        }
        if (!packet && count > 0) await pass(null)
      } catch {
        faults += 1
      }
    },
  }
}

const [lookWidth, lookHeight] = [64, 36]

async function sightOf(stream: Stream) {
  const looks: Look[] = []
  let before: Buffer | null = null
  const take = (frame: Frame) => {
    const [plane] = frame.data ?? []
    if (!plane) return
    const picture = tight(plane, frame.linesize[0] ?? lookWidth)
    const change = before ? differenceOf(before, picture) : 255
    looks.push({ at: looks.length / 5, dark: darkOf(picture), change })
    before = picture
  }
  const filter = `fps=5,scale=${lookWidth}:${lookHeight},format=gray`
  const track = await decoded(stream, [{ filter, take }])
  return { ...track, looks }
}

function tight(plane: Buffer, line: number): Buffer {
  const rows = Array.from({ length: lookHeight }, (_, row) =>
    plane.subarray(row * line, row * line + lookWidth),
  )
  return Buffer.concat(rows)
}

/** Share of the picture as dark as black may be in a film (16 of 255, with a tenth of the range on top). */
const darkOf = (picture: Buffer) =>
  picture.reduce((sum, luma) => sum + (luma <= 38 ? 1 : 0), 0) / picture.length

function differenceOf(before: Buffer, picture: Buffer): number {
  let sum = 0
  for (let index = 0; index < picture.length; index++) sum += Math.abs(picture[index]! - before[index]!)
  return sum / picture.length
}

async function hearingOf(stream: Stream) {
  const heard: Heard[] = []
  let loudness: number | null = null
  const half = halfSeconds(stream.codecpar.sampleRate || 48_000, (one) => heard.push(one))
  const samples = {
    // At its own rate: another one rounds off what was cut off.
    filter: 'aformat=sample_fmts=flt',
    take(frame: Frame) {
      const [plane] = frame.data ?? []
      const { channels, nbSamples } = frame
      if (plane) half.add(new Float32Array(plane.buffer, plane.byteOffset, nbSamples * channels), channels)
    },
  }
  const measured = {
    filter: 'ebur128=metadata=1',
    take(frame: Frame) {
      const told = Number(frame.getMetadata().get('lavfi.r128.I') ?? 'x')
      if (Number.isFinite(told)) loudness = told
    },
  }
  const track = await decoded(stream, [samples, measured])
  return {
    ...track,
    heard,
    loudness: () => loudness,
    async take(packet: Packet | null) {
      await track.take(packet)
      if (!packet) half.end()
    },
  }
}

/** Sums up samples of the first two channels by half seconds; three at full scale in a row are clipped. */
function halfSeconds(hertz: number, add: (heard: Heard) => void) {
  let [count, left, right, clipped, row, at] = [0, 0, 0, 0, 0, 0]
  const end = () => {
    if (count === 0) return
    const seconds = count / hertz
    add({ at, seconds, left: Math.sqrt(left / count), right: Math.sqrt(right / count), clipped })
    at += seconds
    ;[count, left, right, clipped] = [0, 0, 0, 0]
  }
  return {
    end,
    add(samples: Float32Array, channels: number) {
      const side = channels > 1 ? 1 : 0
      for (let index = 0; index + side < samples.length; index += channels) {
        const [one, other] = [samples[index]!, samples[index + side]!]
        left += one * one
        right += other * other
        row = Math.abs(one) >= 0.9999 || Math.abs(other) >= 0.9999 ? row + 1 : 0
        if (row === 3) clipped += 1
        if (++count === Math.round(hertz / 2)) end()
      }
    },
  }
}
