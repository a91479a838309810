export { roundTo } from '../text/round-to.ts'

/** Plain figures of a set of totals, in the unit given. */
export type Spread = { readings: number; mean: number | null; sd: number | null }

/**
 * Arithmetic mean and sample standard deviation (n − 1). The mean needs one value, the deviation two; without them
 * the answer is null, never NaN.
 */
export function spreadOf(values: number[]): Spread {
  const readings = values.length
  if (readings === 0) return { readings, mean: null, sd: null }
  // Equal values have no deviation, whatever their sum loses in the last digit.
  if (values.every((value) => value === values[0]))
    return { readings, mean: values[0]!, sd: readings < 2 ? null : 0 }
  const mean = meanOf(values)
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { readings, mean, sd: Math.sqrt(squares / (readings - 1)) }
}

/** Of one value at least. */
export const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Of however many values, `least` at least: spread into a call, a hundred thousand are more than its stack holds. */
export function greatestOf(values: Iterable<number>, least = -Infinity): number {
  let most = least
  for (const value of values) if (value > most) most = value
  return most
}
/** Of however many values; Infinity where there are none. */
export function leastOf(values: Iterable<number>): number {
  let least = Infinity
  for (const value of values) if (value < least) least = value
  return least
}

/** The middle value, or the mean of the two in the middle; null without values. */
export function medianOf(values: number[]): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** The mean without the `drop` highest and the `drop` lowest values; null where nothing would be left. */
export function trimmedMeanOf(values: number[], drop: number): number | null {
  if (values.length <= 2 * drop) return null
  return meanOf(values.toSorted((a, b) => a - b).slice(drop, values.length - drop))
}

/** Pearson's r; null with fewer than three pairs or where one side does not vary. */
export function correlation(pairs: [number, number][]): number | null {
  if (pairs.length < 3) return null
  const x = meanOf(pairs.map(([a]) => a))
  const y = meanOf(pairs.map(([, b]) => b))
  let [xx, yy, xy] = [0, 0, 0]
  for (const [a, b] of pairs) {
    xx += (a - x) ** 2
    yy += (b - y) ** 2
    xy += (a - x) * (b - y)
  }
  const scale = pairs.reduce((most, [a, b]) => Math.max(most, Math.abs(a), Math.abs(b)), 1e-300)
  const flat = (squares: number) => squares <= pairs.length * (1e-12 * scale) ** 2
  if (flat(xx) || flat(yy)) return null
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)))
}

/**
 * Ranks from 1, ties sharing their mean rank, with the sizes of the groups of ties. Values are compared as they are
 * written with 12 digits, so that the order of addition breaks no tie.
 */
export function midRanks(values: number[]): { ranks: number[]; ties: number[] } {
  const exact = values.map((value) => Number(value.toPrecision(12)))
  const order = exact.map((_, index) => index).sort((a, b) => exact[a]! - exact[b]!)
  const ranks = new Array<number>(values.length)
  const ties: number[] = []
  for (let start = 0; start < order.length;) {
    let end = start
    while (end + 1 < order.length && exact[order[end + 1]!] === exact[order[start]!]) end++
    for (let place = start; place <= end; place++) ranks[order[place]!] = (start + end) / 2 + 1
    if (end > start) ties.push(end - start + 1)
    start = end + 1
  }
  return { ranks, ties }
}

/** Kendall's tau-b of two orders of the same things (Kendall 1945); null where one side does not vary. */
export function kendallTau(x: number[], y: number[]): number | null {
  let [concordant, discordant, tiedX, tiedY] = [0, 0, 0, 0]
  for (let i = 0; i < x.length; i++)
    for (let j = 0; j < i; j++) {
      const byX = Math.sign(x[i]! - x[j]!)
      const byY = Math.sign(y[i]! - y[j]!)
      if (byX === 0) tiedX++
      if (byY === 0) tiedY++
      if (byX * byY > 0) concordant++
      else if (byX * byY < 0) discordant++
    }
  const pairs = (x.length * (x.length - 1)) / 2
  const scale = Math.sqrt((pairs - tiedX) * (pairs - tiedY))
  return scale === 0 ? null : (concordant - discordant) / scale
}
