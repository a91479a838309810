import { readXlsx } from 'hucre/xlsx'
import type { SheetCell } from './worksheet-cell.ts'

const largest = 10_000_000

/**
 * The cells of a workbook's first sheet with anything in it; a merged cell counts in each of its rows and columns. Null
 * where it is no workbook (or too large a one).
 */
export async function readWorksheet(file: Uint8Array): Promise<SheetCell[][] | null> {
  if (file.length > largest || file[0] !== 0x50 || file[1] !== 0x4b) return null
  try {
    const { sheets } = await readXlsx(file)
    const sheet =
      sheets.find((one) => one.rows.some((row) => row.some((cell) => cell !== null && cell !== ''))) ??
      sheets[0]
    if (!sheet) return []
    const rows = sheet.rows.map((row) => [...row] as SheetCell[])
    for (const { startRow, startCol, endRow, endCol } of sheet.merges ?? []) {
      const value = rows[startRow]?.[startCol] ?? null
      for (let row = startRow; row <= Math.min(endRow, rows.length - 1); row++)
        for (let column = startCol; column <= endCol; column++) rows[row]![column] = value
    }
    return rows
  } catch {
    return null
  }
}
