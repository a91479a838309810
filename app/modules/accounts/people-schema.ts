import { z } from 'zod'
import { roleNames } from '../actor/actor.ts'
import { optionalDay } from '../calendar/fields.ts'
import { closingMoment, fromLocalInput } from '../calendar/local-time.ts'
import { accountMoves } from './account-moves.ts'

/** The moment a role begins with: the first of a day. */
const firstDay = z
  .string()
  .default('')
  .pipe(optionalDay)
  .transform((day) => (day === null ? null : fromLocalInput(`${day}T00:00`)))

/** The moment a role ends with: the last of a day. */
const lastDay = z
  .string()
  .default('')
  .pipe(optionalDay)
  .transform((day) => (day === null ? null : closingMoment(`${day}T23:59`)))

const scope = {
  editionId: z.string().max(40).default(''),
  province: z.string().max(10).default(''),
  until: lastDay,
}

/** What is done on the page of a person. */
export const personMove = z.discriminatedUnion('move', [
  z.object({ move: z.literal('give'), role: z.enum(roleNames), since: firstDay, ...scope }),
  z.object({ move: z.literal('take'), id: z.string().max(40) }),
  ...accountMoves.map((move) => z.object({ move: z.literal(move) })),
])

/** What an organizer does with the people and invitations of an edition. */
export const editionMove = z.object({
  move: z.enum(['take', 'resend', 'rescind']),
  id: z.string().max(40),
})
export const invitationMove = z.object({ move: z.enum(['resend', 'rescind']), id: z.string().max(40) })

/** Which role a list invites to. */
export const inviting = z.object({
  role: z.enum(['judge', 'organizer', 'coordinator', 'admin'], 'form.error.required'),
  ...scope,
})
