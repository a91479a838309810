import { and, eq, inArray, ne } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { entries } from '#db/schema/entries.ts'
import { assignments, roundEntries } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { worksBarredTo } from '../judging/known-conflicts.server.ts'
import { formFinal, lockRound, organizesRound } from '../judging/form-round.server.ts'
import { lockFinalAfter } from '../judging/rounds-in-order.server.ts'
import { refuse } from '../refusal/refusal.ts'
import type { Answer } from './move-results.server.ts'
import { type Ranking, rankCategories, recordOutcome } from './outcomes.server.ts'
import { standOf } from './round-model.server.ts'
import { moved, whileStands } from './while-stands.server.ts'

/** Sets which entries of one category go to the final round: exactly the ticked ones, while none is being judged there. */
export async function advance(actor: Actor, roundId: string, categoryId: string, entryIds: string[]): Answer {
  if (!(await organizesRound(actor, roundId))) return null
  return whileStands(
    () => rankCategories(roundId, [categoryId]),
    (ranking) => setFinalists(actor, roundId, categoryId, entryIds, ranking),
  )
}

function setFinalists(
  actor: Actor,
  roundId: string,
  categoryId: string,
  entryIds: string[],
  ranking: Ranking,
): Promise<Awaited<Answer> | typeof moved> {
  return database().transaction(async (tx) => {
    const round = await lockRound(tx, actor, roundId)
    if (!round) return null
    if (round.state !== 'closed') return refuse('results.refused.notClosed')
    const next = await lockFinalAfter(tx, round)
    if (!next && round.stage === 'final') return refuse('results.refused.noFinal')
    if (next && next.state !== 'forming') return refuse('results.refused.finalOpen')
    const inCategory = tx
      .select({ id: entries.id })
      .from(entries)
      .innerJoin(roundEntries, and(eq(roundEntries.entryId, entries.id), eq(roundEntries.roundId, roundId)))
      .where(and(eq(entries.categoryId, categoryId), ne(entries.state, 'disqualified')))
    const known = new Set((await inCategory).map((row) => row.id))
    const { rows, deciding } = ranking.of.get(categoryId)!
    const sameWorks = rows.length === known.size && rows.every((row) => known.has(row.id))
    const sameRule = deciding.decidesBy === round.decidesBy && deciding.rule.join() === round.tieRule.join()
    if (!sameWorks || !sameRule || (await standOf(roundId, tx)) !== ranking.stand) return moved
    if (entryIds.some((id) => !known.has(id))) return refuse('form.error.invalid')
    // What was ticked is kept: a final that is not there yet is formed with it.
    const final = next ?? (await formFinal(tx, actor, round.editionId))
    const chosen = await withBarred(tx, actor, round, final.id, [...known], entryIds)
    const ofCategory = and(eq(roundEntries.roundId, final.id), inArray(roundEntries.entryId, [...known, '']))
    await tx
      .delete(assignments)
      .where(and(eq(assignments.roundId, final.id), inArray(assignments.entryId, [...known, ''])))
    await tx.delete(roundEntries).where(ofCategory)
    if (chosen.length)
      await tx.insert(roundEntries).values(chosen.map((entryId) => ({ roundId: final.id, entryId })))
    await recordOutcome(tx, actor, roundId, categoryId, { rows, deciding }, new Set(chosen))
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
