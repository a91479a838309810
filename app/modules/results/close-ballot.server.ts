import { eq, inArray, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { editions } from '#db/schema/editions.ts'
import { ballots } from '#db/schema/judging.ts'
import { prizesGiven } from '#db/schema/results.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { countBallot } from '../judging/ballot.ts'
import { mayBallot } from '../judging/ballot-moves.ts'
import { barredVoters, candidatesLeft, electorateOf } from '../judging/ballots.server.ts'
import { lockRound } from '../judging/form-round.server.ts'
import { type Refusal, refuse } from '../refusal/refusal.ts'

/** Ends the vote and counts it in the open; elected works are proposed for the ballot's prize. */
export async function closeBallot(actor: Actor, ballotId: string): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const [found] = await tx
      .select({ roundId: ballots.roundId })
      .from(ballots)
      .where(eq(ballots.id, ballotId))
    const round = found && (await lockRound(tx, actor, found.roundId))
    if (!round) return null
    const [ballot] = await tx.select().from(ballots).where(eq(ballots.id, ballotId)).for('no key update')
    if (!mayBallot('counted', ballot!.state)) return refuse('error.moved')
    const candidates = await candidatesLeft(tx, ballot!.candidates)
    const papers = ballot!.papers.map((paper) => paper.filter((id) => candidates.includes(id)))
    const count = countBallot(papers, {
      candidates,
      seats: ballot!.seats,
      electorate: await electorateOf(tx, ballotId),
      barred: await barredVoters(tx, ballotId, round.editionId),
      quorum: round.quorum,
      majority: round.majority,
    })
    await tx
      .update(ballots)
      .set({ state: 'counted', count, countedAt: sql`clock_timestamp()` })
      .where(eq(ballots.id, ballotId))
    if (ballot!.prize) await propose(tx, actor, round.editionId, ballot!, count.elected)
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'ballot.counted',
      subjectId: ballotId,
      editionId: round.editionId,
      details: { cast: count.cast, electorate: count.electorate, elected: count.elected, tied: count.tied },
    })
    return { done: true }
  })
}

async function propose(
  tx: Transaction,
  actor: Actor,
  editionId: string,
  ballot: typeof ballots.$inferSelect,
  elected: string[],
) {
  const [edition] = await tx.select().from(editions).where(eq(editions.id, editionId)).for('share')
  if (edition!.resultsLockedAt || elected.length === 0) return
  await tx.delete(prizesGiven).where(inArray(prizesGiven.entryId, elected))
  await tx.insert(prizesGiven).values(
    elected.map((entryId) => ({
      editionId,
      entryId,
      categoryId: ballot.categoryId,
      prize: ballot.prize!,
      proposedBy: actor.userId,
      ballotId: ballot.id,
    })),
  )
}
