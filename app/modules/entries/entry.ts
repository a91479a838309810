import type { MediaKind, MediaRequirement } from '../editions/edition.ts'

export const entryStates = [
  'draft',
  'submitted',
  'returned',
  'eligible',
  'ineligible',
  'withdrawn',
  'disqualified',
] as const
export type EntryState = (typeof entryStates)[number]

export const authorKinds = ['person', 'organisation'] as const
export const authorStandings = ['', 'press', 'other', 'overseas', 'foreign'] as const

export const mediaStates = ['uploading', 'complete', 'removed'] as const
export type MediaState = (typeof mediaStates)[number]

/** What a virus scanner says of a file; one larger than it takes is not scanned, and open like a clean one. */
export const scanVerdicts = ['clean', 'infected', 'tooLarge'] as const
export type ScanVerdict = (typeof scanVerdicts)[number]

/** The parts of a dossier that the secretariat may ask to be completed. */
export const sections = ['work', 'parts', 'authors', 'agency', 'media', 'awards'] as const
export type Section = (typeof sections)[number]

/** What a dossier has lists of. */
export const rowKinds = ['parts', 'authors', 'awards'] as const
export type RowKind = (typeof rowKinds)[number]
/** of the ids of their rows */
export const rowPrefixes = { parts: 'prt', authors: 'aut', awards: 'pri' } as const satisfies Record<
  RowKind,
  string
>

/** All that the rules of a work need to know about it. Days are `yyyy-MM-dd`, minutes and pixels whole numbers. */
export type EntryFacts = {
  title: string
  originalTitle: string
  language: string
  genre: string
  summary: string
  hasAgency: boolean
  agencyText: string
  ownPlace: string
  category: { languages: string[] | null; requirements: MediaRequirement[] } | null
  parts: { id: string; publishedOn: string | null; outlet: string; minutes: number | null }[]
  authors: { id: string; name: string; phone: string; email: string; address: string }[]
  awards: { id: string; name: string; level: string; organiser: string; awardedOn: string }[]
  media: {
    id: string
    kind: MediaKind
    name: string
    bytes: number
    state: MediaState
    durationSeconds: number | null
    width: number | null
    height: number | null
  }[]
  /** How many works each named author has in this edition, this one counted. */
  worksOfAuthors: { name: string; works: number }[]
}

export type EditionRules = {
  windowStart: string
  windowEnd: string
  maxParts: number
  twoThirdsRule: boolean
  capPerAuthor: number | null
}
