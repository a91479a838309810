import { translator } from '#app/i18n/all.server.ts'
import { computed, type Locale } from '#app/i18n/index.ts'
import { textOf, type SheetCell } from '../documents/worksheet-cell.ts'
import { renderXlsx, type Cell } from '../documents/xlsx.server.ts'
import { bulkColumns, neededColumns, type BulkColumn, type CheckedRow } from './bulk.ts'
import { greatestOf } from '../statistics/describe.ts'

const widths: Partial<Record<(typeof bulkColumns)[number], number>> = {
  title: 50,
  category: 34,
  authors: 34,
  agency: 34,
  summary: 60,
  url: 40,
}

const withoutExample = new Set<BulkColumn>(['originalTitle', 'summary', 'postmarkedOn', 'receivedOn'])

/** The sheet to fill in: the columns, those that must be filled marked, and one row as an example. */
export function bulkTemplate(locale: Locale, category: string): Promise<Buffer> {
  const t = translator(locale)
  const exampleOf = (column: BulkColumn) => {
    if (column === 'category') return category
    return withoutExample.has(column) ? '' : t(computed(`follow.bulk.example.${column}`))
  }
  return renderXlsx(
    t('follow.bulk.sheet'),
    bulkColumns.map((column) => ({
      header: `${t(`follow.bulk.column.${column}`)}${neededColumns.includes(column) ? ' *' : ''}`,
      width: widths[column] ?? 18,
    })),
    [bulkColumns.map((column) => exampleOf(column))],
  )
}

/** The sheet given back: every cell where it was, and behind each row what is wrong with it, in words. */
export function annotatedSheet(
  locale: Locale,
  cells: SheetCell[][],
  headRow: number,
  rows: CheckedRow[],
): Promise<Buffer> {
  const t = translator(locale)
  const width = greatestOf(
    cells.map((line) => line.length),
    1,
  )
  const byRow = new Map(rows.map((row) => [row.row, row]))
  const lines = cells.map((line, index): Cell[] => {
    const checked = byRow.get(index + 1)
    const verdict =
      index + 1 === headRow
        ? t('follow.bulk.verdict')
        : !checked
          ? ''
          : checked.wrong.length === 0
            ? t('follow.bulk.right')
            : checked.wrong
                .map(
                  ({ column, why }) =>
                    `${t(`follow.bulk.column.${column}`)}: ${t(computed(why.key), why.values ?? {})}`,
                )
                .join('; ')
    return [...Array.from({ length: width }, (_, place) => cellOf(line[place])), verdict]
  })
  const [first = [], ...rest] = lines
  return renderXlsx(
    t('follow.bulk.sheet'),
    first.map((cell, place) => ({ header: String(cell ?? ''), width: place === width ? 60 : 22 })),
    rest,
  )
}

const cellOf = (cell: SheetCell): Cell => (typeof cell === 'number' ? cell : textOf(cell) || null)
