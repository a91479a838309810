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
      asWords(options, (given) => (slow as (key: string, options?: object) => string)(key, given))
    return Object.assign(t, slow)
  }) as typeof usual
}

/** What i18next reads inside a value as if it stood in the text, and two noncharacters (U+FDD0) no text has. */
const read = { '{': '\ufdd0', $: '\ufdd1' } as const

/**
 * Fills a text so that a value is never read: i18next puts each value where its blank stands first, and that may be
 * inside a value put in before. Somebody named `{{link}}` took the place of the link.
 */
function asWords(options: object | undefined, fill: (options?: object) => string): string {
  if (!options || !Object.values(options).some(isRead)) return fill(options)
  const given = Object.entries(options).map(([name, value]) => [name, isRead(value) ? hidden(value) : value])
  const text: unknown = fill(Object.fromEntries(given) as object)
  return typeof text === 'string' ? text.replaceAll(read['{'], '{').replaceAll(read.$, '$') : (text as string)
}

const isRead = (value: unknown): value is string => typeof value === 'string' && /[{$]/.test(value)
const hidden = (value: string) => value.replaceAll('{', read['{']).replaceAll('$', read.$)

/** Keys that are computed (a state, a role …) and so cannot be checked by the compiler; tests check that each exists. */
export function computed(key: string): 'app.name' {
  return key as 'app.name'
}
