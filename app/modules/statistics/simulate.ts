import { cutOf } from './certainty.ts'
import { kendallTau, meanOf, spreadOf } from './describe.ts'
import { fitModel } from './mixed-model.ts'
import { nextReadings } from './next-readings.ts'
import { seeded, shuffled, type Random } from './random.ts'
import { scoresByEntry, scoresByJudge, type ScoreTable } from './score-table.ts'

export type Trial = {
  entries: number
  judges: number
  readings: number
  top: number
  reps: number
  seed: number
}

export const methods = ['raw', 'zScore', 'adjusted', 'adaptive'] as const
export type Method = (typeof methods)[number]

/**
 * How much of the true top each way of ranking finds at the same number of readings, and how near its whole order is
 * to the truth (Kendall's tau-b), in the mean of `reps` made-up rounds.
 *
 * Truth: quality N(0, 1), severity SD 0.6, scale exp(N(0, 0.25)), noise SD 0.9, score = round(5.5 + 1.7 · (severity +
 * scale · (quality + noise))), held within 1 to 10. `raw`, `zScore` and `adjusted` read every entry `readings` times;
 * `adaptive` reads every entry once less and spends the rest in waves where the next reading helps most.
 */
export function simulate(trial: Trial): {
  recall: Record<Method, number>
  tau: Record<Method, number>
} {
  const recall = { raw: 0, zScore: 0, adjusted: 0, adaptive: 0 }
  const tau = { raw: 0, zScore: 0, adjusted: 0, adaptive: 0 }
  const random = seeded(trial.seed)
  for (let rep = 0; rep < trial.reps; rep++) {
    const world = makeWorld(trial, random)
    const even = readEvenly(world, trial.readings)
    const adaptive = readAdaptively(world, trial)
    const orders: Record<Method, number[]> = {
      raw: scoresByEntry(even).map(meanOf),
      zScore: byZScore(even),
      adjusted: byModel(even),
      adaptive: byModel(adaptive),
    }
    const places = cutOf(trial.top, trial.entries)
    for (const method of methods) {
      recall[method] += recallOf(orders[method], world.quality, places) / trial.reps
      tau[method] += (kendallTau(orders[method], world.quality) ?? 0) / trial.reps
    }
  }
  return { recall, tau }
}

type World = {
  quality: number[]
  score: (entry: number, judge: number) => number
  order: number[]
  judges: number
}

function makeWorld({ entries, judges }: Trial, random: Random): World {
  const quality = Array.from({ length: entries }, () => random.normal())
  const severity = Array.from({ length: judges }, () => 0.6 * random.normal())
  const scale = Array.from({ length: judges }, () => Math.exp(0.25 * random.normal()))
  const noise = quality.map(() => severity.map(() => 0.9 * random.normal()))
  return {
    quality,
    judges,
    order: shuffled([...quality.keys()], random),
    score: (entry, judge) => {
      const seen = severity[judge]! + scale[judge]! * (quality[entry]! + noise[entry]![judge]!)
      return Math.min(10, Math.max(1, Math.round(5.5 + 1.7 * seen)))
    },
  }
}

/** Loads that differ by one at most, and partners that change: the k-th reader steps k + 1 judges on at each turn. */
function readEvenly(world: World, readings: number): ScoreTable {
  const cells = world.order.flatMap((entry, place) => {
    const turn = Math.floor(place / world.judges)
    const readers = new Set<number>()
    for (let step = 0; readers.size < Math.min(readings, world.judges); step++) {
      const judge = (place + step * (1 + (turn % Math.max(1, world.judges - 1)))) % world.judges
      readers.add(step < world.judges ? judge : (place + step) % world.judges)
    }
    return [...readers].map((judge) => ({ entry, judge, score: world.score(entry, judge) }))
  })
  return tableOf(world, cells)
}

const tableOf = (world: World, cells: ScoreTable['cells']): ScoreTable => ({
  entries: world.quality.map((_, index) => `E${index}`),
  judges: Array.from({ length: world.judges }, (_, index) => `J${index}`),
  cells,
})

const waves = 10

function readAdaptively(world: World, trial: Trial): ScoreTable {
  const base = Math.max(1, Math.min(trial.readings, world.judges) - 1)
  let table = readEvenly(world, base)
  let left = trial.entries * Math.min(trial.readings, world.judges) - table.cells.length
  const wave = Math.ceil(left / waves)
  const endless = table.judges.map(() => Infinity)
  const readers = { allowed: () => true, room: endless, time: endless, minutes: table.entries.map(() => 0) }
  const pool = { entries: [...world.quality.keys()], places: cutOf(trial.top, trial.entries) }
  while (left > 0) {
    const readings = nextReadings(table, [pool], Math.min(wave, left), readers)
    if (readings.length === 0) break
    left -= readings.length
    const added = readings.map(({ entry, judge }) => ({ entry, judge, score: world.score(entry, judge) }))
    table = tableOf(world, [...table.cells, ...added])
  }
  return table
}

/** Mean of each judge's own standard scores; a judge whose scores do not vary gives nothing but zeros. */
function byZScore(table: ScoreTable): number[] {
  const spreads = scoresByJudge(table).map(spreadOf)
  const standard = table.cells.map((cell) => {
    const { mean, sd } = spreads[cell.judge]!
    return { ...cell, score: sd ? (cell.score - mean!) / sd : 0 }
  })
  return scoresByEntry({ ...table, cells: standard }).map(meanOf)
}

function byModel(table: ScoreTable): number[] {
  const { value: fit } = fitModel(table)
  return fit ? fit.entries.map((one) => one?.estimate ?? fit.intercept) : scoresByEntry(table).map(meanOf)
}

/** Share of the true best found among the best ranked; where a tie lies across the line, its fair share. */
function recallOf(values: number[], truth: number[], places: number): number {
  const rounded = values.map((value) => Number(value.toPrecision(12)))
  const best = new Set([...truth.keys()].sort((a, b) => truth[b]! - truth[a]!).slice(0, places))
  const line = rounded.toSorted((a, b) => b - a)[places - 1]!
  const above = rounded.filter((value) => value > line).length
  const tied = rounded.filter((value) => value === line).length
  const share = (places - above) / tied
  let found = 0
  for (const entry of best) found += rounded[entry]! > line ? 1 : rounded[entry] === line ? share : 0
  return found / places
}
