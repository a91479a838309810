import { z } from 'zod'
import { genres } from '../editions/edition.ts'
import { optionalDay } from '../calendar/fields.ts'
import { email, line, personName, phone, text, whole } from '../text/fields.ts'
import { agencyLevels } from '../provinces/agency.ts'
import { authorKinds, authorStandings, type RowKind, type Section } from './entry.ts'

/**
 * A draft is saved field by field: what is well-formed is kept, what is not comes back with a message and the typed
 * text. So each field has a schema of its own.
 */
const url = line(2000)
  .transform(withScheme)
  .refine((value) => value === '' || /^https?:\/\/[^\s]+$/i.test(value), 'form.error.url')

/** `baoquangninh.vn/…` as it is said and written everywhere. */
function withScheme(typed: string): string {
  return /^(?:\/\/)?(?:[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?\.)+\p{L}{2,}(?:[:/?#]\S*)?$/u.test(typed)
    ? `https://${typed.replace(/^\/\//, '')}`
    : typed
}

const minutes = z
  .literal('')
  .transform(() => null)
  .or(whole(1, 100_000))

export const entryFields = {
  categoryId: line(40),
  title: line(500),
  originalTitle: line(500),
  language: z.string().regex(/^[a-z]{2,3}$/, 'form.error.invalid'),
  genre: z.literal('').or(z.enum(genres)),
  summary: text(20_000),
  agencyText: line(300),
  agencyLevel: z.enum(['', ...agencyLevels]),
  agencyProvince: line(4),
  ownPlace: z.string().regex(/^(|overseas|foreign|p:\d\d)$/, 'form.error.invalid'),
} as const

export const rowFields = {
  parts: { title: line(500), publishedOn: optionalDay, outlet: line(300), url, minutes },
  authors: {
    kind: z.enum(authorKinds),
    name: personName(200),
    penName: personName(200),
    standing: z.enum(authorStandings),
    jobTitle: line(200),
    unit: line(300),
    phone,
    email: z.literal('').or(email),
    address: line(500),
  },
  awards: { name: line(300), level: line(200), organiser: line(300), awardedOn: line(100) },
} as const satisfies Record<RowKind, object>

/** What a row says first, by which it is known: its name, its title, where it was published. */
export const firstSaid = (
  kind: RowKind,
  valueOf: (field: string) => string | number | null | undefined,
): string =>
  String(
    Object.keys(rowFields[kind])
      .filter((field) => field !== 'kind')
      .map(valueOf)
      .find(Boolean) ?? '',
  )

/** Why what the secretariat asked for stays as it is, by the id of what was asked for. */
export const askWords = z.record(z.string().max(40), line(500))

/** The section of the dossier a field belongs to, as the secretariat returns them. */
export function sectionOf(field: string): Section {
  const [head] = field.split('.') as [string]
  if (head === 'parts' || head === 'authors' || head === 'awards' || head === 'media') return head
  const ofAgency = ['agencyText', 'agencyId', 'agencyLevel', 'agencyProvince', 'ownPlace']
  return ofAgency.includes(head) ? 'agency' : 'work'
}
