import { z } from 'zod'

const day = z
  .literal('')
  .or(z.string().regex(/^\d{4}-\d\d-\d\d$/))
  .default('')

/** A report as it is asked for, in an address. */
export const reportForm = z.object({
  format: z.enum(['docx', 'pdf']).default('docx'),
  kind: z.enum(['participation', 'halfYear']).default('participation'),
  letterhead: z.enum(['party', 'state']).default('party'),
  frame: z
    .string()
    .regex(/^\d{4}$/)
    .default(''),
  from: day,
  to: day,
})

const target = z
  .string()
  .trim()
  .transform((value) => (value === '' ? null : Number(value)))
  .pipe(
    z
      .number('form.error.number')
      .int('form.error.number')
      .min(1, 'form.error.number')
      .max(10_000, 'form.error.number')
      .nullable(),
  )

/** Fields `target.<code>`, empty for none. */
export const targetForm = z.record(z.string(), z.string()).transform((fields, context) => {
  const targets = new Map<string, number | null>()
  for (const [name, value] of Object.entries(fields)) {
    if (!name.startsWith('target.')) continue
    const parsed = target.safeParse(value)
    if (parsed.success) targets.set(name.slice('target.'.length), parsed.data)
    else context.addIssue({ code: 'custom', path: [name], message: 'form.error.number' })
  }
  return targets
})

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
