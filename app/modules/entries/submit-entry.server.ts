import { eq, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { pageTexts } from '#app/i18n/all.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { sayMoment } from '#app/i18n/say-moment.ts'
import type { Transaction } from '#db/client.ts'
import { randomSymbols } from '#db/ids.ts'
import { arrivalStamp, arrivedAt } from '#db/clock.ts'
import { editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { consentStands } from '../accounts/consent.server.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { localDay } from '../calendar/local-time.ts'
import { queueLetter } from '../editions/secretariat.server.ts'
import { provinceHistory } from '../provinces/history.server.ts'
import type { ProvinceHistory } from '../provinces/history.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { saidIn } from './asked.ts'
import { missingFrom, unanswered } from './completeness.ts'
import { eligibilityOf } from './eligibility.ts'
import { factsOf } from './entry-facts.server.ts'
import { keepAside } from './keep-aside.server.ts'
import { forPolicy, lockOwnEntry } from './load-entry.server.ts'
import { placeOf } from './place.ts'
import { whyNotSubmit } from './policy.ts'
import { asksOf, closeAsks, shownAsk, type ShownAsk } from './return-asks.server.ts'
import { mailSupplement } from './supplement-letter.server.ts'

/** When a request arrived: asked for first of all, before anything is waited for. */
export const arrivalOf = arrivalStamp

/**
 * Submits an own entry, or hands a returned one in again once all that was asked for is done with. The edition's row is
 * locked first, so that numbers and the cap of an author are judged one submission at a time and no number is left out.
 * Everybody else who submits waits meanwhile: under the lock little is asked, and what is written is written in one go.
 * Whether it is in time is judged by when it arrived: a stamp of before any wait, on the database's clock.
 */
export async function submitEntry(
  actor: Actor,
  entryId: string,
  seen?: number,
  arrived = arrivalOf(),
): Promise<{ numberText: string; receiptCode: string; isSupplement?: true } | Refusal | null> {
  const now = await arrivedAt(arrived, database())
  const history = await provinceHistory()
  const editionId = await editionOf(entryId)
  if (!editionId) return null
  return database().transaction(async (tx) => {
    await tx.select({ id: editions.id }).from(editions).where(eq(editions.id, editionId)).for('no key update')
    const dossier = await lockOwnEntry(tx, actor, entryId)
    if (!dossier) return null
    const { entry, edition } = dossier
    const isSupplement = entry.state === 'returned'
    const asks = isSupplement ? await asksOf(entryId, tx) : []
    const said = saidIn(dossier)
    const asked = asks.map((ask) => shownAsk(ask, said))
    const refusal =
      whyNotSubmit(forPolicy(dossier), edition, now) ??
      (seen === undefined || seen === entry.version ? null : refuse('entry.refused.changedMeanwhile')) ??
      ((await consentStands(actor.userId, tx)).stands ? null : refuse('personal.refused.consent')) ??
      (await whyNotReady(dossier, asked, tx))
    if (refusal) return refusal
    const receipt = {
      number: entry.number ?? edition.nextEntryNumber,
      code: entry.receiptCode ?? randomSymbols(12),
    }
    const times = isSupplement
      ? { submittedAt: entry.submittedAt!, supplementedAt: now }
      : { submittedAt: now, supplementedAt: null }
    const numberText = entryNumber(edition.number, receipt.number)
    const letter = { title: entry.title, numberText, code: receipt.code }
    await Promise.all([
      writeSubmitted(tx, dossier, receipt, times, history),
      closeAsks(tx, asks, said),
      keepAside(tx, dossier.files, dossier.category!.requirements),
      entry.number === null && takeNumber(tx, edition),
      recordEvent(tx, {
        actorId: actor.userId,
        kind: isSupplement ? 'entry.completed' : 'entry.submitted',
        subjectId: entryId,
        editionId,
        details: { number: receipt.number },
      }),
      times.supplementedAt
        ? mailSupplement(tx, actor, { ...letter, ...times, sections: entry.returnFields!, asks: asked })
        : mailReceipt(tx, actor, { ...letter, ...times }),
    ])
    return { numberText, receiptCode: receipt.code, ...(isSupplement && { isSupplement }) }
  })
}

type Owned = NonNullable<Awaited<ReturnType<typeof lockOwnEntry>>>
type Receipt = { number: number; code: string }

async function editionOf(entryId: string): Promise<string | undefined> {
  const [row] = await database()
    .select({ editionId: entries.editionId })
    .from(entries)
    .where(eq(entries.id, entryId))
  return row?.editionId
}

/** The edition's next number has been given. */
const takeNumber = (tx: Transaction, { id, nextEntryNumber }: Owned['edition']) =>
  tx
    .update(editions)
    .set({ nextEntryNumber: nextEntryNumber + 1 })
    .where(eq(editions.id, id))

/** The entry counts where it belongs on the day it was first submitted. */
async function writeSubmitted(
  tx: Transaction,
  { entry, agency }: Owned,
  { number, code }: Receipt,
  times: { submittedAt: Date; supplementedAt: Date | null },
  history: ProvinceHistory,
) {
  const place = placeOf(agency, agency ? '' : entry.ownPlace, localDay(times.submittedAt), history)
  await tx
    .update(entries)
    .set({
      state: 'submitted',
      number,
      receiptCode: code,
      ...times,
      ...place,
      returnUntil: null,
      returnFields: null,
      screeningReason: null,
      version: entry.version + 1,
      updatedAt: sql`now()`,
    })
    .where(eq(entries.id, entry.id))
}

async function mailReceipt(
  tx: Transaction,
  actor: Actor,
  of: { title: string; numberText: string; code: string; submittedAt: Date },
) {
  await queueLetter(tx, {
    to: actor.email,
    locale: actor.locale,
    template: 'receipt',
    values: {
      name: actor.name,
      title: of.title,
      number: of.numberText,
      time: sayMoment(of.submittedAt, pageTexts(actor.locale)),
      link: `${environment().APP_ORIGIN}/receipts/${of.code}`,
    },
  })
}

async function whyNotReady(
  dossier: Parameters<typeof factsOf>[0],
  asked: ShownAsk[],
  tx: Parameters<typeof factsOf>[1],
): Promise<Refusal | null> {
  const facts = await factsOf(dossier, tx)
  const [lacking] = missingFrom(facts)
  if (lacking) return refuse('entry.refused.missing')
  const open = unanswered(asked)
  if (open.length) return refuse('entry.refused.unanswered', { number: open.length }, 'asked')
  const broken = eligibilityOf(facts, dossier.edition).find((finding) => finding.holds === false)
  return broken ? refuse(broken.why.key, broken.why.values) : null
}
