import { z } from 'zod'
import { campaignConditions } from '../participation/campaign.ts'
import { exportFormatNames, exportKinds } from './kinds.ts'

export const exportRequest = z.object({
  kind: z.enum(exportKinds),
  format: z.enum(exportFormatNames).default('xlsx'),
  condition: z.enum(campaignConditions).optional(),
  frame: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
})
