import type { RoleName } from '../actor/actor.ts'

const hour = 3600_000
const day = 24 * hour

/**
 * How long a session lives in milliseconds: without being used (`idle`), and at most. Judges and reporters sit over a
 * work for weeks and are not asked again; who can change the award or other people's rights is, once a week.
 */
export const lifeOf = (roles: readonly RoleName[]) =>
  roles.includes('organizer') || roles.includes('admin')
    ? { idle: 12 * hour, most: 7 * day }
    : { idle: 30 * day, most: Infinity }

type Session = { createdAt: Date; expiresAt: Date }

/** Until when a session used now lives. */
export function livesUntil(roles: readonly RoleName[], createdAt: Date, now: Date): Date {
  const { idle, most } = lifeOf(roles)
  return new Date(Math.min(now.getTime() + idle, createdAt.getTime() + most))
}

/** Whether a session is over for who holds these roles now, whatever was written when it began. */
export function isOver(roles: readonly RoleName[], { createdAt, expiresAt }: Session, now: Date): boolean {
  return now >= expiresAt || now.getTime() >= createdAt.getTime() + lifeOf(roles).most
}

/**
 * Whether a session should be written anew because it is used: not at every step, that would be a write a request. Also
 * where it was written for longer than its roles let it live.
 */
export function isToProlong(roles: readonly RoleName[], session: Session, now: Date): boolean {
  const until = livesUntil(roles, session.createdAt, now).getTime()
  const late = until - session.expiresAt.getTime()
  return late < 0 || late >= lifeOf(roles).idle / 2
}
