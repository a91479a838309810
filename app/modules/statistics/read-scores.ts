import { WrongInput } from '../refusal/wrong-input.ts'
import { cleanLine } from '../text/clean-text.ts'
import { readRecords, type Cell } from './read-records.ts'
import { scoreTable, type ScoreTable } from './score-table.ts'
import { isGrouped, isMissing, scoreValue } from './score-value.ts'

/**
 * Scores as a file has them. `missing` counts the cells that say there is none; `table` holds the numbers and is null
 * where the scores are words; `units` are the values of each entry whatever they are.
 */
export type ScoreFile = {
  judges: string[]
  entries: string[]
  scores: number
  missing: number
  table: ScoreTable | null
  units: (number | string)[][]
}

const wanted = ['judge', 'entry', 'score'] as const

/**
 * Separated text (comma, semicolon, tabulator, or what a first line `sep=` names) with a header naming `judge`, `entry`
 * and `score` in any order; other columns are passed over. A name is one however its letters are composed. Either all
 * scores are words, or what is neither a number nor a usual sign of a missing score is refused; so is a file that has
 * both decimal marks. Throws WrongInput.
 */
export function readScores(text: string): ScoreFile {
  const [header, ...rows] = readRecords(text).records.map((row) => row.map(cleaned))
  if (!header) throw new WrongInput(1, 1, 'command.error.empty')
  const places = placesIn(header)
  const seen = new Map<string, number>()
  const [judges, entries] = [new Set<string>(), new Set<string>()]
  const given: Given[] = []
  for (const row of rows) {
    if (row.length !== header.length)
      throw new WrongInput(row[0]!.line, row.at(-1)!.column, 'command.error.cells', {
        found: row.length,
        wanted: header.length,
      })
    const [judge, entry, cell] = places.map((place) => row[place]!) as [Cell, Cell, Cell]
    for (const [{ text, line, column }, name] of [[judge, 'judge'] as const, [entry, 'entry'] as const])
      if (text === '') throw new WrongInput(line, column, 'command.error.blank', { name })
    const key = JSON.stringify([judge.text, entry.text])
    const before = seen.get(key)
    if (before !== undefined)
      throw new WrongInput(judge.line, judge.column, 'command.error.twice', {
        judge: judge.text,
        entry: entry.text,
        before,
      })
    seen.set(key, judge.line)
    judges.add(judge.text)
    entries.add(entry.text)
    given.push({ judge: judge.text, entry: entry.text, cell })
  }
  return collect([...judges], [...entries], given)
}

type Given = { judge: string; entry: string; cell: Cell }

const cleaned = (cell: Cell): Cell => ({ ...cell, text: cleanLine(cell.text) })

function placesIn(header: Cell[]): number[] {
  const names = header.map((cell) => cell.text.toLowerCase())
  return wanted.map((name) => {
    const place = names.indexOf(name)
    if (place < 0) throw new WrongInput(header[0]!.line, 1, 'command.error.column', { name })
    const again = names.indexOf(name, place + 1)
    if (again >= 0)
      throw new WrongInput(header[again]!.line, header[again]!.column, 'command.error.columnTwice', { name })
    return place
  })
}

function collect(judges: string[], entries: string[], given: Given[]): ScoreFile {
  const among = given.some(({ cell }) => scoreValue(cell.text) || isGrouped(cell.text)) ? 'numbers' : 'words'
  const there = given.filter(({ cell }) => !isMissing(cell.text, among))
  const numeric = among === 'numbers' || there.every(({ cell }) => isMissing(cell.text, 'numbers'))
  const kept = numeric ? there.filter(({ cell }) => !isMissing(cell.text, 'numbers')) : there
  const numbers = numeric ? numbersOf(kept.map(({ cell }) => cell)) : null
  const place = new Map(entries.map((entry, index) => [entry, index]))
  const units: (number | string)[][] = entries.map(() => [])
  for (const [index, { entry, cell }] of kept.entries())
    units[place.get(entry)!]!.push(numbers ? numbers[index]! : cell.text)
  const table =
    numbers &&
    scoreTable(
      kept.map(({ judge, entry }, index) => ({ judge, entry, score: numbers[index]! })),
      { judges, entries },
    )
  return { judges, entries, scores: kept.length, missing: given.length - kept.length, table, units }
}

/** Every cell as a number; the first that is none, or has another decimal mark than those before it, is named. */
function numbersOf(cells: Cell[]): number[] {
  let marked: { mark: ',' | '.'; line: number } | undefined
  return cells.map(({ text, line, column }) => {
    const read = scoreValue(text)
    if (isGrouped(text)) throw new WrongInput(line, column, 'command.error.grouped', { value: text })
    if (!read) throw new WrongInput(line, column, 'command.error.score', { value: text })
    const { value, mark } = read
    if (!isWithin(value)) throw new WrongInput(line, column, 'command.error.size', { value: text })
    if (mark) marked ??= { mark, line }
    if (mark && marked!.mark !== mark)
      throw new WrongInput(line, column, 'command.error.marks', { value: text, before: marked!.line })
    return value
  })
}

/** Squares of sums of these keep their digits. */
const isWithin = (value: number) => value === 0 || (Math.abs(value) <= 1e15 && Math.abs(value) >= 1e-15)
