import { describe, expect, it } from 'vitest'
import {
  judgeFigures,
  meaningOf,
  panelAgreement,
  positionEffect,
  slope,
  type Circumstance,
} from '#app/modules/results/judges.ts'
import { againstOthers } from '#app/modules/statistics/agreement.ts'
import { krippendorffAlpha } from '#app/modules/statistics/alpha.ts'
import { normalBelow } from '#app/modules/statistics/distributions.ts'
import { fitModel } from '#app/modules/statistics/mixed-model.ts'
import { seeded } from '#app/modules/statistics/random.ts'
import { scoreTable } from '#app/modules/statistics/score-table.ts'

const twoSided = (z: number) => 2 * normalBelow(-Math.abs(z))

describe('a slope', () => {
  it('is that of least squares, with its error and chance', () => {
    // about the middle 3 and 4.2: xx 10, xy 8, yy 8.8
    const found = slope([
      [1, 2],
      [2, 4],
      [3, 5],
      [4, 4],
      [5, 6],
    ])!
    expect(found.n).toBe(5)
    expect(found.value).toBeCloseTo(0.8, 12)
    const se = Math.sqrt((8.8 - 0.8 * 8) / 3 / 10)
    expect(found.se).toBeCloseTo(se, 12)
    expect(found.p).toBeCloseTo(twoSided(0.8 / se), 12)
  })

  it('is not there with fewer than five points, or where one side stands still', () => {
    const line = [1, 2, 3, 4, 5].map((x): [number, number] => [x, 2 * x])
    expect(slope(line)).toEqual({ value: 2, se: 0, p: 1, n: 5 })
    expect(slope(line.slice(1))).toBeNull()
    expect(slope(line.map(([x]) => [x, 7]))).toBeNull()
    expect(slope(line.map(([, y]) => [7, y]))).toBeNull()
  })
})

/** Three judges on six works; the fourth has none. The first is of the agency and province of some of them. */
const rows = [
  [80, 74, 91, 66, 85, 70],
  [71, 69, 84, 60, 77, 58],
  [78, 70, 88, 71, 80, 69],
]
const table = scoreTable(
  rows.flatMap((row, judge) =>
    row.map((score, entry) => ({ judge: `j${judge}`, entry: `e${entry}`, score })),
  ),
  { judges: ['j0', 'j1', 'j2', 'idle'] },
)
const circumstances = table.cells.map(({ judge, entry }): Circumstance => ({
  position: entry + 1,
  // the first judge sends last what stands first
  sentAt: judge === 0 ? 100 - entry : 100 + entry,
  sameAgency: judge === 0 && entry < 5,
  sameProvince: judge === 0 ? entry > 1 : judge === 1 && entry > 0,
}))
const fit = fitModel(table).value!
const residual = ({ entry, judge, score }: (typeof table.cells)[number]) =>
  score - fit.entries[entry]!.estimate - fit.judges[judge]!.effect
const residualsOf = (judge: number) => table.cells.filter((cell) => cell.judge === judge).map(residual)

function meanEffect(values: number[]) {
  const mean = values.reduce((a, b) => a + b) / values.length
  const sd = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1))
  const se = sd / Math.sqrt(values.length)
  return {
    value: expect.closeTo(mean, 9),
    se: expect.closeTo(se, 9),
    p: expect.closeTo(twoSided(mean / se), 9),
    n: values.length,
  }
}

