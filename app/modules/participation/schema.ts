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
