import { z } from 'zod'
import { line, personName, phone } from '../text/fields.ts'
import { locales } from '../text/locale.ts'

export const accountDetails = z.object({
  name: personName(120, 1),
  phone: phone.default(''),
  agency: line(300).default(''),
  locale: z.enum(locales),
})
