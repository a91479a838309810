const begins = (bytes: Uint8Array, ...mark: number[]) => mark.every((byte, index) => bytes[index] === byte)

/**
 * The text of a file as programs write them: UTF-8 or UTF-16 of either order, by the byte order mark or, without one, by
 * the zeros that UTF-16 puts beside every Latin letter. Without the mark; null where a letter cannot be read.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const encoding =
    begins(bytes, 0xff, 0xfe) || (bytes[0] !== 0 && bytes[1] === 0)
      ? 'utf-16le'
      : begins(bytes, 0xfe, 0xff) || (bytes[0] === 0 && bytes.length > 1 && bytes[1] !== 0)
        ? 'utf-16be'
        : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
