import { z } from 'zod'

export const uploadStart = z.object({
  name: z.string().min(1).max(400),
  bytes: z.coerce
    .number()
    .int()
    .min(0)
    .max(5 * 1024 ** 4),
  fingerprint: z.string().min(1).max(600),
})

export const partNumbers = z.object({
  parts: z
    .string()
    .regex(/^\d{1,5}(,\d{1,5}){0,49}$/)
    .transform((text) => text.split(',').map(Number)),
})
