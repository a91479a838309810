import type { TFunction } from 'i18next'
import en from './en/index.ts'
import { i18nFor, isLocale, type Locale } from './index.ts'
import type { PageTexts } from './use-translation.ts'
import vi from './vi/index.ts'

/** One instance a language and process, made once: nothing of a request is kept in it. */
const instances = { vi: i18nFor('vi', vi), en: i18nFor('en', en) }

const translators = { vi: instances.vi.getFixedT('vi'), en: instances.en.getFixedT('en') }

export const translator = (locale: Locale): TFunction => translators[locale]

const pages = { vi: { t: translators.vi, locale: 'vi' }, en: { t: translators.en, locale: 'en' } } as const

export const pageTexts = (locale: Locale): PageTexts => pages[locale]

/** Vietnamese unless the reader chose otherwise. */
export function localeOf(request: Request): Locale {
  const chosen = /(?:^|;\s*)lng=(\w+)/.exec(request.headers.get('Cookie') ?? '')?.[1]
  return isLocale(chosen) ? chosen : 'vi'
}
