import { z } from 'zod'
import { exportFormatNames, exportKinds } from './kinds.ts'

export const exportRequest = z.object({
  kind: z.enum(exportKinds),
  format: z.enum(exportFormatNames).default('xlsx'),
  frame: z.enum(['2004', '2025']).default('2025'),
})
