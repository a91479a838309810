import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { storage } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { computed } from '#app/i18n/index.ts'
import { contentTypes } from '../documents/content-types.ts'
import { renderCsv } from '../documents/csv.server.ts'
import type { WriteOwnData } from '../exports/make-export.server.ts'
import { filesHeld, heldAbout, type Held } from './held-about.server.ts'

/** More rows of one table than anybody has. */
const allRows = 100_000

/**
 * Writes everything held about the owner of an account as one ZIP: a file of JSON with all of it, a table of each kind as
 * CSV, and the files of their works as they are. What the bucket lacks is named, not silently left out.
 */
export const writeOwnData: WriteOwnData = async ({ requestedBy, locale, objectKey }, tell) => {
  const held = (await heldAbout(requestedBy, allRows)) ?? []
  const files = await filesHeld(requestedBy)
  const t = translator(locale)
  const zip = new ZipFile()
  const failures: string[] = []
  const whole = Object.fromEntries(held.map(({ table, rows }) => [table, rows]))
  zip.addBuffer(Buffer.from(t('personal.pack.about')), 'README.txt')
  zip.addBuffer(Buffer.from(JSON.stringify(whole, null, 2)), 'data.json')
  for (const one of held)
    zip.addBuffer(await tableOfRows(one, (key) => t(computed(key))), `csv/${one.table}.csv`)
  async function addFiles() {
    for (const [index, { id, entryId, name, bytes, objectKey: key }] of files.entries()) {
      const path = `files/${entryId}/${id}-${safe(name)}`
      if ((await storage().size(key)) === bytes) await addStream(path, key)
      else failures.push(name)
      await tell((index + 1) / files.length)
    }
    zip.end()
  }
  /** One file at a time: the next is asked for when this one has gone by. */
  const addStream = (path: string, key: string) =>
    new Promise<void>((resolve, reject) => {
      zip.addReadStreamLazy(path, { compress: false }, (give) => {
        storage()
          .stream(key)
          .then((stream) => {
            stream.on('end', resolve)
            stream.on('error', reject)
            give(null, stream as Readable)
          })
          .catch((error: unknown) => {
            give(error, undefined as never)
            reject(error as Error)
          })
      })
    })
  const out = zip.outputStream as unknown as Readable
  zip.on('error', (error) => out.destroy(error as Error))
  void addFiles().catch((error: unknown) => out.destroy(error as Error))
  const bytes = await storage().putStream(objectKey, out, contentTypes.zip)
  return { rows: held.reduce((sum, { rows }) => sum + rows.length, 0), bytes, failures }
}

function tableOfRows({ rows }: Held, say: (key: string) => string): Promise<Buffer> {
  const columns = Object.keys(rows[0]!)
  return renderCsv(
    columns.map((column) => ({ header: say(`personal.column.${column}`), width: 0 })),
    rows.map((row) => columns.map((column) => cellOf(row[column]))),
  )
}

const cellOf = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'string'
      ? value
      : value instanceof Date
        ? value.toISOString()
        : JSON.stringify(value)

const safe = (name: string) =>
  name
    .normalize('NFC')
    .replace(/[\u0000-\u001f\\/:*?"<>|]/g, '_')
    .slice(0, 120) || '_'
