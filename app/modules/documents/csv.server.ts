import { clockOf } from '../calendar/local-time.ts'
import { figureCell, type Cell, type Column } from './figure-cell.ts'
import type { Locale } from '../text/locale.ts'

export type CsvStyle = { separator: ',' | ';'; decimal: '.' | ','; digitsAsText: boolean }

/**
 * What Excel opens by a double click (where decimals have a comma, and elsewhere), and what programs read everywhere.
 * For Excel, text of digits that it would take for a number and cut the zeros of (phones, codes) is written `="0912"`.
 */
export const forExcelIn = (locale: Locale): CsvStyle =>
  locale === 'vi'
    ? { separator: ';', decimal: ',', digitsAsText: true }
    : { separator: ',', decimal: '.', digitsAsText: true }
export const forPrograms: CsvStyle = { separator: ',', decimal: '.', digitsAsText: false }

/**
 * RFC 4180 with a byte order mark, by which Excel knows UTF-8; moments stand as the clock in Viet Nam shows them. Text
 * that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection").
 */
export async function renderCsv(
  columns: Column[],
  rows: AsyncIterable<Cell[]> | Iterable<Cell[]>,
  style: CsvStyle = forPrograms,
): Promise<Buffer> {
  const lines = ['\ufeff' + columns.map(({ header }) => quoted(header)).join(style.separator)]
  for await (const row of rows)
    lines.push(
      row.map((cell, index) => written(figureCell(cell, columns[index]!), style)).join(style.separator),
    )
  return Buffer.from(lines.join('\r\n') + '\r\n')
}

function written(cell: Cell, { decimal, digitsAsText }: CsvStyle): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell).replace('.', decimal)
  if (cell instanceof Date) return clockOf(cell).toISOString().slice(0, 19).replace('T', ' ')
  if (digitsAsText && loses.test(cell)) return quoted(`="${cell}"`)
  return quoted(formula.test(cell) ? `'${cell}` : cell)
}

/** Digits that a spreadsheet writes otherwise: behind a zero, or more than it shows. */
const loses = /^(0\d+|\d{12,})$/

/** Spreadsheets pass over blanks and what shows nothing before a sign, and take full-width signs for plain ones. */
const formula =
  /^(?:[\t\r\n]|[\s\p{Cf}]*[=+\-@\u207a\u208a\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b])/u

const quoted = (text: string) => (/[",;\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
