export const exportKinds = ['entries', 'sheets', 'ranking', 'participation'] as const
export type ExportKind = (typeof exportKinds)[number]
