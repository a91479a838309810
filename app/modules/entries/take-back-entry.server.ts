import { eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { databaseNow } from '#db/clock.ts'
import { entries } from '#db/schema/entries.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import type { Refusal } from '../refusal/refusal.ts'
import { entryMoves } from './entry-moves.ts'
import { forPolicy, lockOwnEntry } from './load-entry.server.ts'
import { whyNotTakeBack, whyNotWithdraw } from './policy.ts'

/** Back to draft, keeping its number; null where it is not the actor's. */
export const takeBackEntry = (actor: Actor, entryId: string) => move(actor, entryId, entryMoves.takenBack.to)

/** Out of the award for good; the row and its number stay. */
export const withdrawEntry = (actor: Actor, entryId: string) => move(actor, entryId, entryMoves.withdrawn.to)

async function move(
  actor: Actor,
  entryId: string,
  to: 'draft' | 'withdrawn',
): Promise<Refusal | { done: true } | null> {
  return database().transaction(async (tx) => {
    const dossier = await lockOwnEntry(tx, actor, entryId)
    if (!dossier) return null
    const rule = to === 'draft' ? whyNotTakeBack : whyNotWithdraw
    const refusal = rule(forPolicy(dossier), dossier.edition, await databaseNow(tx))
    if (refusal) return refusal
    await tx
      .update(entries)
      .set({ state: to, version: dossier.entry.version + 1, updatedAt: sql`now()` })
      .where(eq(entries.id, entryId))
    const kind = to === 'draft' ? 'entry.takenBack' : 'entry.withdrawn'
    await recordEvent(tx, { actorId: actor.userId, kind, subjectId: entryId, editionId: dossier.edition.id })
    return { done: true }
  })
}
