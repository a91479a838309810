import { expect, it } from 'vitest'
import { closingMoment, fromLocalInput, localDay, toLocalInput } from '#app/modules/calendar/local-time.ts'

it.each([
  ['2026-07-31T23:59', '2026-07-31T16:59:00.000Z', '2026-07-31T16:59:59.999Z'],
  ['2026-07-31T23:58', '2026-07-31T16:58:00.000Z', '2026-07-31T16:58:00.000Z'],
  ['2026-08-01T00:00', '2026-07-31T17:00:00.000Z', '2026-07-31T17:00:00.000Z'],
  ['2026-08-01T06:30:15', '2026-07-31T23:30:15.000Z', '2026-07-31T23:30:15.000Z'],
])('%s in Viet Nam is %s, and as a closing %s', (typed, moment, closing) => {
  expect([fromLocalInput(typed), closingMoment(typed)]).toEqual([new Date(moment), new Date(closing)])
  expect(toLocalInput(moment)).toBe(typed.slice(0, 16))
  expect(toLocalInput(new Date(moment))).toBe(typed.slice(0, 16))
})

it('shows no moment as an empty field', () => expect(toLocalInput(null)).toBe(''))

it.each([
  ['2026-07-31T16:59:59.999Z', '2026-07-31'],
  ['2026-07-31T17:00:00.000Z', '2026-08-01'],
])('%s is %s in Viet Nam', (moment, day) => expect(localDay(new Date(moment))).toBe(day))
