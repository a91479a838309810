import { z } from 'zod'
import { day } from '../calendar/fields.ts'
import { line, said, text } from '../text/fields.ts'
import { agencyLevels } from './agency.ts'

const decision = said(300)
const name = line(120, 2)
const unitCode = z.string().regex(/^\d\d$/, 'form.error.required')
const kind = z.enum(['province', 'city'])

/** A new name or kind of one province from a day on. */
export const provinceChange = z.object({ code: unitCode, name, kind, since: day, decision })

/** Provinces that become one; `code` is the one it goes on with. */
export const provinceMerger = z.object({
  units: z.array(unitCode).default([]),
  code: unitCode,
  name,
  kind,
  since: day,
  decision,
})

/** A province out of which a new one is made. */
export const provinceSplit = z.object({ code: unitCode, newCode: unitCode, name, kind, since: day, decision })

export const agencyDetails = z.object({
  name: line(300, 2),
  level: z.enum(agencyLevels),
  province: z.literal('').or(unitCode).default(''),
  governingBody: line(300).default(''),
  /** one a line */
  names: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
    .pipe(z.array(z.string()).max(30, 'form.error.tooManyNames')),
  successor: line(300).default(''),
  mergedOn: z.literal('').or(day).default(''),
})

/** What a coordinator, and then the secretariat, says of a newsroom the register lacks. */
export const agencyProposal = z.object({ name: line(300, 2), governingBody: line(300).default('') })
export const agencyDecision = z
  .object({
    decision: z.enum(['confirm', 'merge', 'refuse'], 'form.error.required'),
    into: line(300).default(''),
    reason: text(300).default(''),
  })
  .refine(({ decision, into }) => decision !== 'merge' || into.length > 1, {
    path: ['into'],
    message: 'form.error.required',
  })
  .refine(({ decision, reason }) => decision !== 'refuse' || reason.length > 2, {
    path: ['reason'],
    message: 'form.error.required',
  })
