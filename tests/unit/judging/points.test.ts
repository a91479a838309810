import { describe, expect, it } from 'vitest'
import { parsePoints, whyWrongPoints, totalOf } from '#app/modules/judging/scoring.ts'

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
