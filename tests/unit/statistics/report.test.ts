import { expect, it } from 'vitest'
import { againstOthers, intraclass, kendallW } from '#app/modules/statistics/agreement.ts'
import { krippendorffAlpha } from '#app/modules/statistics/alpha.ts'
import { fitModel } from '#app/modules/statistics/mixed-model.ts'
import { readScores } from '#app/modules/statistics/read-scores.ts'
import { reportScores } from '#app/modules/statistics/report.ts'

const head = 'judge,entry,score\n'
const complete = readScores(`${head}x,a,9\ny,a,7\nz,a,8.5\nx,b,6\ny,b,5\nz,b,5.5\nx,c,8\ny,c,7\nz,c,3\n`)

it('gives every figure of a complete round under its name, none without need', () => {
  const table = complete.table!
  const fit = fitModel(table).value!
  const scale = (values: number[]) => {
    const mean = values.reduce((a, b) => a + b) / values.length
    return { mean, sd: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1)) }
  }
  expect(reportScores(complete, { trim: 1 })).toEqual({
    judges: 3,
    entries: 3,
    scores: 9,
    missing: 0,
    components: [['a', 'b', 'c']],
    perEntry: {
      a: { n: 3, ...scale([9, 7, 8.5]), median: 8.5, trimmed: 8.5 },
      b: { n: 3, ...scale([6, 5, 5.5]), median: 5.5, trimmed: 5.5 },
      c: { n: 3, ...scale([8, 7, 3]), median: 7, trimmed: 7 },
    },
    perJudge: {
      x: { n: 3, ...scale([9, 6, 8]), lowest: 6, highest: 9 },
      y: { n: 3, ...scale([7, 5, 7]), lowest: 5, highest: 7 },
      z: { n: 3, ...scale([8.5, 5.5, 3]), lowest: 3, highest: 8.5 },
    },
    alpha: Object.fromEntries(
      (['nominal', 'ordinal', 'interval', 'ratio'] as const).map((level) => [
        level,
        krippendorffAlpha(complete.units, level).value,
      ]),
    ),
    icc: intraclass(table).value,
    iccFromComponents: {
      agreement: fit.sdEntry ** 2 / (fit.sdEntry ** 2 + fit.sdJudge ** 2 + fit.sdResidual ** 2),
      consistency: fit.sdEntry ** 2 / (fit.sdEntry ** 2 + fit.sdResidual ** 2),
    },
    kendallW: kendallW(table).value,
    leaveOneOut: Object.fromEntries(againstOthers(table).map(({ value }, index) => ['xyz'[index], value])),
    model: {
      intercept: fit.intercept,
      intercepts: fit.intercepts,
      sdEntry: fit.sdEntry,
      sdJudge: fit.sdJudge,
      sdResidual: fit.sdResidual,
      entries: Object.fromEntries(
        fit.entries.map((one, index) => ['abc'[index], { estimate: one!.estimate, se: one!.se }]),
      ),
      judges: Object.fromEntries(fit.judges.map((one, index) => ['xyz'[index], one!.effect])),
      adjustedWithin: 'all',
    },
    reasons: {},
  })
})

it('rounds what is on the scale of the scores, and nothing else', () => {
  const [exact, rounded] = [
    reportScores(complete, { trim: 0 }),
    reportScores(complete, { trim: 0, decimals: 1 }),
  ]
  expect(rounded.perEntry).toEqual({
    a: { n: 3, mean: 8.2, median: 8.5, trimmed: 8.2, sd: 1 },
    b: { n: 3, mean: 5.5, median: 5.5, trimmed: 5.5, sd: 0.5 },
    c: { n: 3, mean: 6, median: 7, trimmed: 6, sd: 2.6 },
  })
  expect(rounded.perJudge.z).toEqual({ n: 3, mean: 5.7, sd: 2.8, lowest: 3, highest: 8.5 })
  for (const figure of ['alpha', 'icc', 'kendallW', 'leaveOneOut'] as const)
    expect(rounded[figure]).toEqual(exact[figure])
  const tenth = (value: number) => Math.round(value * 10) / 10 + 0
  const [one, other] = [exact.model!, rounded.model!]
  expect(other).toEqual({
    intercept: tenth(one.intercept),
    intercepts: one.intercepts.map(tenth),
    sdEntry: tenth(one.sdEntry),
    sdJudge: tenth(one.sdJudge),
    sdResidual: tenth(one.sdResidual),
    entries: Object.fromEntries(
      Object.entries(one.entries).map(([name, { estimate, se }]) => [
        name,
        { estimate: tenth(estimate), se: tenth(se) },
      ]),
    ),
    judges: Object.fromEntries(Object.entries(one.judges).map(([name, effect]) => [name, tenth(effect)])),
    adjustedWithin: 'all',
  })
})

