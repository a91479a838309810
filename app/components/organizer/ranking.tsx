import { useLoaderData, useNavigate } from '@remix-run/react'
import { useMemo, type MouseEvent } from 'react'
import { formatPoints } from '#app/i18n/format.ts'
import { useTranslation, type PageTexts } from '#app/i18n/use-translation.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { readRanking, type RankedEntry } from '#app/modules/results/ranking.ts'
import type { ResultsPage } from '#app/modules/results/results-page.server.ts'
import { PostForm, SubmitButton } from '../ui/form.tsx'
import { SortHead, Table } from '../ui/table.tsx'
import { useSorted } from '../ui/use-sorted.ts'
import { rankingRows, scaleOf, type RankingMode } from './ranking-rows.ts'

/** The ranking of a category with what can be decided from it: who goes to the final, or which prize. */
export function Ranking() {
  const { t } = useTranslation()
  const { edition, round, category, locked } = useLoaderData<() => ResultsPage>()
  if (round!.stage === 'final' && !round!.chooses && !locked)
    return (
      <PostForm action={`/organizer/${edition}/results/prizes`} className="stack">
        <Rows mode="awarding" />
        <div>
          <SubmitButton>{t('results.savePrizes')}</SubmitButton>
        </div>
      </PostForm>
    )
  if (!round!.chooses || round!.state !== 'closed' || !category) return <Rows mode="reading" />
  return (
    <PostForm action={`/organizer/${edition}/results/finalists`} className="stack">
      <input type="hidden" name="roundId" value={round!.id} />
      <input type="hidden" name="categoryId" value={category.id} />
      <Rows mode="choosing" />
      <div>
        <SubmitButton>{t('results.advance')}</SubmitButton>
      </div>
    </PostForm>
  )
}

function Rows({ mode }: { mode: RankingMode }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const follow = useFollow()
  const { edition, ranking, deciding } = useLoaderData<() => ResultsPage>()
  const ranked = useMemo(() => readRanking(ranking, deciding), [ranking, deciding])
  const rows = useSorted(ranked, ['rank', 'number', 'title', 'mean', 'readings', 'sd', 'estimate', 'chance'])
  const adjusted = deciding !== null && Object.keys(deciding.adjusted).length > 0
  const markup = useMemo(
    () => ({ __html: rankingRows(rows, { edition, mode, deciding: adjusted, locale, t }) }),
    [rows, edition, mode, adjusted, locale, t],
  )
  return (
    <Table label={t('results.ranking')} className="ranking">
      <thead>
        <tr>
          {mode === 'choosing' && <th>{t('results.inFinal')}</th>}
          <SortHead column="rank" label={t('results.rank')} number />
          <SortHead column="number" label={t('entry.number')} />
          <SortHead column="title" label={t('entry.title')} />
          <SortHead column="mean" label={t('results.mean')} number />
          <th>{spreadHead(ranked, { t, locale })}</th>
          <SortHead column="readings" label={t('results.readings')} number />
          <SortHead column="sd" label={t('results.sd')} number />
          {adjusted && <SortHead column="estimate" label={t('results.adjusted')} number />}
          {adjusted && <SortHead column="chance" label={t('results.chance')} number />}
          {mode !== 'choosing' && <th>{t('results.prize')}</th>}
        </tr>
      </thead>
      <tbody onClick={follow} dangerouslySetInnerHTML={markup} />
    </Table>
  )
}

/** What the pictures of the column span; nothing to span before there are totals. */
function spreadHead(rows: RankedEntry[], { t, locale }: PageTexts): string {
  const { low, high } = scaleOf(rows)
  if (low > high) return t('results.spread')
  return t('results.spreadOver', { low: formatPoints(low, locale), high: formatPoints(high, locale) })
}

/** Plain links of the markup are followed without loading the page anew. */
function useFollow() {
  const navigate = useNavigate()
  return (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return
    event.preventDefault()
    navigate(link.getAttribute('href')!)
  }
}
