import { describe, expect, it } from 'vitest'
import { certaintyOf, cutOf, drawQualities, undecidedPairs } from '#app/modules/statistics/certainty.ts'
import { componentsOf, joiningReadings } from '#app/modules/statistics/components.ts'
import { fitModel, type ModelFit } from '#app/modules/statistics/mixed-model.ts'
import { scoreTable, type Score, type ScoreTable } from '#app/modules/statistics/score-table.ts'

type Named = { judges?: string[]; entries?: string[] }

/** `x 9 6 .`: a judge with the scores of entries 1, 2 …; a point for a missing one. */
const table = (lines: string[], named?: Named): ScoreTable =>
  scoreTable(
    lines.flatMap((line) => {
      const [judge, ...values] = line.split(' ')
      return values.flatMap((value, index): Score[] =>
        value === '.' ? [] : [{ judge: judge!, entry: `E${index + 1}`, score: Number(value) }],
      )
    }),
    named,
  )
const fitted = (scores: ScoreTable): ModelFit => {
  const figure = fitModel(scores)
  if (figure.value === null) throw new Error(JSON.stringify(figure))
  return figure.value
}

/** Two parts, and an entry and a judge without a score: first in the one list, between in the other. */
const inParts = table(
  ['a 7 5 . 9 . . .', 'b 6 4 8 . . . .', 'c 9 . 7 8 . . .', 'd . . . . 3 6 2', 'e . . . . 5 6 4'],
  { judges: ['idle', 'a', 'b', 'c', 'd', 'e', 'idle too'], entries: ['unread', 'E1', 'E2', 'unread too'] },
)

/** Scores, variances and components written out as one matrix: V = σe² Z Z' + σj² W W' + σ² I. */
function dense(scores: ScoreTable, sdEntry: number, sdJudge: number, sdResidual: number) {
  const { cells } = scores
  const parts = componentsOf(scores)
  const V = cells.map((one, i) =>
    cells.map(
      (other, j) =>
        (one.entry === other.entry ? sdEntry ** 2 : 0) +
        (one.judge === other.judge ? sdJudge ** 2 : 0) +
        (i === j ? sdResidual ** 2 : 0),
    ),
  )
  const X = cells.map((cell) => parts.map((part) => (part.entries.includes(cell.entry) ? 1 : 0)))
  const y = cells.map((cell) => [cell.score])
  const inverse = inverted(V)
  const information = product(transposed(X), inverse.matrix, X)
  const ofInformation = inverted(information)
  const intercepts = product(ofInformation.matrix, transposed(X), inverse.matrix, y)
  const rest = product(X, intercepts).map(([mean], i) => [y[i]![0]! - mean!])
  const square = product(transposed(rest), inverse.matrix, rest)[0]![0]!
  return {
    intercepts: intercepts.map(([one]) => one!),
    /** −2 log of the restricted likelihood, but for a constant (Patterson and Thompson 1971) */
    criterion: inverse.log + ofInformation.log + square,
    /** best linear unbiased prediction of an effect by its covariance with the scores */
    predicted: (covariance: (cell: ScoreTable['cells'][number]) => number) =>
      product([cells.map(covariance)], inverse.matrix, rest)[0]![0]!,
  }
}

const transposed = (matrix: number[][]) => matrix[0]!.map((_, j) => matrix.map((row) => row[j]!))
const product = (...matrices: number[][][]) =>
  matrices.reduce((a, b) =>
    a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0))),
  )

/** Inverse by Gauss and Jordan, with the log of the determinant. */
function inverted(matrix: number[][]) {
  const size = matrix.length
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))])
  let log = 0
  for (let i = 0; i < size; i++) {
    const scale = rows[i]![i]!
    log += Math.log(scale)
    for (let k = 0; k < 2 * size; k++) rows[i]![k]! /= scale
    for (const [j, row] of rows.entries()) {
      const by = row[i]!
      if (j !== i) for (let k = 0; k < 2 * size; k++) row[k]! -= by * rows[i]![k]!
    }
  }
  return { matrix: rows.map((row) => row.slice(size)), log }
}

