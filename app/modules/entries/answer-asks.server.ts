import { and, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { returnAsks } from '#db/schema/entries.ts'
import type { Actor } from '../actor/actor.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { forPolicy, lockOwnEntry } from './load-entry.server.ts'
import { whyNotEdit } from './policy.ts'
import { asksOf } from './return-asks.server.ts'

/**
 * Keeps, by the id of an ask, why nothing was changed in it; an empty word takes an earlier one back. Asks that are not of
 * this dossier, or are handed in, are left alone.
 */
export async function answerAsks(
  actor: Actor,
  entryId: string,
  words: Record<string, string>,
): Promise<Refusal | { done: true } | null> {
  return database().transaction(async (tx) => {
    const dossier = await lockOwnEntry(tx, actor, entryId)
    if (!dossier) return null
    if (dossier.entry.state !== 'returned') return refuse('entry.refused.notReturned')
    const refusal = whyNotEdit(forPolicy(dossier), dossier.edition, dossier.now)
    if (refusal) return refusal
    for (const { id, keptWhy } of await asksOf(entryId, tx)) {
      const word = words[id]
      if (word !== undefined && word !== keptWhy)
        await tx
          .update(returnAsks)
          .set({ keptWhy: word })
          .where(and(eq(returnAsks.id, id), eq(returnAsks.entryId, entryId)))
    }
    return { done: true }
  })
}
