import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { entries } from '#db/schema/entries.ts'
import { finalists } from '#db/schema/judging.ts'
import { prizesGiven } from '#db/schema/results.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { lockOrganizedEdition } from '../editions/guard.server.ts'
import type { Prize } from '../editions/prizes.ts'
import { worksBarredTo } from '../judging/known-conflicts.server.ts'
import { type Refusal, refuse } from '../refusal/refusal.ts'

/**
 * Proposes prizes for entries of the final round, or takes them back (''); what is as it was is left alone. Quotas warn
 * on the page and never block. Answers how many changed.
 */
export async function proposePrizes(
  actor: Actor,
  editionId: string,
  asked: Map<string, Prize | ''>,
): Promise<{ changed: number } | Refusal | null> {
  return database().transaction(async (tx) => {
    const edition = await lockOrganizedEdition(tx, actor, editionId)
    if (!edition) return null
    if (edition.resultsLockedAt) return refuse('results.refused.locked')
    const inFinal = await tx
      .select({ id: entries.id, categoryId: entries.categoryId, prize: prizesGiven.prize })
      .from(entries)
      .leftJoin(prizesGiven, eq(prizesGiven.entryId, entries.id))
      .where(
        and(
          inArray(entries.id, [...asked.keys(), '']),
          ne(entries.state, 'disqualified'),
          sql`exists (select 1 from ${finalists} f where f.edition_id = ${editionId} and f.entry_id = ${entries.id})`,
        ),
      )
    if (inFinal.length !== asked.size) return refuse('results.refused.notInFinal')
    const barred = await worksBarredTo(actor.userId, editionId, tx)
    if (inFinal.some(({ id, prize }) => barred.has(id) && (prize ?? '') !== asked.get(id)))
      return refuse('judging.refused.conflict')
    const changed = inFinal.filter(({ id, prize }) => (prize ?? '') !== asked.get(id))
    for (const { id: entryId, categoryId } of changed) {
      const prize = asked.get(entryId)!
      await tx.delete(prizesGiven).where(eq(prizesGiven.entryId, entryId))
      if (prize)
        await tx
          .insert(prizesGiven)
          .values({ editionId, entryId, categoryId: categoryId!, prize, proposedBy: actor.userId })
      await recordEvent(tx, {
        actorId: actor.userId,
        kind: 'results.awarded',
        subjectId: entryId,
        editionId,
        details: { prize },
      })
    }
    return { changed: changed.length }
  })
}
