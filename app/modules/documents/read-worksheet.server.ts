import { readXlsx } from 'hucre/xlsx'
import { unpacksTo } from './unpacked-size.server.ts'
import type { SheetCell } from './worksheet-cell.ts'

const largest = 10_000_000
/** Bytes of XML a workbook may unpack to: a worksheet of 2,000 full rows has less than ten million. */
const mostUnpacked = 30_000_000

type Sheet = Awaited<ReturnType<typeof readXlsx>>['sheets'][number]

/**
 * The cells of each visible sheet of a workbook that has anything in it, in their order; a merged cell counts in each of
 * its rows and columns. Null where it is no workbook (or too large a one, packed or unpacked).
 */
export async function readSheets(file: Uint8Array): Promise<SheetCell[][][] | null> {
  if (file.length > largest || file[0] !== 0x50 || file[1] !== 0x4b) return null
  if (!unpacksTo(file, mostUnpacked)) return null
  try {
    const { sheets } = await readXlsx(file, { sheets: (sheet) => !sheet.hidden && !sheet.veryHidden })
    return sheets.filter(hasAnything).map(cellsOf)
  } catch {
    return null
  }
}

/** The first of them, without rows where there is none; null as there. */
export async function readWorksheet(file: Uint8Array): Promise<SheetCell[][] | null> {
  const sheets = await readSheets(file)
  return sheets && (sheets[0] ?? [])
}

const hasAnything = ({ rows }: Sheet) => rows.some((row) => row.some((cell) => cell !== null && cell !== ''))

function cellsOf(sheet: Sheet): SheetCell[][] {
  const rows = sheet.rows.map((row) => [...row] as SheetCell[])
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
  for (const { startRow, startCol, endRow, endCol } of sheet.merges ?? []) {
    const value = rows[startRow]?.[startCol] ?? null
    for (let row = startRow; row <= Math.min(endRow, rows.length - 1); row++)
      for (let column = startCol; column <= Math.min(endCol, width - 1); column++) rows[row]![column] = value
  }
  return rows
}
