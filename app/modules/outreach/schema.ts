import { z } from 'zod'
import { byProvince, optionalCount } from '../participation/schema.ts'
import { since } from '../provinces/schema.ts'
import { campaignConditions } from './campaign.ts'
import { hasUnknownFilling } from './filled.ts'

export const quotaForm = byProvince('quota', 0)

const filledText = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least, 'form.error.required')
    .max(most)
    .refine((text) => !hasUnknownFilling(text), 'filling.unknown')
const mailSubject = filledText(3, 200)
const mailBody = filledText(10, 5000)

export const draftReminder = z.object({
  drafts: z.array(z.string()).default([]),
  subject: mailSubject,
  body: mailBody,
})

const optionalDay = z
  .literal('')
  .or(since)
  .default('')
  .transform((value) => value || null)

export const behalfForm = z.object({
  title: z.string().trim().min(1, 'form.error.required').max(500),
  authorName: z.string().trim().min(2, 'form.error.required').max(200),
  authorEmail: z.string().trim().toLowerCase().pipe(z.email('auth.error.email')),
  postmarkedOn: optionalDay,
  receivedOn: optionalDay,
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
  subject: mailSubject,
  body: mailBody,
})
