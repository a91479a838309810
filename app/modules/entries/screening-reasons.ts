/** Coded reasons for which a dossier is not eligible. */
export const screeningReasons = [
  'window',
  'parts',
  'cap',
  'subject',
  'stitched',
  'copyright',
  'dossier',
  'entrant',
  'other',
] as const

/** What the secretariat decides about a dossier; each is a state the entry then has. */
export const screeningDecisions = ['eligible', 'ineligible', 'returned'] as const
