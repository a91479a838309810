import { and, eq, inArray, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { asOf, database, storage } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { exports } from '#db/schema/exports.ts'
import { exportKey } from '#storage/keys.ts'
import { worksBarredTo } from '../judging/known-conflicts.server.ts'
import { queueMail } from '../mail/queue-mail.server.ts'
import { certificatesOf, certificatesPdf } from '../results/certificates.server.ts'
import { forExcelIn, forPrograms, renderCsv } from '../documents/csv.server.ts'
import { renderJson } from '../documents/json.server.ts'
import { renderXlsx, type Cell } from '../documents/xlsx.server.ts'
import { contentTypes } from '../documents/content-types.ts'
import { formatOf, isTableKind } from './kinds.ts'
import { mediaZip } from './media-zip.server.ts'
import type { ExportTable } from './table.server.ts'
import { exportTables } from './tables.server.ts'

type Row = { export: typeof exports.$inferSelect; number: number; year: number }
type Made = { rows: number; bytes: number; failures?: string[] }

/** Somebody pressed "cancel" while the file was made. */
class Cancelled extends Error {}

const slow = 20_000

/**
 * Makes the file of an export row and puts it into the bucket. Run again after a crash it begins anew under another
 * key; the row points at a file only when that file is whole. What took long is told by mail.
 */
export async function makeExport(exportId: string) {
  const [started] = await database()
    .update(exports)
    .set({ state: 'running', progress: 0 })
    .where(and(eq(exports.id, exportId), inArray(exports.state, ['queued', 'running', 'failed'])))
    .returning()
  if (!started) return
  const [edition] = await database()
    .select({ number: editions.number, year: editions.year })
    .from(editions)
    .where(eq(editions.id, started.editionId))
  const row: Row = { export: started, ...edition! }
  const objectKey = exportKey(exportId)
  const began = Date.now()
  try {
    const made = await write(row, objectKey)
    const finished = await finish(row, objectKey, made, Date.now() - began > slow)
    if (!finished) await storage().remove(objectKey)
  } catch (error) {
    await storage()
      .remove(objectKey)
      .catch(() => {})
    if (error instanceof Cancelled) return
    await database()
      .update(exports)
      .set({ state: 'failed' })
      .where(and(eq(exports.id, exportId), eq(exports.state, 'running')))
    throw error
  }
}

async function write(row: Row, objectKey: string): Promise<Made> {
  const { kind, parameters, editionId, locale, requestedBy } = row.export
  const format = formatOf(kind, parameters)
  const tell = progressOf(row.export.id)
  const type = contentTypes[format]
  const barred = await worksBarredTo(requestedBy, editionId)
  const ask = { editionId, edition: row.number, locale, parameters, barred }
  if (kind === 'mediaZip') {
    const { body, files, failures } = await mediaZip(ask, tell)
    return { rows: files, bytes: await storage().putStream(objectKey, body, type), failures }
  }
  if (kind === 'certificates') {
    const winners = await certificatesOf(row.number)
    const pdf = await certificatesPdf(row, winners)
    await storage().put(objectKey, pdf, type)
    return { rows: winners.length, bytes: pdf.length }
  }
  if (!isTableKind(kind)) throw new Error(`no export is called ${String(kind)}`)
  const make = exportTables[kind]
  // The models a ranking rests on are fitted before its own moment.
  const table = await (kind === 'ranking' ? make(ask) : asOf(() => make(ask)))
  const rows = withProgress(table.rows, tell)
  const scores = kind === 'scoresPreliminary' || kind === 'scoresFinal'
  const body = await {
    csv: () => renderCsv(table.columns, rows, scores ? forPrograms : forExcelIn(locale)),
    json: () => renderJson(table.columns, rows),
    xlsx: () => renderXlsx(table.name, table.columns, rows),
  }[format as 'xlsx']()
  await storage().put(objectKey, body, type)
  return { rows: table.rows.length, bytes: body.length }
}

async function finish(row: Row, objectKey: string, made: Made, late: boolean): Promise<boolean> {
  return database().transaction(async (tx) => {
    const [done] = await tx
      .update(exports)
      .set({
        state: 'done',
        progress: 1,
        rows: made.rows,
        bytes: made.bytes,
        failures: made.failures ?? [],
        objectKey,
        finishedAt: sql`now()`,
        expiresAt: sql`now() + interval '7 days'`,
      })
      .where(and(eq(exports.id, row.export.id), eq(exports.state, 'running')))
      .returning()
    if (!done) return false
    if (late || done.kind === 'mediaZip' || done.kind === 'certificates') {
      const [user] = await tx.select().from(users).where(eq(users.id, done.requestedBy))
      const what = translator(user!.locale)(`export.kind.${done.kind}`)
      const link = `${environment().APP_ORIGIN}/organizer/${row.number}/exports`
      const values = { name: user!.name, what, link }
      await queueMail(tx, { to: user!.email, locale: user!.locale, template: 'exportReady', values })
    }
    return true
  })
}

/** Writes down how far it is; a row that is no longer running has been cancelled. */
function progressOf(exportId: string) {
  return async (progress: number) => {
    const running = await database()
      .update(exports)
      .set({ progress })
      .where(and(eq(exports.id, exportId), eq(exports.state, 'running')))
      .returning({ id: exports.id })
    if (running.length === 0) throw new Cancelled()
  }
}

async function* withProgress(
  rows: ExportTable['rows'],
  tell: (progress: number) => Promise<void>,
): AsyncGenerator<Cell[]> {
  for (const [index, row] of rows.entries()) {
    if (index % 2000 === 0) await tell(index / rows.length)
    yield row
  }
}
