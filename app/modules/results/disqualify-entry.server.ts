import { eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import type { Transaction } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { assignments } from '#db/schema/judging.ts'
import { prizesGiven } from '#db/schema/results.ts'
import type { Actor } from '../actor/actor.ts'
import { organizes } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { entryMoves, mayEntry, type EntryMove } from '../entries/entry-moves.ts'
import { isBarredWork } from '../judging/conflicts.server.ts'
import { stands } from '../judging/counting.server.ts'
import { dropSignatures } from '../judging/move-round.server.ts'
import { isSeated } from '../judging/panel-seats.server.ts'
import { queueLetter } from '../editions/secretariat.server.ts'
import { refuse } from '../refusal/refusal.ts'
import type { Answer } from './move-results.server.ts'
import { correctPublication } from './publish-results.server.ts'

type Found = {
  entry: typeof entries.$inferSelect
  edition: typeof editions.$inferSelect
  owner: typeof users.$inferSelect
}

/**
 * Takes a work out of the award, at any stage, with a reason its author is told: its readings end and no longer count, its
 * prize falls, and what was published is published anew without it. Sheets and ballots are kept.
 */
export function disqualifyEntry(actor: Actor, entryId: string, reason: string): Answer {
  return moveEntry(actor, entryId, 'disqualified', reason, async (tx, { entry, edition }) => {
    await tx.execute(sql`
      update ${assignments} a
      set ended_at = clock_timestamp(), ended_why = 'disqualified', ended_by = ${actor.userId}, ended_note = ${reason}
      where a.entry_id = ${entry.id} and ${stands}`)
    const fallen = await tx
      .delete(prizesGiven)
      .where(eq(prizesGiven.entryId, entry.id))
      .returning({ id: prizesGiven.id })
    if (fallen.length > 0) await correctPublication(tx, actor, edition, reason)
  })
}

/** Takes that back until the results are locked: its readings stand again where their judges still sit. */
export function reinstateEntry(actor: Actor, entryId: string, reason: string): Answer {
  return moveEntry(actor, entryId, 'reinstated', reason, async (tx, { entry }) => {
    await tx.execute(sql`
      update ${assignments} a
      set ended_at = null
      where a.entry_id = ${entry.id} and a.ended_why = 'disqualified'
        and ${isSeated(sql`a.judge_id`, sql`a.round_id`)}`)
  })
}

async function moveEntry(
  actor: Actor,
  entryId: string,
  move: Extract<EntryMove, 'disqualified' | 'reinstated'>,
  reason: string,
  settle: (tx: Transaction, found: Found) => Promise<void>,
): Answer {
  return database().transaction(async (tx) => {
    const found = await lockEntry(tx, actor, entryId)
    if (!found) return null
    const { entry, edition } = found
    if (await isBarredWork(actor.userId, edition.id, entryId, tx)) return refuse('judging.refused.conflict')
    if (!mayEntry(move, entry.state)) return refuse('screening.refusedState')
    if (move === 'reinstated' && edition.resultsLockedAt) return refuse('results.refused.locked')
    await tx
      .update(entries)
      .set({
        state: entryMoves[move].to,
        screeningNote: reason,
        version: entry.version + 1,
        updatedAt: sql`now()`,
      })
      .where(eq(entries.id, entryId))
    await settle(tx, found)
    await dropSignaturesOver(tx, entryId)
    const details = { reason }
    const event = { actorId: actor.userId, subjectId: entryId, editionId: edition.id, details }
    await recordEvent(tx, { ...event, kind: `entry.${move}` })
    await tellOwner(tx, actor, found, move, reason)
    return { done: true }
  })
}

/** The edition first, as whoever locks or publishes its results does. */
async function lockEntry(tx: Transaction, actor: Actor, entryId: string): Promise<Found | null> {
  const [known] = await tx.select({ id: entries.editionId }).from(entries).where(eq(entries.id, entryId))
  if (!known || !organizes(actor, known.id)) return null
  const [edition] = await tx.select().from(editions).where(eq(editions.id, known.id)).for('no key update')
  const [row] = await tx
    .select({ entry: entries, owner: users })
    .from(entries)
    .innerJoin(users, eq(users.id, entries.ownerId))
    .where(eq(entries.id, entryId))
    .for('no key update', { of: entries })
  return { ...row!, edition: edition! }
}

/** Chairs signed lists that are others now. */
async function dropSignaturesOver(tx: Transaction, entryId: string) {
  const read = await tx
    .selectDistinct({ roundId: assignments.roundId })
    .from(assignments)
    .where(eq(assignments.entryId, entryId))
  for (const { roundId } of read) await dropSignatures(tx, roundId)
}

async function tellOwner(
  tx: Transaction,
  actor: Actor,
  { entry, edition, owner }: Found,
  template: 'disqualified' | 'reinstated',
  reason: string,
) {
  await queueLetter(tx, {
    to: owner.email,
    locale: owner.locale,
    template,
    senderId: actor.userId,
    values: {
      name: owner.name,
      title: entry.title,
      number: entryNumber(edition.number, entry.number),
      reason,
    },
  })
}
