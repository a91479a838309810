import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { Transform } from 'node:stream'
import { sql } from 'drizzle-orm'
import { ZipFile } from 'yazl'
import { database, storage } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import type { Locale } from '#app/i18n/index.ts'
import { chosenFiles } from './chosen.server.ts'
import { forPrograms, renderCsv } from '../documents/csv.server.ts'
import type { ExportParameters } from './kinds.ts'

type Ask = {
  editionId: string
  edition: number
  locale: Locale
  parameters: ExportParameters
  barred: Set<string>
}
type File = {
  entryId: string
  number: number
  name: string
  bytes: number
  objectKey: string
  sha256: string | null
}
type Line = { path: string; sha256: string; bytes: number; state: 'whole' | 'missing' | 'other' }

/**
 * The media of an edition, or of one of its categories or places, as a ZIP that is never held whole: a folder a work by
 * its number, files as they are, and at the end a list with the SHA-256 of what went in. A file the bucket lacks, or
 * whose bytes are not what they were, is named there and in `failures`, not silently left out.
 */
export async function mediaZip(
  ask: Ask,
  progress: (done: number) => Promise<void>,
): Promise<{ body: AsyncIterable<Uint8Array>; files: number; failures: string[] }> {
  const files = (await filesOf(ask)).filter((file) => !ask.barred.has(file.entryId))
  const all = files.reduce((sum, file) => sum + file.bytes, 0)
  const zip = new ZipFile()
  const lines: Line[] = []
  const failures: string[] = []
  const taken = new Set<string>()
  let done = 0

  async function addAll() {
    for (const file of files) {
      const path = pathOf(ask.edition, file, taken)
      const bytes = await storage().size(file.objectKey)
      if (bytes !== file.bytes) {
        lines.push({ path, sha256: '', bytes: bytes ?? 0, state: 'missing' })
        failures.push(path)
        done += file.bytes
        continue
      }
      await addFile(file, path)
      done += file.bytes
      await progress(all === 0 ? 1 : done / all)
    }
    zip.addBuffer(await manifest(lines, ask.locale), 'manifest.csv')
    zip.end()
  }

  /** One file at a time: the next is asked for when this one has gone by. */
  function addFile(file: File, path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      zip.addReadStreamLazy(path, { compress: false }, (give) => {
        storage()
          .stream(file.objectKey)
          .then((stream) => {
            const hash = createHash('sha256')
            const through = new Transform({
              transform(chunk: Buffer, _encoding, next) {
                hash.update(chunk)
                next(null, chunk)
              },
              flush(next) {
                const sha256 = hash.digest('hex')
                const whole = file.sha256 === null || file.sha256 === sha256
                if (!whole) failures.push(path)
                lines.push({ path, sha256, bytes: file.bytes, state: whole ? 'whole' : 'other' })
                next()
                resolve()
              },
            })
            stream.on('error', (error) => through.destroy(error as Error))
            through.on('error', reject)
            give(null, (stream as Readable).pipe(through))
          })
          .catch((error: unknown) => {
            give(error, undefined as never)
            reject(error as Error)
          })
      })
    })
  }

  const out = zip.outputStream as unknown as Readable
  zip.on('error', (error) => out.destroy(error as Error))
  void addAll().catch((error: unknown) => out.destroy(error as Error))
  return { body: out, files: files.length, failures }
}

function filesOf({ editionId, parameters }: Ask): Promise<File[]> {
  return database().execute<File>(sql`
    select e.id as "entryId", e.number, m.name, m.bytes::float8 as bytes, m.object_key as "objectKey", m.sha256
    from ${chosenFiles(editionId, parameters)}
    order by e.number, m.started_at, m.id`) as unknown as Promise<File[]>
}

/** `XIII-0012/tên tệp.pdf`; names that would leave the folder or collide are mended. */
function pathOf(edition: number, { number, name }: File, taken: Set<string>): string {
  const safe =
    name
      .normalize('NFC')
      .replace(/[\u0000-\u001f\\/:*?"<>|]/g, '_')
      .replace(/^\.+/, '_')
      .slice(0, 150) || '_'
  const dot = safe.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [safe.slice(0, dot), safe.slice(dot)] : [safe, '']
  for (let again = 1; ; again++) {
    const path = `${entryNumber(edition, number)}/${stem}${again > 1 ? ` (${again})` : ''}${ending}`
    if (taken.has(path.toLowerCase())) continue
    taken.add(path.toLowerCase())
    return path
  }
}

function manifest(lines: Line[], locale: Locale): Promise<Buffer> {
  const t = translator(locale)
  return renderCsv(
    ['path', 'sha256', 'bytes', 'state'].map((header) => ({ header, width: 0 })),
    lines.map((line) => [line.path, line.sha256, line.bytes, t(`export.manifest.${line.state}`)]),
    forPrograms,
  )
}
