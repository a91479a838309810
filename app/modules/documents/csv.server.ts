import { clockOf } from '../calendar/local-time.ts'
import type { Cell, Column } from './xlsx.server.ts'
import type { Locale } from '../text/locale.ts'

export type CsvStyle = { separator: ',' | ';'; decimal: '.' | ',' }

/** What Excel opens by a double click where decimals have a comma, and what programs read everywhere. */
export const forExcelIn = (locale: Locale): CsvStyle =>
  locale === 'vi' ? { separator: ';', decimal: ',' } : forPrograms
export const forPrograms: CsvStyle = { separator: ',', decimal: '.' }

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
    lines.push(row.map((cell, index) => written(shown(cell, columns[index]!), style)).join(style.separator))
  return Buffer.from(lines.join('\r\n') + '\r\n')
}

/** Points have two decimals in every format: what a mean has beyond them is noise. */
const shown = (cell: Cell, { format }: Column): Cell =>
  typeof cell === 'number' && format === 'points' ? Math.round(cell * 100) / 100 : cell

function written(cell: Cell, { decimal }: CsvStyle): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell).replace('.', decimal)
  if (cell instanceof Date) return clockOf(cell).toISOString().slice(0, 19).replace('T', ' ')
  return quoted(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)
}

const quoted = (text: string) => (/[",;\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
