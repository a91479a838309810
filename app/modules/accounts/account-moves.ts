import { tableOf, type Moves } from '../moves/table.ts'
import type { Actor, RoleName } from '../actor/actor.ts'
import { administers, mayCreateEditions, organizes } from '../actor/policy.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'

/** The states of an account and of a role, what may be done with each and by whom: actions and buttons ask here. */

export const accountStates = ['unconfirmed', 'active', 'disabled'] as const
export type AccountState = (typeof accountStates)[number]

export const accountStateOf = (account: { confirmed: boolean; disabled: boolean }): AccountState =>
  account.disabled ? 'disabled' : account.confirmed ? 'active' : 'unconfirmed'

export const accountMoves = ['disable', 'enable', 'endSessions', 'sendReset'] as const
export type AccountMove = (typeof accountMoves)[number]

const own = ['reporter', 'coordinator', 'judge', 'organizer', 'admin'] as const

/** The moves of an account from state to state; one that was never confirmed is so again once it is enabled. */
export const accountChanges = {
  confirmed: { from: ['unconfirmed'], to: 'active', by: own, when: 'by a link sent to its address' },
  disabled: { from: ['unconfirmed', 'active'], to: 'disabled', by: ['admin'], when: 'not the own one' },
  enabled: {
    from: ['disabled'],
    to: 'active',
    by: ['admin'],
    when: 'its address was confirmed',
    undoes: 'disabled',
  },
  enabledUnconfirmed: {
    from: ['disabled'],
    to: 'unconfirmed',
    by: ['admin'],
    when: 'its address was never confirmed',
    undoes: 'disabled',
  },
} as const satisfies Moves<AccountState>

export const accountTable = tableOf<AccountState>('unconfirmed', ['active', 'disabled'], accountChanges)

/** Where each move leads from; what is not named is not possible there. */
const leads: Record<AccountMove, Partial<Record<AccountState, AccountState>>> = {
  disable: { unconfirmed: 'disabled', active: 'disabled' },
  enable: { disabled: 'active' },
  endSessions: { unconfirmed: 'unconfirmed', active: 'active' },
  sendReset: { unconfirmed: 'unconfirmed', active: 'active' },
}

/** The account after a move; one that was never confirmed stays so. Null where the move is not there. */
export function moved(account: { confirmed: boolean; disabled: boolean }, move: AccountMove) {
  const to = leads[move][accountStateOf(account)]
  if (!to) return null
  return { confirmed: account.confirmed, disabled: to === 'disabled' }
}

type Subject = { userId: string; confirmed: boolean; disabled: boolean }

/** Why an account may not be moved by somebody; null where it may. Accounts are for administrators. */
export function whyNotMove(actor: Actor, move: AccountMove, subject: Subject): Refusal | null {
  if (!administers(actor)) return refuse('people.refused.mayNot')
  if (move === 'disable' && subject.userId === actor.userId) return refuse('people.refused.self')
  return moved(subject, move) ? null : refuse('people.refused.already')
}

/** Where a role holds: in one edition, in every one, in one province; each only for roles that have it. */
export type Scope = {
  role: RoleName
  editionId: string | null
  allEditions: boolean
  provinceCode: string | null
  /** the edition with which a coordinator's role ends */
  endsWith?: string | null
}

/** Why a role cannot hold there, at the field that says so. */
export function whyNotScope({ role, editionId, allEditions, provinceCode }: Scope): Refusal | null {
  const ofEdition = role === 'judge' || role === 'organizer'
  if (ofEdition && !editionId && !allEditions) return refuse('auth.error.editionForRole', {}, 'editionId')
  if ((role === 'coordinator') !== (provinceCode !== null))
    return refuse('auth.error.provinceForCoordinator', {}, 'province')
  return null
}

/**
 * Whether somebody may give and take a role there: administrators any; who organizes every edition, those of juries,
 * secretariats and coordinators; who organizes one, the same of that edition.
 */
export function mayGive(actor: Actor, { role, editionId, endsWith }: Scope): boolean {
  if (administers(actor)) return true
  if (role === 'admin' || role === 'reporter') return false
  if (mayCreateEditions(actor)) return true
  const bound = role === 'coordinator' ? (endsWith ?? null) : editionId
  return bound !== null && organizes(actor, bound)
}

export const roleStates = ['coming', 'held', 'ended'] as const
export type RoleState = (typeof roleStates)[number]
export type Span = { since: Date; until: Date | null }

/** Months after the publication of its edition at which a role without an end of its own is over (view `held_roles`). */
export const monthsAfterPublication = 6

export function roleStateOf({ since, until }: Span, now: Date): RoleState {
  if (until && until.getTime() <= now.getTime()) return 'ended'
  return since.getTime() <= now.getTime() ? 'held' : 'coming'
}

/** Whether a role can be taken: one that has ended is over. */
export const mayBeTaken = (state: RoleState) => state !== 'ended'

/** What is known of the administrators when a role of one is changed: those who would stay, without an end. */
export type Remaining = { lastingAdmins: number }

/** Why a role may not be given for that time. */
export function whyNotGive(
  actor: Actor,
  scope: Scope,
  { since, until }: { since: Date | null; until: Date | null },
  now: Date,
  remaining: Remaining,
): Refusal | null {
  if (!mayGive(actor, scope)) return refuse('auth.error.mayNotInvite', {}, 'role')
  const wrong = whyNotScope(scope)
  if (wrong) return wrong
  if (until && until <= (since && since > now ? since : now))
    return refuse('people.refused.until', {}, 'until')
  const lasts = until === null && (since === null || since <= now)
  return scope.role === 'admin' && !lasts && remaining.lastingAdmins === 0
    ? refuse('people.refused.lastAdmin', {}, 'until')
    : null
}

/** Why a role may not be taken. */
export function whyNotTake(
  actor: Actor,
  scope: Scope,
  state: RoleState,
  remaining: Remaining,
): Refusal | null {
  if (!mayGive(actor, scope)) return refuse('people.refused.mayNot')
  if (!mayBeTaken(state)) return refuse('people.refused.already')
  return scope.role === 'admin' && remaining.lastingAdmins === 0 ? refuse('people.refused.lastAdmin') : null
}

export const invitationStates = ['waiting', 'failed', 'accepted', 'expired', 'rescinded'] as const
export type InvitationState = (typeof invitationStates)[number]

export function invitationStateOf(
  invitation: { acceptedAt: Date | null; rescindedAt: Date | null; expiresAt: Date; letterFailed: boolean },
  now: Date,
): InvitationState {
  if (invitation.acceptedAt) return 'accepted'
  if (invitation.rescindedAt) return 'rescinded'
  if (invitation.expiresAt <= now) return 'expired'
  return invitation.letterFailed ? 'failed' : 'waiting'
}

/** An invitation that was not accepted may be sent again, rescinded only while its link works. */
export const mayResend = (state: InvitationState) => state !== 'accepted'
export const mayRescind = (state: InvitationState) => state === 'waiting' || state === 'failed'
