import { describe, expect, it } from 'vitest'
import { isOver, isToProlong, livesUntil } from '#app/modules/accounts/session-limits.ts'
import { roleNames, type RoleName } from '#app/modules/actor/actor.ts'

const hour = 3600_000
const day = 24 * hour
const now = new Date('2027-05-01T03:00:00Z')
const at = (ms: number) => new Date(now.getTime() + ms)
const strict: readonly RoleName[] = ['organizer', 'admin']

describe.each(roleNames.map((role) => [role, strict.includes(role)] as const))(
  'a session of %s',
  (role, short) => {
    const roles = [role]
    it('lives from its last use, and from its beginning', () => {
      expect(livesUntil(roles, now, now)).toEqual(at(short ? 12 * hour : 30 * day))
      expect(livesUntil(roles, at(-7 * day + hour), now)).toEqual(at(short ? hour : 30 * day))
    })

    it('is over by its own end, and for some after seven days', () => {
      const session = (began: number, ends: number) => ({ createdAt: at(began), expiresAt: at(ends) })
      expect(isOver(roles, session(-hour, 1), now)).toBe(false)
      expect(isOver(roles, session(-hour, 0), now)).toBe(true)
      expect(isOver(roles, session(-7 * day + 1, day), now)).toBe(false)
      expect(isOver(roles, session(-7 * day, day), now)).toBe(short)
    })

    it('is written anew in its second half, and where it was written for too long', () => {
      const idle = short ? 12 * hour : 30 * day
      const prolongs = (left: number) => isToProlong(roles, { createdAt: at(-day), expiresAt: at(left) }, now)
      expect([prolongs(idle), prolongs(idle / 2 + 1), prolongs(idle / 2)]).toEqual([false, false, true])
      expect(prolongs(29 * day)).toBe(short)
    })
  },
)

it('is the shorter one of somebody who is both', () =>
  expect(livesUntil(['judge', 'organizer'], now, now)).toEqual(at(12 * hour)))
