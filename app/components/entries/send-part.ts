import type { Message } from '#app/modules/refusal/refusal.ts'

/** The file is not there any more, or not as it was when it was chosen. */
export class NotRead extends Error {}

/** So many bytes of a file as they are now. A browser refuses to read a file that changed since it was chosen. */
export async function readPart(file: File, from: number, bytes: number): Promise<ArrayBuffer> {
  const body = await file
    .slice(from, from + bytes)
    .arrayBuffer()
    .catch((cause: unknown) => {
      throw new NotRead(file.name, { cause })
    })
  if (body.byteLength !== bytes) throw new NotRead(file.name)
  return body
}

/** Why a file is not what its name says, by its first bytes; null where it is, or where only the server can tell. */
export async function tellsHead(name: string, file: File): Promise<Message | null> {
  if (file.size === 0) return null
  // Fetched when a first file is chosen; without a line the server is left to tell it of what arrived.
  const rule = await import('#app/modules/media/real-type.ts').catch(() => null)
  if (!rule) return null
  const head = await readPart(file, 0, Math.min(file.size, rule.headBytes))
  return (await rule.whyNotItsName(name, new Uint8Array(head)))?.refused ?? null
}

/** How long, in milliseconds, a part may make no progress at all. */
const longestSilence = 60_000
/** Once a browser handed over the last byte, what lies between it and the bucket may still go at so many bytes a second. */
const slowest = 10_000

/**
 * Puts a part to its link. However long it takes, it is given up only when nothing moves; the status is 0 where there
 * was no answer. Not `fetch`, which tells nothing of what has been sent.
 */
export function sendPart(
  link: string,
  body: ArrayBuffer,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (loaded: number) => void },
): Promise<{ status: number; retryAfter: string | null }> {
  return new Promise((answered) => {
    const request = new XMLHttpRequest()
    const drop = () => request.abort()
    let alarm: ReturnType<typeof setTimeout>
    const giveUpAfter = (milliseconds: number) => {
      clearTimeout(alarm)
      alarm = setTimeout(drop, milliseconds)
    }
    request.upload.onprogress = ({ loaded }) => {
      const handedOver = loaded >= body.byteLength
      giveUpAfter(handedOver ? Math.max(longestSilence, (body.byteLength / slowest) * 1000) : longestSilence)
      onProgress(loaded)
    }
    request.onloadend = () => {
      clearTimeout(alarm)
      signal.removeEventListener('abort', drop)
      // A header that the bucket does not show to other pages is asked for among all: by its name the console complains.
      const retryAfter = /^retry-after: *(\d+)/im.exec(request.getAllResponseHeaders())?.[1] ?? null
      answered({ status: request.status, retryAfter })
    }
    signal.addEventListener('abort', drop)
    request.open('PUT', link)
    giveUpAfter(longestSilence)
    request.send(body)
    if (signal.aborted) drop()
  })
}
