import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { heldRoles, users } from '#db/schema/accounts.ts'
import { vietnamese } from '#db/vietnamese.ts'
import type { Role } from '../actor/actor.ts'
import { searchKey } from '../text/search-key.ts'

/** Accounts with their roles, by name; at most 200 that match. */
export function accountsMatching(search: string) {
  const key = `%${searchKey(search)}%`
  return database()
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      confirmed: sql<boolean>`${users.emailConfirmedAt} is not null`,
      roles: sql<Role[]>`coalesce((
        select json_agg(json_build_object('role', r.role, 'provinceCode', r.province_code))
        from ${heldRoles} r
        where r.user_id = users.id), '[]')`,
    })
    .from(users)
    .where(sql`${users.nameKey} like ${key} or ${users.email} like ${key}`)
    .orderBy(sql`${users.name} ${vietnamese}`, users.id)
    .limit(200)
}
