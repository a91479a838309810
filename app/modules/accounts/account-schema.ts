import { z } from 'zod'

export const accountDetails = z.object({
  name: z.string().trim().min(2, 'form.error.required').max(120),
  phone: z.string().trim().max(30).default(''),
  agency: z.string().trim().max(300).default(''),
  locale: z.enum(['vi', 'en']),
})
