import { weighing } from './weighing.ts'
import type { Readers } from '../../statistics/next-readings.ts'

/**
 * An assignment as it is asked for. Minutes are what reading an entry takes (1 unless told, so that balance counts
 * entries); a language is one an entry is in and a judge must read; `fixed` readings exist already and never move.
 * Affinity is any number, the higher the better suited; a pair that is not named has 0.
 */
export type AssignmentProblem = {
  entries: { id: string; readings: number; minutes?: number; language?: string }[]
  judges: {
    id: string
    maxEntries?: number
    maxMinutes?: number
    minEntries?: number
    languages?: string[]
  }[]
  conflicts: [entry: string, judge: string][]
  affinity?: Record<string, Record<string, number>>
  objective?: 'maxmin' | 'sum'
  fixed?: [entry: string, judge: string][]
}

export type Shortfall = {
  entry: string
  wanted: number
  /** how many readers it could have */
  possible: number
  /** how many it gets where as many readings as possible are given to all */
  reached: number
  /** the judges who cannot be further readers, by what stands in the way */
  because: { conflict: string[]; language: string[]; full: string[] }
}

/**
 * The least that would have to be allowed: further places at these judges, further readers for these entries, and so
 * many entries off the least number of these judges (where any is bound by it).
 */
export type Loosening = {
  room: { judge: string; entries: number }[]
  readers: { entry: string; missing: number }[]
  least?: { judge: string; entries: number }[]
}

export type AssignmentAnswer =
  | {
      status: 'optimal'
      assignment: Record<string, string[]>
      /** the least total affinity of an entry's readers, and the sum over all entries; without affinity a reading counts 1 */
      worst: number
      total: number
      loads: Record<string, { entries: number; minutes: number }>
      /** every goal was reached to the last minute and proven; false where the time given ran out before the proof */
      proven: boolean
    }
  | {
      status: 'infeasible'
      shortfalls: Shortfall[]
      /** judges bound by least numbers of entries that cannot all be reached, and what they get at best in all */
      idle: { judge: string; wanted: number; possible: number }[]
      loosening: Loosening
    }

/** The problem with entries and judges counted from 0 and every question about a pair answered once. */
export type Ground = {
  problem: AssignmentProblem
  minutes: number[]
  conflicting: Set<number>[]
  unread: Set<number>[]
  fixed: Set<number>[]
  /** readings still wanted */
  need: number[]
  /** judges who may become a further reader */
  allowed: number[][]
  fixedEntries: number[]
  fixedMinutes: number[]
  affinity: (entry: number, judge: number) => number
  /** the same to compute with, whatever its unit is: whole numbers where the affinities have a common measure */
  weight: (entry: number, judge: number) => number
}

export function groundOf(problem: AssignmentProblem): Ground {
  const entryAt = new Map(problem.entries.map((entry, index) => [entry.id, index]))
  const judgeAt = new Map(problem.judges.map((judge, index) => [judge.id, index]))
  const sets = () => problem.entries.map(() => new Set<number>())
  const [conflicting, fixed] = [sets(), sets()]
  for (const [entry, judge] of problem.conflicts) conflicting[entryAt.get(entry)!]!.add(judgeAt.get(judge)!)
  for (const [entry, judge] of problem.fixed ?? []) fixed[entryAt.get(entry)!]!.add(judgeAt.get(judge)!)
  const minutes = problem.entries.map((entry) => entry.minutes ?? 1)
  const all = [...problem.judges.keys()]
  const speakers = new Map<string, Set<number>>()
  const reads = (judge: number, language: string) => {
    const known = problem.judges[judge]!.languages
    return known === undefined || known.includes(language)
  }
  const unreadOf = (language: string | undefined) => {
    if (language === undefined) return new Set<number>()
    if (!speakers.has(language))
      speakers.set(language, new Set(all.filter((judge) => !reads(judge, language))))
    return speakers.get(language)!
  }
  const unread = problem.entries.map((entry) => unreadOf(entry.language))
  const fixedEntries = problem.judges.map(() => 0)
  const fixedMinutes = problem.judges.map(() => 0)
  for (const [entry, readers] of fixed.entries())
    for (const judge of readers) {
      fixedEntries[judge]! += 1
      fixedMinutes[judge]! += minutes[entry]!
    }
  const rows = problem.affinity && problem.entries.map((entry) => problem.affinity![entry.id] ?? {})
  const affinity = rows
    ? (entry: number, judge: number) => rows[entry]![problem.judges[judge]!.id] ?? 0
    : () => 1
  const weigh = weighing(rows?.flatMap((row) => Object.values(row)) ?? [1])
  return {
    problem,
    minutes,
    conflicting,
    unread,
    fixed,
    need: problem.entries.map((entry, index) => Math.max(0, entry.readings - fixed[index]!.size)),
    allowed: problem.entries.map((_, entry) =>
      all.filter(
        (judge) => !conflicting[entry]!.has(judge) && !unread[entry]!.has(judge) && !fixed[entry]!.has(judge),
      ),
    ),
    fixedEntries,
    fixedMinutes,
    affinity,
    weight: (entry, judge) => weigh(affinity(entry, judge)),
  }
}

/** Who may still read what within the problem, as the next readings ask it. */
export function readersIn(ground: Ground): Readers {
  const allowed = ground.allowed.map((judges) => new Set(judges))
  const rooms = ground.problem.judges.map((_, judge) => roomOf(ground, judge))
  return {
    allowed: (entry, judge) => allowed[entry]!.has(judge),
    room: rooms.map((room) => room.entries),
    minutes: ground.minutes,
    time: rooms.map((room) => room.minutes),
  }
}

/** Places and minutes a judge has left; Infinity where there is no cap. */
export const roomOf = (ground: Ground, judge: number) => ({
  entries: Math.max(0, (ground.problem.judges[judge]!.maxEntries ?? Infinity) - ground.fixedEntries[judge]!),
  minutes: Math.max(0, (ground.problem.judges[judge]!.maxMinutes ?? Infinity) - ground.fixedMinutes[judge]!),
})
