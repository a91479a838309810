import { correlation, midRanks } from './describe.ts'
import { chiSquareAbove, fAbove, fBelow } from './distributions.ts'
import { cannot, type Figure } from './figure.ts'
import type { ModelFit } from './mixed-model.ts'
import { completeMatrix, type ScoreTable } from './score-table.ts'

export const iccForms = ['1,1', '2,1', '3,1', '1,k', '2,k', '3,k'] as const
export type IccForm = (typeof iccForms)[number]
/**
 * One intraclass correlation with its 95 % interval and the F test of "entries do not differ". Where judges agree to
 * the last point F has no end: it is null, and p is 0.
 */
export type Icc = {
  value: number
  /** null where the interval has no lower end */
  low: number | null
  high: number
  F: number | null
  df1: number
  df2: number
  p: number
}

/**
 * Intraclass correlations of n entries × k judges, complete (Shrout and Fleiss 1979; McGraw and Wong 1996):
 * (1,·) judges differ from entry to entry, (2,·) judges are a sample and their severity counts as error, (3,·) these
 * judges and no others; (·,1) of one judge, (·,k) of the mean of all. Intervals by F, for (2,·) by Satterthwaite.
 */
export function intraclass(table: ScoreTable): Figure<Record<IccForm, Icc>> {
  if (table.entries.length < 2) return cannot('fewEntries', { least: 2 })
  if (table.judges.length < 2) return cannot('fewJudges', { least: 2 })
  const matrix = completeMatrix(table)
  if (!matrix) return cannot('incomplete')
  const squares = meanSquares(centred(matrix))
  const scale = matrix.flat().reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  if (squares.total <= table.cells.length * (1e-12 * scale) ** 2) return cannot('noVariation')
  const { n, k, between, within, judges, residual } = squares
  const none = 1e-12 * squares.total
  const oneWay = ratioTest(between, within > none ? within : 0, n - 1, n * (k - 1))
  const twoWay = ratioTest(between, residual > none ? residual : 0, n - 1, (n - 1) * (k - 1))
  const single = (f: number) => (f === Infinity ? 1 : (f - 1) / (f + k - 1))
  const mean = (f: number) => 1 - 1 / f
  const spearmanBrown = (r: number) => (k * r) / (1 + (k - 1) * r)
  // Below the pole of the formula it would turn round.
  const lowOfMean = (r: number) => (1 + (k - 1) * r > 0 ? spearmanBrown(r) : null)
  const second = (between - residual) / (between + (k - 1) * residual + (k * (judges - residual)) / n)
  const absolute = within > none ? absoluteBounds(squares, second) : { low: 1, high: 1 }
  const form = (test: RatioTest, value: number, low: number | null, high: number): Icc => ({
    value,
    low,
    high,
    F: test.F === Infinity ? null : test.F,
    df1: test.df1,
    df2: test.df2,
    p: fAbove(test.F, test.df1, test.df2),
  })
  const ofTest = (test: RatioTest, of: (f: number) => number) =>
    form(test, of(test.F), of(test.low), of(test.high))
  return {
    value: {
      '1,1': ofTest(oneWay, single),
      '2,1': form(twoWay, second, absolute.low, absolute.high),
      '3,1': ofTest(twoWay, single),
      '1,k': ofTest(oneWay, mean),
      '2,k': form(
        twoWay,
        (between - residual) / (between + (judges - residual) / n),
        lowOfMean(absolute.low),
        spearmanBrown(absolute.high),
      ),
      '3,k': ofTest(twoWay, mean),
    },
  }
}

type RatioTest = ReturnType<typeof ratioTest>

function ratioTest(between: number, error: number, df1: number, df2: number) {
  const F = error === 0 ? Infinity : between / error
  return { F, df1, df2, low: F / fBelow(0.975, df1, df2), high: F * fBelow(0.975, df2, df1) }
}

/** About one of its values: what all have in common costs digits. */
const centred = (matrix: number[][]) => matrix.map((row) => row.map((value) => value - matrix[0]![0]!))

