import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatPoints } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import type { SheetState } from '#app/modules/judging/score-sheet.server.ts'
import type { JudgePage } from '#app/modules/judging/judge-page.server.ts'

/** Written elsewhere in between: what stands there, and the choice between it and what stands here. */
export function StaleSheet({
  rubric,
  current,
  onOverwrite,
  onTake,
}: {
  rubric: JudgePage['reading']['rubric']
  current: SheetState
  onOverwrite: (version: number) => void
  onTake: () => void
}) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <div className="notice stack" data-gap="small" data-kind="attention" role="alert">
      <p>{t('judging.refused.stale')}</p>
      <ul className="plain small">
        {rubric.map((criterion) => (
          <li key={criterion.id}>
            {locale === 'vi' ? criterion.nameVi : criterion.nameEn}:{' '}
            <b>{formatPoints(current.points[criterion.id], locale)}</b>
          </li>
        ))}
        <li>
          {t('judging.total')}: <b>{formatPoints(current.total, locale)}</b>
        </li>
        {current.note && <li className="pre">{current.note}</li>}
      </ul>
      <p className="row">
        <a className="button" href="" onClick={onTake}>
          {t('judging.takeStored')}
        </a>
        {current.state === 'draft' && (
          <button type="button" className="button" onClick={() => onOverwrite(current.version)}>
            {t('judging.keepMine')}
          </button>
        )}
      </p>
    </div>
  )
}
