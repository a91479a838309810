import { expect, it } from 'vitest'
import type { EntryState } from '#app/modules/entries/entry.ts'
import { screeningMovesOf, whyNotExtendReturn, whyNotScreen } from '#app/modules/screening/policy.ts'

const date = new Date('2027-08-20T10:00:00Z')
const at = (ms: number) => new Date(date.getTime() + ms)
const entry = (state: EntryState) => ({ state, returnUntil: state === 'returned' ? date : null })

it.each<[EntryState, number, number, string | null]>([
  ['draft', 0, 0, 'screening.refusedState'],
  ['withdrawn', 0, 0, 'screening.refusedState'],
  ['submitted', 0, 0, null],
  ['eligible', 0, 0, null],
  ['ineligible', 0, 0, null],
  ['submitted', 0, 1, 'screening.refusedRound'],
  ['returned', -1, 0, 'screening.refusedWaiting'],
  ['returned', 0, 0, 'screening.refusedWaiting'],
  ['returned', 1, 0, null],
  ['returned', 1, 1, 'screening.refusedRound'],
])('%s, %i ms past its date, %i readings: %s', (state, ms, readings, key) => {
  const asked = (['eligible', 'ineligible', 'returned'] as const).map(
    (decision) => whyNotScreen(entry(state), { decision }, readings, at(ms))?.refused.key ?? null,
  )
  expect(asked).toEqual([key, key, key])
  expect(screeningMovesOf(entry(state), readings, at(ms))).toEqual({
    decisions: key ? [] : ['eligible', 'ineligible', 'returned'],
    extend: state === 'returned',
  })
})

it.each<[number, number, string | null]>([
  [-10, 0, 'screening.untilNotLater'],
  [-10, -10, 'screening.untilPast'],
  [-10, 1, null],
  [10, 10, 'screening.untilPast'],
  [10, 11, null],
])('%i ms past its date, a return is extended to %i ms: %s', (now, until, key) => {
  expect(whyNotExtendReturn(entry('returned'), at(until), at(now))?.refused.key ?? null).toBe(key)
})

it('extends nothing that is not out', () => {
  expect(whyNotExtendReturn(entry('submitted'), at(1), at(0))?.refused.key).toBe('screening.refusedState')
})

it('asks for a date that lies ahead', () => {
  const back = (until: Date) => whyNotScreen(entry('submitted'), { decision: 'returned', until }, 0, at(0))
  expect([back(at(0))?.refused.key, back(at(1))]).toEqual(['screening.untilPast', null])
})