function meanSquares(matrix: number[][]) {
  const n = matrix.length
  const k = matrix[0]!.length
  const grand = matrix.flat().reduce((sum, value) => sum + value, 0) / (n * k)
  const rows = matrix.map((row) => row.reduce((sum, value) => sum + value, 0) / k)
  const columns = matrix[0]!.map((_, j) => matrix.reduce((sum, row) => sum + row[j]!, 0) / n)
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  const total = sum(matrix.flat().map((value) => (value - grand) ** 2))
  const ofRows = k * sum(rows.map((mean) => (mean - grand) ** 2))
  const ofColumns = n * sum(columns.map((mean) => (mean - grand) ** 2))
  const inRows = sum(matrix.flatMap((row, i) => row.map((value) => (value - rows[i]!) ** 2)))
  const left = sum(
    matrix.flatMap((row, i) => row.map((value, j) => (value - rows[i]! - columns[j]! + grand) ** 2)),
  )
  return {
    n,
    k,
    total,
    between: ofRows / (n - 1),
    within: inRows / (n * (k - 1)),
    judges: ofColumns / (k - 1),
    residual: left / ((n - 1) * (k - 1)),
  }
}

/** The interval of ICC(2,1): degrees of freedom of its compound error by Satterthwaite (McGraw and Wong, table 7). */
function absoluteBounds(squares: ReturnType<typeof meanSquares>, icc: number) {
  const { n, k, between, judges, residual } = squares
  const a = (k * icc) / (n * (1 - icc))
  const b = 1 + (k * icc * (n - 1)) / (n * (1 - icc))
  const v =
    (a * judges + b * residual) ** 2 /
    ((a * judges) ** 2 / (k - 1) + (b * residual) ** 2 / ((n - 1) * (k - 1)))
  const f1 = fBelow(0.975, n - 1, v)
  const f2 = fBelow(0.975, v, n - 1)
  const error = k * judges + (k * n - k - n) * residual
  return {
    low: (n * (between - f1 * residual)) / (f1 * error + n * between),
    high: (n * (f2 * between - residual)) / (error + n * f2 * between),
  }
}

/**
 * Of one judge, also where scores are missing: shares of the variance components of the crossed model (McGraw and Wong
 * 1996). `agreement` counts a judge's severity as error, as (2,1) does, `consistency` does not, as (3,1).
 */
export type ComponentIcc = { agreement: number; consistency: number }

export function iccOfComponents({ sdEntry, sdJudge, sdResidual }: ModelFit): ComponentIcc {
  const [entry, judge, residual] = [sdEntry ** 2, sdJudge ** 2, sdResidual ** 2]
  return { agreement: entry / (entry + judge + residual), consistency: entry / (entry + residual) }
}

export type KendallW = { W: number; chi2: number; df: number; p: number }

/**
 * Kendall's coefficient of concordance of m judges who each ranked the same n entries, corrected for ties
 * (Kendall and Babington Smith 1939; Siegel and Castellan 1988): W = 12 Σ(R − R̄)² / (m²(n³ − n) − m Σ(t³ − t)),
 * chi-square = m(n − 1)W with n − 1 degrees of freedom.
 */
export function kendallW(table: ScoreTable): Figure<KendallW> {
  const m = table.judges.length
  const n = table.entries.length
  if (n < 2) return cannot('fewEntries', { least: 2 })
  if (m < 2) return cannot('fewJudges', { least: 2 })
  const matrix = completeMatrix(table)
  if (!matrix) return cannot('incomplete')
  const sums = new Array<number>(n).fill(0)
  let tied = 0
  for (let judge = 0; judge < m; judge++) {
    const { ranks, ties } = midRanks(matrix.map((row) => row[judge]!))
    for (const [entry, rank] of ranks.entries()) sums[entry]! += rank
    for (const size of ties) tied += size ** 3 - size
  }
  const scale = m ** 2 * (n ** 3 - n) - m * tied
  if (scale === 0) return cannot('noVariation')
  const middle = (m * (n + 1)) / 2
  const W = (12 * sums.reduce((sum, ranks) => sum + (ranks - middle) ** 2, 0)) / scale
  const chi2 = m * (n - 1) * W
  return { value: { W, chi2, df: n - 1, p: chiSquareAbove(chi2, n - 1) } }
}

/** Each judge against the mean of the others: Pearson's r over the entries that somebody else scored too. */
export function againstOthers(table: ScoreTable): Figure[] {
  const sums = new Array<number>(table.entries.length).fill(0)
  const counts = new Array<number>(table.entries.length).fill(0)
  for (const { entry, score } of table.cells) {
    sums[entry]! += score
    counts[entry]! += 1
  }
  const pairs: [number, number][][] = table.judges.map(() => [])
  for (const { judge, entry, score } of table.cells)
    if (counts[entry]! > 1) pairs[judge]!.push([score, (sums[entry]! - score) / (counts[entry]! - 1)])
  return pairs.map((shared) => {
    if (shared.length < 3) return cannot('fewShared', { least: 3 })
    const value = correlation(shared)
    return value === null ? cannot('noVariation') : { value }
  })
}
