import { eq } from 'drizzle-orm'
import mediaInfoFactory from 'mediainfo.js'
import { createHash } from 'node:crypto'
import { PDFDocument } from 'pdf-lib'
import { database, storage } from '#app/ground.server.ts'
import { media } from '#db/schema/entries.ts'

/** After a file arrived: its SHA-256 for the receipt, and how long or how large it is. May run twice. */
export async function checkMedia(mediaId: string) {
  const [file] = await database().select().from(media).where(eq(media.id, mediaId))
  if (!file || file.state !== 'complete') return
  const sha256 = await hashOf(file.objectKey)
  const measured =
    file.kind === 'pdf'
      ? { pages: await pagesOf(file.objectKey, file.bytes) }
      : await measure(file.objectKey, file.bytes)
  await database()
    .update(media)
    .set({ sha256, ...measured })
    .where(eq(media.id, mediaId))
}

async function hashOf(key: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of await storage().stream(key)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** A PDF is read whole to be counted; of a book scanned to more than this the category's own minutes are used. */
const mostPdfBytes = 80_000_000

/** How many pages a PDF has; null where it is too large or no library can open it. */
async function pagesOf(key: string, bytes: number): Promise<number | null> {
  if (bytes > mostPdfBytes) return null
  const body = await storage().read(key, { from: 0, bytes })
  const document = await PDFDocument.load(body, { ignoreEncryption: true, updateMetadata: false }).catch(
    () => null,
  )
  return document?.getPageCount() ?? null
}

type Track = { '@type': string; Duration?: number; Width?: number; Height?: number }

async function measure(
  key: string,
  bytes: number,
): Promise<{ durationSeconds?: number; width?: number; height?: number }> {
  const reader = await mediaInfoFactory({ format: 'object' })
  try {
    const read = (size: number, offset: number) =>
      size === 0
        ? Promise.resolve(new Uint8Array())
        : storage().read(key, { from: offset, bytes: Math.min(size, bytes - offset) })
    const answer = (await reader.analyzeData(() => bytes, read)) as { media?: { track: Track[] } }
    const tracks = answer.media?.track ?? []
    const picture = tracks.find((track) => track['@type'] === 'Video' || track['@type'] === 'Image')
    const duration = tracks.find((track) => track['@type'] === 'General')?.Duration
    return {
      durationSeconds: duration ? Math.round(Number(duration)) : undefined,
      width: picture?.Width ? Number(picture.Width) : undefined,
      height: picture?.Height ? Number(picture.Height) : undefined,
    }
  } finally {
    reader.close()
  }
}