describe.each([
  ['of one jury', table(['a 7 5 . 3 9 6 . 4', 'b 6 . 4 2 8 . 5 3', 'c . 8 7 5 . 8 9 .'])],
  ['of a jury in two parts, with an entry and a judge without a score', inParts],
])('the model %s', (_what, scores) => {
  const fit = fitted(scores)
  const { sdEntry, sdJudge, sdResidual } = fit
  const whole = dense(scores, sdEntry, sdJudge, sdResidual)

  it('has the variances with the greatest restricted likelihood', () => {
    for (const by of [0.98, 1.02]) {
      for (const [entry, judge, rest] of [
        [by, 1, 1],
        [1, by, 1],
        [1, 1, by],
      ] as const)
        expect(dense(scores, sdEntry * entry, sdJudge * judge, sdResidual * rest).criterion).toBeGreaterThan(
          whole.criterion,
        )
    }
  })

  it('has the intercepts, effects and standard errors of generalized least squares', () => {
    const parts = componentsOf(scores)
    const partOf = (entry: number) => parts.findIndex((part) => part.entries.includes(entry))
    for (const [part, intercept] of whole.intercepts.entries())
      expect(fit.intercepts[part]).toBeCloseTo(intercept, 6)
    for (const entry of scores.entries.keys()) {
      const part = partOf(entry)
      if (part < 0) expect(fit.entries[entry]).toBeNull()
      else {
        const effect = whole.predicted((cell) => (cell.entry === entry ? sdEntry ** 2 : 0))
        expect(fit.entries[entry]!.component).toBe(part)
        expect(fit.entries[entry]!.estimate).toBeCloseTo(whole.intercepts[part]! + effect, 6)
        expect(fit.entries[entry]!.se).toBeGreaterThan(0)
      }
    }
    for (const judge of scores.judges.keys()) {
      const part = parts.findIndex((one) => one.judges.includes(judge))
      if (part < 0) expect(fit.judges[judge]).toBeNull()
      else
        expect(fit.judges[judge]).toEqual({
          component: part,
          effect: expect.closeTo(
            whole.predicted((cell) => (cell.judge === judge ? sdJudge ** 2 : 0)),
            6,
          ),
        })
    }
    const weights = parts.map((part) => part.entries.length)
    const all = weights.reduce((a, b) => a + b)
    expect(fit.intercept).toBeCloseTo(
      whole.intercepts.reduce((sum, one, part) => sum + (one * weights[part]!) / all, 0),
      6,
    )
    expect(fit.adjustedWithin).toBe(parts.length > 1 ? 'component' : 'all')
  })

  it('predicts from other scores of the same cells as from its own', () => {
    const mean = scores.cells.reduce((sum, cell) => sum + cell.score, 0) / scores.cells.length
    const own = fit.predict(scores.cells.map((cell) => cell.score))
    const moved = fit.predict(scores.cells.map((cell) => 2 * (cell.score - mean)))
    for (const [entry, one] of fit.entries.entries()) {
      expect(own[entry]).toBeCloseTo(one?.estimate ?? 0, 8)
      expect(moved[entry]).toBeCloseTo(one ? 2 * (one.estimate - mean) : 0, 8)
    }
  })
})

it('fits the smallest table of all as the analysis of variance does', () => {
  const two = fitted(table(['x 1 3', 'y 2 5'], { judges: ['idle'], entries: ['unread'] }))
  expect(two.sdEntry ** 2).toBeCloseTo(3, 5)
  expect(two.sdJudge ** 2).toBeCloseTo(1, 5)
  expect(two.sdResidual ** 2).toBeCloseTo(0.25, 5)
  expect(two.intercept).toBeCloseTo(2.75, 8)
  // each half of the difference shrunk by 3 / (3 + 0.25 / 2)
  expect(two.entries[2]!.estimate).toBeCloseTo(2.75 + 1.25 * (3 / 3.125), 5)
  expect(two.judges[2]!.effect).toBeCloseTo(0.75 * (1 / 1.125), 5)
})

it.each([
  ['noScores', [], { judges: ['x', 'y'], entries: ['a', 'b'] }, undefined],
  ['fewJudges', ['x 1 2 3'], { judges: ['y'] }, { least: 2 }],
  ['fewEntries', ['x 1', 'y 2', 'z 3'], { entries: ['a'] }, { least: 2 }],
  ['oneReading', ['x 1 2 . .', 'y . . 3 5'], undefined, undefined],
  ['fewEntries', ['x 1 .', 'y 2 .', 'z . 3', 'w . 5'], undefined, { least: 2 }],
  ['noRepeats', ['x 1 2 .', 'y . 2 3'], undefined, undefined],
  ['noVariation', ['x 5 5 . .', 'y 5 5 . .', 'z . . 7 7', 'w . . 7 7'], undefined, undefined],
  ['noError', ['x 1 2 4', 'y 3 4 6'], undefined, undefined],
] satisfies [string, string[], Named | undefined, unknown][])(
  'refuses the model with the reason %s: %j',
  (key, lines, named, values) => {
    expect(fitModel(table(lines, named))).toEqual({ value: null, reason: { key, values } })
  },
)

