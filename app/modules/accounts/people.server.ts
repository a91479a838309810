import { and, eq, sql, type SQL } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { heldRoles, sessions, userRoles, users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { agencies, provinces } from '#db/schema/provinces.ts'
import { vietnamese } from '#db/vietnamese.ts'
import type { Actor, RoleName } from '../actor/actor.ts'
import { searchKey } from '../text/search-key.ts'
import { accountStateOf, mayGive, monthsAfterPublication, roleStateOf } from './account-moves.ts'

const pageSize = 50

type RoleRow = {
  id: string
  role: RoleName
  editionId: string | null
  allEditions: boolean
  endsWith: string | null
  edition: number | null
  provinceCode: string | null
  province: string | null
  since: string
  until: string | null
  /** whether the end is its own, or the one its edition gives it */
  ownEnd: boolean
}

/** The roles of an account, over or not; those that hold in one edition alone where it is named. */
const rolesOf = (editionId: string | null) => sql<RoleRow[]>`coalesce((
  select json_agg(
    json_build_object('id', r.id, 'role', r.role, 'editionId', r.edition_id, 'allEditions', r.all_editions,
      'endsWith', r.ends_with, 'edition', e.number, 'provinceCode', r.province_code, 'province', p.name,
      'since', r.since, 'ownEnd', r.until is not null,
      'until', coalesce(r.until, e.published_at + make_interval(months => ${monthsAfterPublication})))
    order by r.since, r.id)
  from ${userRoles} r
  left join ${editions} e on e.id = coalesce(r.edition_id, r.ends_with)
  left join ${provinces} p on p.frame = r.province_frame and p.code = r.province_code
  where r.user_id = ${users}.id
    and ${inEdition(editionId)}), '[]')`

const inEdition = (editionId: string | null) =>
  editionId === null ? sql`true` : sql`(r.all_editions or coalesce(r.edition_id, r.ends_with) = ${editionId})`

const told = (editionId: string | null) => ({
  id: users.id,
  name: users.name,
  email: users.email,
  agency: sql<string | null>`(select g.name from ${agencies} g where g.id = ${users}.agency_id)`,
  confirmed: sql<boolean>`${users.emailConfirmedAt} is not null`,
  disabled: sql<boolean>`${users.disabledAt} is not null`,
  roles: rolesOf(editionId),
  now: sql<string>`now()`,
})

type Row = {
  id: string
  name: string
  email: string
  agency: string | null
  confirmed: boolean
  disabled: boolean
  roles: RoleRow[]
  now: string
}

function shown({ now, ...row }: Row) {
  const at = new Date(now)
  const roles = row.roles.map((role) => ({
    ...role,
    state: roleStateOf(
      { since: new Date(role.since), until: role.until === null ? null : new Date(role.until) },
      at,
    ),
  }))
  return { ...row, roles, state: accountStateOf(row) }
}
export type Person = ReturnType<typeof shown>

export type PeopleAsk = {
  q: string
  role: RoleName | null
  /** only those with a role that holds in this edition, and those roles alone */
  editionId: string | null
  after: { name: string; id: string } | null
}

/** Accounts by name, a page of fifty; each filter goes by an index. */
export async function peoplePage({ q, role, editionId, after }: PeopleAsk) {
  const rows = await database()
    .select(told(editionId))
    .from(users)
    .where(
      and(
        q.trim() === '' ? undefined : matching(q),
        role === null ? undefined : holding(role),
        editionId === null ? undefined : ofEdition(editionId),
        after === null
          ? undefined
          : sql`(${users.name} ${vietnamese}, ${users.id}) > (${after.name} ${vietnamese}, ${after.id})`,
      ),
    )
    .orderBy(sql`${users.name} ${vietnamese}`, users.id)
    .limit(pageSize + 1)
  const people = rows.slice(0, pageSize).map(shown)
  const last = people.at(-1)
  return { people, next: rows.length > pageSize && last ? `${last.id}|${last.name}` : null }
}

/** By name, address or agency, each by its own index. */
function matching(q: string): SQL {
  const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
  const [key, address] = [like(searchKey(q)), like(q.trim().toLowerCase())]
  return sql`${users.id} in (
    select a.id from ${users} a where a.name_key like ${key}
    union select b.id from ${users} b where b.email like ${address}
    union select c.id from ${agencies} g join ${users} c on c.agency_id = g.id where g.name_key like ${key})`
}

const holding = (role: RoleName) =>
  sql`${users.id} in (select h.user_id from ${heldRoles} h where h.role = ${role})`

const ofEdition = (editionId: string) => sql`${users.id} in (
  select r.user_id from ${userRoles} r where r.edition_id = ${editionId}
  union select r.user_id from ${userRoles} r where r.ends_with = ${editionId}
  union select r.user_id from ${userRoles} r where r.all_editions and r.role in ('judge', 'organizer'))`

/** One account with every role it has or had, and how many sessions are open; null to whoever may not see it. */
export async function personFor(actor: Actor, userId: string) {
  const [row] = await database().select(told(null)).from(users).where(eq(users.id, userId))
  if (!row || !mayGive(actor, { role: 'admin', editionId: null, allEditions: false, provinceCode: null }))
    return null
  const open = await database().$count(
    sessions,
    and(eq(sessions.userId, userId), sql`${sessions.expiresAt} > now()`),
  )
  return { ...shown(row), sessions: open }
}
