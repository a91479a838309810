import { clockOf } from '../calendar/local-time.ts'
import { figureCell, type Cell, type Column } from './figure-cell.ts'
import { writeXlsxStream } from 'hucre/xlsx'

export type { Cell, Column }

const formats = { integer: '#,##0', points: '0.00', moment: 'dd/mm/yyyy hh:mm' } as const

/** One worksheet with a frozen, bold header row, written while the rows come in. Moments are shown in Vietnamese time. */
export async function renderXlsx(
  name: string,
  columns: Column[],
  rows: AsyncIterable<Cell[]> | Iterable<Cell[]>,
): Promise<Buffer> {
  const stream = writeXlsxStream(asCells(columns, rows), {
    name: sheetName(name),
    columns: columns.map(({ header, width, format }) => ({
      header,
      width,
      numFmt: format && formats[format],
    })),
    freezePane: { rows: 1 },
  })
  const chunks: Uint8Array[] = []
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Excel opens no worksheet whose name is longer than 31 characters or has one of these in it. */
const sheetName = (name: string) => name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31)

/** Spreadsheets know no time zone: a moment is written as the clock in Viet Nam shows it. Control characters have no place in XML. */
async function* asCells(columns: Column[], rows: AsyncIterable<Cell[]> | Iterable<Cell[]>) {
  for await (const row of rows)
    yield row.map((cell, index) =>
      cell instanceof Date
        ? clockOf(cell)
        : typeof cell === 'string'
          ? clean(cell)
          : figureCell(cell, columns[index]!),
    )
}

const clean = (text: string) =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').slice(0, 32_000)
