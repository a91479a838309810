import { componentsOf } from './components.ts'
import { meanOf } from './describe.ts'
import { cannot, type Figure } from './figure.ts'
import { minimizeSteps } from './minimize.ts'
import type { ScoreTable } from './score-table.ts'
import { atOnce, type Steps } from './steps.ts'

/**
 * What the crossed mixed model says. Indices are those of the table; entries and judges without a score are null.
 * `estimate` is on the scale of the scores (intercept plus entry effect), `se` its standard error, a judge's effect is
 * positive for a generous one.
 */
export type ModelFit = {
  /** mean of the components' intercepts, weighted by entries; the one intercept where all are joined */
  intercept: number
  intercepts: number[]
  sdEntry: number
  sdJudge: number
  sdResidual: number
  entries: ({ estimate: number; se: number; component: number } | null)[]
  judges: ({ effect: number; component: number } | null)[]
  adjustedWithin: 'all' | 'component'
  /** the same estimates from other scores in the same cells, the variances held: what simulation needs */
  predict: (scores: ArrayLike<number>) => Float64Array
}

/**
 * score = intercept + entry + judge + residual, entries and judges random and crossed, variances by REML (Patterson
 * and Thompson 1971), effects by best linear unbiased prediction (Henderson 1975), so both are shrunk: few or flat
 * scores move little. Standard errors are Henderson's, of intercept plus effect.
 *
 * Each connected component has an intercept of its own: between judges who never shared an entry severity cannot be
 * told from quality, and nothing is adjusted across. Refused where the variances cannot be told apart.
 *
 * The criterion is worked out as in Bates et al. (2015, Fitting Linear Mixed-Effects Models Using lme4, section 3),
 * the entries' block being diagonal and eliminated first, so a round of 7,500 scores costs a matrix of 60 × 60.
 */
export const fitModel = (table: ScoreTable, options: { start?: [number, number] } = {}): Figure<ModelFit> =>
  atOnce(fitSteps(table, options))

export function* fitSteps(
  table: ScoreTable,
  options: { start?: [number, number] } = {},
): Steps<Figure<ModelFit>> {
  const design = designOf(table)
  const refused = refuseDesign(design)
  if (refused) return refused
  const middle = meanOf(table.cells.map((cell) => cell.score))
  const scores = Float64Array.from(table.cells, (cell) => cell.score - middle)
  const spread = spreadWithin(design, scores)
  if (spread === 0) return cannot('noVariation')
  yield
  if (leastSquaresRest(design, scores) <= 1e-10 * spread) return cannot('noError')
  yield

  const sums = sumsOf(design, scores)
  const criterion = (ratios: number[]) =>
    restricted(factorize(design, ratios[0]!, ratios[1]!), sums).criterion
  const least = yield* minimizeSteps(criterion, options.start ?? [1, 0.7])
  const [tauEntry, tauJudge] = least.map(Math.abs) as [number, number]
  const factor = factorize(design, tauEntry, tauJudge)
  const { solution, variance } = restricted(factor, sums)
  return { value: yield* describeFit(table, design, factor, solution, variance, middle) }
}

type Design = {
  entryCount: number
  judgeCount: number
  componentCount: number
  cells: ScoreTable['cells']
  /** the component of an entry or judge, −1 for one without a score */
  entryPart: number[]
  judgePart: number[]
  readers: number[][]
  judgeReadings: number[]
  partReadings: number[]
  partEntries: number[]
}

function designOf(table: ScoreTable): Design {
  const parts = componentsOf(table)
  const entryPart = new Array<number>(table.entries.length).fill(-1)
  const judgePart = new Array<number>(table.judges.length).fill(-1)
  for (const [index, part] of parts.entries()) {
    for (const entry of part.entries) entryPart[entry] = index
    for (const judge of part.judges) judgePart[judge] = index
  }
  const readers: number[][] = table.entries.map(() => [])
  const judgeReadings = table.judges.map(() => 0)
  const partReadings = parts.map(() => 0)
  for (const { entry, judge } of table.cells) {
    readers[entry]!.push(judge)
    judgeReadings[judge]! += 1
    partReadings[entryPart[entry]!]! += 1
  }
  return {
    entryCount: table.entries.length,
    judgeCount: table.judges.length,
    componentCount: parts.length,
    cells: table.cells,
    entryPart,
    judgePart,
    readers,
    judgeReadings,
    partReadings,
    partEntries: parts.map((part) => part.entries.length),
  }
}

/** What is missing before entry, judge and residual can be told apart. */
function refuseDesign(design: Design) {
  const entries = design.readers.filter((readers) => readers.length > 0).length
  const judges = design.judgeReadings.filter((count) => count > 0).length
  if (design.cells.length === 0) return cannot('noScores')
  if (judges < 2) return cannot('fewJudges', { least: 2 })
  if (design.readers.every((readers) => readers.length < 2)) return cannot('oneReading')
  if (design.partEntries.every((count) => count < 2)) return cannot('fewEntries', { least: 2 })
  if (design.cells.length - entries - judges + design.componentCount < 1) return cannot('noRepeats')
  return null
}

