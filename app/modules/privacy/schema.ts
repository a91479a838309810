import { z } from 'zod'
import { isDay } from '../calendar/local-time.ts'
import { email, line, personName, text } from '../text/fields.ts'
import { requestKinds, requestMoveNames } from './requests.ts'

const day = z.string().refine(isDay, 'form.error.required')

export const ownRequest = z.object({
  kind: z.enum(requestKinds),
  text: text(4000).default(''),
  sure: z.string().optional(),
})
export const paperRequest = z.object({
  kind: z.enum(requestKinds),
  name: personName(120, 1),
  email: z.union([z.literal(''), email]).default(''),
  text: text(4000).default(''),
  receivedOn: day,
})
export const requestMove = z.object({
  move: z.enum(requestMoveNames),
  answer: text(4000).default(''),
})
export const erasureConfirmed = z.object({ sure: z.literal('on', 'personal.refused.sure') })
export const holiday = z.object({ day, name: line(120, 1) })
export const holidayRemoval = z.object({ remove: day })
export const newAddress = z.object({ email })
export const objection = z.object({ reason: text(2000).default('') })
