import type { CampaignCondition } from '../participation/campaign.ts'

export const exportKinds = [
  'entries',
  'sheets',
  'scoresPreliminary',
  'scoresFinal',
  'ranking',
  'participation',
  'dispatch',
] as const
export type ExportKind = (typeof exportKinds)[number]

/** What a table may be written as. */
export const exportFormatNames = ['xlsx', 'csv'] as const
export type ExportFormat = (typeof exportFormatNames)[number]
export type ExportParameters = { frame?: string; format?: ExportFormat; condition?: CampaignCondition }

/** Exports asked for before there was a choice are worksheets. */
export const formatOf = ({ format = 'xlsx' }: ExportParameters): ExportFormat => format

/** As the bucket tells the browser. */
export const contentTypes: Record<ExportFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
}
