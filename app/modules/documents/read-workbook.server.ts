import { readXlsx } from 'hucre/xlsx'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { readCsv } from './read-csv.ts'
import { readOdsSheets } from './read-ods.server.ts'
import { unpacksTo } from './unpacked-size.server.ts'
import { withMerged, workbookOf, type FoundSheet, type Workbook } from './workbook.ts'
import type { SheetCell } from './worksheet-cell.ts'

const largest = 10_000_000
/** Bytes of XML a workbook may unpack to: a worksheet of 2,000 full rows has less than ten million. */
const mostUnpacked = 30_000_000

const begins = (file: Uint8Array, ...mark: number[]) => mark.every((byte, index) => file[index] === byte)

/**
 * A workbook of Excel (.xlsx) or LibreOffice (.ods), or separated text as one sheet; told apart by what they hold, not
 * by their names. A merged cell counts in each of its rows and columns. What is none is refused with how to save it.
 * Workbooks of Excel 97 (.xls) are refused as well: the library tells nothing of what is hidden in them; so are locked
 * ones, which look the same.
 */
export async function readWorkbook(file: Uint8Array): Promise<Workbook | Refusal> {
  if (file.length > largest) return refuse('worksheet.error.tooLarge', {}, 'file')
  if (begins(file, 0xd0, 0xcf, 0x11, 0xe0)) return refuse('worksheet.error.old', {}, 'file')
  if (!begins(file, 0x50, 0x4b)) return readCsv(file) ?? refuse('worksheet.error.unknown', {}, 'file')
  const unpacked = unpacksTo(file, mostUnpacked)
  if (unpacked === 'tooMuch') return refuse('worksheet.error.tooLarge', {}, 'file')
  try {
    const sheets = unpacked && (isOds(file) ? readOdsSheets(file) : xlsxSheets(file))
    if (sheets) return workbookOf(await sheets)
  } catch (error) {
    // What its reader cannot read is no workbook.
    if (error instanceof RangeError) return refuse('worksheet.error.tooLarge', {}, 'file')
  }
  return refuse('worksheet.error.unknown', {}, 'file')
}

/** By its rule the first file in the archive is its kind, not packed. */
const isOds = (file: Uint8Array) =>
  Buffer.from(file.subarray(0, 200)).includes('mimetypeapplication/vnd.oasis.opendocument.spreadsheet')

async function xlsxSheets(file: Uint8Array): Promise<FoundSheet[]> {
  const { sheets } = await readXlsx(file)
  return sheets.map((sheet) => ({
    name: sheet.name,
    hidden: Boolean(sheet.hidden || sheet.veryHidden),
    cells: withMerged(
      sheet.rows.map((row) => [...row] as SheetCell[]),
      sheet.merges,
    ),
    hiddenRows: [...(sheet.rowDefs ?? [])]
      .filter(([, { hidden, height }]) => hidden || height === 0)
      .map(([row]) => row)
      .sort((a, b) => a - b),
    hiddenColumns: [...(sheet.columns ?? []).entries()]
      .filter(([, { hidden, width }]) => hidden || width === 0)
      .map(([column]) => column),
  }))
}
