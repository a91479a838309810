import { Link } from '@remix-run/react'
import { formatNumber } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { funnelSteps, type Funnel, type FunnelStep } from '#app/modules/participation/funnel.ts'
import { greatestOf } from '#app/modules/statistics/describe.ts'

/** From invitation to prize: a bar for each step that is told, its number leading to its list where there is one. */
export function FunnelPicture({
  funnel,
  to,
}: {
  funnel: Partial<Funnel>
  to?: (step: FunnelStep) => string
}) {
  const { t } = useTranslation()
  const locale = useLocale()
  const largest = greatestOf(
    Object.values(funnel).map((value) => value ?? 0),
    1,
  )
  return (
    <ol className="funnel">
      {funnelSteps.map((step) => {
        const value = funnel[step]
        if (value === undefined) return null
        const said = value === null ? t('follow.funnel.untold') : formatNumber(value, locale)
        return (
          <li key={step}>
            <span className="funnel-name">{t(`follow.funnel.step.${step}`)}</span>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect width={((value ?? 0) / largest) * 100} height="10" rx="1" />
            </svg>
            {to && value !== null ? (
              <Link className="num" to={to(step)} aria-label={`${t(`follow.funnel.step.${step}`)}: ${said}`}>
                {said}
              </Link>
            ) : (
              <span className={value === null ? 'quiet small' : 'num'}>{said}</span>
            )}
          </li>
        )
      })}
    </ol>
  )
}
