import { z } from 'zod'

const localMoment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, 'form.error.date')

export const roundForm = z
  .object({
    stage: z.enum(['preliminary', 'final']),
    blind: z.literal('on').optional(),
    readings: z.coerce
      .number('form.error.number')
      .int('form.error.number')
      .min(1, 'form.error.number')
      .max(20, 'form.error.number'),
    opensAt: localMoment,
    closesAt: localMoment,
  })
  .refine((form) => form.opensAt < form.closesAt, { path: ['closesAt'], message: 'edition.error.opening' })

export const panelForm = z.object({
  panelId: z.string().default(''),
  name: z.string().trim().min(1).max(200),
  categories: z.array(z.string(), 'form.error.required').min(1, 'form.error.required'),
  judges: z.array(z.string(), 'form.error.required').min(1, 'form.error.required'),
  chair: z.string().default(''),
})

export const recall = z.object({ reason: z.string().trim().min(3, 'form.error.required').max(1000) })
export const recusal = z.object({ reason: z.string().trim().min(3, 'form.error.required').max(1000) })
export const conflictForm = z.object({
  agency: z.string().trim().min(1).max(300),
  reason: z.string().trim().min(3, 'form.error.required').max(1000),
})
