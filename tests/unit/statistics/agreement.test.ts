import { describe, expect, it } from 'vitest'
import { againstOthers, intraclass, kendallW } from '#app/modules/statistics/agreement.ts'
import { krippendorffAlpha } from '#app/modules/statistics/alpha.ts'
import { scoreTable } from '#app/modules/statistics/score-table.ts'

/** A judge a row; null for a missing score. */
const judged = (...rows: (number | null)[][]) =>
  scoreTable(
    rows.flatMap((row, judge) =>
      row.flatMap((score, entry) =>
        score === null ? [] : [{ judge: `J${judge}`, entry: `E${entry}`, score }],
      ),
    ),
  )
const values = (table: ReturnType<typeof judged>) =>
  Object.fromEntries(Object.entries(intraclass(table).value!).map(([form, one]) => [form, one.value]))

describe('intraclass correlation', () => {
  it('of the smallest table is what its mean squares give by hand', () => {
    // between 6.25, within 1.25, judges 2.25, residual 0.25
    const table = judged([1, 3], [2, 5])
    const icc = values(table)
    for (const [form, value] of Object.entries({
      '1,1': 5 / 7.5,
      '2,1': 6 / 8.5,
      '3,1': 6 / 6.5,
      '1,k': 1 - 1.25 / 6.25,
      '2,k': 6 / 7.25,
      '3,k': 1 - 0.25 / 6.25,
    }))
      expect(icc[form]).toBeCloseTo(value, 12)
    const { '1,1': one, '3,1': three } = intraclass(table).value!
    expect([one.F, one.df1, one.df2, three.F, three.df1, three.df2]).toEqual([5, 1, 2, 25, 1, 1])
    // of F with 1 and 1 degrees of freedom the chance above f is 1 − 2/π · atan √f
    expect(three.p).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(5), 10)
  })

  it('of judges a constant apart is whole for these judges and less for others', () => {
    const icc = intraclass(judged([1, 3, 5], [2, 4, 6])).value!
    expect([icc['3,1'], icc['3,k']]).toEqual(
      Array.from({ length: 2 }, () => ({ value: 1, low: 1, high: 1, F: null, df1: 2, df2: 2, p: 0 })),
    )
    // between 8, within 0.5, judges 1.5
    expect(icc['1,1'].value).toBeCloseTo(7.5 / 8.5, 12)
    expect(icc['1,1'].F).toBeCloseTo(16, 12)
    expect(icc['2,1'].value).toBeCloseTo(8 / 9, 12)
    expect(icc['2,1'].high).toBeLessThan(1)
  })

  it('has its intervals about it, wherever the scale begins and however wide it is', () => {
    const rows = [
      [9, 6, 8, 7, 10, 6],
      [2, 1, 4, 1, 5, 2],
      [5, 3, 6, 2, 6, 4],
    ]
    const one = intraclass(judged(...rows)).value!
    const other = intraclass(judged(...rows.map((row) => row.map((score) => score * 3 - 40)))).value!
    for (const form of ['1,1', '2,1', '3,1', '1,k', '2,k', '3,k'] as const) {
      expect(one[form].low!).toBeLessThan(one[form].value)
      expect(one[form].high).toBeGreaterThan(one[form].value)
      for (const figure of ['value', 'low', 'high', 'F', 'p'] as const)
        expect(other[form][figure]!).toBeCloseTo(one[form][figure]!, 9)
    }
  })

  it.each([
    ['fewEntries', judged([1], [2]), { least: 2 }],
    ['fewEntries', judged(), { least: 2 }],
    ['fewJudges', judged([1, 2]), { least: 2 }],
    ['incomplete', judged([1, 2], [1, null]), undefined],
    ['noVariation', judged([0, 0], [0, 0]), undefined],
    ['noVariation', judged([7.1, 7.1], [7.1, 7.1]), undefined],
  ])('is not there: %s', (key, table, least) =>
    expect(intraclass(table)).toEqual({ value: null, reason: { key, values: least } }),
  )
})

