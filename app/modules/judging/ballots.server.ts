import { and, eq, inArray, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { categories } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { ballots, ballotVoters, panelCategories, panelSeats } from '#db/schema/judging.ts'
import { vietnamese } from '#db/vietnamese.ts'
import type { Actor } from '../actor/actor.ts'
import { worksBarredTo } from './known-conflicts.server.ts'
import { votesOnBallot } from './ballot-seat.server.ts'

/** Who may vote in a ballot: those who sat in its panels when it was called, whoever has left or come since. */
export async function electorateOf(tx: Connection, ballotId: string): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(distinct z.judge_id)::int as count
    from ${ballots} b
    join ${panelCategories} c on c.round_id = b.round_id and c.category_id = b.category_id
    join ${panelSeats} z on z.panel_id = c.panel_id
    where b.id = ${ballotId} and z.since <= b.opened_at and (z.until is null or z.until > b.opened_at)`)
  return row!.count
}

/** Of those who cast a paper, how many must keep away from each work. */
export async function barredVoters(
  tx: Connection,
  ballotId: string,
  editionId: string,
): Promise<Map<string, number>> {
  const cast = await tx
    .select({ judgeId: ballotVoters.judgeId })
    .from(ballotVoters)
    .where(eq(ballotVoters.ballotId, ballotId))
  const barred = new Map<string, number>()
  for (const { judgeId } of cast)
    for (const entryId of await worksBarredTo(judgeId, editionId, tx))
      barred.set(entryId, (barred.get(entryId) ?? 0) + 1)
  return barred
}

/** Of a ballot's works those that may still be voted for: one may have been disqualified since it was called. */
export async function candidatesLeft(connection: Connection, candidates: string[]): Promise<string[]> {
  const out = await connection
    .select({ id: entries.id })
    .from(entries)
    .where(and(inArray(entries.id, candidates), eq(entries.state, 'disqualified')))
  const gone = new Set(out.map((row) => row.id))
  return candidates.filter((id) => !gone.has(id))
}

const voters = sql<string[]>`coalesce((
  select array_agg(u.name order by u.name ${vietnamese})
  from ${ballotVoters} v
  join ${users} u on u.id = v.judge_id
  where v.ballot_id = ${ballots.id}), '{}')`

/** The ballots of a round for its organizers: who has voted, and the count once it is closed; never the papers. */
export function ballotsOfRound(roundId: string, connection: Connection = database()) {
  return connection
    .select({
      id: ballots.id,
      categoryId: ballots.categoryId,
      nameVi: categories.nameVi,
      nameEn: categories.nameEn,
      kind: ballots.kind,
      prize: ballots.prize,
      seats: ballots.seats,
      candidates: ballots.candidates,
      repeats: ballots.repeats,
      state: ballots.state,
      count: ballots.count,
      voters,
    })
    .from(ballots)
    .innerJoin(categories, eq(categories.id, ballots.categoryId))
    .where(eq(ballots.roundId, roundId))
    .orderBy(ballots.openedAt)
}

/** The ballots a judge votes in, in one round. */
export function ballotsOfJudge({ userId }: Actor, roundId: string) {
  return database()
    .select({
      id: ballots.id,
      nameVi: categories.nameVi,
      nameEn: categories.nameEn,
      kind: ballots.kind,
      prize: ballots.prize,
      state: ballots.state,
      voted: sql<boolean>`exists (
        select 1 from ${ballotVoters} v where v.ballot_id = ${ballots.id} and v.judge_id = ${userId})`,
    })
    .from(ballots)
    .innerJoin(categories, eq(categories.id, ballots.categoryId))
    .where(and(eq(ballots.roundId, roundId), votesOnBallot(userId)))
    .orderBy(ballots.openedAt)
}
