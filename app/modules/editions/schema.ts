import { z } from 'zod'
import { mediaKinds, mediums } from './edition.ts'

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'form.error.date')
const localMoment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, 'form.error.date')
const whole = (least: number, most: number) =>
  z.coerce
    .number('form.error.number')
    .int('form.error.number')
    .min(least, 'form.error.number')
    .max(most, 'form.error.number')

export const newEdition = z.object({
  number: whole(1, 3999),
  year: whole(2000, 2200),
  copyOf: z.string().default(''),
})

export const editionDetails = z
  .object({
    nameVi: z.string().trim().min(1).max(300),
    nameEn: z.string().trim().min(1).max(300),
    windowStart: day,
    windowEnd: day,
    opensAt: localMoment,
    closesAt: localMoment,
    graceMinutes: whole(0, 2880),
    maxParts: whole(1, 50),
    twoThirdsRule: z.literal('on').optional(),
    capPerAuthor: z.literal('').or(whole(1, 1000)),
    rulesVi: z.string().trim().max(20_000),
    rulesEn: z.string().trim().max(20_000),
  })
  .refine((form) => form.windowStart <= form.windowEnd, {
    path: ['windowEnd'],
    message: 'edition.error.window',
  })
  .refine((form) => form.opensAt < form.closesAt, { path: ['closesAt'], message: 'edition.error.opening' })

export const categoryDetails = z.object({
  nameVi: z.string().trim().min(1).max(300),
  nameEn: z.string().trim().min(1).max(300),
  medium: z.enum(mediums),
  languages: z
    .string()
    .trim()
    .max(300)
    .regex(/^([a-z]{2,3}([,;\s]+|$))*$/, 'edition.error.languages'),
  requirements: z
    .string()
    .transform(
      (text, context) => parseRequirements(text) ?? (context.addIssue('edition.error.requirements'), z.NEVER),
    ),
  first: whole(0, 100),
  second: whole(0, 100),
  third: whole(0, 100),
  consolation: whole(0, 100),
  criteria: z
    .string()
    .transform(
      (text, context) => parseCriteria(text) ?? (context.addIssue('edition.error.criteria'), z.NEVER),
    ),
})

const requirement = z.object({
  kind: z.enum(mediaKinds),
  required: z.boolean(),
  maxCount: z.number().int().min(1).max(100),
  maxBytes: z.number().int().min(1),
  maxMinutes: z.number().int().min(1).optional(),
  minPixels: z.number().int().min(1).optional(),
})

const criterion = z.object({
  nameVi: z.string().trim().min(1).max(200),
  nameEn: z.string().trim().min(1).max(200),
  maxPoints: z.number().int().min(1).max(100_000),
  guidanceVi: z.string().max(1000),
  guidanceEn: z.string().max(1000),
})
export type CriterionForm = z.infer<typeof criterion>

/** One line a kind of file: `pdf; bắt buộc; 10 tệp; 100 MB` and where it applies `60 phút` or `3000 px`. */
export function parseRequirements(text: string): z.infer<typeof requirement>[] | null {
  const rows = linesOf(text).map((line) => {
    const [kind, ...words] = line.split(';').map((word) => word.trim().toLowerCase())
    const amount = (unit: RegExp) => {
      const found = words.map((word) => unit.exec(word)).find(Boolean)
      return found ? Number(found[1]!.replace(',', '.')) : undefined
    }
    return {
      kind,
      required: words.some((word) => word === 'bắt buộc' || word === 'required'),
      maxCount: amount(/^(\d+) (?:tệp|files?)$/) ?? 10,
      maxBytes: Math.round((amount(/^([\d.,]+) mb$/) ?? 100) * 1_000_000),
      maxMinutes: amount(/^(\d+) (?:phút|minutes?)$/),
      minPixels: amount(/^(\d+) px$/),
    }
  })
  const parsed = z.array(requirement).max(8).safeParse(rows)
  return parsed.success && new Set(rows.map((row) => row.kind)).size === rows.length ? parsed.data : null
}

/** One line a criterion: `tên | name | điểm tối đa | hướng dẫn | guidance`. Points in the form, hundredths inside. */
export function parseCriteria(text: string): CriterionForm[] | null {
  const rows = linesOf(text).map((line) => {
    const [nameVi, nameEn, points, guidanceVi = '', guidanceEn = ''] = line
      .split('|')
      .map((word) => word.trim())
    return {
      nameVi,
      nameEn,
      maxPoints: Math.round(Number((points ?? '').replace(',', '.')) * 100),
      guidanceVi,
      guidanceEn,
    }
  })
  const parsed = z.array(criterion).min(1).max(20).safeParse(rows)
  return parsed.success ? parsed.data : null
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
