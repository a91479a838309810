import { z } from 'zod'
import { isDay, isLocalMoment } from './local-time.ts'

/** yyyy-MM-dd */
export const day = z.string().trim().refine(isDay, 'form.error.date')

/** A day, or null where the field is empty. */
export const optionalDay = z
  .literal('')
  .transform(() => null)
  .or(day)

/** As an `<input type="datetime-local">` gives it, in the award's time zone. */
export const localMoment = z.string().trim().refine(isLocalMoment, 'form.error.date')
