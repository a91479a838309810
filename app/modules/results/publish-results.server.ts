import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { editions } from '#db/schema/editions.ts'
import { publications } from '#db/schema/results.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse } from '../refusal/refusal.ts'
import { resultsOf } from './awards.server.ts'
import { makeCertificates } from './make-certificates.server.ts'
import { type Answer, moveResults, whyNotMoveEdition } from './move-results.server.ts'

/** Publishes the locked prizes as they stand, each with its certificate; the list is kept as it was published. */
export async function publishResults(actor: Actor, editionId: string): Answer {
  return moveResults<never>(actor, editionId, async (tx, edition) => {
    if (!edition.resultsLockedAt) return refuse('results.refused.notLocked')
    const refusal = await whyNotMoveEdition(tx, edition, 'published')
    if (refusal) return refusal
    const results = await resultsOf(editionId, tx)
    const [published] = await tx
      .insert(publications)
      .values({ editionId, results, publishedBy: actor.userId })
      .returning({ id: publications.id })
    await makeCertificates(published!.id, tx)
    await tx
      .update(editions)
      .set({ publishedAt: sql`now()` })
      .where(eq(editions.id, editionId))
    return 'results.published'
  })
}

/**
 * What is published is corrected, where there is something: the list that stood is kept with the reason, and a new version
 * takes its place at once.
 */
export async function correctPublication(
  tx: Transaction,
  actor: Actor,
  edition: { id: string },
  reason: string,
): Promise<void> {
  const editionId = edition.id
  const stood = await tx
    .update(publications)
    .set({ retractedAt: sql`clock_timestamp()`, retractionReason: reason })
    .where(and(eq(publications.editionId, editionId), isNull(publications.retractedAt)))
    .returning({ id: publications.id })
  if (stood.length === 0) return
  const results = await resultsOf(editionId, tx)
  const [published] = await tx
    .insert(publications)
    .values({ editionId, results, publishedBy: actor.userId })
    .returning({ id: publications.id })
  await makeCertificates(published!.id, tx)
  const event = { actorId: actor.userId, subjectId: editionId, editionId, details: { reason } }
  await recordEvent(tx, { ...event, kind: 'results.corrected' })
}

/** Takes the published list from the public, with a reason; the list and the reason stay on the record. */
export async function retractResults(actor: Actor, editionId: string, reason: string): Answer {
  return moveResults<never>(actor, editionId, async (tx, edition) => {
    const refusal = await whyNotMoveEdition(tx, edition, 'retracted')
    if (refusal) return refusal
    await tx
      .update(publications)
      .set({ retractedAt: sql`clock_timestamp()`, retractionReason: reason })
      .where(and(eq(publications.editionId, editionId), isNull(publications.retractedAt)))
    await tx.update(editions).set({ publishedAt: null }).where(eq(editions.id, editionId))
    return 'results.retracted'
  })
}
