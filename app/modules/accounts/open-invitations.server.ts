import { and, eq, lt, or, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { invitations, users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { mailMessages } from '#db/schema/mail.ts'
import { provinces } from '#db/schema/provinces.ts'
import { invitationStateOf } from './account-moves.ts'

const pageSize = 50

/** Invitations with what became of them, the newest first; of one edition where it is named. */
export async function invitationsPage(editionId: string | null, after: { at: Date; id: string } | null) {
  const rows = await database()
    .select({
      id: invitations.id,
      email: invitations.email,
      name: invitations.name,
      role: invitations.role,
      allEditions: invitations.allEditions,
      edition: editions.number,
      province: provinces.name,
      by: users.name,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
      acceptedAt: invitations.acceptedAt,
      rescindedAt: invitations.rescindedAt,
      letterFailed: sql<boolean>`coalesce(${mailMessages.state} in ('failed', 'uncertain'), false)`,
      now: sql<string>`now()`,
    })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .leftJoin(editions, sql`${editions.id} = coalesce(${invitations.editionId}, ${invitations.endsWith})`)
    .leftJoin(mailMessages, eq(mailMessages.id, invitations.mailId))
    .leftJoin(
      provinces,
      and(eq(provinces.frame, invitations.provinceFrame), eq(provinces.code, invitations.provinceCode)),
    )
    .where(
      and(
        editionId === null
          ? undefined
          : or(eq(invitations.editionId, editionId), eq(invitations.endsWith, editionId)),
        after === null
          ? undefined
          : or(
              lt(invitations.createdAt, after.at),
              and(eq(invitations.createdAt, after.at), lt(invitations.id, after.id)),
            ),
      ),
    )
    .orderBy(sql`${invitations.createdAt} desc`, sql`${invitations.id} desc`)
    .limit(pageSize + 1)
  const shown = rows.slice(0, pageSize).map(({ now, letterFailed, ...row }) => ({
    ...row,
    state: invitationStateOf({ ...row, letterFailed }, new Date(now)),
  }))
  const last = shown.at(-1)
  return {
    invitations: shown,
    next: rows.length > pageSize && last ? `${last.createdAt.toISOString()}|${last.id}` : null,
  }
}
export type InvitationRow = Awaited<ReturnType<typeof invitationsPage>>['invitations'][number]

/** The edition an invitation is for, whose dates its letter names. */
export async function invitationEdition(id: string): Promise<string | null> {
  const [row] = await database()
    .select({ editionId: invitations.editionId })
    .from(invitations)
    .where(eq(invitations.id, id))
  return row?.editionId ?? null
}
