import { parseCsv } from 'hucre/csv'
import { decodeText } from '../text/decode-text.ts'
import type { Workbook } from './workbook.ts'
import type { SheetCell } from './worksheet-cell.ts'

/** What Excel writes as a first line of its own, and does not count. */
const separatorLine = /^"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|$)/i

/**
 * Separated text (comma, semicolon, tabulator, bar, or what a first line `sep=` names) in UTF-8 or UTF-16 as a workbook
 * of one sheet; null for a file that is no text, or is the page or document of another program. Digits are numbers, as
 * a worksheet would have them, but behind a nought; what was written for Excel as `="0912"` or `'=a` is taken back.
 */
export function readCsv(file: Uint8Array): Workbook | null {
  const text = decodeText(file)?.replace(/^\ufeff/, '')
  if (!text || !isPlain(text)) return null
  const told = separatorLine.exec(text)
  const rest = told ? text.slice(told[0].length) : text
  const rows = parseCsv(rest, { delimiter: told?.[1] ?? separatorOf(rest), unescapeFormulae: true })
  const cells = rows.map((row) => row.map((cell) => cellOf(String(cell ?? ''))))
  const filled = cells.some((row) => row.some((cell) => cell !== ''))
  return { sheets: filled ? [{ name: '', cells, hiddenRows: [], hiddenColumns: [] }] : [], hiddenSheets: [] }
}

/** The one by which most of the first rows are of one width; of those as good the one that makes more cells. */
function separatorOf(text: string): string {
  const worth = [',', ';', '\t', '|'].map((delimiter) => {
    const widths = parseCsv(text.slice(0, 100_000), { delimiter, maxRows: 30 }).map((row) => row.length)
    const alike = (width: number) => (width > 1 ? widths.filter((one) => one === width).length : 0)
    const best = widths.toSorted((a, b) => alike(b) - alike(a) || b - a)[0] ?? 0
    return { delimiter, rows: alike(best), cells: best }
  })
  return worth.toSorted((a, b) => b.rows - a.rows || b.cells - a.cells)[0]!.delimiter
}

/** Letters and breaks alone; a page, an XML document, RTF and PDF are text too, but no table. */
const isPlain = (text: string) =>
  !/[\u0000-\u0008\u000e-\u001f]/.test(text) && !/^\s*(?:<|\{\\rtf|%PDF)/.test(text)

function cellOf(text: string): SheetCell {
  const kept = /^="(.*)"$/s.exec(text)
  if (kept) return kept[1]!
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : text
}
