import { asc, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { searchKey } from '../text/search-key.ts'
import { invitations, userRoles, users } from '#db/schema/accounts.ts'
import { agencies } from '#db/schema/provinces.ts'
import { vietnamese } from '#db/vietnamese.ts'
import type { Role } from '../actor/actor.ts'

export async function accountOf(userId: string) {
  const [row] = await database()
    .select({
      name: users.name,
      email: users.email,
      phone: users.phone,
      locale: users.locale,
      agency: agencies.name,
    })
    .from(users)
    .leftJoin(agencies, eq(agencies.id, users.agencyId))
    .where(eq(users.id, userId))
  return row!
}

/** Accounts with their roles, by name; at most 200 that match. */
export function accountsMatching(search: string) {
  const key = `%${searchKey(search)}%`
  return database()
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      confirmed: sql<boolean>`${users.emailConfirmedAt} is not null`,
      roles: sql<
        Role[]
      >`coalesce((select json_agg(json_build_object('role', r.role, 'provinceCode', r.province_code)) from ${userRoles} r where r.user_id = users.id), '[]')`,
    })
    .from(users)
    .where(sql`${users.nameKey} like ${key} or ${users.email} like ${key}`)
    .orderBy(sql`${users.name} ${vietnamese}`, users.id)
    .limit(200)
}

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
