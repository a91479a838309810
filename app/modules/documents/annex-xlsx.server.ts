import { writeXlsx } from 'hucre/xlsx'
import type { Cell as SheetPart } from 'hucre'
import type { Column } from './figure-cell.ts'

/** A table that goes with a letter: its title and whose annex it is stand above it, as on paper. */
export type Annex = { name: string; title: string; of: string; columns: Column[]; rows: string[][] }

/**
 * One worksheet that prints as an annex does: A4 across, as wide as the page, the head of the table bold, over each page
 * and in sight while its rows are passed through.
 */
export async function renderAnnex({ name, title, of, columns, rows }: Annex): Promise<Buffer> {
  const head = columns.map(({ header }) => header)
  const above = [[title], [of], []]
  const last = columns.length - 1
  const wide = (row: number) => ({ startRow: row, startCol: 0, endRow: row, endCol: last })
  const centred = { horizontal: 'center', vertical: 'center', wrapText: true } as const
  const cells = new Map<string, Partial<SheetPart>>([
    ['0,0', { style: { font: { bold: true, size: 14 }, alignment: centred } }],
    ['1,0', { style: { font: { italic: true }, alignment: centred } }],
    ...head.map(
      (_, column) => [`3,${column}`, { style: { font: { bold: true }, alignment: centred } }] as const,
    ),
    ...rows.flatMap((row, index) =>
      row.map(
        (_, column) =>
          [`${index + 4},${column}`, { style: { alignment: { vertical: 'top', wrapText: true } } }] as const,
      ),
    ),
  ])
  const file = await writeXlsx({
    sheets: [
      {
        name,
        columns: columns.map(({ width }) => ({ width })),
        rows: [...above, head, ...rows],
        cells,
        merges: [wide(0), wide(1)],
        freezePane: { rows: 4 },
        pageSetup: {
          paperSize: 'a4',
          orientation: 'landscape',
          fitToPage: true,
          fitToWidth: 1,
          fitToHeight: 0,
          printTitlesRow: '$4:$4',
        },
      },
    ],
  })
  return Buffer.from(file)
}
