import { correlation, greatestOf, leastOf, meanOf, spreadOf } from '../statistics/describe.ts'
import { normalBelow } from '../statistics/distributions.ts'
import { cannot, type Figure } from '../statistics/figure.ts'
import { againstOthers } from '../statistics/agreement.ts'
import { alphaOf, krippendorffAlpha, unitSums } from '../statistics/alpha.ts'
import type { ModelFit } from '../statistics/mixed-model.ts'
import { seeded } from '../statistics/random.ts'
import { atOnce, type Steps } from '../statistics/steps.ts'
import type { ScoreTable } from '../statistics/score-table.ts'

/** What is known of a score beside its value; in the order of the table's cells. */
export type Circumstance = {
  /** place in the judge's own order, from 1 */
  position: number
  /** when the sheet was sent, ms */
  sentAt: number
  sameAgency: boolean
  sameProvince: boolean
}

export type JudgeFigures = {
  judge: number
  readings: number
  mean: number
  sd: number | null
  lowest: number
  highest: number
  /** points above what the entries deserve by the model; positive for a generous judge */
  severity: number | null
  againstOthers: number | null
  /** points a sheet by which scores move from the first sent to the last (slope of the residuals) */
  drift: Effect | null
  ownAgency: Effect | null
  ownProvince: Effect | null
}

/** An estimate with its standard error, and the two-sided chance of one as far from zero where there is none. */
export type Effect = { value: number; se: number; p: number; n: number }

/**
 * Each judge's severity, spread, range, agreement with the others, drift over time and (where there are five or more
 * such entries) the mean residual for entries of the own agency or province. Residuals are what model estimates of entry
 * and judge leave.
 */
export const judgeFigures = (
  table: ScoreTable,
  fit: ModelFit | null,
  circumstances: Circumstance[],
): JudgeFigures[] => atOnce(judgeSteps(table, fit, circumstances))

export function* judgeSteps(
  table: ScoreTable,
  fit: ModelFit | null,
  circumstances: Circumstance[],
): Steps<JudgeFigures[]> {
  const residuals = residualsOf(table, fit)
  yield
  const others = againstOthers(table)
  yield
  const cellsOf = Map.groupBy(table.cells.keys(), (index) => table.cells[index]!.judge)
  const figures: JudgeFigures[] = []
  for (const judge of table.judges.keys()) {
    yield
    const own = [...(cellsOf.get(judge) ?? [])]
    if (own.length === 0) continue
    const scores = own.map((index) => table.cells[index]!.score)
    const { readings, mean, sd } = spreadOf(scores)
    const inTime = own.toSorted((a, b) => circumstances[a]!.sentAt - circumstances[b]!.sentAt)
    const where = (which: (one: Circumstance) => boolean) =>
      residuals &&
      meanEffect(own.filter((index) => which(circumstances[index]!)).map((index) => residuals[index]!))
    figures.push({
      judge,
      readings,
      mean: mean!,
      sd,
      lowest: leastOf(scores),
      highest: greatestOf(scores),
      severity: fit?.judges[judge]?.effect ?? null,
      againstOthers: others[judge]!.value,
      drift: residuals && slope(inTime.map((index, place) => [place, residuals[index]!])),
      ownAgency: where((one) => one.sameAgency),
      ownProvince: where((one) => one.sameProvince),
    })
  }
  return figures
}

/** Whether the place in a judge's order moves scores: slope of all residuals on the place, points a place. */
export function positionEffect(
  table: ScoreTable,
  fit: ModelFit | null,
  circumstances: Circumstance[],
): Effect | null {
  const residuals = residualsOf(table, fit)
  return residuals && slope(residuals.map((residual, index) => [circumstances[index]!.position, residual]))
}

function residualsOf(table: ScoreTable, fit: ModelFit | null): number[] | null {
  if (!fit) return null
  return table.cells.map(
    ({ entry, judge, score }) => score - fit.entries[entry]!.estimate - fit.judges[judge]!.effect,
  )
}

const least = 5

/** Least squares; the chance by the normal distribution. Null with fewer than five points or where x stands still. */
export function slope(points: [x: number, y: number][]): Effect | null {
  if (points.length < least || correlation(points) === null) return null
  const x = meanOf(points.map(([value]) => value))
  const y = meanOf(points.map(([, value]) => value))
  let [xx, xy, yy] = [0, 0, 0]
  for (const [a, b] of points) {
    xx += (a - x) ** 2
    xy += (a - x) * (b - y)
    yy += (b - y) ** 2
  }
  const value = xy / xx
  const se = Math.sqrt(Math.max(0, yy - value * xy) / (points.length - 2) / xx)
  return { value, se, p: twoSided(value, se), n: points.length }
}

function meanEffect(values: number[]): Effect | null {
  if (values.length < least) return null
  const { mean, sd } = spreadOf(values)
  const se = sd! / Math.sqrt(values.length)
  return { value: mean!, se, p: twoSided(mean!, se), n: values.length }
}

const twoSided = (value: number, se: number) => (se === 0 ? 1 : 2 * normalBelow(-Math.abs(value / se)))

export type Agreement = { value: number; low: number; high: number }

const resamples = 500

/** An agreement that rests on fewer works that two judges read says more than it knows. */
export const leastShared = 10

/**
 * Krippendorff's alpha (interval) of a panel with a 95 % interval: entries drawn anew with replacement 500 times
 * (percentile bootstrap, seeded).
 */
export const panelAgreement = (units: number[][], seed = 1): Figure<Agreement> =>
  atOnce(agreementSteps(units, seed))

export function* agreementSteps(units: number[][], seed = 1): Steps<Figure<Agreement>> {
  const paired = units.filter((values) => values.length > 1)
  const whole = krippendorffAlpha(paired, 'interval')
  if (whole.value === null) return whole
  if (paired.length < leastShared) return cannot('fewShared', { least: leastShared })
  const sums = unitSums(paired)
  const random = seeded(seed)
  const drawn: number[] = []
  for (let round = 0; round < resamples; round++) {
    yield
    const value = alphaOf(sums.map(() => sums[random.below(sums.length)]!))
    if (value !== null) drawn.push(value)
  }
  drawn.sort((a, b) => a - b)
  const at = (share: number) => drawn[Math.round(share * (drawn.length - 1))] ?? whole.value!
  return { value: { value: whole.value, low: at(0.025), high: at(0.975) } }
}

/** What an alpha means, by the customary lines (Krippendorff 2004): 0,8 reliable, 0,667 for tentative conclusions. */
export type Meaning = 'reliable' | 'tentative' | 'weak'
export const meaningOf = (alpha: number): Meaning =>
  alpha >= 0.8 ? 'reliable' : alpha >= 0.667 ? 'tentative' : 'weak'
