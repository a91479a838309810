import { z } from 'zod'
import { optionalDay } from '../calendar/fields.ts'
import { byProvince, optionalCount } from '../participation/schema.ts'
import { campaignConditions } from './campaign.ts'
import { unknownFilling, type Filled } from './filled.ts'
import { email, line, personName, said, text } from '../text/fields.ts'
import { partsOf, type LaunchKind } from './launch.ts'

export const quotaForm = byProvince('quota', 0)

const filledText = (kind: Filled, least: number, most: number) =>
  said(most, least).superRefine((text, context) => {
    const word = unknownFilling(text, kind)
    if (word)
      context.addIssue({
        code: 'custom',
        message: 'filling.unknown',
        params: { values: { word } },
        input: text,
      })
  })
const letter = (kind: Filled) => ({ subject: filledText(kind, 3, 200), body: filledText(kind, 10, 5000) })

export const draftReminder = z.object({
  drafts: z.array(z.string()).default([]),
  ...letter('reminder'),
})

export const behalfForm = z.object({
  title: line(500, 1),
  authorName: personName(200, 1),
  authorEmail: email,
  postmarkedOn: optionalDay.default(null),
  receivedOn: optionalDay.default(null),
})

/** To which address an author's letter goes once more. */
export const authorLetter = z.object({ email: behalfForm.shape.authorEmail })

/** Fields `position.<entry id>`: a whole number, or empty for not ranked. */
export const rankingForm = z.record(z.string(), z.string()).transform((fields, context) => {
  const places: { id: string; place: number }[] = []
  for (const [name, value] of Object.entries(fields)) {
    if (!name.startsWith('position.') || value.trim() === '') continue
    const place = Number(value)
    const wrong = !Number.isInteger(place) || place < 1 || place > 10_000
    if (wrong || places.some((other) => other.place === place))
      context.addIssue({
        code: 'custom',
        path: [name],
        message: wrong ? 'form.error.number' : 'follow.endorse.twice',
      })
    else places.push({ id: name.slice('position.'.length), place })
  }
  return places.toSorted((a, b) => a.place - b.place).map((one) => one.id)
})

export const campaignForm = z.object({
  condition: z.enum(campaignConditions),
  daysLeft: optionalCount(1),
  ...letter('campaign'),
})

/** The most letters a part may have; a poster is one page. */
const most = { line: 300, text: 8000 }
const mostOnPoster = { line: 120, text: 700 }

/** A piece as its form sends it: every part, and the version it was written upon (0 before the first). */
export function launchForm(kind: LaunchKind) {
  const bounds = kind === 'poster' ? mostOnPoster : most
  const parts = partsOf(kind).map(([part, size]) => [
    part,
    (size === 'line' ? line(bounds.line) : text(bounds.text)).optional(),
  ])
  return z.object({
    version: z.coerce.number().int().min(0).max(1_000_000).catch(0),
    ...(Object.fromEntries(parts) as Record<string, z.ZodOptional<z.ZodType<string>>>),
  })
}
