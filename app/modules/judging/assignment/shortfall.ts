import { greatestOf } from '../../statistics/describe.ts'
import { roomOf, type AssignmentAnswer, type Ground, type Loosening } from './problem.ts'
import { idleJudges } from './idle.ts'
import { pairProgram, type Pair } from './pair-program.ts'
import { solveProgram } from './program.ts'

/**
 * Why a problem has no answer: each entry that falls short in the best partial assignment, how many readers it could
 * have and who is out for what; and the least loosening that would do. Two small programs: as many readings as
 * possible, and as few places beyond the caps as possible.
 */
export async function explainShortfalls(
  ground: Ground,
): Promise<Extract<AssignmentAnswer, { status: 'infeasible' }>> {
  const { entries, judges } = ground.problem
  const pairs = ground.allowed.flatMap((allowed, entry) =>
    ground.need[entry]! > 0 ? allowed.map((judge) => ({ entry, judge })) : [],
  )
  const most = await mostReadings(ground, pairs)
  const load = judges.map(() => ({ entries: 0, minutes: 0 }))
  const given = entries.map(() => new Set<number>())
  for (const [index, { entry, judge }] of pairs.entries())
    if (Math.round(most[index]!) === 1) {
      given[entry]!.add(judge)
      load[judge]!.entries += 1
      load[judge]!.minutes += ground.minutes[entry]!
    }
  const full = (judge: number, entry: number) => {
    const room = roomOf(ground, judge)
    return (
      room.entries <= load[judge]!.entries || room.minutes < load[judge]!.minutes + ground.minutes[entry]!
    )
  }
  const named = (list: Iterable<number>) => [...list].map((judge) => judges[judge]!.id)
  const shortfalls = [...entries.keys()]
    .filter((entry) => given[entry]!.size < ground.need[entry]!)
    .map((entry) => {
      const allowed = ground.allowed[entry]!
      const fixed = ground.fixed[entry]!
      const conflicting = ground.conflicting[entry]!
      const found = allowed.length < ground.need[entry]! ? allowed.length : given[entry]!.size
      return {
        entry: entries[entry]!.id,
        wanted: entries[entry]!.readings,
        possible: fixed.size + found,
        reached: fixed.size + given[entry]!.size,
        because: {
          conflict: named(conflicting),
          language: named([...ground.unread[entry]!].filter((judge) => !conflicting.has(judge))),
          full: named(allowed.filter((judge) => !given[entry]!.has(judge) && full(judge, entry))),
        },
      }
    })
  const idle = await idleJudges(ground, pairs, shortfalls.length > 0)
  const least = idle.flatMap(({ judge, wanted, possible }) =>
    wanted > possible ? [{ judge, entries: wanted - possible }] : [],
  )
  const widened = await loosening(ground, pairs)
  return {
    status: 'infeasible',
    shortfalls,
    idle,
    loosening: least.length > 0 ? { ...widened, least } : widened,
  }
}

async function mostReadings(ground: Ground, pairs: Pair[]): Promise<number[]> {
  const program = pairProgram(ground, pairs, (entry) => ({ lower: 0, upper: ground.need[entry]! }))
  program.cost.fill(-1)
  const answer = await solveProgram(program, 20)
  return 'values' in answer ? answer.values : pairs.map(() => 0)
}

/** Entries that lack readers whoever has room; and for the rest the fewest places and minutes beyond the caps. */
async function loosening(ground: Ground, pairs: Pair[]): Promise<Omit<Loosening, 'least'>> {
  const readers = ground.problem.entries.flatMap((entry, index) => {
    const missing = ground.need[index]! - ground.allowed[index]!.length
    return missing > 0 ? [{ entry: entry.id, missing }] : []
  })
  const program = pairProgram(ground, pairs, (entry) => {
    const wanted = Math.min(ground.need[entry]!, ground.allowed[entry]!.length)
    return { lower: wanted, upper: wanted }
  })
  const over = new Map<number, number>()
  for (const row of program.rows) {
    if (row.judge === undefined) continue
    if (!over.has(row.judge)) {
      over.set(row.judge, program.cost.length)
      program.cost.push(1)
      program.lower.push(0)
      program.upper.push(Infinity)
      program.whole.push(true)
    }
    row.columns.push(over.get(row.judge)!)
    row.values.push(-greatestOf(row.values, 1))
  }
  const answer = await solveProgram(program, 20)
  const values = 'values' in answer ? answer.values : []
  const room = [...over].flatMap(([judge, column]) => {
    const places = Math.round(values[column] ?? 0)
    return places > 0 ? [{ judge: ground.problem.judges[judge]!.id, entries: places }] : []
  })
  return { room, readers }
}
