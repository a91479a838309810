import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection, Transaction } from '#db/client.ts'
import { entryAuthors, entryParts, priorAwards, removedRows } from '#db/schema/entries.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { greatestOf } from '../statistics/describe.ts'
import { searchKey } from '../text/search-key.ts'
import type { RowKind } from './entry.ts'
import type { Dossier } from './load-entry.server.ts'
import { isRestOver, restsUntil } from './resting.server.ts'
import { firstSaid, rowFields } from './schema.ts'

/** Where the rows of a dossier stand. */
export const rowTables = { parts: entryParts, authors: entryAuthors, awards: priorAwards } as const
/** Of each kind so many rows rest at most; the ones deleted first give way. */
const mostResting = 30

type Row = Record<string, string | number | null>

/** Takes a row out of a dossier; what it said rests. A row that said nothing is gone. */
export async function restRow(tx: Transaction, entryId: string, kind: RowKind, id: string) {
  const table = rowTables[kind]
  const [taken] = await tx
    .delete(table)
    .where(and(eq(table.id, id), eq(table.entryId, entryId)))
    .returning()
  if (!taken) return
  const row = saidBy(kind, taken)
  if (!saysSomething(kind, row)) return
  await tx
    .insert(removedRows)
    .values({ id, entryId, kind, position: taken.position, row, restsUntil: restsUntil() })
  const ofKind = and(eq(removedRows.entryId, entryId), eq(removedRows.kind, kind))
  const first = tx
    .select({ id: removedRows.id })
    .from(removedRows)
    .where(ofKind)
    .orderBy(desc(removedRows.restsUntil), desc(removedRows.id))
    .offset(mostResting)
  await tx.delete(removedRows).where(inArray(removedRows.id, first))
}

/** The fields of a row that its author fills in. */
const saidBy = (kind: RowKind, row: object): Row =>
  Object.fromEntries(Object.keys(rowFields[kind]).map((name) => [name, (row as Row)[name] ?? null]))

const saysSomething = (kind: RowKind, row: Row) =>
  Object.entries(row).some(([name, value]) => value && !(kind === 'authors' && name === 'kind'))

/** Puts a row back where it stood, or behind the others where another stands there. */
export async function putBackRow(
  tx: Transaction,
  dossier: Dossier,
  kind: RowKind,
  id: string,
): Promise<Refusal | null> {
  const entryId = dossier.entry.id
  const [resting] = await tx
    .delete(removedRows)
    .where(
      and(
        eq(removedRows.id, id),
        eq(removedRows.entryId, entryId),
        eq(removedRows.kind, kind),
        gt(removedRows.restsUntil, sql`now()`),
      ),
    )
    .returning()
  if (!resting) return refuse('entry.refused.restOver', undefined, kind)
  const taken = dossier[kind].map((row) => row.position)
  const position = taken.includes(resting.position) ? greatestOf(taken, 0) + 1 : resting.position
  const more = kind === 'authors' ? { nameKey: searchKey(String(resting.row.name)) } : {}
  await tx.insert(rowTables[kind]).values({ ...resting.row, ...more, id, entryId, position })
  return null
}

/** What rests of the rows of a dossier, by what they said first. */
export async function removedRowsOf(entryId: string, connection: Connection = database()) {
  const rows = await connection
    .select()
    .from(removedRows)
    .where(and(eq(removedRows.entryId, entryId), gt(removedRows.restsUntil, sql`now()`)))
    .orderBy(asc(removedRows.kind), asc(removedRows.position), asc(removedRows.id))
  return rows.map(({ id, kind, row, restsUntil }) => {
    const name = firstSaid(kind, (field) => row[field])
    return { id, kind, name, restsUntil }
  })
}

/** Clears what need rest no longer; may run twice. */
export async function clearRemovedRows() {
  await database()
    .delete(removedRows)
    .where(isRestOver(sql`${removedRows.restsUntil}`, sql`${removedRows.entryId}`))
}
