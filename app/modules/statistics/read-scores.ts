import { WrongInput } from '../refusal/wrong-input.ts'
import { scoreTable, type ScoreTable } from './score-table.ts'

/**
 * Scores as a file has them. `table` holds the numbers and is null where a score is no number; `units` are the values
 * of each entry whatever they are.
 */
export type ScoreFile = {
  judges: string[]
  entries: string[]
  scores: number
  table: ScoreTable | null
  units: (number | string)[][]
}

const wanted = ['judge', 'entry', 'score'] as const

/**
 * Comma or semicolon separated text with a header naming `judge`, `entry` and `score` in any order; other columns are
 * passed over, an empty score is a missing one. Decimal comma where the semicolon separates. Throws WrongInput.
 */
export function readScores(text: string): ScoreFile {
  const clean = text.replace(/^\uFEFF/, '')
  const firstLine = /^[^\r\n]*/.exec(clean)![0]
  const separator = firstLine.includes(';') && !firstLine.includes(',') ? ';' : ','
  const [header, ...rows] = readRecords(clean, separator)
  if (!header) throw new WrongInput(1, 1, 'command.error.empty')
  const names = header.map((cell) => cell.text.trim().toLowerCase())
  const places = wanted.map((name) => {
    const place = names.indexOf(name)
    if (place < 0) throw new WrongInput(header[0]!.line, 1, 'command.error.column', { name })
    const again = names.indexOf(name, place + 1)
    if (again >= 0)
      throw new WrongInput(header[again]!.line, header[again]!.column, 'command.error.columnTwice', { name })
    return place
  })
  const seen = new Map<string, number>()
  const [judges, entries] = [new Set<string>(), new Set<string>()]
  const given: Given[] = []
  for (const row of rows) {
    if (row.length !== header.length)
      throw new WrongInput(row[0]!.line, row.at(-1)!.column, 'command.error.cells', {
        found: row.length,
        wanted: header.length,
      })
    const [judge, entry, score] = places.map((place) => row[place]!) as [Cell, Cell, Cell]
    for (const [cell, name] of [
      [judge, 'judge'],
      [entry, 'entry'],
    ] as const)
      if (cell.text.trim() === '')
        throw new WrongInput(cell.line, cell.column, 'command.error.blank', { name })
    const key = JSON.stringify([judge.text.trim(), entry.text.trim()])
    if (seen.has(key))
      throw new WrongInput(judge.line, judge.column, 'command.error.twice', {
        judge: judge.text.trim(),
        entry: entry.text.trim(),
        before: seen.get(key)!,
      })
    seen.set(key, judge.line)
    judges.add(judge.text.trim())
    entries.add(entry.text.trim())
    if (score.text.trim() !== '')
      given.push({ judge: judge.text.trim(), entry: entry.text.trim(), text: score.text.trim(), cell: score })
  }
  return collect([...judges], [...entries], given, separator)
}

function collect(judges: string[], entries: string[], given: Given[], separator: string): ScoreFile {
  const numbers = given.map(({ text }) => numberOf(text, separator))
  const numeric = numbers.every((value) => value !== null)
  for (const [index, value] of numbers.entries())
    if (value !== null && !isWithin(value)) {
      const { line, column } = given[index]!.cell
      throw new WrongInput(line, column, 'command.error.size', { value: given[index]!.text })
    }
  const place = new Map(entries.map((entry, index) => [entry, index]))
  const units: (number | string)[][] = entries.map(() => [])
  for (const [index, { entry, text }] of given.entries())
    units[place.get(entry)!]!.push(numeric ? numbers[index]! : text)
  const table = numeric
    ? scoreTable(
        given.map(({ judge, entry }, index) => ({ judge, entry, score: numbers[index]! })),
        { judges, entries },
      )
    : null
  return { judges, entries, scores: given.length, table, units }
}

/** Squares of sums of these keep their digits. */
const isWithin = (value: number) => value === 0 || (Math.abs(value) <= 1e15 && Math.abs(value) >= 1e-15)

function numberOf(text: string, separator: string): number | null {
  const pointed = separator === ';' && /^[+-]?\d+,\d+$/.test(text) ? text.replace(',', '.') : text
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(pointed) ? Number(pointed) : null
}

type Given = { judge: string; entry: string; text: string; cell: Cell }
type Cell = { text: string; line: number; column: number }

/** Records by RFC 4180, each cell with where it begins; empty lines are passed over. */
function readRecords(text: string, separator: string): Cell[][] {
  const records: Cell[][] = []
  let row: Cell[] = []
  let [at, line, lineStart] = [0, 1, 0]
  const endRow = () => {
    if (row.length > 1 || row[0]!.text.trim() !== '') records.push(row)
    row = []
  }
  while (at < text.length) {
    const cell = { text: '', line, column: at - lineStart + 1 }
    if (text[at] === '"') {
      at++
      for (;;) {
        if (at >= text.length) throw new WrongInput(cell.line, cell.column, 'command.error.quote')
        if (text[at] === '"' && text[at + 1] === '"') {
          cell.text += '"'
          at += 2
        } else if (text[at] === '"') {
          at++
          break
        } else {
          if (text[at] === '\n') [line, lineStart] = [line + 1, at + 1]
          cell.text += text[at++]
        }
      }
      if (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r')
        throw new WrongInput(line, at - lineStart + 1, 'command.error.afterQuote')
    } else
      while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r')
        cell.text += text[at++]
    row.push(cell)
    if (text[at] === separator) {
      at++
      if (at >= text.length || text[at] === '\n' || text[at] === '\r')
        row.push({ text: '', line, column: at - lineStart + 1 })
      else continue
    }
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    endRow()
    ;[line, lineStart] = [line + 1, at]
  }
  if (row.length > 0) endRow()
  return records
}
