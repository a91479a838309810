const finest = 1e6

/**
 * Turns affinities into numbers a solver computes with exactly, the same for every unit: multiples of their greatest
 * common measure where none is above a million, else shares of the greatest.
 */
export function weighing(affinities: number[]): (affinity: number) => number {
  const sizes = affinities.map(Math.abs).filter((size) => size > 0)
  const greatest = sizes.reduce((most, size) => Math.max(most, size), 0)
  if (greatest === 0) return () => 0
  const times = Math.round(greatest / commonMeasure(sizes, greatest))
  const multiple = (affinity: number) => (affinity / greatest) * times
  const isWhole = times <= finest && sizes.every((size) => isClose(multiple(size)))
  return isWhole ? (affinity) => Math.round(multiple(affinity)) : (affinity) => affinity / greatest
}

const isClose = (value: number) => Math.abs(value - Math.round(value)) < 1e-6

/** By Euclid; what is left below a billionth of the greatest is the rounding of the numbers. */
function commonMeasure(sizes: number[], greatest: number): number {
  let measure = greatest
  for (const size of sizes) {
    let rest = size
    while (rest > 1e-9 * greatest)
      [measure, rest] = [rest, Math.abs(measure - Math.round(measure / rest) * rest)]
    if (measure * finest < greatest / 2) break
  }
  return measure
}
