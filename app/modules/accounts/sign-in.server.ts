import { eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { enter, type Entered, type From } from './enter.server.ts'
import { isKnownDevice } from './known-devices.server.ts'
import { networkOf } from './network-of.ts'
import { checkPassword } from './passwords.server.ts'
import { giveBackTry, takeTries, takeTry, type Counted } from './rate-limit.server.ts'
import { mayWriteTo, sendConfirmation } from './send-confirmation.server.ts'
import { after } from './sign-in-moves.ts'
import { beginStep } from './sign-in-steps.server.ts'
import { standingOfUser } from './standing.server.ts'

/**
 * The session's cookie; the token of a step where a second proof is asked for; or a refusal that tells nobody whether the
 * address or the password was wrong.
 */
export async function signIn(
  ask: { email: string; password: string },
  from: From,
): Promise<Entered | { step: string } | Refusal> {
  const counted = await countedFor(ask.email, from)
  const wait = await takeTries(counted)
  const [user] = await database().select().from(users).where(eq(users.email, ask.email))
  if (wait) {
    if (user) await noteLimit(user.id)
    return refuse('auth.error.tooMany', { seconds: wait })
  }
  const right = await checkPassword(user?.passwordHash, ask.password)
  if (!user || !right || user.disabledAt) {
    if (user) await note(user.id, 'account.signInFailed')
    return refuse('auth.error.wrong')
  }
  for (const taken of counted) await giveBackTry(...taken)
  if (!user.emailConfirmedAt) {
    if (!(await mayWriteTo(user.email))) return refuse('auth.error.unconfirmedSent')
    await database().transaction((tx) => sendConfirmation(tx, user, from.browser))
    return refuse('auth.error.unconfirmed')
  }
  const state = after('nobody', 'password', await standingOfUser(user.id))
  return state === 'second' ? { step: await beginStep(user.id) } : enter(user, from, 'password')
}

const note = (userId: string, kind: 'account.signInFailed' | 'account.signInLimited') =>
  database().transaction((tx) => recordEvent(tx, { actorId: null, kind, subjectId: userId }))

/** Once in a while: whoever goes on trying fills no record with it. */
async function noteLimit(userId: string) {
  if (!(await takeTry('limit-told', userId))) await note(userId, 'account.signInLimited')
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
