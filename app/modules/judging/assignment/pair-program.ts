import { roomOf, type Ground } from './problem.ts'
import type { Program } from './program.ts'

/** An entry and a judge who may become a further reader of it. */
export type Pair = { entry: number; judge: number }

/** One column a pair, rows for the readings of an entry and the caps of a judge. */
export function pairProgram(
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
