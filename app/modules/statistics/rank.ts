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
    if (exact(row.mean) !== previous) rank = index + 1
    previous = exact(row.mean)
    return { ...row, rank, tied: counts.get(previous)! > 1 }
  })
}
