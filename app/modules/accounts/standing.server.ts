import { sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database, once } from '#app/ground.server.ts'
import { passkeys, totpSecrets, heldRoles, users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import type { Role } from '../actor/actor.ts'
import { isRequired, type Standing } from './sign-in-moves.ts'

/**
 * What a request tells of an account besides its roles, read in the statement that reads the session. `${users}.id` and
 * not the column: in a statement of one table drizzle leaves the table out, and a subquery would find its own id.
 */
export const standingColumns = {
  hasCode: sql<boolean>`exists (select 1 from ${totpSecrets} t where t.user_id = ${users}.id)`,
  hasPasskey: sql<boolean>`exists (select 1 from ${passkeys} k where k.user_id = ${users}.id)`,
  editionsAsking: sql<string[]>`coalesce(
    (select json_agg(e.id) from ${editions} e where e.judge_second_factor), '[]')`,
}

type Told = { email: string; hasCode: boolean; hasPasskey: boolean; editionsAsking: string[] }

/** How an account stands whose second factor is asked for or not. */
export const standingOf = (
  { email, hasCode, hasPasskey, editionsAsking }: Told,
  roles: readonly Pick<Role, 'role' | 'editionId'>[],
): Standing => ({ hasCode, hasPasskey, required: isRequired(roles, editionsAsking, isDemoHere(email)) })

/** Accounts of the demo, where nobody but this machine gets to it: their password stands in the README. */
export function isDemoHere(email: string): boolean {
  const { hostname } = new URL(environment().APP_ORIGIN)
  return email.endsWith('@demo.vn') && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)
}

const findStanding = once(() =>
  database()
    .select({
      email: users.email,
      ...standingColumns,
      roles: sql<Pick<Role, 'role' | 'editionId'>[]>`coalesce((
        select json_agg(json_build_object('role', r.role, 'editionId', r.edition_id))
        from ${heldRoles} r
        where r.user_id = ${users}.id), '[]')`,
    })
    .from(users)
    .where(sql`${users.id} = ${sql.placeholder('userId')}`)
    .prepare('find_standing'),
)

export async function standingOfUser(userId: string): Promise<Standing> {
  const [row] = await findStanding().execute({ userId })
  return standingOf(row!, row!.roles)
}
