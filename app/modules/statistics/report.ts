import {
  againstOthers,
  iccOfComponents,
  intraclass,
  kendallW,
  type ComponentIcc,
  type Icc,
  type IccForm,
  type KendallW,
} from './agreement.ts'
import { krippendorffAlpha, levels, type Level } from './alpha.ts'
import { componentsOf } from './components.ts'
import { medianOf, roundTo, spreadOf, trimmedMeanOf } from './describe.ts'
import type { Figure, Reason } from './figure.ts'
import { fitModel } from './mixed-model.ts'
import type { ScoreFile } from './read-scores.ts'
import { scoresByEntry, scoresByJudge, type ScoreTable } from './score-table.ts'

type PerEntry = {
  n: number
  mean: number | null
  median: number | null
  trimmed: number | null
  sd: number | null
}
type PerJudge = {
  n: number
  mean: number | null
  sd: number | null
  lowest: number | null
  highest: number | null
}

/** What `chungkhao stats` prints. A null has its reason in `reasons`, under the path to it. */
export type ScoreReport = {
  judges: number
  entries: number
  scores: number
  /** rows that say there is no score: empty, `NA`, `-`, `vắng` and the like */
  missing: number
  components: string[][]
  perEntry: Record<string, PerEntry>
  perJudge: Record<string, PerJudge>
  alpha: Record<Level, number | null>
  icc: Record<IccForm, Icc> | null
  /** from the variance components of the model, so that scores may be missing */
  iccFromComponents: ComponentIcc | null
  kendallW: KendallW | null
  leaveOneOut: Record<string, number | null>
  model: {
    intercept: number
    intercepts: number[]
    sdEntry: number
    sdJudge: number
    sdResidual: number
    entries: Record<string, { estimate: number; se: number }>
    judges: Record<string, number>
    adjustedWithin: 'all' | 'component'
  } | null
  reasons: Record<string, Reason>
}

/**
 * All figures of a file of scores. `trim`: how many of the highest and as many of the lowest the trimmed mean leaves
 * out. `decimals`: figures on the scale of the scores are rounded to so many, half away from zero; coefficients and
 * chances keep all their digits.
 */
export function reportScores(
  file: ScoreFile,
  { trim, decimals }: { trim: number; decimals?: number },
): ScoreReport {
  const reasons: Record<string, Reason> = {}
  const take = <Value>(path: string, figure: Figure<Value>): Value | null => {
    if (figure.value === null) reasons[path] = (figure as { reason: Reason }).reason
    return figure.value
  }
  const onScale = (value: number) => (decimals === undefined ? value : roundTo(value, decimals))
  const table = file.table
  const numbers = <Value>(figure: (table: ScoreTable) => Figure<Value>): Figure<Value> =>
    !table
      ? { value: null, reason: { key: 'notNumbers' } }
      : table.cells.length === 0
        ? { value: null, reason: { key: 'noScores' } }
        : figure(table)
  const fit = numbers(fitModel)
  const loo = table ? againstOthers(table) : file.judges.map(() => numbers<number>(() => ({ value: 0 })))
  return {
    judges: file.judges.length,
    entries: file.entries.length,
    scores: file.scores,
    missing: file.missing,
    components: table
      ? componentsOf(table).map((part) => part.entries.map((entry) => table.entries[entry]!))
      : [],
    perEntry: perEntry(file, trim, onScale, reasons),
    perJudge: perJudge(file, onScale),
    alpha: Object.fromEntries(
      levels.map((level) => [level, take(`alpha.${level}`, krippendorffAlpha(file.units, level))]),
    ) as Record<Level, number | null>,
    icc: take('icc', numbers(intraclass)),
    iccFromComponents: take('iccFromComponents', fit.value ? { value: iccOfComponents(fit.value) } : fit),
    kendallW: take('kendallW', numbers(kendallW)),
    leaveOneOut: Object.fromEntries(
      file.judges.map((judge, index) => [judge, take(`leaveOneOut.${judge}`, loo[index]!)]),
    ),
    model: modelReport(table, take('model', fit), onScale),
    reasons,
  }
}

function perEntry(
  file: ScoreFile,
  trim: number,
  onScale: (value: number) => number,
  reasons: Record<string, Reason>,
): Record<string, PerEntry> {
  const scores = file.table && scoresByEntry(file.table)
  const kept = (value: number | null) => (value === null ? null : onScale(value))
  let [none, single, trimmedAway] = [0, 0, 0]
  const rows = file.entries.map((entry, index) => {
    const own = scores?.[index] ?? []
    const { mean, sd } = spreadOf(own)
    const trimmed = trimmedMeanOf(own, trim)
    if (mean === null) none++
    if (sd === null) single++
    if (trimmed === null) trimmedAway++
    const n = file.table ? own.length : file.units[index]!.length
    const row = { n, mean: kept(mean), median: kept(medianOf(own)), trimmed: kept(trimmed), sd: kept(sd) }
    return [entry, row] as const
  })
  if (!file.table) reasons['perEntry'] = { key: 'notNumbers' }
  else {
    if (none) reasons['perEntry.mean'] = { key: 'noScores' }
    if (single) reasons['perEntry.sd'] = { key: 'fewReadings', values: { least: 2 } }
    if (trimmedAway) reasons['perEntry.trimmed'] = { key: 'trimmedAway', values: { least: 2 * trim + 1 } }
  }
  return Object.fromEntries(rows)
}

/** Also what a reader needs to see a judge's range: nothing here is adjusted. */
function perJudge(file: ScoreFile, onScale: (value: number) => number): Record<string, PerJudge> {
  const scores = file.table ? scoresByJudge(file.table) : file.judges.map(() => [])
  const kept = (value: number | null) => (value === null ? null : onScale(value))
  return Object.fromEntries(
    file.judges.map((judge, index) => {
      const own = scores[index]!
      const { readings, mean, sd } = spreadOf(own)
      const lowest = own.length ? own.reduce((a, b) => Math.min(a, b)) : null
      const highest = own.length ? own.reduce((a, b) => Math.max(a, b)) : null
      return [judge, { n: readings, mean: kept(mean), sd: kept(sd), lowest, highest }]
    }),
  )
}

function modelReport(
  table: ScoreTable | null,
  fit: ReturnType<typeof fitModel>['value'],
  onScale: (value: number) => number,
): ScoreReport['model'] {
  if (!table || !fit) return null
  const entries = table.entries.flatMap((entry, index) => {
    const own = fit.entries[index]
    return own ? [[entry, { estimate: onScale(own.estimate), se: onScale(own.se) }] as const] : []
  })
  const judges = table.judges.flatMap((judge, index) => {
    const own = fit.judges[index]
    return own ? [[judge, onScale(own.effect)] as const] : []
  })
  return {
    intercept: onScale(fit.intercept),
    intercepts: fit.intercepts.map(onScale),
    sdEntry: onScale(fit.sdEntry),
    sdJudge: onScale(fit.sdJudge),
    sdResidual: onScale(fit.sdResidual),
    entries: Object.fromEntries(entries),
    judges: Object.fromEntries(judges),
    adjustedWithin: fit.adjustedWithin,
  }
}
