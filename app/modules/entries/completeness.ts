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

/** The files the category asks for that are not there, still on their way, or too long or too small. */
export function missingMedia({ category, media }: EntryFacts): Missing[] {
  const uploading = media.filter((file) => file.state === 'uploading').length
  const lacking = (category?.requirements ?? []).filter(
    (wanted) =>
      wanted.required && !media.some((file) => file.kind === wanted.kind && file.state === 'complete'),
  )
  const wrong = (category?.requirements ?? []).flatMap((wanted) =>
    media
      .filter((file) => file.kind === wanted.kind && file.state === 'complete')
      .flatMap((file) => [
        ...(wanted.maxMinutes && (file.durationSeconds ?? 0) > wanted.maxMinutes * 60
          ? [missing('media', 'mediaTooLong', { minutes: wanted.maxMinutes })]
          : []),
        ...(wanted.minPixels && file.width && Math.max(file.width, file.height ?? 0) < wanted.minPixels
          ? [missing('media', 'mediaTooSmall', { pixels: wanted.minPixels })]
          : []),
      ]),
  )
  return [
    ...(uploading ? [missing('media', 'mediaUploading', { count: uploading })] : []),
    ...lacking.map((wanted) => missing('media', `media_${wanted.kind}`)),
    ...wrong,
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
