import { cleanText } from '../text/clean-text.ts'

/** A cell as a worksheet gives it. */
export type SheetCell = string | number | boolean | Date | null | undefined

/** What a cell says, as it may be stored; a date as the day it is. */
export function textOf(cell: SheetCell): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  return cleanText(String(cell))
}
