import { describe, expect, it } from 'vitest'
import { spreadOf } from '#app/modules/statistics/describe.ts'
import { rankByMean } from '#app/modules/statistics/rank.ts'

describe('figures', () => {
  it.each([
    [[], null, null],
    [[80], 80, null],
    [[80, 90], 85, Math.sqrt(50)],
    [[7, 7, 7], 7, 0],
  ])('%j', (values, mean, sd) => expect(spreadOf(values)).toEqual({ readings: values.length, mean, sd }))
  it('ranks with ties sharing the better place, and nothing without a mean', () => {
    const ranked = rankByMean([
      { id: 'a', mean: 80 },
      { id: 'b', mean: 90 },
      { id: 'c', mean: 80 },
      { id: 'd', mean: null },
      { id: 'e', mean: 70 },
    ])
    expect(ranked.map(({ id, rank, tied }) => [id, rank, tied])).toEqual([
      ['b', 1, false],
      ['a', 2, true],
      ['c', 2, true],
      ['e', 4, false],
      ['d', null, false],
    ])
  })
  it('does not let the order of addition break a tie', () => {
    const one = spreadOf([0.1, 0.2, 0.3])
    const other = spreadOf([0.3, 0.2, 0.1])
    expect(rankByMean([{ ...one }, { ...other }]).map((row) => row.rank)).toEqual([1, 1])
  })
})
