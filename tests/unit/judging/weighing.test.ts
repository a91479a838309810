import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readProblem } from '#app/modules/judging/assignment/read-problem.ts'
import { solveAssignment } from '#app/modules/judging/assignment/solve.ts'
import { weighing } from '#app/modules/judging/assignment/weighing.ts'

describe('affinities to compute with', () => {
  it.each([
    ['whole numbers', [4, 6, -2], [2, 3, -1]],
    ['hundredths', [0.21, 0.39, 0.91, 0], [21, 39, 91, 0]],
    ['the same in another unit', [0.21, 0.39, 0.91].map((value) => value * 1e-6), [21, 39, 91]],
    ['the same in a broken unit', [0.21, 0.39, 0.91].map((value) => value * Math.PI * 1e7), [21, 39, 91]],
    ['a millionth', [1, 0.000001], [1_000_000, 1]],
    ['nothing', [0, 0], [0, 0]],
    ['what has no common measure, as shares', [Math.SQRT2, 1, -0.5], [1, Math.SQRT1_2, -Math.SQRT1_2 / 2]],
  ])('are whole multiples: %s', (_what, affinities, weights) => {
    const weigh = weighing(affinities)
    for (const [index, affinity] of affinities.entries())
      expect(weigh(affinity)).toBeCloseTo(weights[index]!, 12)
  })
})

const problem = readProblem(readFileSync('tests/files/commands/scale-1e-06.json', 'utf8'))
const times = (factor: number) => ({
  ...problem,
  affinity: Object.fromEntries(
    Object.entries(problem.affinity!).map(([entry, row]) => [
      entry,
      Object.fromEntries(Object.entries(row).map(([judge, value]) => [judge, value * factor])),
    ]),
  ),
})

it.each([1, 1e6, 1e-3, 1e12, 3.7e4, Math.PI, 1e-12])(
  'the unit times %d changes no answer',
  async (factor) => {
    const answer = await solveAssignment(times(factor))
    if (answer.status !== 'optimal') throw new Error('infeasible')
    expect(answer.proven).toBe(true)
    expect(answer.worst / (factor * 1e-6)).toBeCloseTo(0.59, 9)
    expect(answer.total / (factor * 1e-6)).toBeCloseTo(15.77, 9)
  },
)
