import { figureCell, type Cell, type Column } from './figure-cell.ts'

/** An array of objects whose keys are the heads of the columns; moments as ISO 8601 in UTC. */
export async function renderJson(
  columns: Column[],
  rows: AsyncIterable<Cell[]> | Iterable<Cell[]>,
): Promise<Buffer> {
  const lines: string[] = []
  for await (const row of rows)
    lines.push(
      JSON.stringify(
        Object.fromEntries(
          columns.map((column, index) => [column.header, figureCell(row[index] ?? null, column)]),
        ),
      ),
    )
  return Buffer.from(`[\n${lines.join(',\n')}\n]\n`)
}
