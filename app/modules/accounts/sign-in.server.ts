import { eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import type { RoleName } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { isKnownDevice, isNewDevice } from './known-devices.server.ts'
import { rolesOf, startSession } from './lucia.server.ts'
import { networkOf } from './network-of.ts'
import { checkPassword } from './passwords.server.ts'
import { giveBackTry, takeTries, type Counted } from './rate-limit.server.ts'
import { mayWriteTo, sendConfirmation } from './send-confirmation.server.ts'
import { tellNewDevice } from './tell-owner.server.ts'
import type { Locale } from '../text/locale.ts'

/** `browser` is the cookie of one that registered, `device` that of one where somebody signed in. */
type From = {
  agent: string
  address: string
  browser?: string | null
  device?: string | null
  instead?: Request
}

/** The session's cookie, or a refusal that tells nobody whether the address or the password was wrong. */
export async function signIn(
  ask: { email: string; password: string },
  from: From,
): Promise<{ cookie: string; locale: Locale; roles: RoleName[] } | Refusal> {
  const counted = await countedFor(ask.email, from)
  const wait = await takeTries(counted)
  if (wait) return refuse('auth.error.tooMany', { seconds: wait })
  const [user] = await database().select().from(users).where(eq(users.email, ask.email))
  const right = await checkPassword(user?.passwordHash, ask.password)
  if (!user || !right || user.disabledAt) return refuse('auth.error.wrong')
  for (const taken of counted) await giveBackTry(...taken)
  if (!user.emailConfirmedAt) {
    if (!(await mayWriteTo(user.email))) return refuse('auth.error.unconfirmedSent')
    await database().transaction((tx) => sendConfirmation(tx, user, from.browser))
    return refuse('auth.error.unconfirmed')
  }
  await database().transaction(async (tx) => {
    await recordEvent(tx, { actorId: user.id, kind: 'account.signedIn', subjectId: user.id })
    if (await isNewDevice(tx, user.id, from.device)) await tellNewDevice(tx, user, from)
  })
  const cookie = await startSession(user.id, from)
  return { cookie, locale: user.locale, roles: await rolesOf(user.id) }
}

/**
 * Under what a try is counted: what anybody tries from elsewhere holds up nobody, and nothing that others try holds up
 * who signs in where they did before.
 */
async function countedFor(email: string, { address, device }: From): Promise<Counted[]> {
  if (await isKnownDevice(email, device)) return [['sign-in-device', `${email} ${device}`]]
  const line = networkOf(address)
  return [
    ['sign-in-line', `${email} ${line}`],
    ['sign-in-address', line],
    ['sign-in-account', email],
  ]
}
