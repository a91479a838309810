/** The languages the portal speaks; the first is what is meant when nothing is said. */
export const locales = ['vi', 'en'] as const
export type Locale = (typeof locales)[number]
