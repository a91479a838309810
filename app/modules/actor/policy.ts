import type { Actor, RoleName } from './actor.ts'

/** Who may do what. Each answers yes or no; what concerns one entry or one sheet stands beside its own rules. */
export const hasRole = (actor: Actor | null, role: RoleName) =>
  actor?.roles.some((held) => held.role === role) ?? false

/** Organizers hold one edition, or (no edition named) every one. */
export function organizes(actor: Actor | null, editionId?: string): boolean {
  return (
    actor?.roles.some(
      (held) =>
        held.role === 'organizer' &&
        (held.editionId === null || editionId === undefined || held.editionId === editionId),
    ) ?? false
  )
}

/** Judges hold one edition, or every one: a seat in another's jury, or one outlasting the role, opens nothing. */
export const judgesIn = (actor: Actor | null, editionId: string): boolean =>
  actor?.roles.some(
    (held) => held.role === 'judge' && (held.editionId === null || held.editionId === editionId),
  ) ?? false

export const mayCreateEditions = (actor: Actor) =>
  actor.roles.some((held) => held.role === 'organizer' && held.editionId === null)

export const administers = (actor: Actor | null) => hasRole(actor, 'admin')

/** The provinces a coordinator holds, as (frame, code). */
export function coordinatedProvinces(actor: Actor): { frame: string; code: string }[] {
  return actor.roles.flatMap((held) =>
    held.role === 'coordinator' && held.provinceFrame && held.provinceCode
      ? [{ frame: held.provinceFrame, code: held.provinceCode }]
      : [],
  )
}

const workplaces = [
  ['judge', '/judging'],
  ['organizer', '/organizer'],
  ['coordinator', '/province'],
  ['admin', '/admin'],
  ['reporter', '/entries'],
] as const

/** Where somebody's work lies: the page to land on after signing in. */
export const workplaceOf = (roles: RoleName[]) =>
  workplaces.find(([role]) => roles.includes(role))?.[1] ?? '/'
