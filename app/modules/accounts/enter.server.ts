import { database } from '#app/ground.server.ts'
import type { users } from '#db/schema/accounts.ts'
import type { RoleName } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import type { Locale } from '../text/locale.ts'
import { consentStands } from './consent.server.ts'
import { isNewDevice } from './known-devices.server.ts'
import { rolesOf, startSession } from './lucia.server.ts'
import { tellNewDevice } from './tell-owner.server.ts'

/** Where somebody signs in: `browser` is the cookie of one that registered, `device` that of one where somebody did before. */
export type From = {
  agent: string
  address: string
  browser?: string | null
  device?: string | null
  instead?: Request
}

/** `asksConsent`: the text in force is another than the one last agreed to. */
export type Entered = { cookie: string; locale: Locale; roles: RoleName[]; asksConsent: boolean }
type User = Pick<typeof users.$inferSelect, 'id' | 'email' | 'name' | 'locale'>

/** The one place where a session begins after signing in: behind the last proof. `how` is what that was. */
export async function enter(
  user: User,
  from: From,
  how: 'password' | 'code' | 'recovery' | 'passkey',
): Promise<Entered> {
  await database().transaction(async (tx) => {
    const details = how === 'password' ? {} : { how }
    await recordEvent(tx, { actorId: user.id, kind: 'account.signedIn', subjectId: user.id, details })
    if (await isNewDevice(tx, user.id, from.device)) await tellNewDevice(tx, user, from)
  })
  const cookie = await startSession(user.id, from)
  const [roles, { inForce }] = [await rolesOf(user.id), await consentStands(user.id)]
  return { cookie, locale: user.locale, roles, asksConsent: !inForce }
}
