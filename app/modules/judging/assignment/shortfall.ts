import { roomOf, type AssignmentAnswer, type Ground, type Loosening } from './problem.ts'
import { solveProgram, type Program } from './program.ts'

/**
 * Why a problem has no answer: each entry that falls short in the best partial assignment, how many readers it could
 * have and who is out for what; and the least loosening that would do. Two small programs: as many readings as
 * possible, and as few places beyond the caps as possible.
 */
export async function explainShortfalls(ground: Ground): Promise<AssignmentAnswer> {
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
  return { status: 'infeasible', shortfalls, idle, loosening: await loosening(ground, pairs) }
}

/**
 * Judges who cannot reach the least asked of them: by themselves, or (where every entry has its readers) because there
 * are not readings enough for all, shared out so that as few as possible are missing.
 */
async function idleJudges(ground: Ground, pairs: Pair[], short: boolean) {
  const { judges } = ground.problem
  const most = judges.map(
    (_, judge) => ground.fixedEntries[judge]! + pairs.filter((pair) => pair.judge === judge).length,
  )
  const alone = judges.flatMap(({ id, minEntries = 0 }, judge) =>
    most[judge]! < minEntries ? [{ judge: id, wanted: minEntries, possible: most[judge]! }] : [],
  )
  if (alone.length > 0 || short) return alone
  const program = pairProgram(ground, pairs, (entry) => ({
    lower: ground.need[entry]!,
    upper: ground.need[entry]!,
  }))
  const missing = new Map<number, number>()
  for (const [judge, { minEntries = 0 }] of judges.entries()) {
    const least = minEntries - ground.fixedEntries[judge]!
    if (least <= 0) continue
    const columns = [...pairs.keys()].filter((index) => pairs[index]!.judge === judge)
    missing.set(judge, program.cost.length)
    program.rows.push({
      lower: least,
      upper: Infinity,
      columns: [...columns, program.cost.length],
      values: [...columns.map(() => 1), 1],
    })
    program.cost.push(1)
    program.lower.push(0)
    program.upper.push(least)
    program.whole.push(true)
  }
  const answer = await solveProgram(program, 20)
  if (!('values' in answer)) return alone
  return [...missing].flatMap(([judge, column]) => {
    const { id, minEntries = 0 } = judges[judge]!
    const lack = Math.round(answer.values[column]!)
    return lack > 0 ? [{ judge: id, wanted: minEntries, possible: minEntries - lack }] : []
  })
}

type Pair = { entry: number; judge: number }

async function mostReadings(ground: Ground, pairs: Pair[]): Promise<number[]> {
  const program = pairProgram(ground, pairs, (entry) => ({ lower: 0, upper: ground.need[entry]! }))
  program.cost.fill(-1)
  const answer = await solveProgram(program, 20)
  return 'values' in answer ? answer.values : pairs.map(() => 0)
}

/** Entries that lack readers whoever has room; and for the rest the fewest places and minutes beyond the caps. */
async function loosening(ground: Ground, pairs: Pair[]): Promise<Loosening> {
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
    row.values.push(-Math.max(...row.values, 1))
  }
  const answer = await solveProgram(program, 20)
  const values = 'values' in answer ? answer.values : []
  const room = [...over].flatMap(([judge, column]) => {
    const places = Math.round(values[column] ?? 0)
    return places > 0 ? [{ judge: ground.problem.judges[judge]!.id, entries: places }] : []
  })
  return { room, readers }
}

/** One column a pair, rows for the readings of an entry and the caps of a judge. */
function pairProgram(
  ground: Ground,
  pairs: Pair[],
  readings: (entry: number) => { lower: number; upper: number },
): Program & { rows: (Program['rows'][number] & { judge?: number })[] } {
  const byEntry = Map.groupBy(pairs.keys(), (index) => pairs[index]!.entry)
  const byJudge = Map.groupBy(pairs.keys(), (index) => pairs[index]!.judge)
  const ones = (columns: number[]) => columns.map(() => 1)
  const rows: (Program['rows'][number] & { judge?: number })[] = []
  for (const [entry, columns] of byEntry)
    rows.push({ ...readings(entry), columns: [...columns], values: ones(columns) })
  for (const [judge, columns] of byJudge) {
    const { entries, minutes } = roomOf(ground, judge)
    if (entries < Infinity)
      rows.push({ lower: -Infinity, upper: entries, columns: [...columns], values: ones(columns), judge })
    if (minutes < Infinity)
      rows.push({
        lower: -Infinity,
        upper: minutes,
        columns: [...columns],
        values: columns.map((index) => ground.minutes[pairs[index]!.entry]!),
        judge,
      })
  }
  return {
    cost: pairs.map(() => 0),
    lower: pairs.map(() => 0),
    upper: pairs.map(() => 1),
    whole: pairs.map(() => true),
    rows,
  }
}
