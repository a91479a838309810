import type { Locale } from '#app/i18n/index.ts'
import type { Cell, Column } from '../documents/xlsx.server.ts'
import type { ExportParameters } from './kinds.ts'

export type ExportTable = { name: string; columns: Column[]; rows: Cell[][] }

/** A column and what stands in it for a row. */
export type TableColumn<Row> = Column & { cell: (row: Row) => Cell }

/** The table with these columns, and a line for each row: a column stands once, its head with its cells. */
export const tableWith = <Row>(
  name: string,
  columns: TableColumn<Row>[],
  rows: readonly Row[],
): ExportTable => ({
  name,
  columns: columns.map(({ cell: _cell, ...column }) => column),
  rows: cellsUnder(columns, rows),
})

/** What stands in these columns for each row. */
export const cellsUnder = <Row>(columns: TableColumn<Row>[], rows: readonly Row[]): Cell[][] =>
  Array.from(rows, (row) => columns.map(({ cell }) => cell(row)))

export type TableAsk = {
  editionId: string
  edition: number
  locale: Locale
  parameters: ExportParameters
  /** works whose scores the asker must not see */
  barred: Set<string>
}

export const pointsOf = (hundredths: number | null) => (hundredths === null ? null : hundredths / 100)

export const momentOf = (value: string | null) => (value ? new Date(value) : null)
