import { z } from 'zod'
import { localMoment } from '../calendar/fields.ts'
import { closingMoment } from '../calendar/local-time.ts'
import { text } from '../text/fields.ts'
import { sections, type Section } from '../entries/entry.ts'
import { sectionOf } from '../entries/schema.ts'
import { screeningReasons } from '../entries/screening-reasons.ts'

const note = text(5000).default('')
const reason = text(1000).optional()

/** Why each section is asked for, in a field of its own. */
const reasonFields = Object.fromEntries(sections.map((section) => [reasonField(section), reason])) as Record<
  ReasonField,
  typeof reason
>
type ReasonField = `reason.${Section}`
export function reasonField(section: Section): ReasonField {
  return `reason.${section}`
}

const decision = z.discriminatedUnion('decision', [
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
    /** fields, rows and files of them, by their names on the dossier's form */
    targets: z.array(z.string().max(100)).max(300).optional(),
    note,
    ...reasonFields,
  }),
])

/** Until when a returned dossier may come back after all, and a word to its author. */
export const returnExtension = z.object({ until: localMoment.transform(closingMoment), note })

type Typed = { sections?: string[]; targets?: string[] } & Partial<Record<ReasonField, string>>

/** Whoever asks for a field, or says why something is asked for, asks for its section. */
export const screeningDecision = z.preprocess((fields) => {
  const { sections: whole = [], targets = [], ...rest } = fields as Typed
  const said = sections.filter((section) => rest[reasonField(section)]?.trim())
  const asked = new Set([...whole, ...targets.map(sectionOf), ...said])
  return { ...rest, targets, sections: [...sections.filter((one) => asked.delete(one)), ...asked] }
}, decision)
export type ScreeningDecision = z.infer<typeof decision>
