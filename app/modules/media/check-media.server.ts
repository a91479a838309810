import { eq } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { PDFDocument } from 'pdf-lib'
import { database, storage } from '#app/ground.server.ts'
import { media } from '#db/schema/entries.ts'
import { checkFile } from './check-file.server.ts'

type File = typeof media.$inferSelect

/** After a file arrived: its SHA-256 for the receipt, and how long or how large it is. May run twice. */
export async function checkMedia(mediaId: string) {
  const [file] = await database().select().from(media).where(eq(media.id, mediaId))
  if (!file || file.state !== 'complete') return
  const sha256 = await hashOf(file.objectKey)
  const measured =
    file.kind === 'pdf' ? { pages: await pagesOf(file.objectKey, file.bytes) } : await measure(file)
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

type Measures = { durationSeconds?: number; width?: number; height?: number }

/** What a file says of itself when it is read to its end; nothing where that is not known for certain. */
async function measure({ objectKey, kind, name, bytes }: File): Promise<Measures> {
  const read = (from: number, wanted: number) => storage().read(objectKey, { from, bytes: wanted })
  const report = await checkFile({ name, bytes, read }, { kind })
  const { durationSeconds, durationIs, width, height } = report
  return {
    durationSeconds:
      durationSeconds !== null && durationIs === 'measured' ? Math.round(durationSeconds) : undefined,
    width: width ?? undefined,
    height: height ?? undefined,
  }
}
