import type { Container } from '../../editions/containers.ts'
import type { Source } from './source.server.ts'

/** Whether the file says of itself that it is longer than it is: boxes, chunks or tails that point beyond its end. */
export async function missingOfWhole(source: Source, container: Container): Promise<boolean> {
  if (container === 'mp4' || container === 'mov') return boxesMissing(source)
  if (container === 'wav' || container === 'avi') return chunkMissing(source, 'little')
  if (container === 'aiff') return chunkMissing(source, 'big')
  if (container === 'matroska' || container === 'webm') return segmentMissing(source)
  if (container === 'asf') return bytesOfAsf(source)
  if (container === 'ogg') return lastPageMissing(source)
  return container === 'mp3' ? soundMissing(source) : false
}

/** Boxes at the top of an MP4, one after the other; the last one must end with the file, and one must be the index. */
async function boxesMissing(source: Source): Promise<boolean> {
  let [at, index] = [0, false]
  for (let count = 0; at + 8 <= source.bytes && count < 10_000; count++) {
    const head = await source.read(at, 16)
    const type = head.toString('latin1', 4, 8)
    if (!/^[ -~\xa9]{4}$/.test(type)) return !index
    if (type === 'moov') index = true
    const size = head.readUInt32BE(0)
    const long = size === 1 && head.length >= 16 ? Number(head.readBigUInt64BE(8)) : size
    if (size === 0) return !index
    if (long < 8) return !index
    at += long
  }
  return at > source.bytes || !index
}

/** Recorders that cannot go back leave 0 or the largest number for the size. */
async function chunkMissing(source: Source, order: 'little' | 'big'): Promise<boolean> {
  const head = await source.read(0, 8)
  if (head.length < 8) return true
  const size = order === 'little' ? head.readUInt32LE(4) : head.readUInt32BE(4)
  return size !== 0 && size < 0xffff_fff0 && size > source.bytes && source.bytes < 2 ** 32
}

/** The size of a Matroska segment, where it was written. */
async function segmentMissing(source: Source): Promise<boolean> {
  const head = await source.read(0, 4096)
  const at = head.indexOf(Buffer.from([0x18, 0x53, 0x80, 0x67]))
  if (at < 0) return true
  const first = head[at + 4] ?? 0
  const length = Math.clz32(first) - 23
  if (length > 8) return false
  const digits = [...head.subarray(at + 4, at + 4 + length)]
  const value = digits.reduce(
    (sum, byte, index) => sum * 256 + (index === 0 ? byte & (0xff >> length) : byte),
    0,
  )
  const unknown = digits.every((byte, index) => byte === (index === 0 ? (0xff >> (length - 1)) & 0xff : 0xff))
  return !unknown && value > 0 && at + 4 + length + value > source.bytes
}

/** The size that the head of a Windows Media file tells, in its object of file properties. */
async function bytesOfAsf(source: Source): Promise<boolean> {
  const head = await source.read(0, 65_536)
  const at = head.indexOf(Buffer.from('a1dcab8c47a9cf118ee400c00c205365', 'hex'))
  return at >= 0 && at + 48 <= head.length && Number(head.readBigUInt64LE(at + 40)) > source.bytes
}

/** The last page of an Ogg stream says that it is the last one, and is whole. */
async function lastPageMissing(source: Source): Promise<boolean> {
  const tail = await source.read(Math.max(0, source.bytes - 70_000), 70_000)
  const at = tail.lastIndexOf('OggS')
  return at < 0 || (tail[at + 5]! & 4) === 0
}

/** The count of bytes in the first frame of an MP3 with a table (Xing, Info). */
async function soundMissing(source: Source): Promise<boolean> {
  const head = await source.read(0, 65_536)
  const at = Math.max(head.indexOf('Xing'), head.indexOf('Info'))
  if (at < 0 || at + 16 > head.length) return false
  const flags = head.readUInt32BE(at + 4)
  if ((flags & 2) === 0) return false
  const bytes = head.readUInt32BE(at + 8 + (flags & 1 ? 4 : 0))
  return bytes > source.bytes * 1.01
}
