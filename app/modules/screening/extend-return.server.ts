import { eq, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { pageTexts } from '#app/i18n/all.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { sayMoment } from '#app/i18n/say-moment.ts'
import { databaseNow } from '#db/clock.ts'
import { users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { entries, screenings } from '#db/schema/entries.ts'
import type { Actor } from '../actor/actor.ts'
import { organizes } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { isBarredWork } from '../judging/conflicts.server.ts'
import { queueLetter } from '../editions/secretariat.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { whyNotExtendReturn } from './policy.ts'

/** Gives the author of a returned dossier more time, late or not, with a word on it; by mail. */
export async function extendReturn(
  actor: Actor,
  entryId: string,
  ask: { until: Date; note: string },
): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const [row] = await tx
      .select({ entry: entries, edition: editions, owner: users })
      .from(entries)
      .innerJoin(editions, eq(editions.id, entries.editionId))
      .innerJoin(users, eq(users.id, entries.ownerId))
      .where(eq(entries.id, entryId))
      .for('no key update', { of: entries })
    if (!row || !organizes(actor, row.edition.id)) return null
    const { entry, edition, owner } = row
    if (await isBarredWork(actor.userId, edition.id, entryId, tx)) return refuse('judging.refused.conflict')
    const refusal = whyNotExtendReturn(entry, ask.until, await databaseNow(tx))
    if (refusal) return refusal
    await tx
      .update(entries)
      .set({ returnUntil: ask.until, version: entry.version + 1, updatedAt: sql`now()` })
      .where(eq(entries.id, entryId))
    await tx.insert(screenings).values({
      entryId,
      decision: 'returned',
      note: ask.note,
      returnUntil: ask.until,
      returnFields: entry.returnFields,
      by: actor.userId,
    })
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'entry.returnExtended',
      subjectId: entryId,
      editionId: edition.id,
      details: { until: ask.until.toISOString() },
    })
    await queueLetter(tx, {
      to: owner.email,
      locale: owner.locale,
      template: 'returnExtended',
      senderId: actor.userId,
      values: {
        name: owner.name,
        title: entry.title,
        number: entryNumber(edition.number, entry.number),
        until: sayMoment(ask.until, pageTexts(owner.locale)),
        note: ask.note,
        link: `${environment().APP_ORIGIN}/entries/${entryId}`,
      },
    })
    return { done: true }
  })
}
