import { greatestOf } from './describe.ts'
import { atOnce, type Steps } from './steps.ts'

/**
 * The place of the least value of a smooth function of two variables that is even in both (standard deviations: the
 * sign says nothing), by Nelder and Mead (1965) from the best of a few starts, restarted until it stays.
 */
export const minimize = (f: (at: number[]) => number, start: [number, number]): number[] =>
  atOnce(minimizeSteps(f, start))

export function* minimizeSteps(f: (at: number[]) => number, start: [number, number]): Steps<number[]> {
  const starts = [start, [0.2, 0.2], [3, 0.3], [0.3, 3], [5, 5]]
  let best: Point = { at: start, value: Infinity }
  for (const at of starts) {
    const value = f(at)
    yield
    if (value < best.value) best = { at, value }
  }
  for (let round = 0; round < 6; round++) {
    const found = yield* descend(f, best.at, round === 0 ? 0.25 : 0.02)
    const gained = best.value - found.value
    best = found.value <= best.value ? found : best
    if (round > 0 && gained <= 1e-11 * (1 + Math.abs(best.value))) break
  }
  return onEdge(f, best)
}

type Point = { at: number[]; value: number }

function* descend(f: (at: number[]) => number, from: number[], step: number): Steps<Point> {
  const point = (at: number[]): Point => ({ at, value: f(at) })
  const simplex = [
    point(from),
    point([from[0]! + step * (1 + Math.abs(from[0]!)), from[1]!]),
    point([from[0]!, from[1]! + step * (1 + Math.abs(from[1]!))]),
  ]
  for (let turn = 0; turn < 400; turn++) {
    yield
    simplex.sort((a, b) => a.value - b.value)
    const [first, second, last] = simplex as [Point, Point, Point]
    const width = greatestOf(
      [second, last].flatMap((one) => one.at.map((x, axis) => Math.abs(x - first.at[axis]!))),
    )
    if (width < 1e-9 * (1 + greatestOf(first.at.map(Math.abs)))) break
    const toward = (by: number) =>
      point(
        last.at.map((x, axis) => {
          const middle = (first.at[axis]! + second.at[axis]!) / 2
          return middle + by * (middle - x)
        }),
      )
    const mirrored = toward(1)
    if (mirrored.value < first.value) {
      const further = toward(2)
      simplex[2] = further.value < mirrored.value ? further : mirrored
    } else if (mirrored.value < second.value) simplex[2] = mirrored
    else {
      const nearer = toward(mirrored.value < last.value ? 0.5 : -0.5)
      if (nearer.value < Math.min(mirrored.value, last.value)) simplex[2] = nearer
      else
        for (const index of [1, 2])
          simplex[index] = point(simplex[index]!.at.map((x, axis) => (x + first.at[axis]!) / 2))
    }
  }
  return simplex.reduce((a, b) => (b.value < a.value ? b : a))
}

/** A variance that is as good at nothing is nothing: the least lies on the edge as often as not. */
function onEdge(f: (at: number[]) => number, best: Point): number[] {
  let { at, value } = best
  for (const axis of [0, 1]) {
    if (Math.abs(at[axis]!) > 0.05) continue
    const flat = at.map((x, index) => (index === axis ? 0 : x))
    const there = f(flat)
    if (there <= value + 1e-9) [at, value] = [flat, there]
  }
  return at
}
