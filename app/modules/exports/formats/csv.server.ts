import { clockOf, type Cell, type Column } from './xlsx.server.ts'

/**
 * RFC 4180 with a byte order mark, by which Excel knows UTF-8. Numbers have a point and moments stand as the clock in
 * Viet Nam shows them, so that programs read them too. Text that a spreadsheet would take for a formula gets an
 * apostrophe in front (OWASP, "CSV Injection").
 */
export async function renderCsv(
  columns: Column[],
  rows: AsyncIterable<Cell[]> | Iterable<Cell[]>,
): Promise<Buffer> {
  const lines = ['\ufeff' + columns.map(({ header }) => quoted(header)).join(',')]
  for await (const row of rows) lines.push(row.map(written).join(','))
  return Buffer.from(lines.join('\r\n') + '\r\n')
}

function written(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  if (cell instanceof Date) return clockOf(cell).toISOString().slice(0, 19).replace('T', ' ')
  return quoted(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)
}

const quoted = (text: string) => (/[",\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
