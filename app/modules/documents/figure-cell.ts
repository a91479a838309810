import { asDecimal, roundTo } from '../text/round-to.ts'

/** A typed cell: text stays text whatever it begins with, so no cell of ours is ever a formula. */
export type Cell = string | number | Date | null
export type Column = { header: string; width: number; format?: 'integer' | 'points' | 'moment' }

/** A cell as every file has it: points in two decimals (what a mean has beyond them is noise), no other digits of binary. */
export function figureCell(cell: Cell, { format }: Column): Cell {
  if (typeof cell !== 'number') return cell
  return format === 'points' ? roundTo(cell, 2) : asDecimal(cell)
}
