import { environment } from '#app/env.server.ts'
import type { Transaction } from '#db/client.ts'
import type { users } from '#db/schema/accounts.ts'
import { queueLetter } from '../editions/secretariat.server.ts'
import { issueLinkToken } from './link-tokens.server.ts'
import { takeTry } from './rate-limit.server.ts'

/** Anybody may name any address when registering: it gets one letter an hour for it, until its owner confirms. */
export const mayWriteTo = async (email: string) => (await takeTry('registration-mail', email)) === 0

/** The letter with the link that confirms. It holds no word of whoever registered, who may be a stranger. */
export async function sendConfirmation(
  tx: Transaction,
  { id, email, locale }: Pick<typeof users.$inferSelect, 'id' | 'email' | 'locale'>,
  browser?: string | null,
) {
  const token = await issueLinkToken(tx, id, 'confirm-email', browser)
  const values = { link: `${environment().APP_ORIGIN}/confirm/${token}` }
  await queueLetter(tx, { to: email, locale, template: 'confirmEmail', values })
}
