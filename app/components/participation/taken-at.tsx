import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'

/** The one moment all figures of a page are of. */
export function TakenAt({ at }: { at: string | Date }) {
  const { t } = useTranslation()
  return <p className="quiet small">{t('province.takenAt', { at: formatMoment(at, useLocale()) })}</p>
}
