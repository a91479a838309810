import { useTranslation } from 'react-i18next'
import type { Locale } from './index.ts'

export function useLocale(): Locale {
  return useTranslation().i18n.language === 'en' ? 'en' : 'vi'
}
