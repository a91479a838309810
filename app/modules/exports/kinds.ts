export const exportKinds = ['entries', 'sheets', 'ranking', 'participation'] as const
export type ExportKind = (typeof exportKinds)[number]

/** What a table may be written as; `type` as the bucket tells the browser. */
export const exportFormats = {
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  csv: { type: 'text/csv; charset=utf-8' },
} as const
export type ExportFormat = keyof typeof exportFormats
export type ExportParameters = { frame?: '2004' | '2025'; format?: ExportFormat }
