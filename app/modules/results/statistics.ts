/** Plain figures of a set of totals, in the unit given (hundredths of a point). */
export type Spread = { readings: number; mean: number | null; sd: number | null }

/**
 * Arithmetic mean and sample standard deviation (n − 1). The mean needs one value, the deviation two; without them
 * the answer is null, never NaN.
 */
export function spreadOf(values: number[]): Spread {
  const readings = values.length
  if (readings === 0) return { readings, mean: null, sd: null }
  const mean = values.reduce((sum, value) => sum + value, 0) / readings
  if (readings < 2) return { readings, mean, sd: null }
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { readings, mean, sd: Math.sqrt(squares / (readings - 1)) }
}

/**
 * Standard competition ranking ("1224"): equal means share the better rank. Means are compared to a millionth of a
 * hundredth, so that the order of addition cannot break a tie. Rows without a mean have no rank and stand last.
 */
export function rankByMean<Row extends { mean: number | null }>(
  rows: Row[],
): (Row & { rank: number | null; tied: boolean })[] {
  const exact = (mean: number) => Math.round(mean * 1e6)
  const sorted = [...rows].sort(
    (a, b) =>
      (b.mean === null ? -Infinity : exact(b.mean)) - (a.mean === null ? -Infinity : exact(a.mean)) || 0,
  )
  const counts = new Map<number, number>()
  for (const { mean } of rows) if (mean !== null) counts.set(exact(mean), (counts.get(exact(mean)) ?? 0) + 1)
  let rank = 0
  let previous: number | null = null
  return sorted.map((row, index) => {
    if (row.mean === null) return { ...row, rank: null, tied: false }
    if (previous === null || exact(row.mean) !== previous) rank = index + 1
    previous = exact(row.mean)
    return { ...row, rank, tied: counts.get(previous)! > 1 }
  })
}
