/**
 * What the first bytes of a file say it is. Every brand of the family of MP4 is one container: phones and edit suites
 * write what they like there, and all read it. What stands before the beginning (zeros before sound, lines before a PDF)
 * is passed over as every player and reader does.
 */
export type Container =
  | 'pdf'
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'tiff'
  | 'heif'
  | 'avif'
  | 'mp4'
  | 'mov'
  | 'webm'
  | 'matroska'
  | 'avi'
  | 'asf'
  | 'mpeg'
  | 'mpegts'
  | 'mxf'
  | 'mp3'
  | 'aac'
  | 'wav'
  | 'flac'
  | 'ogg'
  | 'aiff'

/** So many bytes of the beginning of a file tell its container. */
export const headBytes = 64 * 1024

/** Null where it is none of those the award takes. */
export function containerOf(head: Uint8Array): Container | null {
  return (
    pictureOf(head) ??
    riffOf(head) ??
    boxOf(head) ??
    matroskaOf(head) ??
    streamOf(head) ??
    soundOf(head) ??
    (textAt(head, '%PDF-', 0, 1024) ? 'pdf' : null)
  )
}

function pictureOf(head: Uint8Array): Container | null {
  if (starts(head, [0xff, 0xd8, 0xff])) return 'jpeg'
  if (starts(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png'
  if (starts(head, [0x49, 0x49, 0x2a, 0x00]) || starts(head, [0x4d, 0x4d, 0x00, 0x2a])) return 'tiff'
  return starts(head, [0x49, 0x49, 0x2b, 0x00]) || starts(head, [0x4d, 0x4d, 0x00, 0x2b]) ? 'tiff' : null
}

function riffOf(head: Uint8Array): Container | null {
  const form = text(head, 8, 4)
  if (['RIFF', 'RF64', 'BW64'].includes(text(head, 0, 4)))
    return form === 'WAVE' ? 'wav' : form === 'AVI ' ? 'avi' : form === 'WEBP' ? 'webp' : null
  return text(head, 0, 4) === 'FORM' && ['AIFF', 'AIFC'].includes(form) ? 'aiff' : null
}

const heifBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']

/** The boxes with which films of before the brands begin. */
const olderBoxes = ['moov', 'mdat', 'wide', 'free', 'skip', 'pnot']

function boxOf(head: Uint8Array): Container | null {
  const type = text(head, 4, 4)
  if (olderBoxes.includes(type)) return 'mov'
  if (type !== 'ftyp') return null
  const length = Math.min(number(head, 0), 4096)
  const brands = [text(head, 8, 4)]
  for (let at = 16; at + 4 <= length; at += 4) brands.push(text(head, at, 4))
  const [major] = brands
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return 'avif'
  if (heifBrands.includes(major!)) return 'heif'
  return major === 'qt  ' ? 'mov' : 'mp4'
}

function matroskaOf(head: Uint8Array): Container | null {
  if (!starts(head, [0x1a, 0x45, 0xdf, 0xa3])) return null
  return textAt(head, 'webm', 4, 128) ? 'webm' : 'matroska'
}

function streamOf(head: Uint8Array): Container | null {
  if (starts(head, [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11])) return 'asf'
  if (text(head, 0, 4) === 'OggS') return 'ogg'
  if (text(head, 0, 4) === 'fLaC') return 'flac'
  if (starts(head, [0x00, 0x00, 0x01, 0xba]) || starts(head, [0x00, 0x00, 0x01, 0xb3])) return 'mpeg'
  if (isTransport(head, 0, 188) || isTransport(head, 4, 192)) return 'mpegts'
  return found(head, [0x06, 0x0e, 0x2b, 0x34, 0x02, 0x05, 0x01, 0x01], headBytes) >= 0 ? 'mxf' : null
}

/** Five packets in a row that begin where they must: one alone is a byte by chance. */
const isTransport = (head: Uint8Array, from: number, packet: number) =>
  [0, 1, 2, 3, 4].every((index) => head[from + index * packet] === 0x47)

/** MP3 and bare AAC have no head; the frames themselves are looked for, after tags and padding. */
function soundOf(head: Uint8Array): Container | null {
  if (text(head, 0, 3) === 'ID3') {
    const after = 10 + sevenBits(head, 6)
    if (after >= head.length) return 'mp3'
    const rest = head.subarray(after)
    return text(rest, 0, 4) === 'fLaC' ? 'flac' : (framesOf(rest) ?? null)
  }
  return framesOf(head)
}

function framesOf(head: Uint8Array): Container | null {
  let at = 0
  while (at < head.length && head[at] === 0) at++
  // A few bytes of a cut frame may stand before the first whole one.
  for (const end = Math.min(at + 4096, head.length - 4); at < end; at++) {
    const aac = aacFrame(head, at)
    if (aac && (at + aac + 1 >= head.length || aacFrame(head, at + aac))) return 'aac'
    const mp3 = mp3Frame(head, at)
    if (mp3 && mp3Frame(head, at + mp3) && mp3Frame(head, at + mp3 + mp3Frame(head, at + mp3))) return 'mp3'
  }
  return null
}

/** Length of the ADTS frame that begins here, 0 where none does. */
function aacFrame(head: Uint8Array, at: number): number {
  if (head[at] !== 0xff || (head[at + 1]! & 0xf6) !== 0xf0) return 0
  const length = ((head[at + 3]! & 3) << 11) | (head[at + 4]! << 3) | (head[at + 5]! >> 5)
  return length > 7 ? length : 0
}

const rates = [44_100, 48_000, 32_000]
const kilobits = {
  first: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  second: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}

/** Length of the MPEG frame of layer III that begins here (ISO/IEC 11172-3, 2.4.2.3), 0 where none does. */
function mp3Frame(head: Uint8Array, at: number): number {
  const [first, second, third] = [head[at]!, head[at + 1]!, head[at + 2]!]
  if (first !== 0xff || (second & 0xe6) !== 0xe2) return 0
  const version = (second >> 3) & 3
  const rate = rates[(third >> 2) & 3]
  const bits = kilobits[version === 3 ? 'first' : 'second'][third >> 4]
  if (version === 1 || !rate || !bits) return 0
  const hertz = version === 3 ? rate : version === 2 ? rate / 2 : rate / 4
  return Math.floor(((version === 3 ? 144 : 72) * bits * 1000) / hertz) + ((third >> 1) & 1)
}

const starts = (head: Uint8Array, bytes: number[]) => bytes.every((byte, index) => head[index] === byte)
const text = (head: Uint8Array, from: number, length: number) =>
  [...head.subarray(from, from + length)].map((byte) => String.fromCharCode(byte)).join('')
const textAt = (head: Uint8Array, wanted: string, from: number, within: number) =>
  found(
    head.subarray(from),
    [...wanted].map((letter) => letter.charCodeAt(0)),
    within,
  ) >= 0
const number = (head: Uint8Array, at: number) =>
  ((head[at]! << 24) | (head[at + 1]! << 16) | (head[at + 2]! << 8) | head[at + 3]!) >>> 0
const sevenBits = (head: Uint8Array, at: number) =>
  [0, 1, 2, 3].reduce((sum, index) => sum * 128 + (head[at + index]! & 0x7f), 0)

function found(head: Uint8Array, bytes: number[], within: number): number {
  const end = Math.min(head.length, within) - bytes.length
  for (let at = 0; at <= end; at++) if (bytes.every((byte, index) => head[at + index] === byte)) return at
  return -1
}
