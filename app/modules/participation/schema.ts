import { z } from 'zod'
import { said, whole } from '../text/fields.ts'
import { framePattern } from '../provinces/history.ts'

/** A whole number from `least` on, or null where the field is empty. */
export const optionalCount = (least: number) =>
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
export const byProvince = (prefix: string, least: number) =>
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

const frameField = z.string().regex(framePattern).optional()
const source = said(300)
const total = z
  .string()
  .default('')
  .transform((value) => value.replace(/[\s.]/g, ''))
  .pipe(z.literal('').or(z.string().regex(/^\d{1,7}$/, 'form.error.number')))
  .transform((value) => (value === '' ? null : Number(value)))

export const pastEditionForm = z.object({
  number: whole(1, 3999),
  year: whole(1990, 2200),
  received: total,
  eligible: total,
  inFinal: total,
  prizes: total,
  rough: z.literal('on').optional(),
  source,
  frame: frameField,
})

export const populationForm = z.object({
  year: whole(1990, 2200),
  source,
  frame: frameField,
})
