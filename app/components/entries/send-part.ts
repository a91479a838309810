import type { Message } from '#app/modules/refusal/refusal.ts'

/** The file is not there any more, or not as it was when it was chosen. */
export class NotRead extends Error {}

/** The first bytes of a file as they are now. A browser refuses to read a file that changed since it was chosen. */
async function read(file: Blob, bytes: number): Promise<ArrayBuffer> {
  const body = await file
    .slice(0, bytes)
    .arrayBuffer()
    .catch((cause: unknown) => {
      throw new NotRead('The file is not as it was.', { cause })
    })
  if (body.byteLength !== Math.min(bytes, file.size)) throw new NotRead('The file is shorter than it was.')
  return body
}

/** Why a file is not what its name says, by its first bytes; null where it is, or where only the server can tell. */
export async function tellsHead(name: string, file: File): Promise<Message | null> {
  if (file.size === 0) return null
  // Fetched when a first file is chosen; without a line the server is left to tell it of what arrived.
  const rule = await import('#app/modules/media/real-type.ts').catch(() => null)
  if (!rule) return null
  const head = await read(file, rule.headBytes)
  return (await rule.whyNotItsName(name, new Uint8Array(head)))?.refused ?? null
}

/** How long, in milliseconds, a part may make no progress at all. */
const longestSilence = 60_000
/** Once a browser handed over the last byte, what lies between it and the bucket may still go at so many bytes a second. */
const slowest = 10_000

type Sent = { status: number; retryAfter: string | null }
type Way = { signal: AbortSignal; onProgress: (loaded: number) => void }

/**
 * Puts a part of a file to its link; the status is 0 where there was no answer. It goes from the disk as it is: whether
 * it can still be read is asked before, and again where nothing came of it.
 */
export async function sendPart(link: string, part: Blob, way: Way): Promise<Sent> {
  await read(part, 1)
  const sent = await put(link, part, way)
  if (sent.status === 0 && !way.signal.aborted) await read(part, 1)
  return sent
}

/**
 * However long it takes, it is given up only when nothing moves. Not `fetch`, which tells nothing of what has been sent.
 */
function put(link: string, body: Blob, { signal, onProgress }: Way): Promise<Sent> {
  return new Promise((answered) => {
    const request = new XMLHttpRequest()
    const drop = () => request.abort()
    let alarm: ReturnType<typeof setTimeout>
    const giveUpAfter = (milliseconds: number) => {
      clearTimeout(alarm)
      alarm = setTimeout(drop, milliseconds)
    }
    request.upload.onprogress = ({ loaded }) => {
      const handedOver = loaded >= body.size
      giveUpAfter(handedOver ? Math.max(longestSilence, (body.size / slowest) * 1000) : longestSilence)
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
