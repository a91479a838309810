import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Locale } from '#app/i18n/index.ts'
import { searchKey } from '../text/search-key.ts'
import type { Transaction } from '#db/client.ts'
import { knownDevices, sessions, users, type invitations } from '#db/schema/accounts.ts'
import { endLinks } from './link-tokens.server.ts'
import { endSteps } from './sign-in-steps.server.ts'
import { recordConsent } from './consent.server.ts'

export type NewAccount = { name: string; locale: Locale; passwordHash: string | null }

/** Whose account an address has: one its owner has confirmed. Any other may have been made by a stranger. */
export const ownedBy = (email: string | typeof invitations.email) =>
  and(eq(users.email, email), isNotNull(users.emailConfirmedAt))

/**
 * The account of whoever holds the address, as a mailed link has shown: the one they confirmed, as it is; else one made
 * of what they give now. What a stranger may have registered with the address becomes theirs, and nothing the stranger
 * knows opens it any more. Null where neither is there. `made` says whether the account is of now.
 */
export async function accountOfHolder(
  tx: Transaction,
  email: string,
  account: NewAccount | null,
): Promise<{ userId: string; made: boolean } | null> {
  const [known] = await tx
    .select({ id: users.id, confirmedAt: users.emailConfirmedAt })
    .from(users)
    .where(eq(users.email, email))
    .for('no key update')
  if (known?.confirmedAt) return { userId: known.id, made: false }
  if (!account) return null
  const { name, locale, passwordHash } = account
  const own = { name, nameKey: searchKey(name), locale, passwordHash, emailConfirmedAt: sql`now()` }
  const [user] = known
    ? await tx.update(users).set(own).where(eq(users.id, known.id)).returning({ id: users.id })
    : await tx
        .insert(users)
        .values({ email, ...own })
        .returning({ id: users.id })
  if (known) await endAccess(tx, known.id)
  await recordConsent(tx, user!.id, locale)
  return { userId: user!.id, made: true }
}

/** Ends whatever opened the account until now: its sessions, links that were sent, and that a browser is known. */
export async function endAccess(tx: Transaction, userId: string) {
  await tx.delete(sessions).where(eq(sessions.userId, userId))
  await tx.delete(knownDevices).where(eq(knownDevices.userId, userId))
  await endLinks(tx, userId)
  await endSteps(tx, userId)
}
