import { eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { databaseNow } from '#db/clock.ts'
import { entries } from '#db/schema/entries.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { isRefusal, type Refusal } from '../refusal/refusal.ts'
import { whyTooManyDrafts } from './create-draft.server.ts'
import { entryMoves } from './entry-moves.ts'
import { forPolicy, lockOwnEntry } from './load-entry.server.ts'
import { whyNotPutBack, whyNotTakeBack, whyNotWithdraw } from './policy.ts'
import { restsUntil } from './resting.server.ts'

/** Each move: the rule it asks, where it leads and what it is on the record. */
const moves = {
  takeBack: { rule: whyNotTakeBack, to: entryMoves.takenBack.to, kind: 'entry.takenBack' },
  withdraw: { rule: whyNotWithdraw, to: entryMoves.withdrawn.to, kind: 'entry.withdrawn' },
  putBack: { rule: whyNotPutBack, to: entryMoves.putBack.to, kind: 'entry.putBack' },
} as const

type Answer = Promise<Refusal | { done: true } | null>

/** Back to draft, keeping its number; null where it is not the actor's. */
export const takeBackEntry = (actor: Actor, entryId: string): Answer => move(actor, entryId, 'takeBack')

/** Out of the award; the row and its number stay. A draft rests and can be put back, anything else is out for good. */
export const withdrawEntry = (actor: Actor, entryId: string): Answer => move(actor, entryId, 'withdraw')

/** A draft that was withdrawn is a draft again, with all that stood in it. */
export const putBackEntry = (actor: Actor, entryId: string): Answer => move(actor, entryId, 'putBack')

async function move(actor: Actor, entryId: string, name: keyof typeof moves): Answer {
  const { rule, to: state, kind } = moves[name]
  return database().transaction(async (tx) => {
    const dossier = await lockOwnEntry(tx, actor, entryId)
    if (!dossier) return null
    const { entry, edition } = dossier
    const refusal =
      rule(forPolicy(dossier), edition, await databaseNow(tx)) ??
      (name === 'putBack' ? await whyTooManyDrafts(tx, actor, edition.id) : null)
    if (isRefusal(refusal)) return refusal
    const rests = name === 'withdraw' && entry.state === 'draft' ? restsUntil() : null
    await tx
      .update(entries)
      .set({ state, restsUntil: rests, version: entry.version + 1, updatedAt: sql`now()` })
      .where(eq(entries.id, entryId))
    await recordEvent(tx, { actorId: actor.userId, kind, subjectId: entryId, editionId: edition.id })
    return { done: true }
  })
}
