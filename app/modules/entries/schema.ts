import { z } from 'zod'
import { genres } from '../editions/edition.ts'
import { nfc } from '../text/search-key.ts'

/**
 * A draft is saved field by field: what is well-formed is kept, what is not comes back with a message and the typed
 * text. So each field has a schema of its own.
 */
const line = (most: number) =>
  z
    .string()
    .transform((text) => nfc(text).replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(most))
const text = (most: number) =>
  z
    .string()
    .transform((typed) => nfc(typed).replace(/\r\n/g, '\n').trim())
    .pipe(z.string().max(most))
const day = z
  .literal('')
  .transform(() => null)
  .or(
    z
      .string()
      .regex(/^\d{4}-\d\d-\d\d$/, 'form.error.date')
      .refine(isDay, 'form.error.date'),
  )
const url = line(2000).refine((value) => value === '' || /^https?:\/\/[^\s]+$/i.test(value), 'form.error.url')
const minutes = z
  .literal('')
  .transform(() => null)
  .or(
    z.coerce
      .number('form.error.number')
      .int('form.error.number')
      .min(1, 'form.error.number')
      .max(100_000, 'form.error.number'),
  )

function isDay(value: string): boolean {
  const date = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}

export const entryFields = {
  categoryId: line(40),
  title: line(500),
  originalTitle: line(500),
  language: z.string().regex(/^[a-z]{2,3}$/, 'form.error.invalid'),
  genre: z.literal('').or(z.enum(genres)),
  summary: text(20_000),
  agencyText: line(300),
  agencyLevel: z.enum(['', 'central', 'provincial', 'foreign']),
  agencyProvince: line(4),
  ownPlace: z.string().regex(/^(|overseas|foreign|p:\d\d)$/, 'form.error.invalid'),
} as const

export const rowFields = {
  parts: { title: line(500), publishedOn: day, outlet: line(300), url, minutes },
  authors: {
    kind: z.enum(['person', 'organisation']),
    name: line(200),
    penName: line(200),
    standing: z.enum(['', 'press', 'other', 'overseas', 'foreign']),
    jobTitle: line(200),
    unit: line(300),
    phone: line(30),
    email: line(254).refine(
      (value) => value === '' || z.email().safeParse(value).success,
      'auth.error.email',
    ),
    address: line(500),
  },
  awards: { name: line(300), level: line(200), organiser: line(300), awardedOn: line(100) },
} as const
export type RowKind = keyof typeof rowFields

/** The section of the dossier a field belongs to, as the secretariat returns them. */
export function sectionOf(field: string): 'work' | 'parts' | 'authors' | 'agency' | 'awards' {
  const [head] = field.split('.')
  if (head === 'parts' || head === 'authors' || head === 'awards') return head
  return ['agencyText', 'agencyLevel', 'agencyProvince', 'ownPlace'].includes(head!) ? 'agency' : 'work'
}
