import { fixedBeyond, withFixed } from '#app/modules/judging/assignment/fixed-beyond.ts'
import { readProblem } from '#app/modules/judging/assignment/read-problem.ts'
import { explainShortfalls } from '#app/modules/judging/assignment/shortfall.ts'
import { solveAssignment } from '#app/modules/judging/assignment/solve.ts'
import { groundOf, readersIn, type AssignmentProblem } from '#app/modules/judging/assignment/problem.ts'
import { certaintyOf, cutOf, drawQualities, usualDraws } from '#app/modules/statistics/certainty.ts'
import type { Reason } from '#app/modules/statistics/figure.ts'
import { fitModel } from '#app/modules/statistics/mixed-model.ts'
import { nextReadings, type Readers } from '#app/modules/statistics/next-readings.ts'
import { readScores, type ScoreFile } from '#app/modules/statistics/read-scores.ts'
import { reportScores } from '#app/modules/statistics/report.ts'
import { simulate } from '#app/modules/statistics/simulate.ts'
import { scoreTable, type ScoreTable } from '#app/modules/statistics/score-table.ts'
import { roundTo } from '#app/modules/text/round-to.ts'
import { inBoth, numberOption, readAs, readInput, WrongCommand } from './input.ts'

/** Options as they were typed. */
export type Typed = Record<string, string | boolean | undefined>
const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value : undefined)

/** `chungkhao stats scores.csv [--trim 1] [--decimals 2]` */
export function stats(file: string, typed: Typed): object {
  const trim = numberOption('trim', text(typed.trim), { otherwise: 1, least: 0, whole: true })
  const decimals =
    typed.decimals === undefined
      ? undefined
      : numberOption('decimals', text(typed.decimals), { least: 0, most: 12, whole: true })
  const report = reportScores(readAs(readInput(file), readScores), { trim, decimals })
  const reasons = Object.entries(report.reasons).map(([path, { key, values }]) => [
    path,
    inBoth({ key: `statistics.reason.${key}`, values }),
  ])
  return { ...report, reasons: Object.fromEntries(reasons) }
}

/** `chungkhao assign problem.json`: `loads` are entries a judge, `minutes` the minutes they take. */
export async function assign(file: string): Promise<object> {
  const start = performance.now()
  const problem = readAs(readInput(file), readProblem)
  const beyond = fixedBeyond(problem)
  const answer =
    beyond.length > 0
      ? withFixed(await explainShortfalls(groundOf(problem)), beyond)
      : await solveAssignment(problem)
  const seconds = roundTo((performance.now() - start) / 1000, 3)
  if (answer.status === 'infeasible') return { ...answer, seconds }
  const { loads, ...rest } = answer
  const ofEach = (what: 'entries' | 'minutes') =>
    Object.fromEntries(Object.entries(loads).map(([judge, load]) => [judge, load[what]]))
  return { ...rest, loads: ofEach('entries'), minutes: ofEach('minutes'), seconds }
}

/** `chungkhao next-readings scores.csv --top 0.1 --budget 50 [--problem problem.json] [--seed 1]` */
export function next(file: string, typed: Typed): object {
  const top = numberOption('top', text(typed.top), { least: Number.MIN_VALUE })
  const budget = numberOption('budget', text(typed.budget), { least: 0, whole: true })
  const seed = numberOption('seed', text(typed.seed), {
    otherwise: 1,
    least: 0,
    most: 2 ** 32 - 1,
    whole: true,
  })
  const scores = readAs(readInput(file), readScores)
  const problem = text(typed.problem)
  const given = problem === undefined ? null : readAs(readInput(problem), readProblem)
  const table = tableFor(scores, given)
  const pool = { entries: [...table.entries.keys()], places: cutOf(top, table.entries.length) }
  const planned = nextReadings(table, [pool], budget, given ? readersOf(table, given) : anybody(table))
  return {
    readings: planned.map(({ entry, judge }) => ({
      entry: table.entries[entry],
      judge: table.judges[judge],
    })),
    ...certaintyByName(table, top, seed),
  }
}

/** The scores with everybody the problem knows, in the order of the problem. */
function tableFor(scores: ScoreFile, given: AssignmentProblem | null): ScoreTable {
  if (!scores.table) throw new WrongCommand(inBoth({ key: 'statistics.reason.notNumbers' }))
  if (!given) return scores.table
  const entries = given.entries.map((entry) => entry.id)
  const judges = given.judges.map((judge) => judge.id)
  const stranger =
    scores.entries.find((id) => !entries.includes(id)) ?? scores.judges.find((id) => !judges.includes(id))
  if (stranger !== undefined)
    throw new WrongCommand(inBoth({ key: 'command.error.problemLacks', values: { id: stranger } }))
  const named = scores.table.cells.map((cell) => ({
    judge: scores.table!.judges[cell.judge]!,
    entry: scores.table!.entries[cell.entry]!,
    score: cell.score,
  }))
  return scoreTable(named, { judges, entries })
}

const anybody = (table: ScoreTable): Readers => ({
  allowed: () => true,
  room: table.judges.map(() => Infinity),
  minutes: table.entries.map(() => 0),
  time: table.judges.map(() => Infinity),
})

/** Conflicts, languages and caps of the problem; what is scored counts as read. */
function readersOf(table: ScoreTable, problem: AssignmentProblem): Readers {
  const read = new Map<string, [string, string]>()
  for (const [entry, judge] of problem.fixed ?? []) read.set(JSON.stringify([entry, judge]), [entry, judge])
  for (const cell of table.cells) {
    const pair: [string, string] = [table.entries[cell.entry]!, table.judges[cell.judge]!]
    read.set(JSON.stringify(pair), pair)
  }
  return readersIn(groundOf({ ...problem, fixed: [...read.values()] }))
}

function certaintyByName(table: ScoreTable, top: number, seed: number) {
  const figure = fitModel(table)
  if (figure.value === null) {
    const { key, values } = (figure as { reason: Reason }).reason
    return { certainty: null, reasons: { certainty: inBoth({ key: `statistics.reason.${key}`, values }) } }
  }
  const fit = figure.value
  const chances = certaintyOf(drawQualities(table, fit, usualDraws, seed), cutOf(top, table.entries.length))
  return {
    certainty: Object.fromEntries(table.entries.map((entry, index) => [entry, chances[index]!])),
    reasons: {},
  }
}

/** `chungkhao simulate --entries 150 --judges 15 --readings 3 --top 0.1 --reps 200 --seed 1` */
export function simulation(typed: Typed): object {
  const whole = (name: string, otherwise: number, least: number, most: number) =>
    numberOption(name, text(typed[name]), { otherwise, least, most, whole: true })
  const trial = {
    entries: whole('entries', 150, 2, 10_000),
    judges: whole('judges', 15, 1, 500),
    readings: whole('readings', 3, 1, 500),
    top: numberOption('top', text(typed.top), { otherwise: 0.1, least: Number.MIN_VALUE }),
    reps: whole('reps', 200, 1, 100_000),
    seed: whole('seed', 1, 0, 2 ** 32 - 1),
  }
  if (trial.readings > trial.judges)
    throw new WrongCommand(
      inBoth({ key: 'command.option', values: { name: 'readings', value: trial.readings } }),
    )
  return { ...trial, ...simulate(trial) }
}
