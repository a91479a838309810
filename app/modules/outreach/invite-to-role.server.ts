import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { heldRoles, invitations, users } from '#db/schema/accounts.ts'
import { rounds } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import type { Scope } from '../accounts/account-moves.ts'
import { scopeOf, whyNotThere, type RoleAsk } from '../accounts/change-role.server.ts'
import { sendInvitation, whyNotInvite, type RoundSaid } from '../accounts/invite.server.ts'
import { takeTry } from '../accounts/rate-limit.server.ts'
import { currentFrame } from '../provinces/history.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { linesOf, readInvitees, type ListedInvitee } from './invitation-list.ts'

export const mostListed = 300

/** One line of a list of people to invite to a role: `new` is invited, all others say why not. */
export type ListedPerson = Pick<ListedInvitee, 'line' | 'name' | 'email'> & {
  state: 'new' | 'invited' | 'holds' | NonNullable<ListedInvitee['wrong']>
}

type Ask = RoleAsk & { role: 'judge' | 'organizer' | 'coordinator' | 'admin'; until: Date | null }

/** What each line of a list would do; nothing is written and nothing sent. Refused where the role may not be given. */
export async function previewPeople(
  actor: Actor,
  ask: Ask,
  list: string,
): Promise<{ rows: ListedPerson[] } | Refusal> {
  const scope = scopeOf(ask)
  const refusal = whyNotInvite(actor, scope, ask.until) ?? whyNotListed(list)
  return refusal ?? { rows: await statesOf(scope, list) }
}

function whyNotListed(list: string): Refusal | null {
  const count = linesOf(list)
  return count > mostListed ? refuse('follow.invite.tooMany', { max: mostListed, count }, 'list') : null
}

/** Invites everybody on the list who can be, or those chosen of them; answers how many. All letters go or none. */
export async function inviteListed(
  actor: Actor,
  ask: Ask,
  list: string,
  chosen: string[] | null,
): Promise<{ invited: number } | Refusal> {
  const [scope, frame] = [scopeOf(ask), await currentFrame()]
  const refusal = whyNotInvite(actor, scope, ask.until) ?? whyNotListed(list)
  if (refusal) return refusal
  const rows = (await statesOf(scope, list)).filter(
    (row) => row.state === 'new' && (chosen === null || chosen.includes(row.email)),
  )
  if (rows.length === 0) return refuse('people.refused.nobody', {}, 'list')
  const wait = await takeTry('invite-list', actor.userId)
  if (wait) return refuse('auth.error.tooMany', { seconds: wait })
  const said = await roundsSaid(scope.editionId)
  return database().transaction(async (tx) => {
    const missing = await whyNotThere(tx, scope, frame)
    if (missing) return missing
    for (const { email, name } of rows)
      await sendInvitation(tx, actor, { email, name, until: ask.until }, { scope, frame }, said)
    return { invited: rows.length }
  })
}

/** The rounds of an edition as a letter names them. */
export async function roundsSaid(editionId: string | null): Promise<RoundSaid[]> {
  if (editionId === null) return []
  return database()
    .select({ stage: rounds.stage, opensAt: rounds.opensAt, closesAt: rounds.closesAt })
    .from(rounds)
    .where(eq(rounds.editionId, editionId))
    .orderBy(rounds.number)
}

async function statesOf(scope: Scope, list: string): Promise<ListedPerson[]> {
  // No line of such a list is an agency: every name is a person's.
  const listed = readInvitees(list, '\0').map((row) => ({
    ...row,
    wrong: row.wrong === 'noName' ? null : row.wrong,
  }))
  const emails = listed.filter((row) => !row.wrong).map((row) => row.email)
  const [open, held] = await Promise.all([openTo(scope, emails), holdersOf(scope, emails)])
  return listed.map(({ line, name, email, wrong }) => ({
    line,
    name,
    email,
    state: wrong ?? (held.has(email) ? 'holds' : open.has(email) ? 'invited' : 'new'),
  }))
}

const sameScope = (table: typeof invitations | typeof heldRoles, scope: Scope) =>
  and(
    eq(table.role, scope.role),
    sql`${table.editionId} is not distinct from ${scope.editionId}`,
    sql`${table.provinceCode} is not distinct from ${scope.provinceCode}`,
  )

async function openTo(scope: Scope, emails: string[]): Promise<Set<string>> {
  if (emails.length === 0) return new Set()
  const rows = await database()
    .select({ email: invitations.email })
    .from(invitations)
    .where(
      and(
        inArray(invitations.email, emails),
        sameScope(invitations, scope),
        isNull(invitations.acceptedAt),
        isNull(invitations.rescindedAt),
        gt(invitations.expiresAt, sql`now()`),
      ),
    )
  return new Set(rows.map((row) => row.email))
}

async function holdersOf(scope: Scope, emails: string[]): Promise<Set<string>> {
  if (emails.length === 0) return new Set()
  const rows = await database()
    .select({ email: users.email })
    .from(users)
    .innerJoin(heldRoles, eq(heldRoles.userId, users.id))
    .where(and(inArray(users.email, emails), sameScope(heldRoles, scope)))
  return new Set(rows.map((row) => row.email))
}
