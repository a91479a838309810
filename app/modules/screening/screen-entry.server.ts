import { and, count, eq, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { pageTexts, translator } from '#app/i18n/all.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { sayMoment } from '#app/i18n/say-moment.ts'
import type { Transaction } from '#db/client.ts'
import { databaseNow } from '#db/clock.ts'
import { users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { entries, screenings } from '#db/schema/entries.ts'
import { assignments } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { organizes } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { fromLocalInput } from '../calendar/local-time.ts'
import { sayAsked, sayAskedFor } from '../entries/asked-words.ts'
import { saidIn } from '../entries/asked.ts'
import type { Section } from '../entries/entry.ts'
import { loadRows } from '../entries/load-entry.server.ts'
import { asksOf, closeAsks, recordAsks, type ShownAsk } from '../entries/return-asks.server.ts'
import { standing } from '../judging/counting.server.ts'
import { isBarredWork } from '../judging/conflicts.server.ts'
import { queueLetter } from '../editions/secretariat.server.ts'
import type { MailTemplate } from '../mail/queue-mail.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { whyNotScreen } from './policy.ts'
import { reasonField, type ScreeningDecision } from './screening-decision.ts'

/** Eligible, ineligible with a coded reason, or back to the author with a date and the sections asked for; by mail. */
export async function screenEntry(
  actor: Actor,
  entryId: string,
  ask: ScreeningDecision,
): Promise<Refusal | { done: true } | null> {
  return database().transaction(async (tx) => {
    const [row] = await tx
      .select({ entry: entries, edition: editions, owner: users })
      .from(entries)
      .innerJoin(editions, eq(editions.id, entries.editionId))
      .innerJoin(users, eq(users.id, entries.ownerId))
      .where(eq(entries.id, entryId))
      .for('no key update', { of: entries })
    if (!row || !organizes(actor, row.edition.id)) return null
    const refusal = await whyNotConclude(tx, actor, row.entry, ask)
    if (refusal) return refusal
    const returned =
      ask.decision === 'returned'
        ? { returnUntil: fromLocalInput(ask.until), returnFields: ask.sections }
        : { returnUntil: null, returnFields: null }
    const screeningReason = ask.decision === 'ineligible' ? ask.reason : null
    await tx
      .update(entries)
      .set({
        state: ask.decision,
        screeningReason,
        screeningNote: ask.note,
        ...returned,
        version: row.entry.version + 1,
        updatedAt: sql`now()`,
      })
      .where(eq(entries.id, entryId))
    await tx.insert(screenings).values({
      entryId,
      decision: ask.decision,
      reason: screeningReason,
      note: ask.note,
      ...returned,
      by: actor.userId,
    })
    if (row.entry.state === 'returned') await endAsks(tx, row.entry)
    const asks = ask.decision === 'returned' ? await askFor(tx, row.entry, ask) : []
    const details = { decision: ask.decision, reason: screeningReason }
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'entry.screened',
      subjectId: entryId,
      editionId: row.edition.id,
      details,
    })
    await tellOwner(tx, row, ask, { asks, actor })
    return { done: true }
  })
}

/** It goes on without what was asked for: that stands as it was when the date had passed. */
async function endAsks(tx: Transaction, entry: typeof entries.$inferSelect) {
  const content = { entry, ...(await loadRows(entry.id, tx)) }
  await closeAsks(tx, await asksOf(entry.id, tx), saidIn(content))
}

async function askFor(
  tx: Transaction,
  entry: typeof entries.$inferSelect,
  ask: ScreeningDecision & { decision: 'returned' },
) {
  const content = { entry, ...(await loadRows(entry.id, tx)) }
  const { sections, targets = [] } = ask
  const reasonOf = (section: Section) => ask[reasonField(section)] ?? ''
  return recordAsks(tx, content, { entryId: entry.id, sections, targets, reasonOf })
}

async function whyNotConclude(
  tx: Transaction,
  actor: Actor,
  entry: typeof entries.$inferSelect,
  ask: ScreeningDecision,
): Promise<Refusal | null> {
  if (await isBarredWork(actor.userId, entry.editionId, entry.id, tx))
    return refuse('judging.refused.conflict')
  const [judged] = await tx
    .select({ count: count() })
    .from(assignments)
    .where(and(eq(assignments.entryId, entry.id), standing))
  const until = ask.decision === 'returned' ? fromLocalInput(ask.until) : undefined
  return whyNotScreen(entry, { decision: ask.decision, until }, judged!.count, await databaseNow(tx))
}

async function tellOwner(
  tx: Transaction,
  row: { entry: typeof entries.$inferSelect; edition: { number: number }; owner: typeof users.$inferSelect },
  ask: ScreeningDecision,
  { asks, actor }: { asks: ShownAsk[]; actor: Actor },
) {
  const { entry, owner } = row
  const t = translator(owner.locale)
  const values = {
    name: owner.name,
    title: entry.title,
    number: entryNumber(row.edition.number, entry.number),
    note: ask.note,
    link: `${environment().APP_ORIGIN}/entries/${entry.id}`,
    reason: ask.decision === 'ineligible' ? t(computed(`screening.reason.${ask.reason}`)) : '',
    until: ask.decision === 'returned' ? sayMoment(fromLocalInput(ask.until), pageTexts(owner.locale)) : '',
    fields: asks.some(({ reason }) => reason)
      ? asks.map((one) => `\n– ${sayAskedFor(one, t)}`).join('')
      : asks.map((one) => sayAsked(one, t)).join(', '),
  }
  await queueLetter(tx, {
    to: owner.email,
    locale: owner.locale,
    template: ask.decision satisfies MailTemplate,
    senderId: actor.userId,
    values,
  })
}
