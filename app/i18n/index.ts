import i18next, { type i18n, type TFunction } from 'i18next'
import type { Texts } from './vi/index.ts'
import { locales, type Locale } from '#app/modules/text/locale.ts'

export { locales, type Locale }
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

export function i18nFor(locale: Locale, texts: Texts): i18n {
  const instance = i18next.createInstance()
  void instance.init({
    lng: locale,
    resources: { [locale]: { translation: texts } },
    fallbackLng: false,
    initImmediate: false,
    interpolation: { escapeValue: false },
  })
  hastenPlainTexts(instance, texts)
  return instance
}

/**
 * Most texts have no blanks and no plural: they are looked up in a flat map, in a fiftieth of the time i18next takes,
 * which on a page of many rows is most of the rendering. Everything else goes its usual way.
 */
function hastenPlainTexts(instance: i18n, texts: Texts) {
  const plain = new Map<string, string>()
  const collect = (tree: object, before: string) => {
    for (const [key, value] of Object.entries(tree)) {
      if (typeof value === 'object') collect(value, `${before}${key}.`)
      else if (!String(value).includes('{{')) plain.set(before + key, String(value))
    }
  }
  collect(texts, '')
  const usual = instance.getFixedT.bind(instance)
  instance.getFixedT = ((...of: Parameters<typeof usual>) => {
    const slow = usual(...of)
    const t = (key: string, options?: object) =>
      (options === undefined && plain.get(key)) ||
      (slow as (key: string, options?: object) => string)(key, options)
    return Object.assign(t, slow)
  }) as typeof usual
}

/** Keys that are computed (a state, a role …) and so cannot be checked by the compiler; tests check that each exists. */
export function computed(key: string): 'app.name' {
  return key as 'app.name'
}
