import { and, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { editions } from '#db/schema/editions.ts'
import { assignments, scoreSheets } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { worksBarredTo } from './known-conflicts.server.ts'
import { standing } from './counting.server.ts'
import { lockRound } from './form-round.server.ts'
import { dropSignatures } from './move-round.server.ts'
import { whyNotStrike } from './policy.ts'
import { maySheet } from './sheet-moves.ts'

/**
 * Takes a sheet out of the count of a closed round, as where a conflict of its judge is found late. It is kept, with the
 * reason; the chairs' signatures, which stand under a list with it, fall.
 */
export async function strikeSheet(
  actor: Actor,
  sheetId: string,
  reason: string,
): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const [sheet] = await tx.select().from(scoreSheets).where(eq(scoreSheets.id, sheetId))
    const round = sheet && (await lockRound(tx, actor, sheet.roundId))
    if (!round) return null
    const [edition] = await tx.select().from(editions).where(eq(editions.id, round.editionId)).for('share')
    const refusal = whyNotStrike(round, edition!)
    if (refusal) return refusal
    if ((await worksBarredTo(actor.userId, round.editionId, tx)).has(sheet.entryId))
      return refuse('judging.refused.conflict')
    if (!maySheet('struck', sheet.state)) return refuse('judging.refused.notSubmitted')
    const ended = await tx
      .update(assignments)
      .set({
        endedAt: sql`clock_timestamp()`,
        endedWhy: 'struck',
        endedBy: actor.userId,
        endedNote: reason,
      })
      .where(and(eq(assignments.id, sheet.assignmentId), standing))
      .returning({ id: assignments.id })
    if (ended.length === 0) return refuse('error.moved')
    await tx
      .update(scoreSheets)
      .set({ struckAt: sql`clock_timestamp()`, struckBy: actor.userId, struckWhy: reason })
      .where(eq(scoreSheets.id, sheetId))
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'sheet.struck',
      subjectId: sheetId,
      editionId: round.editionId,
      details: { entryId: sheet.entryId, reason, unsigned: await dropSignatures(tx, round.id) },
    })
    return { done: true }
  })
}
