import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatPoints } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import type { JudgePage } from '#app/modules/judging/judge-page.server.ts'

type OwnTotalsProps = {
  queue: JudgePage['queue']
  hereId: string
  total: number | null
  rubric: JudgePage['reading']['rubric']
}

/** The judge's own totals of this round on a line, so that a scale is kept: each a dot, the sheet at hand a stroke. */
export function OwnTotals({ queue, hereId, total, rubric }: OwnTotalsProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const given = queue.flatMap((row) =>
    row.id !== hereId && row.state === 'submitted' && row.total !== null ? [row.total] : [],
  )
  if (given.length === 0) return null
  const most = rubric.reduce((sum, criterion) => sum + criterion.maxPoints, 0)
  const x = (value: number) => 6 + (value / most) * 288
  return (
    <svg
      className="strip"
      viewBox="0 0 300 26"
      preserveAspectRatio="none"
      role="img"
      aria-label={t('judging.strip', { max: formatPoints(most, locale) })}
    >
      <line x1="6" x2="294" y1="13" y2="13" />
      {given.map((value, index) => (
        <circle key={index} cx={x(value)} cy="13" r="4" />
      ))}
      {total !== null && <line className="now" x1={x(total)} x2={x(total)} y1="2" y2="24" />}
    </svg>
  )
}
