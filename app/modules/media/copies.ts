import type { MediaKind } from '../editions/edition.ts'

/** What is made of a file for judges: how each copy is called, and sent as. */
export const copyTypes = {
  film: { mime: 'video/mp4', ending: 'mp4' },
  poster: { mime: 'image/webp', ending: 'webp' },
  strip: { mime: 'image/webp', ending: 'webp' },
  sound: { mime: 'audio/mp4', ending: 'm4a' },
  waveform: { mime: 'image/webp', ending: 'webp' },
  large: { mime: 'image/webp', ending: 'webp' },
  small: { mime: 'image/webp', ending: 'webp' },
  document: { mime: 'application/pdf', ending: 'pdf' },
  page: { mime: 'image/webp', ending: 'webp' },
  text: { mime: 'text/plain', ending: 'txt' },
} as const

export type CopyName = keyof typeof copyTypes
export const copyNames = Object.keys(copyTypes) as CopyName[]

/** A copy as it was written; `position` counts pages from 1, and is 0 where there is one alone. */
export type MadeCopy = { name: CopyName; position: number; file: string; bytes: number }

/** The copy that stands for the file. */
export const mainCopyOf: Record<MediaKind, CopyName> = {
  video: 'film',
  audio: 'sound',
  image: 'large',
  pdf: 'document',
}

export const fileOfCopy = (name: CopyName, position = 0) =>
  `${name}${position ? `-${String(position).padStart(3, '0')}` : ''}.${copyTypes[name].ending}`
