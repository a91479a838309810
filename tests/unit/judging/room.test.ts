import { expect, it } from 'vitest'
import { groundOf, roomOf } from '#app/modules/judging/assignment/problem.ts'

it('leaves a judge the places and minutes that what is fixed does not take', () => {
  const entry = (id: string, minutes: number) => ({ id, readings: 2, minutes })
  const ground = groundOf({
    entries: [entry('a', 30), entry('b', 45), entry('c', 10)],
    judges: [
      { id: 'x', maxEntries: 3, maxMinutes: 80 },
      { id: 'y', maxEntries: 1, maxMinutes: 40 },
      { id: 'z' },
      { id: 'over', maxEntries: 1, maxMinutes: 100 },
    ],
    conflicts: [],
    fixed: [
      ['a', 'x'],
      ['b', 'x'],
      ['b', 'y'],
      ['a', 'over'],
      ['c', 'over'],
    ],
  })
  expect([0, 1, 2, 3].map((judge) => roomOf(ground, judge))).toEqual([
    { entries: 1, minutes: 5 },
    { entries: 0, minutes: 0 },
    { entries: Infinity, minutes: Infinity },
    { entries: 0, minutes: 60 },
  ])
})
