import type { MediaRequirement } from '../editions/edition.ts'
import { whyAside } from '../editions/file-kinds.ts'
import type { Message } from '../refusal/refusal.ts'
import type { EntryFacts } from './entry.ts'

/** Something a dossier still lacks; `field` is the id of the place on the form where it goes. */
export type Missing = { field: string; why: Message }

const shortestSummary = 100

/** What is missing before the work can be submitted, in the order of the form; empty when it is whole. */
export function missingFrom(entry: EntryFacts): Missing[] {
  return [
    ...ofWork(entry),
    ...ofParts(entry),
    ...ofAuthors(entry),
    ...ofAgency(entry),
    ...missingMedia(entry),
    ...ofAwards(entry),
  ]
}

/** What a returned dossier was asked for, in which nothing changed and of which nothing is said. */
export const unanswered = (asks: { id: string; answered: boolean }[]): Missing[] =>
  asks.flatMap(({ id, answered }, index) =>
    answered ? [] : [missing(`asked-${id}`, 'asked', { number: index + 1 })],
  )

const missing = (field: string, key: string, values?: Message['values']): Missing => ({
  field,
  why: { key: `missing.${key}`, values },
})

function ofWork(entry: EntryFacts): Missing[] {
  return [
    !entry.category && missing('categoryId', 'category'),
    !entry.title && missing('title', 'title'),
    entry.language !== 'vi' && !entry.originalTitle && missing('originalTitle', 'originalTitle'),
    !entry.genre && missing('genre', 'genre'),
    entry.summary.length < shortestSummary && missing('summary', 'summary', { min: shortestSummary }),
  ].filter((row) => row !== false)
}

function ofParts({ parts }: EntryFacts): Missing[] {
  if (parts.length === 0) return [missing('parts', 'parts')]
  return parts.flatMap((part, index) => [
    ...(part.publishedOn ? [] : [missing(`parts.${part.id}.publishedOn`, 'partDate', { number: index + 1 })]),
    ...(part.outlet ? [] : [missing(`parts.${part.id}.outlet`, 'partOutlet', { number: index + 1 })]),
  ])
}

/** Everyone is named; the first, with whom the secretariat writes, can be reached. */
function ofAuthors({ authors }: EntryFacts): Missing[] {
  const [first] = authors
  if (!first) return [missing('authors', 'authors')]
  const contact = (['phone', 'email', 'address'] as const).filter((field) => !first[field])
  return [
    ...authors.flatMap((author, index) =>
      author.name ? [] : [missing(`authors.${author.id}.name`, 'authorName', { number: index + 1 })],
    ),
    ...contact.map((field) => missing(`authors.${first.id}.${field}`, `author_${field}`)),
  ]
}

function ofAgency(entry: EntryFacts): Missing[] {
  if (entry.hasAgency) return []
  if (entry.agencyText) return [missing('agencyLevel', 'agencyLevel')]
  return entry.ownPlace ? [] : [missing('agencyText', 'agency')]
}

/**
 * The files the category asks for that are not there, still on their way, too many, or too long or too small. What does
 * not fit the category is kept aside, and counts neither for nor against it.
 */
export function missingMedia({ category, media }: EntryFacts): Missing[] {
  const requirements = category?.requirements ?? []
  const fitting = category ? media.filter((file) => whyAside(requirements, file) === null) : media
  const uploading = fitting.filter((file) => file.state === 'uploading').length
  const whole = fitting.filter((file) => file.state === 'complete')
  const ofKind = (wanted: MediaRequirement) => whole.filter((file) => file.kind === wanted.kind)
  return [
    ...(uploading ? [missing('media', 'mediaUploading', { count: uploading })] : []),
    ...requirements
      .filter((wanted) => wanted.required && ofKind(wanted).length === 0)
      .map((wanted) => missing('media', `media_${wanted.kind}`)),
    ...requirements
      .filter((wanted) => ofKind(wanted).length > wanted.maxCount)
      .map((wanted) => missing('media', `mediaOver_${wanted.kind}`, { max: wanted.maxCount })),
    ...requirements.flatMap((wanted) => ofKind(wanted).flatMap((file) => faultsOf(file, wanted))),
  ]
}

function faultsOf(file: EntryFacts['media'][number], { maxMinutes, minPixels }: MediaRequirement): Missing[] {
  return [
    ...(maxMinutes && (file.durationSeconds ?? 0) > maxMinutes * 60
      ? [missing('media', 'mediaTooLong', { minutes: maxMinutes })]
      : []),
    ...(minPixels && file.width && Math.max(file.width, file.height ?? 0) < minPixels
      ? [missing('media', 'mediaTooSmall', { pixels: minPixels })]
      : []),
  ]
}

/** Earlier prizes are allowed and must be declared whole: level, organiser, date. */
function ofAwards({ awards }: EntryFacts): Missing[] {
  return awards.flatMap((award, index) =>
    award.name && award.level && award.organiser && award.awardedOn
      ? []
      : [missing(`awards.${award.id}.name`, 'award', { number: index + 1 })],
  )
}
