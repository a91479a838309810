import { z } from 'zod'
import { sections } from '../entries/entry.ts'
import { screeningReasons } from './screening-reasons.ts'

const note = z.string().trim().max(5000).default('')

export const screeningDecision = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('eligible'), note }),
  z.object({
    decision: z.literal('ineligible'),
    reason: z.enum(screeningReasons, 'form.error.required'),
    note,
  }),
  z.object({
    decision: z.literal('returned'),
    until: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, 'form.error.date'),
    sections: z.array(z.enum(sections), 'screening.noSections').min(1, 'screening.noSections'),
    note,
  }),
])
export type ScreeningDecision = z.infer<typeof screeningDecision>
