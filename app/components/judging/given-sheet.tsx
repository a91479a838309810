import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatPoints } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import type { JudgePage } from '#app/modules/judging/judge-page.server.ts'

/** A sheet that is handed in, or of a closed round. */
export function GivenSheet({ page: { place, open } }: { page: JudgePage }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <div className="stack" data-gap="small">
      <p>
        <span className="chip" data-tone={place.sheet.state === 'submitted' ? 'done' : 'plain'}>
          {t(`judging.state.${place.sheet.version === 0 ? 'none' : place.sheet.state}`)}
        </span>{' '}
        {!open && t('judging.refused.closed')}
      </p>
      <dl className="stack" data-gap="small">
        {place.rubric.map((criterion) => (
          <div key={criterion.id} className="criterion">
            <dt>{locale === 'vi' ? criterion.nameVi : criterion.nameEn}</dt>
            <dd className="num">
              {formatPoints(place.sheet.points[criterion.id], locale)} /{' '}
              {formatPoints(criterion.maxPoints, locale)}
            </dd>
          </div>
        ))}
      </dl>
      <p className="row" data-end>
        <b>{t('judging.total')}</b>
        <output className="total">{formatPoints(place.sheet.total, locale)}</output>
      </p>
      {place.sheet.flags.map((flag) => (
        <p key={flag}>⚑ {t(`judging.flag.${flag}`)}</p>
      ))}
      {place.sheet.note && <p className="pre">{place.sheet.note}</p>}
      {place.sheet.privateNote && (
        <p className="pre quiet">
          {t('judging.privateNote')}: {place.sheet.privateNote}
        </p>
      )}
    </div>
  )
}
