import { z } from 'zod'

const decision = z.string().trim().min(3, 'form.error.required').max(300)
const name = z.string().trim().min(2, 'form.error.required').max(120)
export const since = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'form.error.date')
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
