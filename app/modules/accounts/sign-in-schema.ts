import { z } from 'zod'
import { email, line } from '../text/fields.ts'

export const newPassword = z.string().min(10, 'auth.error.shortPassword').max(200, 'auth.error.longPassword')
/** Typed and not sent yet; name and address as they stand beside it. */
export const passwordToMeasure = z.object({
  password: newPassword,
  name: z.string().max(200).default(''),
  email: z.string().max(320).default(''),
})
const givenPassword = z.string().min(1, 'form.error.required').max(200, 'auth.error.notRegistered')
export const personName = line(120, 1)

/** By whose call somebody registers: a unit as `2025-56`; what is no unit is nobody's call. */
export const calledBy = z
  .string()
  .regex(/^\d{4}-\d\d$/)
  .transform((unit) => unit.replace('-', ':'))
  .optional()
  .catch(undefined)

export const registration = z.object({
  by: calledBy,
  name: personName,
  email,
  password: newPassword,
  consent: z.literal('on', 'auth.error.consent'),
})
export const signIn = z.object({
  email,
  password: z.string().min(1, 'form.error.required').max(200, 'auth.error.wrong'),
  next: z.string().default(''),
})
/** A code from the telephone, or one of the ten that were printed. */
export const secondProof = z.discriminatedUnion('form', [
  z.object({
    form: z.literal('code'),
    code: z.string().trim().min(1, 'form.error.required').max(20, 'auth.error.second.code'),
  }),
  z.object({
    form: z.literal('recovery'),
    recovery: z.string().trim().min(1, 'form.error.required').max(40, 'auth.error.second.recovery'),
  }),
])
export const secondFactorSetUp = z.object({
  code: z.string().trim().min(1, 'form.error.required').max(20, 'auth.error.second.setUp'),
})
/** What a key answered, as its browser wrote it. */
const passkey = z.string().min(2).max(20_000)
export const passkeyPurpose = z.object({ for: z.enum(['signIn', 'register']) })
export const passkeySignIn = z.object({ passkey, next: z.string().default('') })
export const passkeyName = z.object({ name: line(80, 1) })
export const newPasskey = z.object({ passkey, name: line(80, 1) })
export const resetRequest = z.object({ email })
/** In the browser that registered a press is enough; in another, the password chosen there, or a new one. */
export const confirmation = {
  here: z.object({}),
  elsewhere: z.discriminatedUnion('form', [
    z.object({ form: z.literal('registered'), password: givenPassword }),
    z.object({ form: z.literal('chosen'), password: newPassword }),
  ]),
}
export const passwordReset = z.object({ password: newPassword })
export const passwordChange = z.object({
  currentPassword: z.string().min(1, 'form.error.required').max(200, 'auth.error.wrongCurrent'),
  password: newPassword,
})
export const acceptance = z.object({
  name: personName,
  password: newPassword,
  consent: z.literal('on', 'auth.error.consent'),
})

export const invitation = z.object({
  email,
  role: z.enum(['coordinator', 'judge', 'organizer', 'admin'], 'form.error.required'),
  province: z.string().default(''),
  editionId: z.string().default(''),
})
