import { z } from 'zod'
import { localMoment } from '../calendar/fields.ts'
import { text } from '../text/fields.ts'
import { sections } from '../entries/entry.ts'
import { screeningReasons } from '../entries/screening-reasons.ts'

const note = text(5000).default('')

export const screeningDecision = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('eligible'), note }),
  z.object({
    decision: z.literal('ineligible'),
    reason: z.enum(screeningReasons, 'form.error.required'),
    note,
  }),
  z.object({
    decision: z.literal('returned'),
    until: localMoment,
    sections: z.array(z.enum(sections), 'screening.noSections').min(1, 'screening.noSections'),
    note,
  }),
])
export type ScreeningDecision = z.infer<typeof screeningDecision>
