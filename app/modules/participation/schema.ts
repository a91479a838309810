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
  frame: z.enum(['2025', '2004']).default('2025'),
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
