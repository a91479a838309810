import type { ReactNode } from 'react'
import { Writable } from 'node:stream'
import { renderToPipeableStream } from 'react-dom/server'

/** How long a page may take, in milliseconds; what is not there then is left to the browser. */
export const patience = 10_000

/**
 * A page when it is whole, as UTF-8: nothing is deferred, and one buffer was measured faster than many pieces.
 *
 * React 18 writes into buffers of 2,048 bytes and sends each whole. Where a letter of several bytes does not fit into
 * what is left of one, the rest stays as it was made: up to three NUL bytes that nobody wrote, which a browser reads as
 * U+FFFD inside attributes and fields. React itself never writes a NUL (in text it is no character of HTML, in data it
 * is escaped), so they are left out.
 */
export function wholePage(
  page: ReactNode,
  options: { nonce?: string; onError: (error: unknown) => void },
): Promise<Buffer<ArrayBuffer>> {
  return new Promise((whole, failed) => {
    const { pipe, abort } = renderToPipeableStream(page, {
      ...options,
      onAllReady() {
        clearTimeout(impatience)
        pipe(collector(whole))
      },
      onShellError: failed,
    })
    // Cleared when the page is whole: a waiting timer keeps all of it in memory.
    const impatience = setTimeout(abort, patience + 1000).unref()
  })
}

function collector(whole: (page: Buffer<ArrayBuffer>) => void): Writable {
  const chunks: Buffer[] = []
  return new Writable({
    emitClose: false,
    write(chunk: Buffer, _encoding, next) {
      chunks.push(chunk.includes(0) ? (chunk.filter((byte) => byte !== 0) as Buffer) : chunk)
      next()
    },
    final(next) {
      whole(Buffer.concat(chunks))
      next()
    },
  })
}
