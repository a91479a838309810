import { z } from 'zod'
import { exportFormatNames, exportKinds } from './kinds.ts'

export const exportRequest = z.object({
  kind: z.enum(exportKinds),
  format: z.enum(exportFormatNames).default('xlsx'),
  frame: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
})
