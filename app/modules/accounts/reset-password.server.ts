import { eq, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { sessions, users } from '#db/schema/accounts.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { queueLetter } from '../editions/secretariat.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { rememberDevice } from './known-devices.server.ts'
import { endLinks, issueLinkToken, linkHolder, useLinkToken } from './link-tokens.server.ts'
import { networkOf } from './network-of.ts'
import { whyTooEasy } from './password-strength.server.ts'
import { hashPassword } from './passwords.server.ts'
import { takeTry } from './rate-limit.server.ts'
import { endSteps } from './sign-in-steps.server.ts'
import { tellPasswordChanged } from './tell-owner.server.ts'

/**
 * Sends a link where the address is known; answers alike where it is not, and where links went so often already that
 * the newest is minutes old and works: who asks for whom is not known, so nobody is told to wait for another.
 */
export async function requestReset(email: string, address: string): Promise<Refusal | null> {
  const wait = await takeTry('reset-address', networkOf(address))
  if (wait) return refuse('auth.error.tooMany', { seconds: wait })
  if (await takeTry('reset-account', email)) return null
  await database().transaction(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.email, email))
    if (!user || user.disabledAt) return
    const link = `${environment().APP_ORIGIN}/reset/${await issueLinkToken(tx, user.id, 'reset-password')}`
    await recordEvent(tx, {
      actorId: null,
      kind: 'account.resetAsked',
      subjectId: user.id,
      from: { address },
    })
    await queueLetter(tx, {
      to: email,
      locale: user.locale,
      template: 'resetPassword',
      values: { link },
    })
  })
  return null
}

/** Sets the password behind a link that works once, and ends every session of that account. */
export async function resetPassword(
  token: string,
  password: string,
  device?: string | null,
): Promise<Refusal | null> {
  const holder = await linkHolder(token, 'reset-password')
  if (!holder) return refuse('auth.error.deadLink')
  const tooEasy = whyTooEasy(password, holder)
  if (tooEasy) return tooEasy
  const passwordHash = await hashPassword(password)
  return database().transaction(async (tx) => {
    const userId = await useLinkToken(tx, token, 'reset-password')
    if (!userId) return refuse('auth.error.deadLink')
    // Whoever reads the mail owns the address: the link confirms it as well.
    const [user] = await tx
      .update(users)
      .set({ passwordHash, emailConfirmedAt: sql`coalesce(${users.emailConfirmedAt}, now())` })
      .where(eq(users.id, userId))
      .returning()
    await tellPasswordChanged(tx, user!)
    await tx.delete(sessions).where(eq(sessions.userId, userId))
    await endLinks(tx, userId)
    await endSteps(tx, userId)
    await rememberDevice(tx, userId, device)
    await recordEvent(tx, { actorId: userId, kind: 'account.passwordReset', subjectId: userId })
    return null
  })
}
