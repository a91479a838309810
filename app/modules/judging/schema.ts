import { z } from 'zod'
import { localMoment } from '../calendar/fields.ts'
import { line, said, text, whole } from '../text/fields.ts'
import { prizes } from '../editions/prizes.ts'
import { closingMoment } from '../calendar/local-time.ts'
import { ballotKinds } from './ballot.ts'
import { rankingBases, roundKinds, stages } from './round.ts'
import { tieBreaks } from './ties.ts'

export const roundForm = z
  .object({
    stage: z.enum(stages),
    blind: z.literal('on').optional(),
    sameProvince: z.literal('on').optional(),
    kind: z.enum(roundKinds).default('scoring'),
    quorum: whole(1, 100).default(67),
    majority: whole(1, 99).default(50),
    decidesBy: z.enum(rankingBases).default('raw'),
    tieRule: z.array(z.enum(tieBreaks)).default([]),
    readings: whole(1, 20),
    opensAt: localMoment,
    closesAt: localMoment,
  })
  .refine((form) => form.opensAt < form.closesAt, { path: ['closesAt'], message: 'edition.error.opening' })

const cap = z
  .string()
  .trim()
  .transform((value) => (value === '' ? null : Number(value)))
  .pipe(z.number('form.error.number').int('form.error.number').min(1, 'form.error.number').nullable())

/** Beside the fields of the panel `entries.<judge>`, `minutes.<judge>` and `languages.<judge>`, empty for no cap. */
export const panelForm = z
  .object({
    panelId: z.string().default(''),
    name: line(200, 1),
    categories: z.array(z.string(), 'form.error.required').min(1, 'form.error.required'),
    judges: z.array(z.string(), 'form.error.required').min(1, 'form.error.required'),
    chair: z.string().default(''),
    open: z.literal('on').optional(),
  })
  .catchall(z.union([z.string(), z.array(z.string())]))
  .transform(({ panelId, name, categories, judges, chair, open, ...rest }, context) => {
    const limits = new Map<string, JudgeLimits>()
    for (const judge of judges) {
      const of = (field: string) => String(rest[`${field}.${judge}`] ?? '')
      const [entries, minutes] = [cap.safeParse(of('entries')), cap.safeParse(of('minutes'))]
      for (const [field, parsed] of [
        ['entries', entries],
        ['minutes', minutes],
      ] as const)
        if (!parsed.success)
          context.addIssue({ code: 'custom', path: [`${field}.${judge}`], message: 'form.error.number' })
      const languages = of('languages')
        .toLowerCase()
        .split(/[\s,;]+/)
        .filter((code) => /^[a-z]{2,3}$/.test(code))
      limits.set(judge, {
        maxEntries: entries.data ?? null,
        maxMinutes: minutes.data ?? null,
        languages: languages.length > 0 ? languages : null,
      })
    }
    return { panelId, name, categories, judges, chair, open: open === 'on', limits }
  })

/** The most a judge takes in a panel (null: no cap) and the languages read there (null: all). */
export type JudgeLimits = { maxEntries: number | null; maxMinutes: number | null; languages: string[] | null }

/** A move of a round that needs a new closing time and its reason. */
export const roundMoveForm = z.object({
  closesAt: localMoment.transform(closingMoment),
  reason: said(2000),
})

export const replacementForm = z.object({
  judgeId: z.string().min(1, 'form.error.required'),
  by: z.string().default(''),
  reason: said(1000),
  sheets: z.enum(['stay', 'fall']).default('stay'),
})

export const recall = z.object({ reason: said(1000) })
export const recusal = z.object({ reason: said(1000) })
export const conflictForm = z.object({
  agencies: z.array(z.string()).max(5000).default([]),
  authors: z.array(z.string()).max(5000).default([]),
  agency: line(300).default(''),
  reason: text(1000).default(''),
})
export const imposedConflictForm = z.object({
  judgeId: z.string().min(1, 'form.error.required'),
  number: z
    .string()
    .trim()
    .regex(/^(?:[IVXLC]+-)?0*\d{1,6}$/i, 'form.error.number')
    .transform((value) => Number(value.split('-').at(-1))),
  reason: said(1000),
})

export const ballotForm = z.object({
  categoryId: z.string(),
  kind: z.enum(ballotKinds),
  prize: z.enum(prizes).default('first'),
  seats: whole(1, 500).default(1),
  candidates: z.array(z.string(), 'form.error.required').min(1, 'form.error.required').max(500),
  repeats: z.string().default(''),
})
export const paperForm = z.object({ choices: z.array(z.string()).max(500).default([]) })
export const waveForm = z.object({ budget: whole(1, 5000), top: whole(1, 90) })
export const secondLook = z.object({
  entryId: z.string(),
  note: said(1000),
})
