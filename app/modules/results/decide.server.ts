import { and, count, eq, inArray, isNull, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { categories, editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { assignments, roundEntries, rounds } from '#db/schema/judging.ts'
import { awards, publications } from '#db/schema/results.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { lockOrganizedEdition } from '../editions/guard.server.ts'
import { worksBarredTo } from '../judging/conflicts.server.ts'
import { lockRound } from '../judging/form-round.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import type { Prize } from '../editions/prizes.ts'
import { lacksReasons, recordOutcome, recordPrizeOutcomes } from './outcomes.server.ts'
import { awardsOf } from './queries.server.ts'
import { modelOfRound } from './round-model.server.ts'

type Answer = Promise<{ done: true } | Refusal | null>

/** Sets which entries of one category go to the final round: exactly the ticked ones, while none is being judged there. */
export async function advance(actor: Actor, roundId: string, categoryId: string, entryIds: string[]): Answer {
  await modelOfRound(roundId)
  return database().transaction(async (tx) => {
    const round = await lockRound(tx, actor, roundId)
    if (!round) return null
    if (round.stage !== 'preliminary' || round.state !== 'closed') return refuse('results.refused.notClosed')
    const [final] = await tx
      .select()
      .from(rounds)
      .where(and(eq(rounds.editionId, round.editionId), eq(rounds.stage, 'final')))
      .for('update')
    if (!final) return refuse('results.refused.noFinal')
    if (final.state !== 'forming') return refuse('results.refused.finalOpen')
    const inCategory = tx
      .select({ id: entries.id })
      .from(entries)
      .innerJoin(roundEntries, and(eq(roundEntries.entryId, entries.id), eq(roundEntries.roundId, roundId)))
      .where(eq(entries.categoryId, categoryId))
    const known = new Set((await inCategory).map((row) => row.id))
    if (entryIds.some((id) => !known.has(id))) return refuse('form.error.invalid')
    const chosen = await withBarred(tx, actor, round, final.id, [...known], entryIds)
    const ofCategory = and(eq(roundEntries.roundId, final.id), inArray(roundEntries.entryId, [...known, '']))
    await tx
      .delete(assignments)
      .where(and(eq(assignments.roundId, final.id), inArray(assignments.entryId, [...known, ''])))
    await tx.delete(roundEntries).where(ofCategory)
    if (chosen.length)
      await tx.insert(roundEntries).values(chosen.map((entryId) => ({ roundId: final.id, entryId })))
    await recordOutcome(tx, actor, roundId, categoryId, new Set(chosen))
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'results.advanced',
      subjectId: roundId,
      editionId: round.editionId,
      details: { categoryId, entryIds: chosen },
    })
    return { done: true }
  })
}

