import { z } from 'zod'
import { day as onDay } from '../calendar/fields.ts'
import { cleanText } from '../text/clean-text.ts'
import { framePattern } from '../provinces/history.ts'
import { letterheads } from '../documents/document.ts'

const day = z.literal('').or(onDay).default('')

/** A report as it is asked for; without a province it is the country's. */
export const reportForm = z
  .object({
    kind: z.enum(['participation', 'halfYear']).default('participation'),
    letterhead: z.enum(letterheads).default('party'),
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

/** The wording of a report: fields `w.<name>`, and the version they were written upon. */
export const wordingForm = z.record(z.string(), z.string()).transform((fields) => ({
  version: Number(fields.version) || 0,
  wording: Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => name.startsWith('w.'))
      .map(([name, text]) => [name.slice(2), cleanText(text).slice(0, 20_000)]),
  ),
}))
