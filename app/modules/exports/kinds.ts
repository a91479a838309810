import type { CampaignCondition } from '../outreach/campaign.ts'

/** Tables first; then what is a file of its own kind. */
export const tableKinds = [
  'entries',
  'authors',
  'media',
  'sheets',
  'scoresPreliminary',
  'scoresFinal',
  'ranking',
  'prizes',
  'participation',
  'dispatch',
  'audit',
] as const
export const exportKinds = [...tableKinds, 'mediaZip', 'certificates'] as const
/** And what everybody may take of their own data, which belongs to no edition. */
export const allExportKinds = [...exportKinds, 'ownData'] as const
export type TableKind = (typeof tableKinds)[number]
export type ExportKind = (typeof exportKinds)[number]
export type AnyExportKind = (typeof allExportKinds)[number]

/** Tables with addresses and telephones of people. */
const withContacts: readonly string[] = ['authors', 'dispatch'] satisfies ExportKind[]

export const holdsContacts = (kind: unknown) => typeof kind === 'string' && withContacts.includes(kind)

export const isTableKind = (kind: ExportKind): kind is TableKind => tableKinds.includes(kind as TableKind)

export const exportStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const

/** What a kind may be written as; the first is what it is when nothing is said. */
export const tableFormats = ['xlsx', 'csv', 'json'] as const
export const exportFormatNames = [...tableFormats, 'zip', 'pdf'] as const
export type ExportFormat = (typeof exportFormatNames)[number]

export function formatsOf(kind: ExportKind): readonly ExportFormat[] {
  if (kind === 'mediaZip') return ['zip']
  return kind === 'certificates' ? ['pdf'] : tableFormats
}

const ofWorks: readonly ExportKind[] = ['entries', 'authors', 'media', 'sheets', 'prizes', 'mediaZip']

/** By what a kind can be narrowed: what has a row or a file for each work by both, a ranking by category. */
export function narrowedBy(kind: ExportKind): readonly ('category' | 'place')[] {
  if (ofWorks.includes(kind)) return ['category', 'place']
  return kind === 'ranking' ? ['category'] : []
}

export type ExportParameters = {
  frame?: string
  format?: ExportFormat
  condition?: CampaignCondition
  /** works of one category, or of one province (`2025:56`) or group outside the grid */
  category?: string
  place?: string
}

/** Exports asked for before there was a choice are worksheets. */
export const formatOf = (kind: ExportKind, { format }: ExportParameters): ExportFormat =>
  format && formatsOf(kind).includes(format) ? format : formatsOf(kind)[0]!
