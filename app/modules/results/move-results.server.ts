import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { databaseNow } from '#db/clock.ts'
import type { editions } from '#db/schema/editions.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { lockOrganizedEdition } from '../editions/guard.server.ts'
import { editionStateOf, mayEdition, type EditionMove } from '../editions/edition-moves.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'

export type Answer = Promise<{ done: true } | Refusal | null>

type Move<Else extends symbol> = (
  tx: Transaction,
  edition: typeof editions.$inferSelect,
) => Promise<
  Else | Refusal | 'results.locked' | 'results.unlocked' | 'results.published' | 'results.retracted'
>

/** Why an edition cannot make a move as it stands. */
export async function whyNotMoveEdition(
  tx: Transaction,
  edition: typeof editions.$inferSelect,
  move: EditionMove,
): Promise<Refusal | null> {
  return mayEdition(move, editionStateOf(edition, await databaseNow(tx))) ? null : refuse('error.moved')
}

/** Locks the edition and does what `move` says; what it answers but a kind of event is passed on. */
export async function moveResults<Else extends symbol = never>(
  actor: Actor,
  editionId: string,
  move: Move<Else>,
): Promise<Awaited<Answer> | Else> {
  return database().transaction(async (tx) => {
    const edition = await lockOrganizedEdition(tx, actor, editionId)
    if (!edition) return null
    const kind = await move(tx, edition)
    if (typeof kind !== 'string') return kind
    await recordEvent(tx, { actorId: actor.userId, kind, subjectId: editionId, editionId })
    return { done: true }
  })
}