describe('Kendall’s W', () => {
  it('is one where all agree, nought where two are opposed', () => {
    expect(kendallW(judged([1, 2], [3, 7])).value).toMatchObject({ W: 1, chi2: 2, df: 1 })
    expect(kendallW(judged([1, 2], [2, 1])).value).toEqual({ W: 0, chi2: 0, df: 1, p: 1 })
    expect(kendallW(judged([1, 1, 2], [5, 5, 9], [0, 0, 7])).value!.W).toBeCloseTo(1, 12)
    // of chi-square with two degrees of freedom the chance above x is e^(−x/2)
    expect(kendallW(judged([1, 2, 3], [1, 3, 2])).value!.p).toBeCloseTo(Math.exp(-3 / 2), 12)
  })

  it.each([
    ['fewEntries', judged([1], [2]), { least: 2 }],
    ['fewJudges', judged([1, 2]), { least: 2 }],
    ['incomplete', judged([1, 2], [1, null]), undefined],
    ['noVariation', judged([5, 5], [3, 3]), undefined],
  ])('is not there: %s', (key, table, least) =>
    expect(kendallW(table)).toEqual({ value: null, reason: { key, values: least } }),
  )
})

it('sets a judge against the others only where somebody else scored too, three entries at least', () => {
  const few = { value: null, reason: { key: 'fewShared', values: { least: 3 } } }
  const [first, second, third] = againstOthers(
    judged([1, 2, 3, 9], [2, 4, 6, null], [null, null, 6.5, null]),
  ) as [{ value: number }, { value: number }, unknown]
  // 1 2 3 against 2 4 6.25, and 2 4 6 against 1 2 4.75
  expect(first.value).toBeCloseTo(0.9994237971287661, 12)
  expect(second.value).toBeCloseTo(0.9655674197014678, 12)
  expect(third).toEqual(few)
  expect(againstOthers(judged([1, 2, 3], [6, 4, 2]))).toEqual([{ value: -1 }, { value: -1 }])
  expect(againstOthers(judged([1, 2], [6, 4]))).toEqual([few, few])
})

describe('Krippendorff’s alpha', () => {
  it.each([
    // observed 8, expected 48 of three times the values
    [
      'interval',
      [
        [-1, 1],
        [2, 2],
      ],
      1 - (3 * 8) / 48,
    ],
    [
      'ratio',
      [
        [0, 1],
        [2, 2],
      ],
      1 - (3 * 2) / (2 + 4 + 4 / 9),
    ],
    [
      'nominal',
      [
        [0, 1],
        [2, 2],
      ],
      1 - (3 * 2) / 10,
    ],
    // middles of the margins: 0.5, 1.5 and 3
    [
      'ordinal',
      [
        [2, 2],
        [0, 1],
      ],
      1 - (3 * 2) / (2 + 25 + 9),
    ],
    ['nominal', [['x', 'y'], ['x', 'x'], ['z']], 1 - (3 * 2) / 6],
    [
      'nominal',
      [
        ['1', 1],
        [2, 2],
      ],
      1 - (3 * 2) / 10,
    ],
    ['interval', [[1, 2, 3]], 0],
    ['interval', [[1, 1], [2, 2], [5]], 1],
  ] as const)('%s of %j', (level, units, alpha) =>
    expect(
      krippendorffAlpha(
        units.map((unit) => [...unit]),
        level,
      ).value,
    ).toBeCloseTo(alpha, 12),
  )

  it.each([
    ['noPairs', 'nominal', []],
    ['noPairs', 'nominal', [['a'], ['b'], []]],
    [
      'notNumbers',
      'ordinal',
      [
        ['a', 1],
        [2, 3],
      ],
    ],
    ['notNumbers', 'ratio', [['a', 'b']]],
    [
      'negative',
      'ratio',
      [
        [-1, 2],
        [3, 3],
      ],
    ],
    ['noVariation', 'nominal', [['a', 'a'], ['a', 'a'], ['b']]],
    [
      'noVariation',
      'ratio',
      [
        [0, 0],
        [0, 0],
      ],
    ],
  ] as const)('is not there: %s at the %s level', (key, level, units) =>
    expect(
      krippendorffAlpha(
        units.map((unit) => [...unit]),
        level,
      ),
    ).toEqual({
      value: null,
      reason: { key, values: undefined },
    }),
  )
})
