import { and, eq, inArray, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { asOf, database, storage } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { exports } from '#db/schema/exports.ts'
import { exportKey } from '#storage/keys.ts'
import { worksBarredTo } from '../judging/known-conflicts.server.ts'
import { queueLetter } from '../editions/secretariat.server.ts'
import { certificatesOf, certificatesPdf } from '../results/certificates.server.ts'
import { forExcelIn, forPrograms, renderCsv } from '../documents/csv.server.ts'
import { renderJson } from '../documents/json.server.ts'
import { renderXlsx, type Cell } from '../documents/xlsx.server.ts'
import { contentTypes } from '../documents/content-types.ts'
import { formatOf, isTableKind, type ExportKind } from './kinds.ts'
import { mediaZip } from './media-zip.server.ts'
import type { ExportTable } from './table.server.ts'
import { exportTables } from './tables.server.ts'

type Export = typeof exports.$inferSelect
type OfEdition = Export & { editionId: string; kind: ExportKind }
type Row = { export: OfEdition; number: number; year: number }
type Tell = (progress: number) => Promise<void>
/** What somebody's own data are written by: it knows all modules, which stand above this one. */
export type WriteOwnData = (ask: Export & { objectKey: string }, tell: Tell) => Promise<Made>
type Made = { rows: number; bytes: number; failures?: string[] }

const ofAnEditionOnly: WriteOwnData = () => {
  throw new Error('The writer of own data was not passed.')
}

/** Somebody pressed "cancel" while the file was made. */
class Cancelled extends Error {}

const slow = 20_000

/**
 * Makes the file of an export row and puts it into the bucket. Run again after a crash it begins anew under another
 * key; the row points at a file only when that file is whole. What took long is told by mail.
 */
export async function makeExport(exportId: string, ownData: WriteOwnData = ofAnEditionOnly) {
  const [started] = await database()
    .update(exports)
    .set({ state: 'running', progress: 0 })
    .where(and(eq(exports.id, exportId), inArray(exports.state, ['queued', 'running', 'failed'])))
    .returning()
  if (!started) return
  const row = isOfEdition(started) ? await withEdition(started) : null
  const objectKey = exportKey(exportId)
  const began = Date.now()
  try {
    const made = row
      ? await write(row, objectKey)
      : await ownData({ ...started, objectKey }, progressOf(exportId))
    const finished = await finish(started, row?.number ?? null, objectKey, made, Date.now() - began > slow)
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

const isOfEdition = (row: Export): row is OfEdition => row.editionId !== null && row.kind !== 'ownData'

async function withEdition(row: OfEdition): Promise<Row> {
  const [edition] = await database()
    .select({ number: editions.number, year: editions.year })
    .from(editions)
    .where(eq(editions.id, row.editionId))
  return { export: row, ...edition! }
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

async function finish(
  row: Export,
  number: number | null,
  objectKey: string,
  made: Made,
  late: boolean,
): Promise<boolean> {
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
      .where(and(eq(exports.id, row.id), eq(exports.state, 'running')))
      .returning()
    if (!done) return false
    if (late || toldWhenDone.has(done.kind)) {
      const [user] = await tx.select().from(users).where(eq(users.id, done.requestedBy))
      const what = translator(user!.locale)(`export.kind.${done.kind}`)
      const page = number === null ? '/account/data' : `/organizer/${number}/exports`
      const link = environment().APP_ORIGIN + page
      const values = { name: user!.name, what, link }
      await queueLetter(tx, { to: user!.email, locale: user!.locale, template: 'exportReady', values })
    }
    return true
  })
}

const toldWhenDone = new Set<Export['kind']>(['mediaZip', 'certificates', 'ownData'])

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
