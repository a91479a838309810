import { cannot, type Figure } from './figure.ts'

export const levels = ['nominal', 'ordinal', 'interval', 'ratio'] as const
export type Level = (typeof levels)[number]

/**
 * Krippendorff's alpha, 1 − Do/De, from the values each unit received; units with fewer than two values pair nothing
 * and are left out, missing ones are simply absent (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011).
 *
 * Differences: nominal 0 or 1; ordinal ((Σ n_g from c to k) − (n_c + n_k)/2)² over the margins n; interval (c − k)²;
 * ratio ((c − k)/(c + k))², for values that are not negative. Refused where nothing is paired and where all paired
 * values are equal: without variation agreement cannot be told from habit.
 */
export function krippendorffAlpha(units: (number | string)[][], level: Level): Figure {
  const paired = units.filter((values) => values.length > 1)
  if (paired.length === 0) return cannot('noPairs')
  if (level !== 'nominal' && paired.flat().some((value) => typeof value === 'string'))
    return cannot('notNumbers')
  if (level === 'ratio' && paired.flat().some((value) => (value as number) < 0)) return cannot('negative')
  if (level === 'interval') {
    const first = paired[0]![0]
    return paired.every((unit) => unit.every((value) => value === first))
      ? cannot('noVariation')
      : { value: alphaOf(unitSums(paired as number[][]))! }
  }
  const margin = new Map<number | string, number>()
  for (const value of paired.flat()) margin.set(value, (margin.get(value) ?? 0) + 1)
  if (margin.size === 1) return cannot('noVariation')
  const values = [...margin.keys()]
  if (level !== 'nominal') (values as number[]).sort((a, b) => a - b)
  const counts = values.map((value) => margin.get(value)!)
  const difference = differences(values, counts, level)
  const place = new Map(values.map((value, index) => [value, index]))

  let observed = 0
  for (const unit of paired) {
    const places = unit.map((value) => place.get(value)!)
    let sum = 0
    for (let i = 0; i < places.length; i++)
      for (let j = 0; j < i; j++) sum += difference(places[i]!, places[j]!)
    observed += (2 * sum) / (unit.length - 1)
  }
  let expected = 0
  for (let c = 0; c < values.length; c++)
    for (let k = 0; k < c; k++) expected += 2 * counts[c]! * counts[k]! * difference(c, k)
  const total = counts.reduce((sum, count) => sum + count, 0)
  return { value: 1 - ((total - 1) * observed) / expected }
}

/** A unit's values for the interval alpha, about the mean of all: how many, their sum and squares, and how they differ. */
export type UnitSums = { count: number; sum: number; squares: number; apart: number }

/** Of units with two values or more. */
export function unitSums(paired: number[][]): UnitSums[] {
  let [count, total] = [0, 0]
  for (const unit of paired) for (const value of unit) [count, total] = [count + 1, total + value]
  const middle = total / count
  return paired.map((unit) => {
    const own = unit.map((value) => value - middle)
    const sum = own.reduce((all, value) => all + value, 0)
    const mean = sum / own.length
    const apart = own.reduce((all, value) => all + (value - mean) ** 2, 0)
    const squares = own.reduce((all, value) => all + value ** 2, 0)
    return { count: own.length, sum, squares, apart: (2 * own.length * apart) / (own.length - 1) }
  })
}

/**
 * The interval alpha in closed form: the squared differences of all pairs of n values are n Σx² − (Σx)². Null where all
 * values are equal.
 */
export function alphaOf(units: UnitSums[]): number | null {
  let [count, sum, squares, apart] = [0, 0, 0, 0]
  for (const unit of units) {
    count += unit.count
    sum += unit.sum
    squares += unit.squares
    apart += unit.apart
  }
  const expected = 2 * (count * squares - sum ** 2)
  return expected <= 1e-12 * count * squares ? null : 1 - ((count - 1) * apart) / expected
}

/** The squared difference of two values, named by their place in the sorted list. */
function differences(values: (number | string)[], counts: number[], level: Exclude<Level, 'interval'>) {
  if (level === 'nominal') return (c: number, k: number) => (c === k ? 0 : 1)
  const numbers = values as number[]
  if (level === 'ratio')
    return (c: number, k: number) =>
      c === k ? 0 : ((numbers[c]! - numbers[k]!) / (numbers[c]! + numbers[k]!)) ** 2
  const upTo: number[] = []
  for (const [index, count] of counts.entries()) upTo.push((upTo[index - 1] ?? 0) + count)
  const middle = (index: number) => upTo[index]! - counts[index]! / 2
  return (c: number, k: number) => (middle(c) - middle(k)) ** 2
}