describe('the figures of judges', () => {
  const figures = judgeFigures(table, fit, circumstances)

  it('are there for whoever has scored, in the order of the table', () => {
    expect(figures.map(({ judge, readings, lowest, highest }) => [judge, readings, lowest, highest])).toEqual(
      [
        [0, 6, 66, 91],
        [1, 6, 58, 84],
        [2, 6, 69, 88],
      ],
    )
    for (const [judge, row] of rows.entries()) {
      const mean = row.reduce((a, b) => a + b) / 6
      expect(figures[judge]!.mean).toBeCloseTo(mean, 12)
      expect(figures[judge]!.sd).toBeCloseTo(
        Math.sqrt(row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 5),
        12,
      )
      expect(figures[judge]!.severity).toBe(fit.judges[judge]!.effect)
      expect(figures[judge]!.againstOthers).toBe(againstOthers(table)[judge]!.value)
    }
  })

  it('tell drift by the order of sending, not of the list', () => {
    const sent = (values: number[]) => slope(values.map((value, place) => [place, value]))
    expect(figures.map(({ drift }) => drift)).toEqual([
      sent(residualsOf(0).toReversed()),
      sent(residualsOf(1)),
      sent(residualsOf(2)),
    ])
  })

  it('tell of the own agency and province where there are five such works', () => {
    expect(figures.map(({ ownAgency }) => ownAgency)).toEqual([
      meanEffect(residualsOf(0).slice(0, 5)),
      null,
      null,
    ])
    expect(figures.map(({ ownProvince }) => ownProvince)).toEqual([
      null,
      meanEffect(residualsOf(1).slice(1)),
      null,
    ])
  })

  it('are plain ones where there is no model', () => {
    expect(judgeFigures(table, null, circumstances)).toEqual(
      figures.map((row) => ({ ...row, severity: null, drift: null, ownAgency: null, ownProvince: null })),
    )
  })

  it('tell whether the place in the order moves scores', () => {
    const points = table.cells.map((cell): [number, number] => [cell.entry + 1, residual(cell)])
    expect(positionEffect(table, fit, circumstances)).toEqual(slope(points))
    expect(positionEffect(table, null, circumstances)).toBeNull()
  })
})

describe('the agreement of a panel', () => {
  const ten = [
    ...[
      [80, 71, 78],
      [74, 69],
      [91, 84, 88],
      [66, 60, 71],
      [85, 77],
      [70, 58, 69],
      [88, 90],
      [60, 52],
    ],
    ...[
      [77, 70, 79],
      [82, 81],
    ],
  ]
  const units = [...ten, [50]]

  it('is alpha, with the interval of 500 panels drawn from its works', () => {
    const paired = ten
    const whole = krippendorffAlpha(paired, 'interval').value!
    for (const seed of [1, 2]) {
      const random = seeded(seed)
      const drawn = Array.from(
        { length: 500 },
        () =>
          krippendorffAlpha(
            paired.map(() => paired[random.below(10)]!),
            'interval',
          ).value,
      ).flatMap((value) => (value === null ? [] : [value]))
      drawn.sort((a, b) => a - b)
      // the nearest to 2.5 and 97.5 in a hundred of the way from the first to the last
      const [low, high] = [0.025, 0.975].map((share) => drawn[Math.round(share * (drawn.length - 1))])
      const found = panelAgreement(units, seed).value!
      expect(found.value).toBe(whole)
      expect(found.low).toBeCloseTo(low!, 11)
      expect(found.high).toBeCloseTo(high!, 11)
    }
    expect(panelAgreement(units)).toEqual(panelAgreement(units, 1))
  })

  it('passes over draws of one work alone that does not vary', () => {
    const flat = [...Array.from({ length: 9 }, () => [5, 5]), [5, 6]]
    const { low, high } = panelAgreement(flat).value!
    expect([low, high].every(Number.isFinite)).toBe(true)
    expect(low).toBeLessThanOrEqual(high)
  })

  it.each([
    ['noPairs', [[1], [2], [3], [4], [5]], undefined],
    ['noVariation', Array.from({ length: 6 }, () => [7, 7]), undefined],
    ['fewShared', [...ten.slice(0, 9), [50], [60], [70]], { least: 10 }],
  ])('is not there: %s', (key, few, values) =>
    expect(panelAgreement(few)).toEqual({ value: null, reason: { key, values } }),
  )

  it('needs ten works that two judges read', () => {
    expect(panelAgreement([...ten, [50]]).value).not.toBeNull()
  })

  it.each([
    [1, 'reliable'],
    [0.8, 'reliable'],
    [0.7999, 'tentative'],
    [0.667, 'tentative'],
    [0.6669, 'weak'],
    [-1, 'weak'],
  ])('of %d is %s', (alpha, meaning) => expect(meaningOf(alpha)).toBe(meaning))
})
