import { eq } from 'drizzle-orm'
import { appOrigin } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { searchKey } from '../text/search-key.ts'
import type { Transaction } from '#db/client.ts'
import { sessions, users } from '#db/schema/accounts.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { endAccess } from './confirmed-account.server.ts'
import { holdRole } from './hold-role.server.ts'
import { issueLinkToken } from './link-tokens.server.ts'
import { email as emailField } from '../text/fields.ts'

/** An administrator, made now or from an existing account, who may also organize; answers the link to set the password. */
export async function createAdmin(address: string, name: string): Promise<string> {
  const email = emailField.parse(address)
  return database().transaction(async (tx) => {
    await tx
      .insert(users)
      .values({ email, name, nameKey: searchKey(name) })
      .onConflictDoNothing()
    const [user] = await tx
      .select({ id: users.id, emailConfirmedAt: users.emailConfirmedAt })
      .from(users)
      .where(eq(users.email, email))
    if (!user!.emailConfirmedAt) await takeBack(tx, user!.id)
    await holdRole(tx, user!.id, { role: 'admin' })
    await holdRole(tx, user!.id, { role: 'organizer', allEditions: true })
    await tx.delete(sessions).where(eq(sessions.userId, user!.id))
    await recordEvent(tx, { actorId: null, kind: 'account.adminCreated', subjectId: user!.id })
    return `${appOrigin()}/reset/${await issueLinkToken(tx, user!.id, 'reset-password')}`
  })
}

/** A stranger may have registered the address: nothing they know opens the account from here on. */
async function takeBack(tx: Transaction, userId: string) {
  await tx.update(users).set({ passwordHash: null }).where(eq(users.id, userId))
  await endAccess(tx, userId)
}
