import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueSince, reminderDays, reminderDue, timeLeft } from '#app/modules/outreach/deadline-reminders.ts'

const closes = new Date('2027-07-31T16:59:59.999Z')
const before = (days: number, more = 0) => new Date(closes.getTime() - days * 86_400_000 + more)

describe('the reminder of a deadline', () => {
  it.each([
    [before(15), null],
    [before(14, -1), null],
    [before(14), 14],
    [before(3, -1), 14],
    [before(3), 3],
    [before(1, -1), 3],
    [before(1), 1],
    [before(0, -1), 1],
    [before(0), null],
    [before(0, 1), null],
  ])('at %s is %s', (now, due) => {
    expect(reminderDue(closes, now)).toBe(due)
  })

  it('is due from its moment until the next, whatever the moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2e9, max: 2e9 }), (offset) => {
        const now = new Date(closes.getTime() + offset)
        const due = reminderDue(closes, now)
        const begun = reminderDays.filter((days) => dueSince(closes, days) <= now)
        expect(due).toBe(now >= closes ? null : (begun.at(-1) ?? null))
      }),
    )
  })

  it.each([
    [before(14), { unit: 'days', count: 14 }],
    [before(2, 1), { unit: 'days', count: 1 }],
    [before(1), { unit: 'days', count: 1 }],
    [before(1, 1), { unit: 'hours', count: 23 }],
    [before(0, -60_000), { unit: 'hours', count: 1 }],
  ])('at %s says what is left: %j', (now, left) => {
    expect(timeLeft(closes, now)).toEqual(left)
  })
})
