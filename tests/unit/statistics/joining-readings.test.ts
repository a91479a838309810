import { expect, it } from 'vitest'
import { joiningReadings } from '#app/modules/statistics/components.ts'

it('joins smaller parts of a jury to an entry of the largest', () => {
  const small = { entries: [0], judges: [0] }
  const large = { entries: [1, 2, 3], judges: [1, 2] }
  const middle = { entries: [4, 5], judges: [3] }
  expect(joiningReadings([small, large, middle])).toEqual([
    { entry: 1, judge: 3 },
    { entry: 1, judge: 0 },
  ])
  expect(joiningReadings([large])).toEqual([])
  expect(joiningReadings([small, large], () => false)).toBeNull()
})
