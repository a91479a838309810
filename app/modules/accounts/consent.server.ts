import { createHash } from 'node:crypto'
import { desc, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import type { Connection, Transaction } from '#db/client.ts'
import { consentTexts, consents } from '#db/schema/accounts.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import type { Locale } from '../text/locale.ts'
import { consentVersion } from './consent.ts'

/** Provable later: which text, whole, and when. The text is kept with the first consent to it. */
export async function recordConsent(tx: Transaction, userId: string, locale: Locale) {
  const text = translator(locale)('privacy.consent.text')
  const sha256 = createHash('sha256').update(text).digest('hex')
  await tx
    .insert(consentTexts)
    .values({ sha256, version: consentVersion, locale, text })
    .onConflictDoNothing({ target: consentTexts.sha256 })
  await tx.insert(consents).values({ userId, textVersion: consentVersion, textSha256: sha256 })
}

/** Consents anew: to a new version, or after one was withdrawn. */
export async function consentAgain(actor: Actor): Promise<void> {
  await database().transaction(async (tx) => {
    await recordConsent(tx, actor.userId, actor.locale)
    await recordEvent(tx, { actorId: actor.userId, kind: 'personal.consentGiven', subjectId: actor.userId })
  })
}

/** What an account has agreed to, newest first, with the words where they are kept. */
export const consentsOf = (actor: Actor) =>
  database()
    .select({
      id: consents.id,
      version: consents.textVersion,
      acceptedAt: consents.acceptedAt,
      withdrawnAt: consents.withdrawnAt,
      text: consentTexts.text,
    })
    .from(consents)
    .leftJoin(consentTexts, eq(consentTexts.sha256, consents.textSha256))
    .where(eq(consents.userId, actor.userId))
    .orderBy(desc(consents.acceptedAt), desc(consents.id))

/** Of an account with consents whether the last one stands, and is to the text in force; of one without, both. */
export async function consentStands(userId: string, connection: Connection = database()) {
  const [last] = await connection
    .select({ version: consents.textVersion, withdrawn: sql<boolean>`${consents.withdrawnAt} is not null` })
    .from(consents)
    .where(eq(consents.userId, userId))
    .orderBy(desc(consents.acceptedAt), desc(consents.id))
    .limit(1)
  return { stands: !last?.withdrawn, inForce: !last || last.version === consentVersion }
}
