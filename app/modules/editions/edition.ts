/** Words of an edition that the rules, the tables and the pages share. */
export const mediums = [
  'print',
  'online',
  'radio',
  'television',
  'photo',
  'book',
  'digital',
  'initiative',
] as const
export type Medium = (typeof mediums)[number]

/** Minutes of reading a work of a medium whose files tell no duration; each category may say otherwise. */
export const readingMinutesOf: Record<Medium, number> = {
  print: 12,
  online: 12,
  radio: 15,
  television: 25,
  photo: 5,
  book: 120,
  digital: 15,
  initiative: 30,
}

export const mediaKinds = ['pdf', 'image', 'audio', 'video'] as const
export type MediaKind = (typeof mediaKinds)[number]

/**
 * What a category asks for of one kind of file: `bytes` a file, `minutes` of play, `pixels` on the longer side. Without
 * `types` every ending of the kind is taken.
 */
export type MediaRequirement = {
  kind: MediaKind
  required: boolean
  types?: string[]
  maxCount: number
  maxBytes: number
  maxMinutes?: number
  minPixels?: number
}

/** How many of each prize a category may give; the special prize is of the whole edition. */
export const quotaPrizes = ['first', 'second', 'third', 'consolation'] as const
export type PrizeQuota = Record<(typeof quotaPrizes)[number], number>

export const genres = [
  'reflection',
  'interview',
  'notes',
  'commentary',
  'treatise',
  'reportage',
  'investigation',
  'literary',
  'programme',
  'documentary',
  'photo',
  'book',
] as const

/** What a coordinator sees of the other provinces: nothing, the place among them, their figures. */
export const provinceViews = ['own', 'rank', 'all'] as const
export type ProvinceView = (typeof provinceViews)[number]

/** Languages offered first; ISO 639-1. */
export const languages = [
  'vi',
  'en',
  'fr',
  'zh',
  'ru',
  'es',
  'ja',
  'ko',
  'lo',
  'km',
  'de',
  'ar',
  'th',
  'id',
  'pt',
] as const
