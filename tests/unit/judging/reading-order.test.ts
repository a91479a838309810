import { describe, expect, it } from 'vitest'
import { readingOrder } from '#app/modules/judging/assignment/order.ts'
import { parsePoints, whyWrongPoints, totalOf } from '#app/modules/judging/scoring.ts'
import { spreadOf } from '#app/modules/statistics/describe.ts'
import { rankByMean } from '#app/modules/statistics/rank.ts'

describe('the order of reading', () => {
  const works = Array.from({ length: 40 }, (_, index) => `e${index}`)
  const orders = Array.from({ length: 8 }, (_, seat) => readingOrder(works, (work) => work, seat, 8))

  it('is the same at every run, whole, and another for every judge', () => {
    for (const [seat, order] of orders.entries()) {
      expect(order.toSorted()).toEqual(works.toSorted())
      expect(readingOrder(works.toReversed(), (work) => work, seat, 8)).toEqual(order)
    }
    expect(new Set(orders.map((order) => order.join())).size).toBe(8)
  })

  it('is counterbalanced: over all judges every work stands in the middle on average', () => {
    for (const work of works) {
      const mean = orders.reduce((sum, order) => sum + order.indexOf(work), 0) / orders.length
      expect(mean).toBe((works.length - 1) / 2)
    }
  })
})

describe('points', () => {
  it.each([
    ['87,5', 8750],
    ['22.25', 2225],
    [' 30 ', 3000],
    ['', null],
    ['abc', undefined],
    ['-1', undefined],
    ['1,234', undefined],
    ['0', 0],
  ])('%s is %s', (typed, points) => expect(parsePoints(typed)).toBe(points))
  const rubric = [
    { id: 'a', maxPoints: 3000 },
    { id: 'b', maxPoints: 2000 },
  ]
  it('adds up only when whole', () => {
    expect(totalOf({ a: 2500, b: 1950 }, rubric)).toBe(4450)
    expect(totalOf({ a: 2500, b: null }, rubric)).toBeNull()
    expect(totalOf({ a: 2500 }, rubric)).toBeNull()
  })
  it('stays within the scale', () => {
    expect(whyWrongPoints({ a: 3000, b: 0 }, rubric)).toBeNull()
    expect(whyWrongPoints({ a: 3001 }, rubric)).toMatchObject({ field: 'a' })
    expect(whyWrongPoints({ a: 0.5 }, rubric)).toMatchObject({ field: 'a' })
    expect(whyWrongPoints({ c: 1 }, rubric)).toMatchObject({ refused: { key: 'judging.refused.criterion' } })
  })
})

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