/** Sum of squares about the mean of each component. */
function spreadWithin(design: Design, scores: Float64Array): number {
  const means = new Array<number>(design.componentCount).fill(0)
  for (const [index, { entry }] of design.cells.entries())
    means[design.entryPart[entry]!]! += scores[index]! / design.partReadings[design.entryPart[entry]!]!
  let sum = 0
  let scale = 0
  for (const [index, { entry }] of design.cells.entries()) {
    sum += (scores[index]! - means[design.entryPart[entry]!]!) ** 2
    scale = Math.max(scale, Math.abs(scores[index]!))
  }
  return sum <= design.cells.length * (1e-12 * scale) ** 2 ? 0 : sum
}

/** What entry and judge together leave unexplained when both are fixed: the model with hardly any shrinking. */
function leastSquaresRest(design: Design, scores: Float64Array): number {
  const { solution } = restricted(factorize(design, 1e5, 1e5), sumsOf(design, scores))
  const estimates = combine(design, solution, 1e5)
  let rest = 0
  for (const [index, { entry, judge }] of design.cells.entries())
    rest += (scores[index]! - estimates[entry]! - 1e5 * solution.judges[judge]!) ** 2
  return rest
}

type Sums = { entries: Float64Array; judges: Float64Array; parts: Float64Array; squares: number }

function sumsOf(design: Design, scores: ArrayLike<number>): Sums {
  const sums: Sums = {
    entries: new Float64Array(design.entryCount),
    judges: new Float64Array(design.judgeCount),
    parts: new Float64Array(design.componentCount),
    squares: 0,
  }
  for (let index = 0; index < design.cells.length; index++) {
    const { entry, judge } = design.cells[index]!
    const score = scores[index]!
    sums.entries[entry]! += score
    sums.judges[judge]! += score
    sums.parts[design.entryPart[entry]!]! += score
    sums.squares += score * score
  }
  return sums
}

/** Cholesky factor of judges and intercepts after the entries are eliminated; `size` is judges + components. */
type Factor = {
  design: Design
  tauEntry: number
  tauJudge: number
  diagonal: Float64Array
  lower: Float64Array
  size: number
  logDeterminant: number
}

function factorize(design: Design, tauEntry: number, tauJudge: number): Factor {
  const { entryCount, judgeCount, componentCount } = design
  const size = judgeCount + componentCount
  const matrix = new Float64Array(size * size)
  for (let judge = 0; judge < judgeCount; judge++) {
    const count = design.judgeReadings[judge]!
    matrix[judge * size + judge] = tauJudge ** 2 * count + 1
    if (count > 0) matrix[(judgeCount + design.judgePart[judge]!) * size + judge] = tauJudge * count
  }
  for (let part = 0; part < componentCount; part++)
    matrix[(judgeCount + part) * size + judgeCount + part] = design.partReadings[part]!
  const diagonal = new Float64Array(entryCount)
  let logDeterminant = 0
  for (let entry = 0; entry < entryCount; entry++) {
    const readers = design.readers[entry]!
    const count = readers.length
    diagonal[entry] = tauEntry ** 2 * count + 1
    if (count === 0) continue
    logDeterminant += Math.log(diagonal[entry]!)
    const shared = tauEntry ** 2 / diagonal[entry]!
    const row = judgeCount + design.entryPart[entry]!
    for (const one of readers) {
      for (const other of readers) if (other <= one) matrix[one * size + other]! -= shared * tauJudge ** 2
      matrix[row * size + one]! -= shared * tauJudge * count
    }
    matrix[row * size + row]! -= shared * count * count
  }
  logDeterminant += decompose(matrix, size)
  return { design, tauEntry, tauJudge, diagonal, lower: matrix, size, logDeterminant }
}

/** Cholesky in place, lower triangle; gives the log of the determinant. */
function decompose(matrix: Float64Array, size: number): number {
  let logDeterminant = 0
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!
      for (let k = 0; k < j; k++) sum -= matrix[i * size + k]! * matrix[j * size + k]!
      if (i === j) {
        matrix[i * size + i] = Math.sqrt(Math.max(sum, 1e-300))
        logDeterminant += Math.log(Math.max(sum, 1e-300))
      } else matrix[i * size + j] = sum / matrix[j * size + j]!
    }
  return logDeterminant
}

/** Spherical effects (to be multiplied by tau) and the intercepts. */
type Solution = { entries: Float64Array; judges: Float64Array; parts: Float64Array; rest: number }

