import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { entries } from '#db/schema/entries.ts'
import { countingSheets } from '#db/schema/judging.ts'
import type { SheetFlag } from './scoring.ts'

/** Entries of a round that a judge flagged on a sheet that counts, with what was flagged and how often; nothing of works in `barred`. */
export async function flaggedEntries(roundId: string, barred: Set<string>) {
  const rows = await database().execute<{
    id: string
    number: number
    title: string
    flags: Partial<Record<SheetFlag, number>>
  }>(sql`
    select e.id, e.number, e.title, jsonb_object_agg(f.flag, f.count) as flags
    from (
      select s.entry_id, flag, count(*)::int as count
      from ${countingSheets} s, jsonb_array_elements_text(s.flags) flag
      where s.round_id = ${roundId}
      group by s.entry_id, flag) f
    join ${entries} e on e.id = f.entry_id
    group by e.id
    order by e.number`)
  return rows.filter((row) => !barred.has(row.id))
}
