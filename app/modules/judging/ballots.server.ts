import { and, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection, Transaction } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { categories } from '#db/schema/editions.ts'
import { ballots, ballotVoters, panelCategories, panelJudges } from '#db/schema/judging.ts'
import { vietnamese } from '#db/vietnamese.ts'
import type { Actor } from '../actor/actor.ts'
import { votesOnBallot } from './ballot-seat.server.ts'

export async function electorateOf(tx: Transaction, roundId: string, categoryId: string): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(distinct ${panelJudges.judgeId})::int` })
    .from(panelCategories)
    .innerJoin(panelJudges, eq(panelJudges.panelId, panelCategories.panelId))
    .where(and(eq(panelCategories.roundId, roundId), eq(panelCategories.categoryId, categoryId)))
  return row!.count
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