it('says why each figure of a round with gaps is not there', () => {
  const report = reportScores(readScores(`${head}x,a,9\ny,a,7\nx,b,6\ny,b,5\nx,c,8\nz,d,\n`), { trim: 1 })
  expect(report.components).toEqual([['a', 'b', 'c']])
  expect(report.perEntry).toEqual({
    a: { n: 2, mean: 8, median: 8, trimmed: null, sd: Math.SQRT2 },
    b: { n: 2, mean: 5.5, median: 5.5, trimmed: null, sd: Math.SQRT1_2 },
    c: { n: 1, mean: 8, median: 8, trimmed: null, sd: null },
    d: { n: 0, mean: null, median: null, trimmed: null, sd: null },
  })
  expect(report.perJudge.z).toEqual({ n: 0, mean: null, sd: null, lowest: null, highest: null })
  expect([report.icc, report.kendallW, report.leaveOneOut]).toEqual([
    null,
    null,
    { x: null, y: null, z: null },
  ])
  const { sdEntry, sdJudge, sdResidual } = report.model!
  expect(report.iccFromComponents).toEqual({
    agreement: sdEntry ** 2 / (sdEntry ** 2 + sdJudge ** 2 + sdResidual ** 2),
    consistency: sdEntry ** 2 / (sdEntry ** 2 + sdResidual ** 2),
  })
  expect(Object.keys(report.model!.entries)).toEqual(['a', 'b', 'c'])
  expect(Object.keys(report.model!.judges)).toEqual(['x', 'y'])
  const few = { key: 'fewShared', values: { least: 3 } }
  expect(report.reasons).toEqual({
    'perEntry.mean': { key: 'noScores' },
    'perEntry.sd': { key: 'fewReadings', values: { least: 2 } },
    'perEntry.trimmed': { key: 'trimmedAway', values: { least: 3 } },
    icc: { key: 'incomplete' },
    kendallW: { key: 'incomplete' },
    'leaveOneOut.x': few,
    'leaveOneOut.y': few,
    'leaveOneOut.z': few,
  })
})

it('has only counts and the nominal alpha of scores that are words', () => {
  const report = reportScores(readScores(`${head}x,a,good\ny,a,good\nx,b,bad\ny,b,\n`), { trim: 0 })
  const nothing = { mean: null, median: null, trimmed: null, sd: null }
  const nobody = { n: 0, mean: null, sd: null, lowest: null, highest: null }
  const words = { key: 'notNumbers' }
  expect(report).toEqual({
    judges: 2,
    entries: 2,
    scores: 3,
    missing: 1,
    components: [],
    perEntry: { a: { n: 2, ...nothing }, b: { n: 1, ...nothing } },
    perJudge: { x: nobody, y: nobody },
    alpha: { nominal: null, ordinal: null, interval: null, ratio: null },
    icc: null,
    iccFromComponents: null,
    kendallW: null,
    leaveOneOut: { x: null, y: null },
    model: null,
    reasons: {
      perEntry: words,
      'alpha.nominal': { key: 'noVariation' },
      'alpha.ordinal': words,
      'alpha.interval': words,
      'alpha.ratio': words,
      icc: words,
      iccFromComponents: words,
      kendallW: words,
      'leaveOneOut.x': words,
      'leaveOneOut.y': words,
      model: words,
    },
  })
})

it('says of a round without a score that it has none', () => {
  const report = reportScores(readScores(`${head}x,a,\ny,a,\n`), { trim: 0 })
  const none = { key: 'noScores' }
  expect([report.scores, report.components, report.model]).toEqual([0, [], null])
  expect(report.reasons).toMatchObject({ icc: none, kendallW: none, model: none, 'perEntry.mean': none })
})

it('takes the same of a complete round from the variance components as from the mean squares, where none is negative', () => {
  const { icc, iccFromComponents } = reportScores(
    readScores(
      `${head}${[9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7]
        .map((score, at) => `j${at % 4},e${Math.floor(at / 4)},${score}\n`)
        .join('')}`,
    ),
    { trim: 0 },
  )
  expect(iccFromComponents!.agreement).toBeCloseTo(icc!['2,1'].value, 5)
  expect(iccFromComponents!.consistency).toBeCloseTo(icc!['3,1'].value, 5)
})
