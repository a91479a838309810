import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  correlation,
  kendallTau,
  medianOf,
  midRanks,
  roundTo,
  spreadOf,
  trimmedMeanOf,
} from '#app/modules/statistics/describe.ts'
import { rankByMean } from '#app/modules/statistics/rank.ts'
import {
  completeMatrix,
  scoresByEntry,
  scoresByJudge,
  scoreTable,
} from '#app/modules/statistics/score-table.ts'
import {
  chiSquareAbove,
  fAbove,
  fBelow,
  normalBelow,
  normalDensity,
} from '#app/modules/statistics/distributions.ts'

describe('mean and deviation', () => {
  it.each([
    [[], { readings: 0, mean: null, sd: null }],
    [[4], { readings: 1, mean: 4, sd: null }],
    [[4, 4], { readings: 2, mean: 4, sd: 0 }],
    [[2, 4, 4, 4, 5, 5, 7, 9], { readings: 8, mean: 5, sd: Math.sqrt(32 / 7) }],
  ])('of %j', (values, spread) => expect(spreadOf(values)).toEqual(spread))

  it.each([
    [[7], 7],
    [[9, 7], 8],
    [[10, 9, 2], 9],
    [[100, 9, 20, 3], 14.5],
  ])('middle of %j', (values, median) => expect(medianOf(values)).toBe(median))

  it.each([
    [[], 0, null],
    [[5, 7], 0, 6],
    [[5, 7], 1, null],
    [[100, 20, 3], 1, 20],
    [[100, 20, 9, 3, 1], 2, 9],
    [[1, 2, 3, 4], 2, null],
  ])('mean of %j without %d at each end', (values, drop, mean) =>
    expect(trimmedMeanOf(values, drop)).toBe(mean),
  )
})

it.each([
  [0.5, 0, 1],
  [-0.5, 0, -1],
  [0.4999, 0, 0],
  [1.4999999999999999, 0, 2],
  [0, 2, 0],
  [-0.004, 2, 0],
  [-0.005, 2, -0.01],
  [1.015, 2, 1.02],
  [123456.785, 2, 123456.79],
  [7, 3, 7],
  [1e13, 2, 1e13],
  [9999999999999.99, 2, 9999999999999.99],
  [1234567890123456, 2, 1234567890123456],
  [-1234567890123457, 0, -1234567890123457],
])('rounds %d to %d decimals as %d', (value, decimals, rounded) =>
  expect(roundTo(value, decimals)).toBe(rounded),
)

