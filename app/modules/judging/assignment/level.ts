import { greatestOf, leastOf } from '../../statistics/describe.ts'
import { roomOf, type Ground } from './problem.ts'

/**
 * Evens out the minutes of `judges` by giving readings from a heavier judge to a lighter one or exchanging a longer for
 * a shorter one, as long as that lowers the sum of squares. Breaks no hard rule and nothing `holds` forbids. Changes
 * `added` in place. Gives the heaviest and the lightest load.
 */
export function levelled(
  ground: Ground,
  judges: number[],
  added: Map<number, number[]>,
  holds: (entry: number, out: number, into: number) => boolean,
): { most: number; least: number } {
  const load = new Map(judges.map((judge) => [judge, ground.fixedMinutes[judge]!]))
  const own = new Map(judges.map((judge) => [judge, new Set<number>()]))
  for (const [entry, readers] of added)
    for (const judge of readers) {
      own.get(judge)!.add(entry)
      load.set(judge, load.get(judge)! + ground.minutes[entry]!)
    }
  const allowed = new Map([...added.keys()].map((entry) => [entry, new Set(ground.allowed[entry])]))
  const free = (entry: number, judge: number) =>
    allowed.get(entry)!.has(judge) && !added.get(entry)!.includes(judge)
  const minutesOf = (judge: number) => load.get(judge)! - ground.fixedMinutes[judge]!
  const give = (entry: number, from: number, to: number) => {
    const readers = added.get(entry)!
    readers[readers.indexOf(from)] = to
    own.get(from)!.delete(entry)
    own.get(to)!.add(entry)
    load.set(from, load.get(from)! - ground.minutes[entry]!)
    load.set(to, load.get(to)! + ground.minutes[entry]!)
  }

  /** the best single move or exchange from a heavier to a lighter judge */
  const better = (heavy: number, light: number) => {
    const gap = load.get(heavy)! - load.get(light)!
    if (gap <= 0) return null
    const room = roomOf(ground, light)
    const fewest = (ground.problem.judges[heavy]!.minEntries ?? 0) - ground.fixedEntries[heavy]!
    const offered = [...own.get(heavy)!].filter((entry) => free(entry, light))
    const returned = [...own.get(light)!].filter((entry) => free(entry, heavy))
    let best: { entry: number; back: number | null; gain: number } | null = null
    const consider = (entry: number, back: number | null) => {
      const moved = ground.minutes[entry]! - (back === null ? 0 : ground.minutes[back]!)
      const gain = moved * (gap - moved)
      if (gain <= 1e-9 || gain <= (best?.gain ?? 0)) return
      if (minutesOf(light) + moved > room.minutes + 1e-9) return
      if (back === null && (own.get(light)!.size >= room.entries || own.get(heavy)!.size <= fewest)) return
      if (!holds(entry, heavy, light) || (back !== null && !holds(back, light, heavy))) return
      best = { entry, back, gain }
    }
    for (const entry of offered) {
      consider(entry, null)
      for (const back of returned) if (back !== entry) consider(entry, back)
    }
    return best as { entry: number; back: number | null; gain: number } | null
  }

  for (;;) {
    const order = judges.toSorted((a, b) => load.get(b)! - load.get(a)!)
    const step =
      firstStep(order.slice(0, 1), order.toReversed(), better) ??
      firstStep(order, order.slice(-1), better) ??
      firstStep(order, order.toReversed(), better)
    if (!step) break
    give(step.entry, step.heavy, step.light)
    if (step.back !== null) give(step.back, step.light, step.heavy)
  }
  const loads = [...load.values()]
  return { most: greatestOf(loads), least: leastOf(loads) }
}

function firstStep<Found extends object>(
  heavies: number[],
  lights: number[],
  better: (heavy: number, light: number) => Found | null,
) {
  for (const heavy of heavies)
    for (const light of lights) {
      const found = heavy === light ? null : better(heavy, light)
      if (found) return { ...found, heavy, light }
    }
  return null
}
