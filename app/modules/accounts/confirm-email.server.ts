import { eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { sessions, users } from '#db/schema/accounts.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { endLinks, linkHolder, tokenHash, useLinkToken } from './link-tokens.server.ts'
import { whyTooEasy } from './password-strength.server.ts'
import { checkPassword, hashPassword } from './passwords.server.ts'
import { giveBackTries, takeTry } from './rate-limit.server.ts'

/**
 * What shows that who opens the link is who registered: the browser that did, or the password they chose there. Whoever
 * has neither sets a password of their own, and the one that a stranger may have chosen is no more.
 */
export type Proof = { browser: string | null } | { registered: string } | { chosen: string }

/** What the page of a link says: the address, and whether this browser is the one that registered; null for a dead link. */
export async function openConfirmation(token: string, browser: string | null) {
  const holder = await linkHolder(token, 'confirm-email')
  return holder && { email: holder.email, registeredHere: isBrowserOf(holder, browser) }
}

const isBrowserOf = ({ browserHash }: { browserHash: string | null }, browser: string | null) =>
  browserHash !== null && browser !== null && tokenHash(browser) === browserHash

/** Confirms the address behind the link; answers whose it is, for the session that begins. */
export async function confirmEmail(token: string, proof: Proof): Promise<{ userId: string } | Refusal> {
  const holder = await linkHolder(token, 'confirm-email')
  if (!holder) return refuse('auth.error.deadLink')
  const refusal = 'chosen' in proof ? whyTooEasy(proof.chosen, holder) : await whyNotShown(holder, proof)
  if (refusal) return refusal
  const passwordHash = 'chosen' in proof ? await hashPassword(proof.chosen) : undefined
  await giveBackTries('registration-mail', holder.email)
  return database().transaction(async (tx) => {
    const userId = await useLinkToken(tx, token, 'confirm-email')
    if (!userId) return refuse('auth.error.deadLink')
    await tx
      .update(users)
      .set({ emailConfirmedAt: sql`coalesce(${users.emailConfirmedAt}, now())`, passwordHash })
      .where(eq(users.id, userId))
    if (passwordHash) await tx.delete(sessions).where(eq(sessions.userId, userId))
    await endLinks(tx, userId)
    await recordEvent(tx, { actorId: userId, kind: 'account.confirmed', subjectId: userId })
    return { userId }
  })
}

type Holder = NonNullable<Awaited<ReturnType<typeof linkHolder>>>

async function whyNotShown(
  holder: Holder,
  proof: Exclude<Proof, { chosen: string }>,
): Promise<Refusal | null> {
  if ('browser' in proof)
    return isBrowserOf(holder, proof.browser) ? null : refuse('form.error.required', {}, 'password')
  const wait = await takeTry('password-account', holder.userId)
  if (wait) return refuse('auth.error.tooMany', { seconds: wait })
  if (!(await checkPassword(holder.passwordHash, proof.registered)))
    return refuse('auth.error.notRegistered', {}, 'password')
  await giveBackTries('password-account', holder.userId)
  return null
}
