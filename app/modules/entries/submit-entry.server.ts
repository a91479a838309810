import { eq, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { entryNumber, formatMoment } from '#app/i18n/format.ts'
import { databaseNow } from '#db/clock.ts'
import { randomSymbols } from '#db/ids.ts'
import { editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { localDay } from '../calendar/local-time.ts'
import { queueMail } from '../mail/queue-mail.server.ts'
import { provinceHistory } from '../provinces/history.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { missingFrom } from './completeness.ts'
import { eligibilityOf } from './eligibility.ts'
import { factsOf } from './entry-facts.server.ts'
import { forPolicy, lockOwnEntry } from './load-entry.server.ts'
import { placeOf } from './place.ts'
import { whyNotSubmit } from './policy.ts'

/**
 * Submits an own entry, or hands a returned one in again. The edition's row is locked first, so that numbers, the cap
 * of an author and the deadline are judged one submission at a time, by the database's clock after the wait.
 */
export async function submitEntry(
  actor: Actor,
  entryId: string,
): Promise<{ numberText: string; receiptCode: string } | Refusal | null> {
  const history = await provinceHistory()
  return database().transaction(async (tx) => {
    const [belongs] = await tx
      .select({ editionId: entries.editionId })
      .from(entries)
      .where(eq(entries.id, entryId))
    if (!belongs) return null
    await tx
      .select({ id: editions.id })
      .from(editions)
      .where(eq(editions.id, belongs.editionId))
      .for('update')
    const dossier = await lockOwnEntry(tx, actor, entryId)
    if (!dossier) return null
    const now = await databaseNow(tx)
    const refusal = whyNotSubmit(forPolicy(dossier), dossier.edition, now) ?? (await whyNotReady(dossier, tx))
    if (refusal) return refusal
    const { entry, edition } = dossier
    const number = entry.number ?? edition.nextEntryNumber
    const receiptCode = entry.receiptCode ?? randomSymbols(12)
    if (entry.number === null)
      await tx
        .update(editions)
        .set({ nextEntryNumber: number + 1 })
        .where(eq(editions.id, edition.id))
    const again = entry.state === 'returned'
    const submittedAt = again ? entry.submittedAt : now
    const ownPlace = dossier.agency ? '' : entry.ownPlace
    const place = placeOf(dossier.agency, ownPlace, localDay(submittedAt!), history)
    await tx
      .update(entries)
      .set({
        state: 'submitted',
        number,
        receiptCode,
        submittedAt,
        ...place,
        returnUntil: null,
        returnFields: null,
        screeningReason: null,
        version: entry.version + 1,
        updatedAt: sql`now()`,
      })
      .where(eq(entries.id, entryId))
    const kind = again ? 'entry.completed' : 'entry.submitted'
    await recordEvent(tx, {
      actorId: actor.userId,
      kind,
      subjectId: entryId,
      editionId: edition.id,
      details: { number },
    })
    const link = `${environment().APP_ORIGIN}/receipts/${receiptCode}`
    const values = {
      name: actor.name,
      title: entry.title,
      number: entryNumber(edition.number, number),
      time: formatMoment(submittedAt, actor.locale),
      link,
    }
    await queueMail(tx, { to: actor.email, locale: actor.locale, template: 'receipt', values })
    return { numberText: values.number, receiptCode }
  })
}

async function whyNotReady(
  dossier: Parameters<typeof factsOf>[0],
  tx: Parameters<typeof factsOf>[1],
): Promise<Refusal | null> {
  const facts = await factsOf(dossier, tx)
  const [lacking] = missingFrom(facts)
  if (lacking) return refuse('entry.refused.missing')
  const broken = eligibilityOf(facts, dossier.edition).find((finding) => finding.holds === false)
  return broken ? refuse(broken.why.key, broken.why.values) : null
}
