import { eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import type { Locale } from '#app/i18n/index.ts'
import { searchKey } from '../text/search-key.ts'
import { users } from '#db/schema/accounts.ts'
import { places } from '#db/schema/provinces.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { queueLetter } from '../editions/secretariat.server.ts'
import { recordConsent } from './consent.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { holdRole } from './hold-role.server.ts'
import { networkOf } from './network-of.ts'
import { whyTooEasy } from './password-strength.server.ts'
import { hashPassword } from './passwords.server.ts'
import { takeTry } from './rate-limit.server.ts'
import { mayWriteTo, sendConfirmation } from './send-confirmation.server.ts'
import type { registration } from './sign-in-schema.ts'

/**
 * A reporter registers. The answer is the same whether the address is new or known; the mail tells the difference,
 * to its owner only.
 */
export async function register(
  ask: Omit<z.infer<typeof registration>, 'consent'> & { locale: Locale; address: string; browser?: string },
): Promise<Refusal | null> {
  const wait = await takeTry('register-address', networkOf(ask.address))
  if (wait) return refuse('auth.error.tooMany', { seconds: wait })
  const tooEasy = whyTooEasy(ask.password, ask)
  if (tooEasy) return tooEasy
  const passwordHash = await hashPassword(ask.password)
  const mayWrite = await mayWriteTo(ask.email)
  await database().transaction(async (tx) => {
    const [known] = await tx.select().from(users).where(eq(users.email, ask.email))
    if (known && !mayWrite) return
    // What was never confirmed may be a stranger's: its owner gets a link that asks for a password of their own.
    if (known && !known.emailConfirmedAt) return sendConfirmation(tx, known)
    if (known) {
      const link = `${environment().APP_ORIGIN}/sign-in`
      const values = { name: known.name, link }
      return queueLetter(tx, { to: ask.email, locale: known.locale, template: 'alreadyRegistered', values })
    }
    const [user] = await tx
      .insert(users)
      .values({
        email: ask.email,
        name: ask.name,
        nameKey: searchKey(ask.name),
        locale: ask.locale,
        passwordHash,
        calledBy: ask.by ? sql`(select p.id from ${places} p where p.id = ${ask.by})` : null,
      })
      .returning()
    await holdRole(tx, user!.id, { role: 'reporter' })
    await recordConsent(tx, user!.id, ask.locale)
    await sendConfirmation(tx, user!, ask.browser)
    await recordEvent(tx, { actorId: user!.id, kind: 'account.registered', subjectId: user!.id })
  })
  return null
}
