import { formatDate } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { greatestOf } from '#app/modules/statistics/describe.ts'
import { Table } from '../ui/table.tsx'

/** Submissions by day: bars, and the same numbers as a table for who cannot see them. */
export function DayBars({ days }: { days: { day: string; count: number }[] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (days.length === 0) return <p className="quiet">{t('province.noDays')}</p>
  const first = Date.parse(days[0]!.day)
  const since = (day: string) => Math.round((Date.parse(day) - first) / 86_400_000)
  const span = Math.max(1, since(days.at(-1)!.day))
  const most = greatestOf(days.map((day) => day.count))
  const x = (day: string) => 40 + (since(day) / span) * 920
  return (
    <>
      <svg className="bars" viewBox="0 0 1000 150" role="img" aria-label={t('province.byDay')}>
        <line x1="34" x2="990" y1="120.5" y2="120.5" />
        {days.map(({ day, count }) => (
          <rect
            key={day}
            x={x(day)}
            y={120 - (count / most) * 100}
            width={Math.max(2, Math.min(14, 800 / span))}
            height={(count / most) * 100}
          >
            <title>{`${formatDate(day, locale)}: ${count}`}</title>
          </rect>
        ))}
        <text x="28" y="24" textAnchor="end">
          {most}
        </text>
        <text x="40" y="140">
          {formatDate(days[0]!.day, locale)}
        </text>
        <text x="990" y="140" textAnchor="end">
          {formatDate(days.at(-1)!.day, locale)}
        </text>
      </svg>
      <details className="small">
        <summary>{t('province.dayTable')}</summary>
        <Table label={t('province.byDay')}>
          <thead>
            <tr>
              <th>{t('province.day')}</th>
              <th className="num">{t('province.measure.received')}</th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, count }) => (
              <tr key={day}>
                <th scope="row">{formatDate(day, locale)}</th>
                <td className="num">{count}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </details>
    </>
  )
}
