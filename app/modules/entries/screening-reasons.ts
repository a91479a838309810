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
