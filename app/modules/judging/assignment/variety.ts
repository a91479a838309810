import { seeded } from '../../statistics/random.ts'
import type { Ground } from './problem.ts'

/**
 * Exchanges readers between entries that take the same minutes, so that nobody's load changes, as long as that lowers
 * the number of entries shared by the same two judges (the sum of their squares). Judges who meet many others let
 * severity be told from quality. Changes `readers` in place; what is fixed stays.
 */
export function varied(ground: Ground, readers: number[][]): void {
  const judges = ground.problem.judges.length
  const shared = new Int32Array(judges * judges)
  const meet = (one: number, other: number, by: number) => {
    shared[one * judges + other]! += by
    shared[other * judges + one]! += by
  }
  for (const chosen of readers)
    for (const [index, one] of chosen.entries())
      for (const other of chosen.slice(0, index)) meet(one, other, 1)
  const random = seeded(1)
  const byMinutes = [...Map.groupBy(readers.keys(), (entry) => ground.minutes[entry]!).values()].filter(
    (group) => group.length > 1,
  )
  const may = (entry: number, judge: number) =>
    !readers[entry]!.includes(judge) &&
    !ground.conflicting[entry]!.has(judge) &&
    !ground.unread[entry]!.has(judge)
  const cost = (judge: number, entry: number, without: number) =>
    readers[entry]!.reduce((sum, other) => sum + (other === without ? 0 : shared[judge * judges + other]!), 0)
  const movable = (entry: number, judge: number) => !ground.fixed[entry]!.has(judge)
  for (const group of byMinutes)
    for (let tries = 60 * group.length; tries > 0; tries--) {
      const a = group[random.below(group.length)]!
      const b = group[random.below(group.length)]!
      if (a === b || readers[a]!.length === 0 || readers[b]!.length === 0) continue
      const x = readers[a]![random.below(readers[a]!.length)]!
      const y = readers[b]![random.below(readers[b]!.length)]!
      if (x === y || !movable(a, x) || !movable(b, y) || !may(a, y) || !may(b, x)) continue
      const before = cost(x, a, x) + cost(y, b, y)
      const after = cost(y, a, x) + cost(x, b, y)
      const others = readers[a]!.length + readers[b]!.length - 2
      if (after - before + others >= 0 && after + others >= before) continue
      exchange(readers, meet, a, x, y)
      exchange(readers, meet, b, y, x)
    }
}

function exchange(
  readers: number[][],
  meet: (one: number, other: number, by: number) => void,
  entry: number,
  out: number,
  into: number,
) {
  for (const other of readers[entry]!)
    if (other !== out) {
      meet(out, other, -1)
      meet(into, other, 1)
    }
  readers[entry]![readers[entry]!.indexOf(out)] = into
}