/** What an organizer may not decide on stays as it is, in the final or out of it. */
async function withBarred(
  tx: Transaction,
  actor: Actor,
  round: { editionId: string },
  finalId: string,
  known: string[],
  asked: string[],
): Promise<string[]> {
  const barred = await worksBarredTo(actor.userId, round.editionId, tx)
  if (barred.size === 0) return asked
  const kept = await tx
    .select({ id: roundEntries.entryId })
    .from(roundEntries)
    .where(and(eq(roundEntries.roundId, finalId), inArray(roundEntries.entryId, [...known, ''])))
  return [
    ...asked.filter((id) => !barred.has(id)),
    ...kept.map((row) => row.id).filter((id) => barred.has(id)),
  ]
}

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
    const finalists = await tx
      .select({ id: entries.id, categoryId: entries.categoryId, prize: awards.prize })
      .from(entries)
      .innerJoin(roundEntries, eq(roundEntries.entryId, entries.id))
      .innerJoin(rounds, and(eq(rounds.id, roundEntries.roundId), eq(rounds.stage, 'final')))
      .leftJoin(awards, eq(awards.entryId, entries.id))
      .where(and(inArray(entries.id, [...asked.keys(), '']), eq(entries.editionId, editionId)))
    if (finalists.length !== asked.size) return refuse('results.refused.notInFinal')
    const barred = await worksBarredTo(actor.userId, editionId, tx)
    if (finalists.some(({ id, prize }) => barred.has(id) && (prize ?? '') !== asked.get(id)))
      return refuse('judging.refused.conflict')
    const changed = finalists.filter(({ id, prize }) => (prize ?? '') !== asked.get(id))
    for (const { id: entryId, categoryId } of changed) {
      const prize = asked.get(entryId)!
      await tx.delete(awards).where(eq(awards.entryId, entryId))
      if (prize) await tx.insert(awards).values({ editionId, entryId, categoryId: categoryId!, prize })
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

export async function lockResults(actor: Actor, editionId: string): Answer {
  const [final] = await database()
    .select({ id: rounds.id })
    .from(rounds)
    .where(and(eq(rounds.editionId, editionId), eq(rounds.stage, 'final')))
  if (final) await modelOfRound(final.id)
  return moveResults(actor, editionId, async (tx, edition) => {
    const [proposed] = await tx.select({ count: count() }).from(awards).where(eq(awards.editionId, editionId))
    const [open] = await tx
      .select({ count: count() })
      .from(rounds)
      .where(and(eq(rounds.editionId, editionId), eq(rounds.state, 'open')))
    if (edition.resultsLockedAt) return refuse('error.moved')
    if (proposed!.count === 0) return refuse('results.refused.noPrizes')
    if (open!.count > 0) return refuse('results.refused.roundOpen')
    await recordPrizeOutcomes(tx, actor, editionId)
    if (await lacksReasons(tx, editionId)) return refuse('results.refused.reasons')
    await tx
      .update(editions)
      .set({ resultsLockedAt: sql`now()` })
      .where(eq(editions.id, editionId))
    return 'results.locked'
  })
}

export async function unlockResults(actor: Actor, editionId: string): Answer {
  return moveResults(actor, editionId, async (tx, edition) => {
    if (!edition.resultsLockedAt || edition.publishedAt) return refuse('error.moved')
    await tx.update(editions).set({ resultsLockedAt: null }).where(eq(editions.id, editionId))
    return 'results.unlocked'
  })
}

/** Publishes the locked prizes as they stand; the list is kept as it was published. */
export async function publishResults(actor: Actor, editionId: string): Answer {
  return moveResults(actor, editionId, async (tx, edition) => {
    if (!edition.resultsLockedAt) return refuse('results.refused.notLocked')
    if (edition.publishedAt) return refuse('error.moved')
    const rows = await awardsOf(editionId, tx)
    const results = rows.map(
      ({ prize, categoryVi, categoryEn, number, title, language, authors, agency }) => ({
        prize,
        categoryVi,
        categoryEn,
        number: number!,
        title,
        language,
        authors,
        agency: agency ?? '',
      }),
    )
    await tx.insert(publications).values({ editionId, results, publishedBy: actor.userId })
    await tx
      .update(editions)
      .set({ publishedAt: sql`now()` })
      .where(eq(editions.id, editionId))
    return 'results.published'
  })
}

/** Takes the published list from the public, with a reason; the list and the reason stay on the record. */
export async function retractResults(actor: Actor, editionId: string, reason: string): Answer {
  return moveResults(actor, editionId, async (tx, edition) => {
    if (!edition.publishedAt) return refuse('error.moved')
    await tx
      .update(publications)
      .set({ retractedAt: sql`clock_timestamp()`, retractionReason: reason })
      .where(and(eq(publications.editionId, editionId), isNull(publications.retractedAt)))
    await tx.update(editions).set({ publishedAt: null }).where(eq(editions.id, editionId))
    return 'results.retracted'
  })
}

type Move = (
  tx: Transaction,
  edition: typeof editions.$inferSelect,
) => Promise<Refusal | 'results.locked' | 'results.unlocked' | 'results.published' | 'results.retracted'>

async function moveResults(actor: Actor, editionId: string, move: Move): Answer {
  return database().transaction(async (tx) => {
    const edition = await lockOrganizedEdition(tx, actor, editionId)
    if (!edition) return null
    const kind = await move(tx, edition)
    if (typeof kind !== 'string') return kind
    await recordEvent(tx, { actorId: actor.userId, kind, subjectId: editionId, editionId })
    return { done: true }
  })
}

/** Prizes proposed against the soft quotas of each category. */
export async function quotaBoard(editionId: string) {
  const rows = await database()
    .select({
      id: categories.id,
      nameVi: categories.nameVi,
      nameEn: categories.nameEn,
      quota: categories.quota,
    })
    .from(categories)
    .where(eq(categories.editionId, editionId))
    .orderBy(categories.position)
  const given = await database()
    .select({ categoryId: awards.categoryId, prize: awards.prize, count: count() })
    .from(awards)
    .where(eq(awards.editionId, editionId))
    .groupBy(awards.categoryId, awards.prize)
  const of = (categoryId: string, prize: Prize) =>
    given.find((row) => row.categoryId === categoryId && row.prize === prize)?.count ?? 0
  return rows.map((category) => ({
    ...category,
    prizes: (['first', 'second', 'third', 'consolation'] as const).map((prize) => ({
      prize,
      given: of(category.id, prize),
      quota: category.quota[prize],
    })),
    special: of(category.id, 'special'),
  }))
}
