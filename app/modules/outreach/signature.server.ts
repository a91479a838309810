import { translator } from '#app/i18n/all.server.ts'
import type { OwnProvince } from '../participation/own-province.server.ts'
import type { Locale } from '../text/locale.ts'

/** "tỉnh Khánh Hòa", "thành phố Huế". */
export const unitSaid = ({ name, isCity }: Pick<OwnProvince, 'name' | 'isCity'>, locale: Locale) =>
  translator(locale)(isCity ? 'report.city' : 'report.provinceName', { name })

/** How a letter of a coordinator ends: it speaks for the steering committee of the province, which alone signs it. */
export const signatureOf = (province: OwnProvince, locale: Locale) =>
  translator(locale)('follow.signature', { province: unitSaid(province, locale) })
