import { and, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { linkTokens, sessions, heldRoles, userRoles, users } from '#db/schema/accounts.ts'
import { demoAddress } from '#db/seed/demo-accounts.ts'
import { recordEvent } from '../audit/record-event.server.ts'

/** One whose address was never confirmed was registered by a stranger, who cannot be signed in to it. */
const ofDemo = and(sql`${users.email} ~ ${demoAddress}`, isNotNull(users.emailConfirmedAt))

/** Whether somebody can be signed in as one of the demo's accounts, whose password anybody can read. */
export async function hasDemoAccounts(): Promise<boolean> {
  const usable = and(ofDemo, isNull(users.disabledAt), isNotNull(users.passwordHash))
  return (await database().select({ id: users.id }).from(users).where(usable).limit(1)).length > 0
}

/** What was taken from the demo's accounts, and how many administrators of other accounts the portal has. */
export type DemoRemoved = {
  accounts: number
  roles: number
  sessions: number
  links: number
  adminsLeft: number
}

/**
 * Nobody can be signed in as an account of the demo any more: disabled, without password, roles, sessions and links. The
 * accounts stay, because works and score sheets point at them. Done again it finds nothing to do.
 */
export async function removeDemoAccounts(): Promise<DemoRemoved> {
  return database().transaction(async (tx) => {
    const usable = or(isNull(users.disabledAt), isNotNull(users.passwordHash))
    const disabled = await tx
      .update(users)
      .set({ disabledAt: sql`coalesce(${users.disabledAt}, now())`, passwordHash: null })
      .where(and(ofDemo, usable))
      .returning({ id: users.id })
    const demo = tx.select({ id: users.id }).from(users).where(ofDemo)
    const roles = await tx.delete(userRoles).where(inArray(userRoles.userId, demo)).returning()
    const ended = await tx.delete(sessions).where(inArray(sessions.userId, demo)).returning()
    const links = await tx.delete(linkTokens).where(inArray(linkTokens.userId, demo)).returning()
    const admins = await tx
      .selectDistinct({ id: heldRoles.userId })
      .from(heldRoles)
      .innerJoin(users, eq(users.id, heldRoles.userId))
      .where(and(eq(heldRoles.role, 'admin'), isNull(users.disabledAt)))
    const done = {
      accounts: disabled.length,
      roles: roles.length,
      sessions: ended.length,
      links: links.length,
      adminsLeft: admins.length,
    }
    if (done.accounts + done.roles + done.sessions + done.links > 0)
      await recordEvent(tx, { actorId: null, kind: 'account.demoRemoved', subjectId: 'demo', details: done })
    return done
  })
}
