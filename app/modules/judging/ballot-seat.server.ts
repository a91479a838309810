import { and, eq, ne, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import type { Actor } from '../actor/actor.ts'
import { judgesIn } from '../actor/policy.ts'
import { ballots, panelCategories, panelSeats, rounds } from '#db/schema/judging.ts'

/** In SQL, whether a judge votes on a ballot: those do who sit in a panel of its category, and did when it was called. */
export const votesOnBallot = (judgeId: string) => sql<boolean>`exists (
  select 1
  from ${panelCategories} c
  join ${panelSeats} j on j.panel_id = c.panel_id
  where c.round_id = ${ballots.roundId} and c.category_id = ${ballots.categoryId} and j.judge_id = ${judgeId}
    and j.until is null and j.since <= ${ballots.openedAt})`

/** The judge's seat in a panel that votes on the ballot's category. */
export async function seatIn(tx: Connection, actor: Actor, ballotId: string) {
  const [seat] = await tx
    .select({ editionId: rounds.editionId, roundState: rounds.state, blind: rounds.blind })
    .from(ballots)
    .innerJoin(rounds, eq(rounds.id, ballots.roundId))
    .where(and(eq(ballots.id, ballotId), votesOnBallot(actor.userId)))
  return seat && judgesIn(actor, seat.editionId) ? seat : null
}

/** Whether a work stands in a ballot the judge votes in; its files may be opened then. */
export async function isOnBallotOf(actor: Actor, entryId: string): Promise<{ blind: boolean } | null> {
  const [row] = await database()
    .select({ blind: rounds.blind, editionId: rounds.editionId })
    .from(ballots)
    .innerJoin(rounds, and(eq(rounds.id, ballots.roundId), ne(rounds.state, 'forming')))
    .where(and(sql`${entryId} = any(${ballots.candidates})`, votesOnBallot(actor.userId)))
    .limit(1)
  return row && judgesIn(actor, row.editionId) ? row : null
}
