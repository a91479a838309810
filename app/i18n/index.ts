import i18next, { type i18n, type TFunction } from 'i18next'
import { initReactI18next } from 'react-i18next/initReactI18next'
import type { Texts } from './vi/index.ts'

export const locales = ['vi', 'en'] as const
export type Locale = (typeof locales)[number]
export type { Texts }
export type Translate = TFunction

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Texts }
    returnNull: false
  }
}

export function isLocale(value: unknown): value is Locale {
  return locales.includes(value as Locale)
}

export function i18nFor(locale: Locale, texts: Texts, forReact = true): i18n {
  const instance = i18next.createInstance()
  if (forReact) instance.use(initReactI18next)
  void instance.init({
    lng: locale,
    resources: { [locale]: { translation: texts } },
    fallbackLng: false,
    initImmediate: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  return instance
}

/** Keys that are computed (a state, a role …) and so cannot be checked by the compiler; tests check that each exists. */
export function computed(key: string): 'app.name' {
  return key as 'app.name'
}
