import { eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { editions } from '#db/schema/editions.ts'
import { rounds } from '#db/schema/judging.ts'
import { minutes } from '#db/schema/results.ts'
import type { Actor } from '../actor/actor.ts'
import { organizes } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { contentOf } from './minutes-content.server.ts'
import type { Letterhead } from './minutes.ts'
import { modelOfRound } from './round-model.server.ts'

/** Draws up the minutes of a panel, or (without one) of the council, from a closed round as it stands. */
export async function drawMinutes(
  actor: Actor,
  roundId: string,
  ask: { panelId: string | null; letterhead: Letterhead },
): Promise<{ minutesId: string } | Refusal | null> {
  await modelOfRound(roundId)
  return database().transaction(async (tx) => {
    const [found] = await tx
      .select({ round: rounds, edition: editions })
      .from(rounds)
      .innerJoin(editions, eq(editions.id, rounds.editionId))
      .where(eq(rounds.id, roundId))
      .for('share', { of: rounds })
    if (!found || !organizes(actor, found.edition.id)) return null
    if (found.round.state !== 'closed') return refuse('minutes.refused.notClosed')
    const content = await contentOf(tx, found, ask.panelId)
    if (!content) return null
    const [made] = await tx
      .insert(minutes)
      .values({ roundId, ...ask, content, dataHash: content.dataHash, createdBy: actor.userId })
      .returning({ id: minutes.id })
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'results.minutes',
      subjectId: made!.id,
      editionId: found.edition.id,
      details: { panelId: ask.panelId, hash: content.dataHash },
    })
    return { minutesId: made!.id }
  })
}
