import { pairProgram, type Pair } from './pair-program.ts'
import { roomOf, type Ground } from './problem.ts'
import { solveProgram } from './program.ts'

/**
 * Everybody whom an impossible least number of entries binds. `possible` is what each gets where the readings are
 * shared out so that as few as possible are missing in all: who stands there with as many as wanted could lack instead
 * of another. `short`: entries lack readers themselves, so that not every reading need be given.
 */
export async function idleJudges(
  ground: Ground,
  pairs: Pair[],
  short: boolean,
): Promise<{ judge: string; wanted: number; possible: number }[]> {
  const { judges } = ground.problem
  const program = pairProgram(ground, pairs, (entry) => ({
    lower: short ? 0 : ground.need[entry]!,
    upper: ground.need[entry]!,
  }))
  const lacks = new Map<number, number>()
  for (const [judge, { minEntries = 0 }] of judges.entries()) {
    const least = minEntries - ground.fixedEntries[judge]!
    if (least <= 0) continue
    const columns = [...pairs.keys()].filter((index) => pairs[index]!.judge === judge)
    lacks.set(judge, program.cost.length)
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
  if (lacks.size === 0) return []
  const answer = await solveProgram(program, 20)
  if (!('values' in answer)) return []
  const lackOf = (judge: number) => Math.round(answer.values[lacks.get(judge)!]!)
  const given = pairs.filter((_, index) => Math.round(answer.values[index]!) === 1)
  const bound = boundWith(
    ground,
    [...lacks.keys()].filter((judge) => lackOf(judge) > 0),
    given,
  )
  return [...lacks.keys()]
    .filter((judge) => bound.has(judge))
    .map((judge) => {
      const { id, minEntries = 0 } = judges[judge]!
      return { judge: id, wanted: minEntries, possible: minEntries - lackOf(judge) }
    })
}

/** Who lacks, and who would lack if one of these took over a reading: step by step. */
function boundWith(ground: Ground, lacking: number[], given: Pair[]): Set<number> {
  const load = new Map<number, number>()
  const readersOf = new Map<number, Set<number>>()
  for (const { entry, judge } of given) {
    load.set(judge, (load.get(judge) ?? 0) + 1)
    readersOf.set(entry, (readersOf.get(entry) ?? new Set()).add(judge))
  }
  const bound = new Set(lacking)
  const takes = lacking.filter((judge) => (load.get(judge) ?? 0) < roomOf(ground, judge).entries)
  for (const judge of takes)
    for (const [entry, readers] of readersOf) {
      if (readers.has(judge) || !ground.allowed[entry]!.includes(judge)) continue
      for (const other of readers)
        if (!bound.has(other)) {
          bound.add(other)
          takes.push(other)
        }
    }
  return bound
}
