import { and, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { conflicts, roundEntries, rounds } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { organizes } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { type Refusal, refuse } from '../refusal/refusal.ts'
import { giveBack } from './give-back.server.ts'

/**
 * An organizer keeps somebody of the jury (or of the secretariat) from an entry, with a reason. What is assigned is taken
 * back at once.
 */
export async function imposeConflict(
  actor: Actor,
  roundId: string,
  ask: { judgeId: string; number: number; reason: string },
): Promise<{ givenBack: number } | Refusal | null> {
  return database().transaction(async (tx) => {
    const [round] = await tx.select().from(rounds).where(eq(rounds.id, roundId)).for('share')
    if (!round || !organizes(actor, round.editionId)) return null
    const [entry] = await tx
      .select({ id: entries.id })
      .from(entries)
      .innerJoin(roundEntries, and(eq(roundEntries.entryId, entries.id), eq(roundEntries.roundId, roundId)))
      .where(eq(entries.number, ask.number))
    if (!entry) return refuse('round.error.noSuchEntry', {}, 'number')
    const [judge] = await tx.select({ id: users.id }).from(users).where(eq(users.id, ask.judgeId))
    if (!judge) return refuse('form.error.invalid', {}, 'judgeId')
    await tx
      .insert(conflicts)
      .values({
        editionId: round.editionId,
        judgeId: judge.id,
        entryId: entry.id,
        origin: 'imposed',
        imposedBy: actor.userId,
        reason: ask.reason,
      })
      .onConflictDoNothing()
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'conflict.imposed',
      subjectId: judge.id,
      editionId: round.editionId,
      details: { entryId: entry.id, reason: ask.reason },
    })
    const [edition] = await tx.select().from(editions).where(eq(editions.id, round.editionId)).for('share')
    // Results that are locked rest on the sheets as they are.
    const closedToo = edition!.resultsLockedAt === null
    const ended = { why: 'imposed' as const, note: ask.reason }
    return { givenBack: await giveBack(tx, actor, judge.id, round.editionId, ended, closedToo) }
  })
}
