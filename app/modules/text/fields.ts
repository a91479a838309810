import { z } from 'zod'
import { cleanLine, cleanText } from './clean-text.ts'
import { readEmail } from './email.ts'
import { hasPageAddress } from './person-name.ts'
import { isPhone } from './phone.ts'

/** Fields of forms, worksheets and commands, cleaned and held against their bounds in letters. */
export const line = (most: number, least = 0) =>
  z.string().transform(cleanLine).pipe(z.string().min(least).max(most))

/** The name of a person: it goes into letters, so it holds no address of a page. */
export const personName = (most: number, least = 0) =>
  line(most, least).refine((name) => !hasPageAddress(name), 'form.error.nameAddress')

export const text = (most: number, least = 0) =>
  z.string().transform(cleanText).pipe(z.string().min(least).max(most))

/** A reason or a document somebody must name: too short says nothing. */
export const said = (most: number, least = 3) =>
  z.string().transform(cleanText).pipe(z.string().min(least, 'form.error.required').max(most))

/** A whole number in digits: no field is zero because it is empty, and `1e3` is a slip. */
export const whole = (least: number, most: number) =>
  z.coerce
    .string()
    .transform(cleanLine)
    .pipe(z.string().regex(/^\d{1,9}$/, 'form.error.number'))
    .transform(Number)
    .pipe(z.number().min(least, 'form.error.number').max(most, 'form.error.number'))

/** An address as mail servers take it (`readEmail`). */
export const email = z.string().transform(asEmail)

/** The same, or nothing. */
export const emailIfAny = z
  .string()
  .transform((typed, context) => (cleanLine(typed) === '' ? '' : asEmail(typed, context)))

function asEmail(typed: string, context: z.RefinementCtx): string {
  const read = readEmail(typed)
  if ('email' in read) return read.email
  const { wrong, ...values } = read
  context.addIssue({ code: 'custom', message: wrong, params: values, input: typed })
  return z.NEVER
}

export const phone = line(30).refine(isPhone, 'form.error.phone')
