import { eq, sql } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'
import { editions, exports } from '#db/schema/index.ts'
import { exportKey } from '#storage/keys.ts'
import { renderCsv } from './formats/csv.server.ts'
import { renderXlsx, type Cell } from './formats/xlsx.server.ts'
import { entriesBarredTo } from '../judging/conflicts.server.ts'
import { contentTypes, formatOf } from './kinds.ts'
import { exportTables } from './tables.server.ts'

/**
 * Makes the file of an export row and puts it into the bucket. Run again after a crash it begins anew under another
 * key; the row points at a file only when that file is whole.
 */
export async function makeExport(exportId: string) {
  const [row] = await database()
    .select({ export: exports, number: editions.number })
    .from(exports)
    .innerJoin(editions, eq(editions.id, exports.editionId))
    .where(eq(exports.id, exportId))
  if (!row || row.export.state === 'done') return
  const { editionId, kind, locale, parameters, requestedBy } = row.export
  const set = (values: Partial<typeof exports.$inferInsert>) =>
    database().update(exports).set(values).where(eq(exports.id, exportId))
  await set({ state: 'running', progress: 0 })
  try {
    const table = await exportTables[kind]({
      editionId,
      edition: row.number,
      locale,
      parameters,
      barred: await entriesBarredTo(database(), requestedBy, editionId),
    })
    const format = formatOf(parameters)
    const rows = withProgress(table.rows, (progress) => set({ progress }))
    const body = await (format === 'csv'
      ? renderCsv(table.columns, rows)
      : renderXlsx(table.name, table.columns, rows))
    const objectKey = exportKey(exportId)
    await storage().put(objectKey, body, contentTypes[format])
    await database()
      .update(exports)
      .set({
        state: 'done',
        progress: 1,
        rows: table.rows.length,
        bytes: body.length,
        objectKey,
        finishedAt: sql`now()`,
        expiresAt: sql`now() + interval '7 days'`,
      })
      .where(eq(exports.id, exportId))
  } catch (error) {
    await set({ state: 'failed' })
    throw error
  }
}

async function* withProgress(
  rows: Cell[][],
  tell: (progress: number) => Promise<unknown>,
): AsyncGenerator<Cell[]> {
  for (const [index, row] of rows.entries()) {
    if (index > 0 && index % 2000 === 0) await tell(index / rows.length)
    yield row
  }
}
