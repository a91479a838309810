import { expect, it } from 'vitest'
import { parsePoints, totalOf, whyWrongPoints } from '#app/modules/judging/scoring.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'

it('reads every hundredth from 0 to 100 as it is typed, with comma or point', () => {
  for (let hundredths = 0; hundredths <= 10_000; hundredths++) {
    const typed = (hundredths / 100).toFixed(2)
    expect([parsePoints(typed), parsePoints(typed.replace('.', ','))]).toEqual([hundredths, hundredths])
  }
})

it.each(['1.', '.5', '12345', '1,2,3', '1e2', '+1', '٣', '1 2'])('%s is no number of points', (typed) => {
  expect(parsePoints(typed)).toBeUndefined()
})

const rubric = [
  { id: 'a', maxPoints: 3000 },
  { id: 'b', maxPoints: 50 },
]
const over = (id: string, max: number) => refuse('judging.refused.scale', { max }, id)

it.each([
  [{ a: 0, b: 0 }, null, 0],
  [{ a: 3000, b: 50 }, null, 3050],
  [{ a: 3001, b: 50 }, over('a', 30), 3051],
  [{ a: 1, b: 51 }, over('b', 0.5), 52],
  [{ a: -1, b: 1 }, over('a', 30), 0],
  [{ a: 0.5, b: 1 }, over('a', 30), 1.5],
  [{ a: null, b: 1 }, null, null],
  [{ b: 1 }, null, null],
  [{ a: 1, b: 1, c: null }, refuse('judging.refused.criterion'), 2],
])('%j on the scale, and added up', (points, refusal, total) => {
  expect(whyWrongPoints(points, rubric)).toEqual(refusal)
  expect(totalOf(points, rubric)).toBe(total)
})
