import type { Locale } from './index.ts'
import { useTranslation } from './use-translation.ts'

export function useLocale(): Locale {
  return useTranslation().locale
}
