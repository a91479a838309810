import type { ScoreTable } from './score-table.ts'

/** A part of the jury that shares no entry with another part. */
export type Component = { entries: number[]; judges: number[] }

/**
 * Connected components of the graph "judge scored entry", in the order of their first entry; judges and entries
 * without a score belong to none.
 */
export function componentsOf(table: ScoreTable): Component[] {
  const { entries, judges, cells } = table
  const parent = Array.from({ length: entries.length + judges.length }, (_, index) => index)
  const rootOf = (node: number): number => {
    while (parent[node] !== node) {
      parent[node] = parent[parent[node]!]!
      node = parent[node]!
    }
    return node
  }
  for (const { entry, judge } of cells) parent[rootOf(entries.length + judge)] = rootOf(entry)
  const found = new Map<number, { entries: Set<number>; judges: Set<number> }>()
  for (const { entry, judge } of cells.toSorted((a, b) => a.entry - b.entry)) {
    const root = rootOf(entry)
    const part = found.get(root) ?? { entries: new Set(), judges: new Set() }
    part.entries.add(entry)
    part.judges.add(judge)
    found.set(root, part)
  }
  return [...found.values()].map((part) => ({
    entries: [...part.entries],
    judges: [...part.judges].sort((a, b) => a - b),
  }))
}

/**
 * The fewest further readings that join all parts into one: one less than there are parts, each of an entry of the
 * largest part by a judge of another (any judge of the other part does; `may` says who is allowed).
 */
export function joiningReadings(
  parts: Component[],
  may: (entry: number, judge: number) => boolean = () => true,
): { entry: number; judge: number }[] | null {
  const bySize = parts.toSorted((a, b) => b.entries.length - a.entries.length)
  const joined = bySize.slice(0, 1)
  const readings: { entry: number; judge: number }[] = []
  const waiting = bySize.slice(1)
  while (waiting.length > 0) {
    const link = firstLink(joined, waiting, may)
    if (!link) return null
    readings.push({ entry: link.entry, judge: link.judge })
    joined.push(link.part)
    waiting.splice(waiting.indexOf(link.part), 1)
  }
  return readings
}

function firstLink(
  joined: Component[],
  waiting: Component[],
  may: (entry: number, judge: number) => boolean,
) {
  for (const part of waiting)
    for (const [from, to] of [[joined, [part]] as const, [[part], joined] as const])
      for (const one of from)
        for (const entry of one.entries)
          for (const other of to)
            for (const judge of other.judges) if (may(entry, judge)) return { part, entry, judge }
  return null
}
