import { and, eq, isNull, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { panels, rounds } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { type Refusal, refuse } from '../refusal/refusal.ts'
import { chaired } from './chaired-panels.server.ts'
import { scoresHash } from './scores-hash.server.ts'

/** The chair signs the panel's list, over the hash of the scores it rests on, once the round is closed. */
export async function signOff(actor: Actor, panelId: string): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const found = await chaired(tx, actor, panelId)
    if (!found) return null
    const [round] = await tx
      .select({ state: rounds.state })
      .from(rounds)
      .where(eq(rounds.id, found.round.id))
      .for('share')
    if (round!.state !== 'closed') return refuse('chair.refused.notClosed')
    const hash = await scoresHash(tx, found.round.id)
    const [signed] = await tx
      .update(panels)
      .set({ signedOffAt: sql`clock_timestamp()`, signedOffBy: actor.userId, signedOffHash: hash })
      .where(and(eq(panels.id, panelId), isNull(panels.signedOffAt)))
      .returning({ id: panels.id })
    if (!signed) return refuse('error.moved')
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'panel.signedOff',
      subjectId: panelId,
      editionId: found.round.editionId,
      details: { hash },
    })
    return { done: true }
  })
}
