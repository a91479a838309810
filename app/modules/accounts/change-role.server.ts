import { and, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { heldRoles, sessions, userRoles, users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import type { Actor, RoleName } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { currentFrame, unitsOf } from '../provinces/history.server.ts'
import { isRefusal, refuse, type Refusal } from '../refusal/refusal.ts'
import { roleStateOf, whyNotGive, whyNotTake, type Remaining, type Scope } from './account-moves.ts'
import { holdRole } from './hold-role.server.ts'
import { originOf } from './origin-of.server.ts'

/** A role as a form asks for it; `editionId` is `all` where every edition is meant. */
export type RoleAsk = { role: RoleName; editionId: string; province: string }
export const allEditions = 'all'

/** Where the role asked for holds; of a coordinator the edition says only when it ends. */
export function scopeOf(ask: RoleAsk): Scope {
  const ofEdition = ask.role === 'judge' || ask.role === 'organizer'
  const edition = ask.editionId === allEditions ? null : ask.editionId || null
  return {
    role: ask.role,
    editionId: ofEdition ? edition : null,
    allEditions: ofEdition && ask.editionId === allEditions,
    provinceCode: ask.province || null,
    endsWith: ask.role === 'coordinator' ? edition : null,
  }
}

type Held = { id: string; since: Date; until: Date | null }

/** Gives a role to an account, or another time to one that is held; the account's sessions end where it rises. */
export async function giveRole(
  actor: Actor,
  userId: string,
  ask: RoleAsk,
  span: { since: Date | null; until: Date | null },
): Promise<{ done: true } | Refusal | null> {
  const scope = scopeOf(ask)
  const frame = await currentFrame()
  return database().transaction(async (tx) => {
    const ground = await lockedGround(tx, actor, userId)
    if (!ground || isRefusal(ground)) return ground
    const missing = await whyNotThere(tx, scope, frame)
    const refusal = whyNotGive(actor, scope, span, ground.now, ground.remaining) ?? missing
    if (refusal) return refusal
    const place = scope.provinceCode ? { provinceFrame: frame, provinceCode: scope.provinceCode } : {}
    const [before] = await tx
      .select()
      .from(userRoles)
      .where(sameRole(userId, scope, frame))
    const id = await holdRole(tx, userId, { ...scope, ...place, ...span })
    const rises = !before || roleStateOf(before, ground.now) !== 'held'
    if (rises && userId !== actor.userId) await tx.delete(sessions).where(eq(sessions.userId, userId))
    await recordChange(tx, actor, 'account.roleGiven', userId, { ...scope, id }, before ?? null)
    return { done: true }
  })
}

/** Ends a role at this moment, in sessions that are open too. */
export async function takeRole(actor: Actor, roleId: string): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const [role] = await tx.select().from(userRoles).where(eq(userRoles.id, roleId))
    if (!role) return null
    const ground = await lockedGround(tx, actor, role.userId)
    if (!ground || isRefusal(ground)) return null
    const [held] = await tx.select().from(userRoles).where(eq(userRoles.id, roleId)).for('no key update')
    const refusal = whyNotTake(actor, held!, roleStateOf(held!, ground.now), ground.remaining)
    // A role that is not the actor's to take is not there.
    if (refusal) return refusal.refused.key === 'people.refused.mayNot' ? null : refusal
    await tx
      .update(userRoles)
      .set({ until: sql`greatest(now(), ${userRoles.since})` })
      .where(eq(userRoles.id, roleId))
    await recordChange(tx, actor, 'account.roleTaken', role.userId, held!, held!)
    return { done: true }
  })
}

/** One at a time among those that change roles and accounts: the last administrator is counted, then changed. */
export const oneAtATime = (tx: Transaction) => tx.execute(sql`select pg_advisory_xact_lock(20261128)`)

type Ground = { now: Date; remaining: Remaining; email: string }

/** The moment, and who would be left to administer without this account; null where there is none, or the actor's right is over. */
async function lockedGround(tx: Transaction, actor: Actor, userId: string): Promise<Ground | Refusal | null> {
  await oneAtATime(tx)
  const [user] = await tx.select({ email: users.email }).from(users).where(eq(users.id, userId))
  if (!user) return null
  const [row] = await tx.execute<{ now: string; still: boolean }>(sql`
    select now(), exists (select from ${heldRoles} h join ${users} u on u.id = h.user_id
      where h.user_id = ${actor.userId} and h.role in ('admin', 'organizer') and u.disabled_at is null) as still`)
  if (!row!.still) return refuse('people.refused.mayNot')
  return { now: new Date(row!.now), remaining: await remainingWithout(tx, userId), email: user.email }
}

/** Administrators beside this account whose role has no end and who can sign in. */
export async function remainingWithout(tx: Transaction, userId: string): Promise<Remaining> {
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(distinct h.user_id)::int as count
    from ${heldRoles} h
    join ${users} u on u.id = h.user_id
    where h.role = 'admin' and h.until is null and h.user_id <> ${userId}
      and u.disabled_at is null and u.email_confirmed_at is not null`)
  return { lastingAdmins: row!.count }
}

/** Editions and provinces are asked for by whoever fills in a form: they must be there. */
export async function whyNotThere(tx: Transaction, scope: Scope, frame: string): Promise<Refusal | null> {
  const edition = scope.editionId ?? scope.endsWith
  if (edition) {
    const [known] = await tx.select({ id: editions.id }).from(editions).where(eq(editions.id, edition))
    if (!known) return refuse('form.error.invalid', {}, 'editionId')
  }
  if (!scope.provinceCode) return null
  const units = await unitsOf(frame, tx)
  return units.some((unit) => unit.code === scope.provinceCode)
    ? null
    : refuse('form.error.invalid', {}, 'province')
}

const sameRole = (userId: string, { role, editionId, provinceCode }: Scope, frame: string) =>
  and(
    eq(userRoles.userId, userId),
    eq(userRoles.role, role),
    sql`${userRoles.editionId} is not distinct from ${editionId}`,
    sql`${userRoles.provinceCode} is not distinct from ${provinceCode}`,
    sql`${userRoles.provinceFrame} is not distinct from ${provinceCode ? frame : null}`,
  )

async function recordChange(
  tx: Transaction,
  actor: Actor,
  kind: 'account.roleGiven' | 'account.roleTaken',
  userId: string,
  role: Omit<Scope, 'provinceCode'> & { id: string; provinceCode: string | null },
  before: Held | null,
) {
  const [after] = await tx.select().from(userRoles).where(eq(userRoles.id, role.id))
  const span = (held: Held) => ({
    since: held.since.toISOString(),
    until: held.until?.toISOString() ?? null,
  })
  await recordEvent(tx, {
    actorId: actor.userId,
    kind,
    subjectId: userId,
    editionId: role.editionId ?? role.endsWith ?? null,
    details: {
      role: role.role,
      allEditions: role.allEditions,
      province: role.provinceCode,
      before: before && span(before),
      after: span(after!),
    },
    from: await originOf(tx, actor),
  })
}
