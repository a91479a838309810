import type { Locale } from '#app/i18n/index.ts'
import type { Cell, Column } from '../documents/xlsx.server.ts'
import type { ExportParameters } from './kinds.ts'

export type ExportTable = { name: string; columns: Column[]; rows: Cell[][] }

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
