import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection, Transaction } from '#db/client.ts'
import { entries } from '#db/schema/entries.ts'
import { panelCategories, roundEntries, rounds } from '#db/schema/judging.ts'

type Taking = Pick<typeof rounds.$inferSelect, 'id' | 'editionId' | 'stage' | 'number'>

/**
 * In SQL, the works a round takes in by itself: a preliminary round, and a final with no round before it, judges every
 * eligible entry of its panels' categories; another final judges what was advanced.
 */
const taken = ({ id, editionId, stage, number }: Taking) => sql`
  select ${id} as round_id, e.id as entry_id
  from ${entries} e
  where e.edition_id = ${editionId} and e.state = 'eligible'
    and e.category_id in (select c.category_id from ${panelCategories} c where c.round_id = ${id})
    and (${stage === 'preliminary'} or not exists (
      select 1 from ${rounds} r where r.edition_id = ${editionId} and r.number < ${number}))`

export async function takeInEligible(tx: Transaction, round: Taking): Promise<void> {
  await tx.execute(
    sql`insert into ${roundEntries} (round_id, entry_id) ${taken(round)} on conflict do nothing`,
  )
}

/** How many works a round has, with those it would take in. */
export async function worksOf(round: Taking, connection: Connection = database()): Promise<number> {
  const [row] = await connection.execute<{ count: number }>(sql`
    select count(*)::int as count
    from (
      select w.round_id, w.entry_id from ${roundEntries} w where w.round_id = ${round.id}
      union ${taken(round)}) works`)
  return row!.count
}
