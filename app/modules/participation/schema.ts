import { z } from 'zod'
import { campaignConditions } from '../outreach/campaign.ts'
import { hasUnknownFilling } from '../outreach/filled.ts'
import { framePattern } from '../provinces/history.ts'

const day = z
  .literal('')
  .or(z.string().regex(/^\d{4}-\d\d-\d\d$/))
  .default('')

/** A report as it is asked for; without a province it is the country's. */
export const reportForm = z
  .object({
    kind: z.enum(['participation', 'halfYear']).default('participation'),
    letterhead: z.enum(['party', 'state']).default('party'),
    frame: z.string().regex(framePattern).default(''),
    from: day,
    to: day,
    province: z
      .literal('')
      .or(z.string().regex(/^\d\d$/))
      .default(''),
  })
  .refine(({ from, to }) => from === '' || to === '' || from <= to, {
    path: ['to'],
    message: 'report.error.order',
  })
  .refine(({ kind, from, to }) => kind !== 'halfYear' || (from !== '' && to !== ''), {
    path: ['from'],
    message: 'report.error.halfYear',
  })

/** A whole number from `least` on, or null where the field is empty. */
const optionalCount = (least: number) =>
  z
    .string()
    .trim()
    .transform((value) => (value === '' ? null : Number(value)))
    .pipe(
      z
        .number('form.error.number')
        .int('form.error.number')
        .min(least, 'form.error.number')
        .max(10_000, 'form.error.number')
        .nullable(),
    )

/** Fields `<prefix>.<code>`, one a province. */
const byProvince = (prefix: string, least: number) =>
  z.record(z.string(), z.string()).transform((fields, context) => {
    const counts = new Map<string, number | null>()
    for (const [name, value] of Object.entries(fields)) {
      if (!name.startsWith(`${prefix}.`)) continue
      const parsed = optionalCount(least).safeParse(value)
      if (parsed.success) counts.set(name.slice(prefix.length + 1), parsed.data)
      else context.addIssue({ code: 'custom', path: [name], message: 'form.error.number' })
    }
    return counts
  })

export const targetForm = byProvince('target', 1)
export const quotaForm = byProvince('quota', 0)

const decision = z.string().trim().min(3, 'form.error.required').max(300)
const name = z.string().trim().min(2, 'form.error.required').max(120)
const since = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'form.error.date')
const unitCode = z.string().regex(/^\d\d$/, 'form.error.required')
const kind = z.enum(['province', 'city'])

/** A new name or kind of one province from a day on. */
export const provinceChange = z.object({ code: unitCode, name, kind, since, decision })

/** Provinces that become one; `code` is the one it goes on with. */
export const provinceMerger = z.object({
  units: z.array(unitCode).default([]),
  code: unitCode,
  name,
  kind,
  since,
  decision,
})

/** A province out of which a new one is made. */
export const provinceSplit = z.object({ code: unitCode, newCode: unitCode, name, kind, since, decision })

export const agencyDetails = z.object({
  name: z.string().trim().min(2, 'form.error.required').max(300),
  level: z.enum(['central', 'provincial', 'foreign']),
  province: z.literal('').or(unitCode).default(''),
  governingBody: z.string().trim().max(300).default(''),
  /** one a line */
  names: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .slice(0, 30),
    ),
  successor: z.string().trim().max(300).default(''),
  mergedOn: z.literal('').or(since).default(''),
})

const filledText = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least, 'form.error.required')
    .max(most)
    .refine((text) => !hasUnknownFilling(text), 'filling.unknown')
const mailSubject = filledText(3, 200)
const mailBody = filledText(10, 5000)

export const draftReminder = z.object({
  drafts: z.array(z.string()).default([]),
  subject: mailSubject,
  body: mailBody,
})

const optionalDay = z
  .literal('')
  .or(since)
  .default('')
  .transform((value) => value || null)

export const behalfForm = z.object({
  title: z.string().trim().min(1, 'form.error.required').max(500),
  authorName: z.string().trim().min(2, 'form.error.required').max(200),
  authorEmail: z.string().trim().toLowerCase().pipe(z.email('auth.error.email')),
  postmarkedOn: optionalDay,
  receivedOn: optionalDay,
})

/** To which address an author's letter goes once more. */
export const authorLetter = z.object({ email: behalfForm.shape.authorEmail })

/** Fields `position.<entry id>`: a whole number, or empty for not ranked. */
export const rankingForm = z.record(z.string(), z.string()).transform((fields, context) => {
  const places: { id: string; place: number }[] = []
  for (const [name, value] of Object.entries(fields)) {
    if (!name.startsWith('position.') || value.trim() === '') continue
    const place = Number(value)
    const wrong = !Number.isInteger(place) || place < 1 || place > 10_000
    if (wrong || places.some((other) => other.place === place))
      context.addIssue({
        code: 'custom',
        path: [name],
        message: wrong ? 'form.error.number' : 'follow.endorse.twice',
      })
    else places.push({ id: name.slice('position.'.length), place })
  }
  return places.toSorted((a, b) => a.place - b.place).map((one) => one.id)
})

export const campaignForm = z.object({
  condition: z.enum(campaignConditions),
  daysLeft: optionalCount(1),
  subject: mailSubject,
  body: mailBody,
})

const frameField = z.string().regex(framePattern).optional()
const source = z.string().trim().min(3, 'form.error.required').max(300)
const total = z
  .string()
  .default('')
  .transform((value) => value.replace(/[\s.]/g, ''))
  .pipe(z.literal('').or(z.string().regex(/^\d{1,7}$/, 'form.error.number')))
  .transform((value) => (value === '' ? null : Number(value)))

export const pastEditionForm = z.object({
  number: z.coerce
    .number('form.error.number')
    .int('form.error.number')
    .min(1, 'form.error.number')
    .max(3999, 'form.error.number'),
  year: z.coerce
    .number('form.error.number')
    .int('form.error.number')
    .min(1990, 'form.error.number')
    .max(2200, 'form.error.number'),
  received: total,
  eligible: total,
  inFinal: total,
  prizes: total,
  rough: z.literal('on').optional(),
  source,
  frame: frameField,
})

export const populationForm = z.object({
  year: z.coerce
    .number('form.error.number')
    .int('form.error.number')
    .min(1990, 'form.error.number')
    .max(2200, 'form.error.number'),
  source,
  frame: frameField,
})

/** The wording of a report: fields `w.<name>`, and the version they were written upon. */
export const wordingForm = z.record(z.string(), z.string()).transform((fields) => ({
  version: Number(fields.version) || 0,
  wording: Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => name.startsWith('w.'))
      .map(([name, text]) => [name.slice(2), text.replace(/\r\n/g, '\n').slice(0, 20_000)]),
  ),
}))