function solve(factor: Factor, sums: Sums): Solution {
  const { design, tauEntry, tauJudge, diagonal, lower, size } = factor
  const { judgeCount } = design
  const right = new Float64Array(size)
  for (let judge = 0; judge < judgeCount; judge++) right[judge] = tauJudge * sums.judges[judge]!
  right.set(sums.parts, judgeCount)
  let rest = sums.squares
  for (let entry = 0; entry < design.entryCount; entry++) {
    const readers = design.readers[entry]!
    if (readers.length === 0) continue
    const pull = (tauEntry * sums.entries[entry]!) / diagonal[entry]!
    rest -= pull * tauEntry * sums.entries[entry]!
    for (const judge of readers) right[judge]! -= tauEntry * tauJudge * pull
    right[judgeCount + design.entryPart[entry]!]! -= tauEntry * readers.length * pull
  }
  forward(lower, size, right)
  for (let index = 0; index < size; index++) rest -= right[index]! ** 2
  backward(lower, size, right)
  const judges = right.slice(0, judgeCount)
  const parts = right.slice(judgeCount)
  const entries = new Float64Array(design.entryCount)
  for (let entry = 0; entry < design.entryCount; entry++) {
    const readers = design.readers[entry]!
    if (readers.length === 0) continue
    let sum = sums.entries[entry]! - readers.length * parts[design.entryPart[entry]!]!
    for (const judge of readers) sum -= tauJudge * judges[judge]!
    entries[entry] = (tauEntry * sum) / diagonal[entry]!
  }
  return { entries, judges, parts, rest }
}

function forward(lower: Float64Array, size: number, right: Float64Array) {
  for (let i = 0; i < size; i++) {
    let sum = right[i]!
    for (let k = 0; k < i; k++) sum -= lower[i * size + k]! * right[k]!
    right[i] = sum / lower[i * size + i]!
  }
}

function backward(lower: Float64Array, size: number, right: Float64Array) {
  for (let i = size - 1; i >= 0; i--) {
    let sum = right[i]!
    for (let k = i + 1; k < size; k++) sum -= lower[k * size + i]! * right[k]!
    right[i] = sum / lower[i * size + i]!
  }
}

/** −2 × the restricted log-likelihood, the residual variance profiled out, but for a constant. */
function restricted(factor: Factor, sums: Sums) {
  const solution = solve(factor, sums)
  const freedom = factor.design.cells.length - factor.design.componentCount
  const variance = Math.max(solution.rest, 1e-300) / freedom
  return { solution, variance, criterion: factor.logDeterminant + freedom * Math.log(variance) }
}

/** Intercept plus entry effect of each entry. */
function combine(design: Design, solution: Solution, tauEntry: number): Float64Array {
  const estimates = new Float64Array(design.entryCount)
  for (let entry = 0; entry < design.entryCount; entry++) {
    const part = design.entryPart[entry]!
    if (part >= 0) estimates[entry] = solution.parts[part]! + tauEntry * solution.entries[entry]!
  }
  return estimates
}

function* describeFit(
  table: ScoreTable,
  design: Design,
  factor: Factor,
  solution: Solution,
  variance: number,
  middle: number,
): Steps<ModelFit> {
  const { tauEntry, tauJudge } = factor
  const estimates = combine(design, solution, tauEntry)
  const errors = yield* standardErrors(factor, variance)
  const weights = design.partEntries
  const intercepts = [...solution.parts].map((value) => value + middle)
  const all = weights.reduce((sum, count) => sum + count, 0)
  return {
    intercept: intercepts.reduce((sum, value, part) => sum + (value * weights[part]!) / all, 0),
    intercepts,
    sdEntry: Math.sqrt(variance) * tauEntry,
    sdJudge: Math.sqrt(variance) * tauJudge,
    sdResidual: Math.sqrt(variance),
    entries: table.entries.map((_, entry) =>
      design.entryPart[entry]! < 0
        ? null
        : { estimate: estimates[entry]! + middle, se: errors[entry]!, component: design.entryPart[entry]! },
    ),
    judges: table.judges.map((_, judge) =>
      design.judgePart[judge]! < 0
        ? null
        : { effect: tauJudge * solution.judges[judge]!, component: design.judgePart[judge]! },
    ),
    adjustedWithin: design.componentCount > 1 ? 'component' : 'all',
    predict: (scores) => combine(design, solve(factor, sumsOf(design, scores)), tauEntry),
  }
}

/** Of intercept plus entry effect, from the inverse of Henderson's equations. */
function* standardErrors(factor: Factor, variance: number): Steps<Float64Array> {
  const { design, tauEntry, tauJudge, diagonal, lower, size } = factor
  const errors = new Float64Array(design.entryCount)
  const direction = new Float64Array(size)
  for (let entry = 0; entry < design.entryCount; entry++) {
    const readers = design.readers[entry]!
    if (readers.length === 0) continue
    if (entry % 100 === 0) yield
    const pull = tauEntry ** 2 / diagonal[entry]!
    direction.fill(0)
    for (const judge of readers) direction[judge] = -pull * tauJudge
    direction[design.judgeCount + design.entryPart[entry]!] = 1 - pull * readers.length
    forward(lower, size, direction)
    let sum = pull
    for (let index = 0; index < size; index++) sum += direction[index]! ** 2
    errors[entry] = Math.sqrt(variance * sum)
  }
  return errors
}
