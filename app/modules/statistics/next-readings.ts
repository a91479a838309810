import { normalBelow, normalDensity } from './distributions.ts'
import { spreadOf } from './describe.ts'
import { fitModel } from './mixed-model.ts'
import { scoresByEntry, type ScoreTable } from './score-table.ts'

/** What is known of the quality of an entry: where it stands and how surely, on the scale of the scores. */
export type Standing = { mean: number; sd: number }

/**
 * Who may still read what: `allowed` knows conflicts and languages, `room` how many more entries a judge takes and
 * `time` how many more minutes (Infinity without a cap), `minutes` what an entry takes.
 */
export type Readers = {
  allowed: (entry: number, judge: number) => boolean
  room: number[]
  minutes: number[]
  time: number[]
}

/**
 * Where the next `budget` readings help most, one after the other: the entry whose place on the right side of the cut
 * another reading makes most likely (knowledge gradient for a threshold, after Frazier, Powell and Dayanik 2008), read
 * by whoever may and has the most room. Each planned reading narrows the entry's standing before the next is chosen,
 * so one entry takes several only where that helps more than reading another. Each pool of entries has a cut of its own.
 */
export function nextReadings(
  table: ScoreTable,
  pools: Pool[],
  budget: number,
  readers: Readers,
): { entry: number; judge: number }[] {
  const { standings, noise } = standingsOf(table)
  const lines = linesOf(standings, pools)
  const room = [...readers.room]
  const time = [...readers.time]
  const load = table.judges.map(() => 0)
  const read = table.entries.map(() => new Set<number>())
  for (const { entry, judge } of table.cells) {
    read[entry]!.add(judge)
    load[judge]! += 1
  }
  const spread = standings.map((one) => one.sd)
  const gain = standings.map((one, entry) =>
    lines[entry] === undefined ? -1 : gainOf(one.mean - lines[entry], spread[entry]!, noise),
  )
  const planned: { entry: number; judge: number }[] = []
  while (planned.length < budget) {
    const entry = highest(gain)
    if (entry === null) break
    const minutes = readers.minutes[entry]!
    const judge = freest(
      load,
      (one) =>
        room[one]! > 0 && time[one]! >= minutes && !read[entry]!.has(one) && readers.allowed(entry, one),
    )
    if (judge === null) {
      gain[entry] = -1
      continue
    }
    planned.push({ entry, judge })
    read[entry]!.add(judge)
    load[judge]! += 1
    room[judge]! -= 1
    time[judge]! -= minutes
    spread[entry] = narrowed(spread[entry]!, noise)
    gain[entry] = gainOf(standings[entry]!.mean - lines[entry]!, spread[entry]!, noise)
  }
  return planned
}

/** Entries that compete with one another, and how many of them are above the cut. */
export type Pool = { entries: number[]; places: number }

/** For each entry the middle between the last above and the first below the cut of its pool. */
function linesOf(standings: Standing[], pools: Pool[]): (number | undefined)[] {
  const lines: (number | undefined)[] = standings.map(() => undefined)
  for (const { entries, places } of pools) {
    if (places < 1 || places >= entries.length) continue
    const sorted = entries.map((entry) => standings[entry]!.mean).sort((a, b) => b - a)
    for (const entry of entries) lines[entry] = (sorted[places - 1]! + sorted[places]!) / 2
  }
  return lines
}

/** Where each entry stands: by the model, or by plain means shrunk to their middle where there is no model yet. */
export function standingsOf(table: ScoreTable): { standings: Standing[]; noise: number } {
  const { value: fit } = fitModel(table)
  if (fit && fit.sdEntry > 0) {
    const noise = fit.sdResidual
    const standings = fit.entries.map((one) =>
      one
        ? { mean: one.estimate, sd: one.se }
        : { mean: fit.intercept, sd: Math.hypot(fit.sdEntry, fit.sdJudge) },
    )
    return { standings, noise }
  }
  const all = spreadOf(table.cells.map((cell) => cell.score))
  const sd = all.sd || 1
  const standings = scoresByEntry(table).map((scores) => ({
    mean: (scores.reduce((sum, score) => sum + score, 0) + (all.mean ?? 0)) / (scores.length + 1),
    sd: sd / Math.sqrt(1 + scores.length),
  }))
  return { standings, noise: sd }
}

/** The standard deviation left after one more reading with this noise. */
const narrowed = (sd: number, noise: number) => Math.sqrt(1 / (1 / sd ** 2 + 1 / noise ** 2))

/** How much nearer to the right side one more reading brings an entry this far from the line. */
function gainOf(distance: number, sd: number, noise: number): number {
  const moved = sd ** 2 / Math.hypot(sd, noise)
  const z = -Math.abs(distance) / moved
  return moved * (normalDensity(z) + z * normalBelow(z))
}

function highest(values: number[]): number | null {
  let best: number | null = null
  for (const [index, value] of values.entries())
    if (value >= 0 && (best === null || value > values[best]!)) best = index
  return best
}

function freest(load: number[], may: (judge: number) => boolean): number | null {
  let best: number | null = null
  for (const judge of load.keys())
    if (may(judge) && (best === null || load[judge]! < load[best]!)) best = judge
  return best
}
