import { z } from 'zod'
import { said } from '../text/fields.ts'
import { prizes } from '../editions/prizes.ts'

export const finalists = z.object({
  roundId: z.string(),
  categoryId: z.string(),
  entryIds: z.array(z.string()).max(5000).default([]),
})
/** Fields `prize.<entry>`: the prize proposed, or '' for none. */
export const prizeProposals = z
  .record(z.string(), z.string())
  .transform((fields) => Object.entries(fields).filter(([name]) => name.startsWith('prize.')))
  .pipe(z.array(z.tuple([z.string(), z.literal('').or(z.enum(prizes))])).min(1))
  .transform((rows) => new Map(rows.map(([name, prize]) => [name.slice('prize.'.length), prize])))

export const explanation = z.object({
  roundId: z.string(),
  categoryId: z.string(),
  reason: said(2000, 10),
})
export const retraction = z.object({ reason: said(2000, 10) })
