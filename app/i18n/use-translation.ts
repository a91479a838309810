import type { TFunction } from 'i18next'
import { createContext, useContext } from 'react'
import type { Locale } from './index.ts'

/** The texts of the page's language, made once a page load. */
export type PageTexts = { t: TFunction; locale: Locale }

export const TextsContext = createContext<PageTexts | null>(null)

/**
 * A page has one language and all its texts from the start, so there is nothing to wait for or to listen to: a plain
 * context does what react-i18next's hook does, which was the dearest thing a small component rendered.
 */
export function useTranslation(): PageTexts {
  return useContext(TextsContext)!
}
