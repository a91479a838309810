import { z } from 'zod'
import { day, localMoment } from '../calendar/fields.ts'
import { emailIfAny, line, phone, text, whole } from '../text/fields.ts'
import { mediaKinds, mediums, provinceViews, type MediaKind, type MediaRequirement } from './edition.ts'
import { typesOf } from './file-kinds.ts'

export const newEdition = z.object({
  number: whole(1, 3999),
  year: whole(2000, 2200),
  copyOf: z.string().default(''),
})

export const editionDetails = z
  .object({
    nameVi: line(300, 1),
    nameEn: line(300, 1),
    windowStart: day,
    windowEnd: day,
    opensAt: localMoment,
    closesAt: localMoment,
    graceMinutes: whole(0, 2880),
    postmarkDays: whole(0, 60),
    endorsement: z.literal('on').optional(),
    endorsementQuota: whole(0, 10_000),
    provincesSee: z.enum(provinceViews),
    participationPublic: z.literal('on').optional(),
    judgeSecondFactor: z.literal('on').optional(),
    maxParts: whole(1, 50),
    twoThirdsRule: z.literal('on').optional(),
    capPerAuthor: z.literal('').or(whole(1, 1000)),
    contactAddress: line(300).optional(),
    contactPhone: phone.optional(),
    contactEmail: emailIfAny.optional(),
    rulesVi: text(20_000),
    rulesEn: text(20_000),
  })
  .refine((form) => form.windowStart <= form.windowEnd, {
    path: ['windowEnd'],
    message: 'edition.error.window',
  })
  .refine((form) => form.opensAt < form.closesAt, { path: ['closesAt'], message: 'edition.error.opening' })

const optionalWhole = (least: number, most: number) => z.literal('').or(whole(least, most)).default('')

const filesRow = z.object({
  need: z.enum(['none', 'optional', 'required']),
  types: z.array(z.string()).default([]),
  maxCount: whole(1, 100),
  megabytes: whole(1, 100_000),
  maxMinutes: optionalWhole(1, 1000),
  minPixels: optionalWhole(1, 100_000),
})

const points = z
  .string()
  .trim()
  .regex(/^\d{1,4}([.,]\d{1,2})?$/, 'form.error.number')
  .transform((typed) => Math.round(Number(typed.replace(',', '.')) * 100))

const criterionRow = z.object({
  nameVi: line(200, 1),
  nameEn: line(200, 1),
  maxPoints: points.refine((hundredths) => hundredths > 0, 'form.error.number'),
  guidanceVi: text(1000),
  guidanceEn: text(1000),
})
export type CriterionForm = z.infer<typeof criterionRow>

/** Fields are named by their place, `files.audio.maxMinutes` or `criteria.2.nameVi`; criteria left empty are dropped. */
export const categoryDetails = z.preprocess(
  (fields) => withoutEmptyCriteria(nested(fields as Record<string, unknown>)),
  z.object({
    nameVi: line(300, 1),
    nameEn: line(300, 1),
    medium: z.enum(mediums),
    readingMinutes: whole(1, 600),
    minutesPerPage: whole(0, 60),
    languages: z.array(z.string().regex(/^[a-z]{2,3}$/, 'form.error.invalid')).default([]),
    files: z.record(z.enum(mediaKinds), filesRow).transform(requirementsOf),
    criteria: z
      .record(z.string(), criterionRow)
      .transform((rows) => Object.values(rows))
      .refine((rows) => rows.length > 0, 'edition.error.criteria'),
    first: whole(0, 100),
    second: whole(0, 100),
    third: whole(0, 100),
    consolation: whole(0, 100),
  }),
)

function requirementsOf(files: Record<MediaKind, z.infer<typeof filesRow>>): MediaRequirement[] {
  return mediaKinds.flatMap((kind) => {
    const { need, types, maxCount, megabytes, maxMinutes, minPixels } = files[kind]
    if (need === 'none') return []
    const endings = typesOf(kind)
    const some = types.length > 0 && types.length < endings.length
    return {
      kind,
      required: need === 'required',
      maxCount,
      maxBytes: megabytes * 1_000_000,
      ...(some && { types: endings.filter((ending) => types.includes(ending)) }),
      ...(maxMinutes !== '' && { maxMinutes }),
      ...(minPixels !== '' && { minPixels }),
    }
  })
}

type Tree = { [name: string]: unknown }

/** Without prototypes: a field may be called `__proto__.x` by whoever sends the form. */
const emptyTree = () => Object.create(null) as Tree

function nested(fields: Record<string, unknown>): Tree {
  const tree = emptyTree()
  for (const [path, value] of Object.entries(fields)) {
    const names = path.split('.')
    let branch = tree
    for (const name of names.slice(0, -1)) branch = (branch[name] ??= emptyTree()) as Tree
    branch[names.at(-1)!] = value
  }
  return tree
}

function withoutEmptyCriteria({ criteria = {}, ...rest }: Tree): Tree {
  const kept = Object.entries(criteria as Record<string, Record<string, string>>).filter(([, row]) =>
    Object.values(row).some((typed) => typed.trim() !== ''),
  )
  return { ...rest, criteria: Object.fromEntries(kept) }
}
