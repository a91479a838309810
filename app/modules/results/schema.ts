import { z } from 'zod'
import { prizes } from './prizes.ts'

export const finalists = z.object({
  roundId: z.string(),
  categoryId: z.string(),
  entryIds: z.array(z.string()).max(5000).default([]),
})
export const prizeProposal = z.object({ entryId: z.string(), prize: z.literal('').or(z.enum(prizes)) })
