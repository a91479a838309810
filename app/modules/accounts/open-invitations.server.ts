import { asc, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { invitations } from '#db/schema/accounts.ts'

export function openInvitations() {
  return database()
    .select({
      id: invitations.id,
      email: invitations.email,
      role: invitations.role,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .where(sql`${invitations.acceptedAt} is null and ${invitations.expiresAt} > now()`)
    .orderBy(asc(invitations.email))
    .limit(200)
}