describe('parts of a jury', () => {
  it('come in the order of their first entry, without whoever has no score', () => {
    expect(componentsOf(inParts)).toEqual([
      { entries: [1, 2, 4, 5], judges: [1, 2, 3] },
      { entries: [6, 7, 8], judges: [4, 5] },
    ])
    expect(componentsOf(table([]))).toEqual([])
    expect(componentsOf(table(['x . 1 . 1', 'y 2 . 2 .', 'z . . 3 3']))).toEqual([
      { entries: [0, 1, 2, 3], judges: [0, 1, 2] },
    ])
  })

  it('are joined one after the other, each to what is joined already', () => {
    const part = (entries: number[], judges: number[]) => ({ entries, judges })
    const three = [part([0], [0]), part([1, 2], [1]), part([3], [2])]
    expect(joiningReadings([])).toEqual([])
    expect(joiningReadings(three)).toEqual([
      { entry: 1, judge: 0 },
      { entry: 1, judge: 2 },
    ])
    // only the last may read the first, and only the largest the last
    const may = (entry: number, judge: number) => (entry === 0 && judge === 2) || (entry === 3 && judge === 1)
    expect(joiningReadings(three, may)).toEqual([
      { entry: 3, judge: 1 },
      { entry: 0, judge: 2 },
    ])
    expect(joiningReadings(three, (entry, judge) => entry === 0 && judge === 2)).toBeNull()
  })
})

describe('the chances of a cut', () => {
  const draws = (...rows: number[][]) => rows.map((row) => Float64Array.from(row))

  it.each([
    [0.1, 4, 1],
    [0.25, 10, 3],
    [0.24, 10, 2],
    [0.999, 10, 10],
    [1, 10, 1],
    [2.5, 10, 3],
    [12, 10, 10],
  ])('%d of %d entries is %d', (top, entries, places) => expect(cutOf(top, entries)).toBe(places))

  it.each([
    ['above the cut', [[9, 5, 1]], 1, undefined, [1, 0, 0]],
    [
      'in half the draws',
      [
        [9, 5, 1],
        [1, 5, 9],
      ],
      1,
      undefined,
      [0.5, 0, 0.5],
    ],
    ['all, where there is a place for each', [[9, 5, 1]], 3, undefined, [1, 1, 1]],
    ['all, where there are more places', [[9, 5, 1]], 4, undefined, [1, 1, 1]],
    ['all of a pool, and none outside', [[9, 5, 1, 7]], 2, [1, 2], [0, 1, 1, 0]],
    ['among a pool alone', [[9, 5, 1, 7]], 1, [1, 2], [0, 1, 0, 0]],
    ['equal at the line', [[9, 5, 5, 5]], 2, undefined, [1, 1 / 3, 1 / 3, 1 / 3]],
    ['equal but for the last digits', [[5, 1e-12, 0, -5]], 2, undefined, [1, 0.5, 0.5, 0]],
    ['a billionth apart', [[1e-9, 0, -5]], 2, undefined, [1, 1, 0]],
    ['more than a billionth apart', [[2e-9, 0, -5]], 1, undefined, [1, 0, 0]],
    ['a billionth of a large value apart', [[4e9 + 3, 4e9, 1]], 1, undefined, [0.5, 0.5, 0]],
  ])('%s', (_what, rows, places, pool, chances) =>
    expect(certaintyOf(draws(...rows), places, pool)).toEqual(chances),
  )

  it('are doubted where the order turns round in more than one draw of twenty', () => {
    const turned = (times: number) =>
      Array.from({ length: 20 }, (_, index) => (index < times ? [0, 1, 2] : [2, 1, 0]))
    const pairs = (times: number, doubt?: number) =>
      undecidedPairs(draws(...turned(times)), [0, 1], [2], doubt)
    expect(pairs(1)).toEqual([])
    expect(pairs(2)).toEqual([
      { inside: 0, outside: 2, chance: 0.1 },
      { inside: 1, outside: 2, chance: 0.1 },
    ])
    expect(pairs(2, 0.1)).toEqual([])
    expect(undecidedPairs(draws([1, 1, 0], [0, 1, 2], [0, 3, 2], [5, 4, 3]), [0, 1], [2])).toEqual([
      { inside: 0, outside: 2, chance: 0.5 },
      { inside: 1, outside: 2, chance: 0.25 },
    ])
    expect(undecidedPairs(draws([1, 1], [2, 2]), [0], [1])).toEqual([])
  })

  it('of an entry without a score are those of any entry', () => {
    const fit = fitted(inParts)
    const [mean, sd] = spread(drawQualities(inParts, fit, 2000, 3).map((draw) => draw[0]!))
    expect(Math.abs(mean! - fit.intercept)).toBeLessThan(0.1 * fit.sdEntry)
    expect(sd! / fit.sdEntry).toBeGreaterThan(0.95)
    expect(sd! / fit.sdEntry).toBeLessThan(1.05)
  })
})

function spread(values: number[]) {
  const mean = values.reduce((a, b) => a + b) / values.length
  return [mean, Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1))]
}
