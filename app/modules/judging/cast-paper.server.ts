import { eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { ballots, ballotVoters } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { type Refusal, refuse } from '../refusal/refusal.ts'
import { seatIn } from './ballot-seat.server.ts'
import { mayBallot } from './ballot-moves.ts'
import { isPaper, shuffledIn } from './ballot.ts'
import { worksBarredTo } from './known-conflicts.server.ts'
import { candidatesLeft } from './ballots.server.ts'

/**
 * Casts a paper, once. What was chosen goes into the ballot's sorted list; that the judge has voted goes elsewhere, and
 * no event tells the one from the other.
 */
export async function castPaper(
  actor: Actor,
  ballotId: string,
  paper: string[],
): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const seat = await seatIn(tx, actor, ballotId)
    if (!seat) return null
    const [ballot] = await tx.select().from(ballots).where(eq(ballots.id, ballotId)).for('no key update')
    if (!mayBallot('cast', ballot!.state) || seat.roundState !== 'open')
      return refuse('ballot.refused.counted')
    const barred = await worksBarredTo(actor.userId, seat.editionId, tx)
    const candidates = await candidatesLeft(tx, ballot!.candidates)
    if (!isPaper(paper, candidates, ballot!.seats) || paper.some((id) => barred.has(id)))
      return refuse('ballot.refused.paper', { seats: ballot!.seats })
    const [fresh] = await tx
      .insert(ballotVoters)
      .values({ ballotId, judgeId: actor.userId })
      .onConflictDoNothing()
      .returning({ judgeId: ballotVoters.judgeId })
    if (!fresh) return refuse('ballot.refused.voted')
    await tx
      .update(ballots)
      .set({ papers: shuffledIn(ballot!.papers, paper) })
      .where(eq(ballots.id, ballotId))
    return { done: true }
  })
}
