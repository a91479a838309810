import { Form, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { entryNumber, formatNumber } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import type { ResultsPage } from '#app/modules/results/results-page.server.ts'
import { PostForm, SubmitButton } from '../ui/form.tsx'

/** What the ranking is by, where the cut lies, and what the scores cannot tell. */
export function RankingNotes() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, round, category, deciding, notAdjusted, undecided, barred } =
    useLoaderData<() => ResultsPage>()
  return (
    <section className="stack" data-gap="small">
      {barred > 0 && <p className="notice">{t('results.barred', { count: barred })}</p>}
      {deciding && (
        <>
          <p>
            {t(`results.decidedBy.${deciding.decidesBy}`)} {t('round.tieRule')}:{' '}
            {deciding.rule.map((step) => t(`round.tieBreak.${step}`)).join(' → ')}.
          </p>
          <Form method="get" className="row">
            <input type="hidden" name="round" value={round!.id} />
            <input type="hidden" name="category" value={category!.id} />
            <label htmlFor="cut">{t('results.cut')}</label>
            <input
              id="cut"
              name="cut"
              className="short"
              inputMode="numeric"
              pattern="[0-9]{1,4}"
              defaultValue={deciding.places}
              key={deciding.places}
            />
            <button className="button">{t('results.showCut')}</button>
          </Form>
        </>
      )}
      {notAdjusted?.why === 'reason' && (
        <p className="quiet">
          {t('results.notAdjusted')} {t(computed(`statistics.reason.${notAdjusted.key}`), { least: 2 })}.
        </p>
      )}
      {notAdjusted?.why === 'parts' && (
        <div className="notice" data-kind="attention">
          <p>{t('results.parts', { count: notAdjusted.parts })}</p>
          <ul>
            {notAdjusted.joins.map((join) => (
              <li key={join.number + join.judge} dir="auto">
                {entryNumber(edition, join.number)} {join.title || t('entry.keptAway')} – {join.judge}
              </li>
            ))}
          </ul>
        </div>
      )}
      {undecided.length > 0 && (
        <div>
          <p>{t('results.undecided')}</p>
          <ul>
            {undecided.map((pair) => (
              <li key={pair.above + pair.below}>
                {t('results.undecidedPair', {
                  above: pair.above,
                  below: pair.below,
                  chance: formatNumber(pair.chance * 100, locale),
                })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

/** How the categories were decided, with the reason where a decision departs from the order. */
export function Reasons() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, outcomes, locked } = useLoaderData<() => ResultsPage>()
  const shown = outcomes.filter((row) => row.departs || row.ties.length > 0)
  if (shown.length === 0) return null
  return (
    <section className="stack">
      <h2>{t('results.onRecord')}</h2>
      {shown.map((row) => (
        <div key={row.roundId + row.categoryId} className="stack" data-gap="small">
          <h3>
            {t(`round.stage.${row.stage}`)} · {locale === 'vi' ? row.nameVi : row.nameEn}
          </h3>
          {row.ties.map((tie) => (
            <p key={tie.number}>
              {entryNumber(edition, tie.number)}: {t(`round.tieShort.${tie.toldBy}`)}
            </p>
          ))}
          {row.departs && row.reason && (
            <p>
              {t('results.departs')} {row.reason}
            </p>
          )}
          {row.departs && !locked && (
            <PostForm action={`/organizer/${edition}/results/explanation`} className="stack" data-gap="small">
              {!row.reason && (
                <p className="notice" data-kind="attention">
                  {t('results.departsAsk')}
                </p>
              )}
              <input type="hidden" name="roundId" value={row.roundId} />
              <input type="hidden" name="categoryId" value={row.categoryId} />
              <div className="field">
                <label htmlFor={`reason-${row.categoryId}-${row.stage}`}>{t('judging.reason')}</label>
                <textarea
                  id={`reason-${row.categoryId}-${row.stage}`}
                  name="reason"
                  rows={2}
                  required
                  minLength={10}
                  maxLength={2000}
                  defaultValue={row.reason}
                />
              </div>
              <div>
                <SubmitButton kind="plain">{t('results.saveReason')}</SubmitButton>
              </div>
            </PostForm>
          )}
        </div>
      ))}
    </section>
  )
}
