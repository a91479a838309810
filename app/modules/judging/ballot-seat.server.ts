import { and, eq, ne, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { ballots, panelCategories, panelJudges, rounds } from '#db/schema/judging.ts'

/** The panel that votes on a ballot is the one its category belongs to. */
export const votesOnBallot = and(
  eq(panelCategories.roundId, ballots.roundId),
  eq(panelCategories.categoryId, ballots.categoryId),
)

export const seatOf = (judgeId: string) =>
  and(eq(panelJudges.panelId, panelCategories.panelId), eq(panelJudges.judgeId, judgeId))

/** The judge's seat in the panel that votes on the ballot's category. */
export async function seatIn(tx: Connection, judgeId: string, ballotId: string) {
  const [seat] = await tx
    .select({ editionId: rounds.editionId, roundState: rounds.state, blind: rounds.blind })
    .from(ballots)
    .innerJoin(rounds, eq(rounds.id, ballots.roundId))
    .innerJoin(panelCategories, votesOnBallot)
    .innerJoin(panelJudges, seatOf(judgeId))
    .where(eq(ballots.id, ballotId))
  return seat ?? null
}

/** Whether a work stands in a ballot the judge votes in; its files may be opened then. */
export async function isOnBallotOf(judgeId: string, entryId: string): Promise<{ blind: boolean } | null> {
  const [row] = await database()
    .select({ blind: rounds.blind })
    .from(ballots)
    .innerJoin(rounds, and(eq(rounds.id, ballots.roundId), ne(rounds.state, 'forming')))
    .innerJoin(panelCategories, votesOnBallot)
    .innerJoin(panelJudges, seatOf(judgeId))
    .where(sql`${entryId} = any(${ballots.candidates})`)
    .limit(1)
  return row ?? null
}
