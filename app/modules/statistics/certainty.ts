import type { ModelFit } from './mixed-model.ts'
import { seeded } from './random.ts'
import type { ScoreTable } from './score-table.ts'
import { atOnce, type Steps } from './steps.ts'

/** How many possible rounds a chance is counted in unless told otherwise: its error is below two in a hundred. */
export const usualDraws = 1000

/** How many entries are above the cut: a share of all (below 1, rounded, one at least) or a count. */
export const cutOf = (top: number, entries: number) =>
  Math.min(entries, Math.max(1, Math.round(top < 1 ? top * entries : top)))

/**
 * Possible true qualities given the scores: each draw makes qualities, severities and noise from the fitted model,
 * scores them in the same cells, fits those, and adds what the fit missed to the real estimates (parametric bootstrap;
 * conditional simulation as in Journel and Huijbregts 1978). The variances are held. Entries without a score stand at
 * the intercept with the spread of all. Same seed, same draws.
 */
export const drawQualities = (
  table: ScoreTable,
  fit: ModelFit,
  draws: number,
  seed: number,
): Float64Array[] => atOnce(drawSteps(table, fit, draws, seed))

export function* drawSteps(
  table: ScoreTable,
  fit: ModelFit,
  draws: number,
  seed: number,
): Steps<Float64Array[]> {
  const random = seeded(seed)
  const scores = new Float64Array(table.cells.length)
  const drawn: Float64Array[] = []
  for (let draw = 0; draw < draws; draw++) {
    yield
    const truth = Float64Array.from(table.entries, () => fit.sdEntry * random.normal())
    const severity = Float64Array.from(table.judges, () => fit.sdJudge * random.normal())
    for (const [index, { entry, judge }] of table.cells.entries())
      scores[index] = truth[entry]! + severity[judge]! + fit.sdResidual * random.normal()
    const fitted = fit.predict(scores)
    drawn.push(
      truth.map((quality, entry) => {
        const stands = fit.entries[entry]
        return stands ? stands.estimate + quality - fitted[entry]! : fit.intercept + quality
      }),
    )
  }
  return drawn
}

/**
 * For each entry the share of draws in which it is among the best `places` of `pool` (all entries without one). Where
 * equal ones stand at the line they share the places left.
 */
export const certaintyOf = (draws: Float64Array[], places: number, pool?: number[]): number[] =>
  atOnce(certaintySteps(draws, places, pool))

export function* certaintySteps(draws: Float64Array[], places: number, pool?: number[]): Steps<number[]> {
  const count = new Array<number>(draws[0]?.length ?? 0).fill(0)
  const entries = pool ?? count.map((_, entry) => entry)
  if (places >= entries.length) {
    const own = new Set(entries)
    return count.map((_, entry) => (own.has(entry) ? 1 : 0))
  }
  for (const draw of draws) {
    yield
    const values = entries.map((entry) => draw[entry]!).sort((a, b) => b - a)
    const line = values[places - 1]!
    const tolerance = 1e-9 * Math.max(1, Math.abs(line))
    const above = entries.filter((entry) => draw[entry]! > line + tolerance)
    const at = entries.filter((entry) => Math.abs(draw[entry]! - line) <= tolerance)
    for (const entry of above) count[entry]! += 1
    for (const entry of at) count[entry]! += (places - above.length) / at.length
  }
  return count.map((times) => times / draws.length)
}

/**
 * Pairs at the line that the data cannot tell apart: one inside and one outside, whose order turns round in more than
 * `doubt` of the draws (one in twenty unless told).
 */
export function undecidedPairs(
  draws: Float64Array[],
  inside: number[],
  outside: number[],
  doubt = 0.05,
): { inside: number; outside: number; chance: number }[] {
  const pairs = inside.flatMap((one) =>
    outside.map((other) => ({
      inside: one,
      outside: other,
      chance: draws.reduce((times, draw) => times + (draw[other]! > draw[one]! ? 1 : 0), 0) / draws.length,
    })),
  )
  return pairs.filter((pair) => pair.chance > doubt).sort((a, b) => b.chance - a.chance)
}
