import { inflateRawSync } from 'node:zlib'

const [entryMark, endMark] = [0x02014b50, 0x06054b50]

/**
 * Whether the files of a ZIP archive unpack to no more than `most` bytes, by unpacking them: what the archive says of
 * their sizes may be wrong. False where its list of files cannot be read.
 */
export function unpacksTo(file: Uint8Array, most: number): boolean | 'tooMuch' {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const end = bytes.lastIndexOf(Buffer.from(Uint32Array.of(endMark).buffer))
  if (end < 0 || end + 22 > bytes.length) return false
  let at = bytes.readUInt32LE(end + 16)
  let left = most
  try {
    for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
      if (bytes.readUInt32LE(at) !== entryMark) return false
      const [packed, local] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)]
      const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
      const content = bytes.subarray(from, from + packed)
      left -= bytes.readUInt16LE(at + 10) === 8 ? inflated(content, left) : packed
      if (left < 0) return 'tooMuch'
      at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    }
    return true
  } catch (error) {
    return isTooLong(error) && 'tooMuch'
  }
}

/** Throws as soon as there are more than `most` bytes. */
const inflated = (content: Buffer, most: number) =>
  inflateRawSync(content, { maxOutputLength: Math.max(1, most) }).length

const isTooLong = (error: unknown) => (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE'
