import { inArray, sql, type SQL } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { prizesGiven } from '#db/schema/results.ts'
import type { Prize } from '../editions/prizes.ts'

/** In SQL, the prize of an entry (under an alias) as anybody may know it: null until the results are published. */
export const toldPrize = (entry: SQL): SQL<Prize | null> => sql`(
  select w.prize
  from ${prizesGiven} w
  join ${editions} d on d.id = w.edition_id
  where w.entry_id = ${entry}.id and d.published_at is not null)`

/** The same of some entries, by their ids. */
export async function toldPrizes(entryIds: string[]): Promise<Map<string, Prize | null>> {
  if (entryIds.length === 0) return new Map()
  const rows = await database()
    .select({ id: entries.id, prize: toldPrize(sql`${entries}`) })
    .from(entries)
    .where(inArray(entries.id, entryIds))
  return new Map(rows.map((row) => [row.id, row.prize]))
}
