import type { IOInputCallbacks } from 'node-av/api'
import { AVSEEK_CUR, AVSEEK_END, AVSEEK_SET, AVSEEK_SIZE } from 'node-av/constants'

/** A file as its readers see it: by range, from the bucket or from a disk, never whole. */
export type Source = { name: string; bytes: number; read(from: number, bytes: number): Promise<Buffer> }

const blockBytes = 1024 * 1024
const keptBlocks = 12

/** The same by blocks of which the last few are kept: readers of films leap to and fro between sound and picture. */
export function inBlocks({ name, bytes, read }: Source): Source {
  const kept = new Map<number, Promise<Buffer>>()
  const block = (index: number): Promise<Buffer> => {
    const from = index * blockBytes
    const had = kept.get(index) ?? read(from, Math.min(blockBytes, bytes - from))
    kept.delete(index)
    kept.set(index, had)
    if (kept.size > keptBlocks) kept.delete(kept.keys().next().value!)
    return had
  }
  return {
    name,
    bytes,
    async read(from, wanted) {
      const end = Math.min(from + wanted, bytes)
      const parts: Buffer[] = []
      for (let at = from; at < end;) {
        const index = Math.floor(at / blockBytes)
        const offset = at - index * blockBytes
        const part = (await block(index)).subarray(offset, Math.min(blockBytes, offset + end - at))
        if (part.length === 0) break
        parts.push(part)
        at += part.length
      }
      return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
    },
  }
}

export const readWhole = (source: Source) => source.read(0, source.bytes)

/** The source as FFmpeg reads it; `seen` is told how far. */
export function inputOf(source: Source, seen: (offset: number) => void = () => {}): IOInputCallbacks {
  let at = 0
  return {
    async read(size) {
      if (at >= source.bytes) return null
      const chunk = await source.read(at, size)
      at += chunk.length
      seen(at)
      return chunk.length > 0 ? chunk : null
    },
    seek(offset, whence) {
      if (whence === AVSEEK_SIZE) return BigInt(source.bytes)
      const bases = new Map<number, number>([
        [AVSEEK_SET, 0],
        [AVSEEK_CUR, at],
        [AVSEEK_END, source.bytes],
      ])
      at = (bases.get(whence) ?? 0) + Number(offset)
      return BigInt(at)
    },
  }
}
