import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatPoints } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import type { JudgePage } from '#app/modules/judging/judge-page.server.ts'

/** A sheet that is handed in, or of a closed round. */
export function GivenSheet({ page: { reading, open } }: { page: JudgePage }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <div className="stack" data-gap="small">
      <p>
        <span className="chip" data-tone={reading.sheet.state === 'submitted' ? 'done' : 'plain'}>
          {t(`judging.state.${reading.sheet.version === 0 ? 'none' : reading.sheet.state}`)}
        </span>{' '}
        {!open && t('judging.refused.closed')}
      </p>
      <dl className="stack" data-gap="small">
        {reading.rubric.map((criterion) => (
          <div key={criterion.id} className="criterion">
            <dt>{locale === 'vi' ? criterion.nameVi : criterion.nameEn}</dt>
            <dd className="num">
              {formatPoints(reading.sheet.points[criterion.id], locale)} /{' '}
              {formatPoints(criterion.maxPoints, locale)}
            </dd>
          </div>
        ))}
      </dl>
      <p className="row" data-end>
        <b>{t('judging.total')}</b>
        <output className="total">{formatPoints(reading.sheet.total, locale)}</output>
      </p>
      {reading.sheet.flags.map((flag) => (
        <p key={flag}>⚑ {t(`judging.flag.${flag}`)}</p>
      ))}
      {reading.sheet.note && <p className="pre">{reading.sheet.note}</p>}
      {reading.sheet.privateNote && (
        <p className="pre quiet">
          {t('judging.privateNote')}: {reading.sheet.privateNote}
        </p>
      )}
    </div>
  )
}
