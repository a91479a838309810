import { z } from 'zod'
import { line } from '../text/fields.ts'
import { campaignConditions } from '../outreach/campaign.ts'
import { framePattern } from '../provinces/history.ts'
import { exportFormatNames, exportKinds } from './kinds.ts'

export const exportRequest = z.object({
  kind: z.enum(exportKinds),
  format: z.enum(exportFormatNames).optional(),
  condition: z.enum(campaignConditions).optional(),
  category: z.string().max(40).optional(),
  place: z.string().max(20).optional(),
  preset: line(100).default(''),
  frame: z.string().regex(framePattern).optional(),
})
