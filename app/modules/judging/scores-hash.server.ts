import { sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import type { Connection } from '#db/client.ts'
import { entries } from '#db/schema/entries.ts'
import { countingSheets } from '#db/schema/judging.ts'

/**
 * The scores of a round as text: a line `judge,entry,score` a submitted sheet, judge by id, entry by its number, points
 * with two decimals, ordered by entry and judge, LF after every line, UTF-8. Anybody who holds the exported scores can
 * write the same text and take its SHA-256.
 */
export async function scoresText(connection: Connection, roundId: string): Promise<string> {
  const rows = await connection.execute<{ line: string }>(sql`
    select s.judge_id || ',' || e.number || ',' || to_char(s.total / 100.0, 'FM999990.00') as line
    from ${countingSheets} s
    join ${entries} e on e.id = s.entry_id
    where s.round_id = ${roundId}
    order by e.number, s.judge_id collate "C"`)
  return rows.map((row) => `${row.line}\n`).join('')
}

export async function scoresHash(connection: Connection, roundId: string): Promise<string> {
  return createHash('sha256')
    .update(await scoresText(connection, roundId))
    .digest('hex')
}
