import type { Message } from '../refusal/refusal.ts'
import { textOf, type SheetCell } from './worksheet-cell.ts'

/** A sheet that is shown, with the places (from 0) of those of its rows and columns that are not. */
export type Worksheet = { name: string; cells: SheetCell[][]; hiddenRows: number[]; hiddenColumns: number[] }

/** The sheets of a workbook that are shown and have anything in them, in their order; and the names of those hidden. */
export type Workbook = { sheets: Worksheet[]; hiddenSheets: string[] }

/** A sheet as its file has it. */
export type FoundSheet = Worksheet & { hidden: boolean }

export function workbookOf(found: FoundSheet[]): Workbook {
  const filled = found.filter(({ cells }) => cells.some((row) => row.some(isFilled)))
  return {
    sheets: filled
      .filter(({ hidden }) => !hidden)
      .map(({ name, cells, hiddenRows, hiddenColumns }) => ({ name, cells, hiddenRows, hiddenColumns })),
    hiddenSheets: filled.filter(({ hidden }) => hidden).map(({ name }) => name),
  }
}

type Merge = { startRow: number; startCol: number; endRow: number; endCol: number }

/** A merged cell counts in each of its rows and columns. */
export function withMerged(rows: SheetCell[][], merges: Merge[] = []): SheetCell[][] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
  for (const { startRow, startCol, endRow, endCol } of merges) {
    const value = rows[startRow]?.[startCol] ?? null
    for (let row = startRow; row <= Math.min(endRow, rows.length - 1); row++)
      for (let column = startCol; column <= Math.min(endCol, width - 1); column++) rows[row]![column] = value
  }
  return rows
}

const isFilled = (cell: SheetCell) => textOf(cell) !== ''

/** Where a head stands in a sheet; negative where it has none. */
export type HeadOf = (cells: SheetCell[][]) => number

/** The first sheet that is shown and has a head; where none has, the first. `head` is negative then. */
export function sheetToRead(workbook: Workbook, headOf: HeadOf): { sheet: Worksheet; head: number } {
  for (const sheet of workbook.sheets) {
    const head = headOf(sheet.cells)
    if (head >= 0) return { sheet, head }
  }
  return { sheet: workbook.sheets[0] ?? nothing, head: -1 }
}

const nothing: Worksheet = { name: '', cells: [], hiddenRows: [], hiddenColumns: [] }

/** What whoever sent a workbook may not know of it: what was read though it is hidden, and what was not read at all. */
export function notesOn(workbook: Workbook, { sheet, head }: { sheet: Worksheet; head: number }): Message[] {
  const rows = sheet.hiddenRows.filter((row) => row > head && sheet.cells[row]?.some(isFilled))
  const columns = sheet.hiddenColumns.filter((column) => sheet.cells.some((row) => isFilled(row[column])))
  const others = workbook.sheets.filter((one) => one !== sheet).map(({ name }) => name)
  return [
    ...(rows.length > 0 ? [{ key: 'worksheet.hiddenRows', values: { rows: spans(rows) } }] : []),
    ...(columns.length > 0
      ? [{ key: 'worksheet.hiddenColumns', values: { columns: columnsSaid(sheet, head, columns) } }]
      : []),
    ...(workbook.hiddenSheets.length > 0
      ? [{ key: 'worksheet.hiddenSheets', values: { sheets: quoted(workbook.hiddenSheets) } }]
      : []),
    ...(others.length > 0
      ? [{ key: 'worksheet.otherSheets', values: { sheet: sheet.name, sheets: quoted(others) } }]
      : []),
  ]
}

/** What was read though it cannot be seen: where nothing is looked at before it is stored, this is asked about first. */
export const isHiddenData = ({ key }: Message) =>
  key === 'worksheet.hiddenRows' || key === 'worksheet.hiddenColumns'

const mostSaid = 20

/** Rows as the sheet counts them, those in a line as one: `5, 7–9`. */
function spans(rows: number[]): string {
  const found: [number, number][] = []
  for (const row of rows) {
    const last = found.at(-1)
    if (last && last[1] === row) last[1] = row + 1
    else found.push([row + 1, row + 1])
  }
  return listed(found.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)))
}

const columnsSaid = ({ cells }: Worksheet, head: number, columns: number[]) =>
  listed(
    columns.map((column) => {
      const title = textOf(cells[head]?.[column]).slice(0, 60)
      return title === '' ? letters(column) : `${letters(column)} (${title})`
    }),
  )

const quoted = (names: string[]) => listed(names.map((name) => `“${name}”`))

const listed = (all: string[]) => all.slice(0, mostSaid).join(', ') + (all.length > mostSaid ? ', …' : '')

/** A column as a worksheet names it: A, …, Z, AA, … */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last
}
