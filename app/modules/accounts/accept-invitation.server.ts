import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Locale } from '#app/i18n/index.ts'
import type { Connection } from '#db/client.ts'
import { invitations, sessions, users } from '#db/schema/accounts.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { accountOfHolder, ownedBy } from './confirmed-account.server.ts'
import { holdRole } from './hold-role.server.ts'
import { tokenHash } from './link-tokens.server.ts'
import { whyTooEasy } from './password-strength.server.ts'
import { hashPassword } from './passwords.server.ts'

const usable = (token: string) =>
  and(
    eq(invitations.tokenHash, tokenHash(token)),
    isNull(invitations.acceptedAt),
    isNull(invitations.rescindedAt),
    gt(invitations.expiresAt, sql`now()`),
  )

/** The open invitation behind a link and the account its address is known to own; null where the link is dead. */
export async function openInvitation(token: string, connection: Connection = database()) {
  const [row] = await connection
    .select({
      email: invitations.email,
      role: invitations.role,
      provinceCode: invitations.provinceCode,
      userId: users.id,
      name: users.name,
    })
    .from(invitations)
    .leftJoin(users, ownedBy(invitations.email))
    .where(usable(token))
  return row ?? null
}

/**
 * Gives the role to the account of whoever holds the address, made now where they have confirmed none; answers the
 * user's id, and whether the account is of now: who made it has just chosen what opens it.
 */
export async function acceptInvitation(
  token: string,
  newAccount: { name: string; password: string; locale: Locale } | null,
): Promise<{ userId: string; made: boolean } | Refusal> {
  const open = newAccount && (await openInvitation(token))
  const tooEasy = open && whyTooEasy(newAccount!.password, { name: newAccount!.name, email: open.email })
  if (tooEasy) return tooEasy
  const passwordHash = newAccount && (await hashPassword(newAccount.password))
  return database().transaction(async (tx) => {
    const [invitation] = await tx.select().from(invitations).where(usable(token)).for('no key update')
    if (!invitation) return refuse('auth.error.deadLink')
    const account = newAccount && { ...newAccount, passwordHash }
    const holder = await accountOfHolder(tx, invitation.email, account)
    if (!holder) return refuse('auth.error.deadLink')
    const { userId, made } = holder
    await tx
      .update(invitations)
      .set({ acceptedAt: sql`now()` })
      .where(eq(invitations.id, invitation.id))
    const { role } = invitation
    await holdRole(tx, userId, { ...invitation, since: null })
    // Whoever else holds a session of this account does not rise with it.
    await tx.delete(sessions).where(eq(sessions.userId, userId))
    await recordEvent(tx, {
      actorId: userId,
      kind: 'account.invitationAccepted',
      subjectId: invitation.id,
      details: { role },
    })
    return { userId, made }
  })
}