describe('Pearson’s r', () => {
  // r of Anscombe's first set, published as 0.816
  const anscombe: [number, number][] = [
    [10, 8.04],
    [8, 6.95],
    [13, 7.58],
    [9, 8.81],
    [11, 8.33],
    [14, 9.96],
    [6, 7.24],
    [4, 4.26],
    [12, 10.84],
    [7, 4.82],
    [5, 5.68],
  ]
  it('is the published one, either way round, and needs three pairs that vary', () => {
    expect(correlation(anscombe)).toBeCloseTo(0.81642, 5)
    expect(correlation(anscombe.map(([a, b]) => [b, a]))).toBeCloseTo(0.81642, 5)
    expect(correlation(anscombe.map(([a, b]) => [a, -b]))).toBeCloseTo(-0.81642, 5)
    expect(
      correlation([
        [1, 1],
        [2, 3],
      ]),
    ).toBeNull()
    expect(
      correlation([
        [1, 2],
        [2, 4],
        [3, 6],
      ]),
    ).toBe(1)
    expect(correlation([1, 2, 3].map(() => [0, 0]))).toBeNull()
    for (const flat of [0, 0.1, 1e9])
      for (const pair of [(x: number) => [flat, x], (x: number) => [x, flat]] as const)
        expect(correlation([1, 2, 3, 5].map((x) => pair(x) as [number, number]))).toBeNull()
  })

  it('never goes beyond one, whatever the last digits lose', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3 }), (values) => {
        for (const sign of [1, -1]) {
          const r = correlation(values.map((value) => [value, sign * value * 3 + 0.1]))
          if (r !== null) expect(Math.abs(r)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})

it.each([
  [[], [], []],
  [[5], [1], []],
  [[30, 10, 20], [3, 1, 2], []],
  [[2, 1, 2], [2.5, 1, 2.5], [2]],
  [[7, 7, 7], [2, 2, 2], [3]],
  [
    [5, 1, 5, 1, 9],
    [3.5, 1.5, 3.5, 1.5, 5],
    [2, 2],
  ],
  [[0.1 + 0.2, 0.3, 0.4], [1.5, 1.5, 3], [2]],
])('ranks %j as %j with ties %j', (values, ranks, ties) => expect(midRanks(values)).toEqual({ ranks, ties }))

it.each([
  // ten pairs in order, five turned
  [[1, 2, 3, 4, 5, 6], [3, 4, 1, 2, 6, 5], 5 / 15],
  [[1, 2, 3], [3, 2, 1], -1],
  [[1, 2, 2, 3], [1, 2, 3, 3], 4 / 5],
  [[1, 1, 2, 2], [1, 2, 1, 2], 0],
  [[1, 1, 1], [1, 2, 3], null],
  [[1, 2, 3], [1, 1, 1], null],
  [[1], [1], null],
])('tau-b of %j and %j is %d', (x, y, tau) => {
  const found = kendallTau(x, y)
  if (tau === null) expect(found).toBeNull()
  else expect(found).toBeCloseTo(tau, 12)
})

/** From the tables of every book: quantiles at 5 %, 2.5 % and 1 %. */
it('gives the chances and quantiles of published tables', () => {
  expect(fBelow(0.95, 4, 10)).toBeCloseTo(3.478, 3)
  expect(fBelow(0.975, 5, 15)).toBeCloseTo(3.5764, 4)
  expect(fAbove(3.478, 4, 10)).toBeCloseTo(0.05, 4)
  expect([fAbove(0, 4, 10), fAbove(-0, 4, 10), fAbove(-1, 4, 10)]).toEqual([1, 1, 1])
  expect(chiSquareAbove(3.841459, 1)).toBeCloseTo(0.05, 6)
  expect(chiSquareAbove(23.20925, 10)).toBeCloseTo(0.01, 6)
  expect([chiSquareAbove(0, 3), chiSquareAbove(-1, 3)]).toEqual([1, 1])
  expect(normalBelow(1.959964)).toBeCloseTo(0.975, 6)
  expect(normalBelow(-1.644854)).toBeCloseTo(0.05, 6)
  expect(normalDensity(0)).toBeCloseTo(0.398942, 6)
  expect(normalDensity(-1)).toBeCloseTo(0.241971, 6)
})

describe('rank by mean', () => {
  const ranks = (means: (number | null)[]) =>
    rankByMean(means.map((mean, index) => ({ id: index, mean }))).map((row) => [row.id, row.rank, row.tied])

  it.each([
    [[], []],
    [[0], [[0, 1, false]]],
    [
      [null, 5, null, 7],
      [
        [3, 1, false],
        [1, 2, false],
        [0, null, false],
        [2, null, false],
      ],
    ],
    [
      [5, 7, 5, 7, 1],
      [
        [1, 1, true],
        [3, 1, true],
        [0, 3, true],
        [2, 3, true],
        [4, 5, false],
      ],
    ],
    // nearer than a millionth, and just farther
    [
      [1, 1 + 4e-7, 1 - 4e-7],
      [
        [0, 1, true],
        [1, 1, true],
        [2, 1, true],
      ],
    ],
    [
      [1, 1 + 6e-7],
      [
        [1, 1, false],
        [0, 2, false],
      ],
    ],
  ])('of %j', (means, ranked) => expect(ranks(means)).toEqual(ranked))
})

describe('a table of scores', () => {
  const scores = [
    { judge: 'x', entry: 'b', score: 2 },
    { judge: 'y', entry: 'a', score: 3 },
    { judge: 'x', entry: 'a', score: 1 },
  ]

  it('counts judges and entries in the order they are named, then in which they appear', () => {
    expect(scoreTable(scores)).toEqual({
      judges: ['x', 'y'],
      entries: ['b', 'a'],
      cells: [
        { judge: 0, entry: 0, score: 2 },
        { judge: 1, entry: 1, score: 3 },
        { judge: 0, entry: 1, score: 1 },
      ],
    })
    const table = scoreTable(scores, { judges: ['z', 'y'], entries: ['c', 'a'] })
    expect([table.judges, table.entries]).toEqual([
      ['z', 'y', 'x'],
      ['c', 'a', 'b'],
    ])
    expect([scoresByEntry(table), scoresByJudge(table)]).toEqual([
      [[], [3, 1], [2]],
      [[], [3], [2, 1]],
    ])
  })

  it('refuses a second score of one judge for one entry', () => {
    expect(() => scoreTable([...scores, { judge: 'y', entry: 'a', score: 3 }])).toThrow(
      'judge y scored entry a twice',
    )
  })

  it('is a matrix only where every judge scored every entry', () => {
    expect(completeMatrix(scoreTable(scores))).toBeNull()
    expect(completeMatrix(scoreTable([...scores, { judge: 'y', entry: 'b', score: 4 }]))).toEqual([
      [2, 4],
      [1, 3],
    ])
    expect(completeMatrix(scoreTable([], { judges: ['x'], entries: ['a'] }))).toBeNull()
  })
})
