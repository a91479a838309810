import type { TFunction } from 'i18next'
import en from './en/index.ts'
import { i18nFor, isLocale, type Locale } from './index.ts'
import vi from './vi/index.ts'

/** One instance a language and process, made once: nothing of a request is kept in it. */
const instances = { vi: i18nFor('vi', vi), en: i18nFor('en', en) }

export const i18nOf = (locale: Locale) => instances[locale]

export const translator = (locale: Locale): TFunction => instances[locale].getFixedT(locale)

/** Vietnamese unless the reader chose otherwise. */
export function localeOf(request: Request): Locale {
  const chosen = /(?:^|;\s*)lng=(\w+)/.exec(request.headers.get('Cookie') ?? '')?.[1]
  return isLocale(chosen) ? chosen : 'vi'
}
