/** One score as it is written down: who gave how much to what, on the scale of the round. */
export type Score = { judge: string; entry: string; score: number }

/** Scores in long form with judges and entries counted from 0, in the order in which they first appear. */
export type ScoreTable = {
  judges: string[]
  entries: string[]
  cells: { judge: number; entry: number; score: number }[]
}

/**
 * `entries` and `judges` may name ones that have no score yet; they keep their place in the order. A judge scores an
 * entry once: of two scores of one judge for one entry the table would not know which counts, so it is refused by
 * throwing.
 */
export function scoreTable(
  scores: Score[],
  named: { judges?: string[]; entries?: string[] } = {},
): ScoreTable {
  const judges = new Map<string, number>()
  const entries = new Map<string, number>()
  for (const judge of named.judges ?? []) indexOf(judges, judge)
  for (const entry of named.entries ?? []) indexOf(entries, entry)
  const seen = new Set<string>()
  const cells = scores.map(({ judge, entry, score }) => {
    const cell = { judge: indexOf(judges, judge), entry: indexOf(entries, entry), score }
    const key = `${cell.judge} ${cell.entry}`
    if (seen.has(key)) throw new Error(`judge ${judge} scored entry ${entry} twice`)
    seen.add(key)
    return cell
  })
  return { judges: [...judges.keys()], entries: [...entries.keys()], cells }
}

function indexOf(known: Map<string, number>, name: string): number {
  const found = known.get(name)
  if (found !== undefined) return found
  known.set(name, known.size)
  return known.size - 1
}

/** The scores of each entry, in the order of `table.entries`. */
export const scoresByEntry = (table: ScoreTable) => grouped(table, table.entries.length, (cell) => cell.entry)

/** The scores of each judge, in the order of `table.judges`. */
export const scoresByJudge = (table: ScoreTable) => grouped(table, table.judges.length, (cell) => cell.judge)

function grouped(table: ScoreTable, size: number, by: (cell: ScoreTable['cells'][number]) => number) {
  const groups: number[][] = Array.from({ length: size }, () => [])
  for (const cell of table.cells) groups[by(cell)]!.push(cell.score)
  return groups
}

/** Entries × judges, row by row, where every judge scored every entry; null where one score is missing. */
export function completeMatrix(table: ScoreTable): number[][] | null {
  const { judges, entries, cells } = table
  if (cells.length !== judges.length * entries.length) return null
  const matrix = entries.map(() => new Array<number>(judges.length))
  for (const cell of cells) matrix[cell.entry]![cell.judge] = cell.score
  return matrix
}
