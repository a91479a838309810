import type { SerializeFrom } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { entryNumber, formatPoints } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { prizes } from '#app/modules/results/prizes.ts'
import type { loader } from '#app/routes/organizer+/$edition+/results.tsx'
import { PostForm, SubmitButton } from '../ui/form.tsx'
import { SortHead, Table } from '../ui/table.tsx'
import { useSorted } from '../ui/use-sorted.ts'

/** The ranking of a category with what can be decided from it: who goes to the final, or which prize. */
export function Ranking() {
  const { t } = useTranslation()
  const { edition, round, category, locked } = useLoaderData<typeof loader>()
  const choosing = round!.stage === 'preliminary' && round!.state === 'closed' && category !== null
  if (round!.stage === 'final' && !locked)
    return (
      <PostForm action={`/organizer/${edition}/results/prizes`} className="stack">
        <Rows awarding />
        <div>
          <SubmitButton>{t('results.savePrizes')}</SubmitButton>
        </div>
      </PostForm>
    )
  if (!choosing) return <Rows />
  return (
    <PostForm action={`/organizer/${edition}/results/finalists`} className="stack">
      <input type="hidden" name="roundId" value={round!.id} />
      <input type="hidden" name="categoryId" value={category.id} />
      <Rows choosing />
      <div>
        <SubmitButton>{t('results.advance')}</SubmitButton>
      </div>
    </PostForm>
  )
}

type Ranked = SerializeFrom<typeof loader>['rows'][number]
const columns = {
  rank: (row: Ranked) => row.rank,
  number: (row: Ranked) => row.number,
  title: (row: Ranked) => row.title,
  mean: (row: Ranked) => row.mean,
  readings: (row: Ranked) => row.readings,
  sd: (row: Ranked) => row.sd,
}

function Rows({ choosing, awarding }: { choosing?: boolean; awarding?: boolean }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, rows: ranked } = useLoaderData<typeof loader>()
  const rows = useSorted(ranked, columns)
  const scale = scaleOf(ranked)
  return (
    <Table label={t('results.ranking')}>
      <thead>
        <tr>
          {choosing && <th>{t('results.inFinal')}</th>}
          <SortHead column="rank" label={t('results.rank')} number />
          <SortHead column="number" label={t('entry.number')} />
          <SortHead column="title" label={t('entry.title')} />
          <SortHead column="mean" label={t('results.mean')} number />
          <th>{t('results.spread')}</th>
          <SortHead column="readings" label={t('results.readings')} number />
          <SortHead column="sd" label={t('results.sd')} number />
          {!choosing && <th>{t('results.prize')}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-marked={row.inFinal && choosing ? '' : undefined}>
            {choosing && (
              <td>
                <label>
                  <input type="checkbox" name="entryIds[]" value={row.id} defaultChecked={row.inFinal} />
                  <span className="visually-hidden">{t('results.choose', { title: row.title })}</span>
                </label>
              </td>
            )}
            <td className="num">{row.rank === null ? '–' : `${row.rank}${row.tied ? ' =' : ''}`}</td>
            <td className="nowrap">{entryNumber(edition, row.number)}</td>
            <th scope="row" className="title" dir="auto">
              <Link to={`/organizer/${edition}/entries/${row.id}`}>{row.title}</Link>
              {row.agency && (
                <>
                  <br />
                  <span className="quiet">{row.agency}</span>
                </>
              )}
            </th>
            <td className="num">
              <b>{formatPoints(row.mean, locale, 2)}</b>
            </td>
            <td>
              <SpreadBar row={row} scale={scale} />
            </td>
            <td className="num">{row.readings}</td>
            <td className="num">{formatPoints(row.sd, locale, 2)}</td>
            {!choosing && (
              <td>
                {awarding ? (
                  <PrizeChoice id={row.id} title={row.title} prize={row.prize} />
                ) : row.prize ? (
                  t(`prize.${row.prize}`)
                ) : (
                  ''
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

/** The totals of a work on a line over all totals shown: from the lowest to the highest, ± one deviation, the mean. */
function SpreadBar({ row, scale: [low, high] }: { row: Ranked; scale: [number, number] }) {
  const { mean, sd, totals } = row
  if (mean === null) return null
  const x = (value: number) => Math.round(6 + ((value - low) / Math.max(high - low, 1)) * 108)
  const within = (value: number) => Math.min(high, Math.max(low, value))
  return (
    <svg className="spread" width="120" height="16" viewBox="0 0 120 16" aria-hidden="true">
      <line className="axis" x1="6" x2="114" y1="8" y2="8" />
      {sd !== null && (
        <line className="sd" x1={x(within(mean - sd))} x2={x(within(mean + sd))} y1="8" y2="8" />
      )}
      <line x1={x(Math.min(...totals))} x2={x(Math.max(...totals))} y1="8" y2="8" />
      <circle cx={x(mean)} cy="8" r="3" />
    </svg>
  )
}

function scaleOf(rows: Ranked[]): [number, number] {
  const totals = rows.flatMap((row) => row.totals)
  return [Math.min(...totals), Math.max(...totals)]
}

function PrizeChoice({ id, title, prize }: { id: string; title: string; prize: string | null }) {
  const { t } = useTranslation()
  return (
    <select name={`prize.${id}`} defaultValue={prize ?? ''} aria-label={t('results.prizeFor', { title })}>
      <option value="">–</option>
      {prizes.map((one) => (
        <option key={one} value={one}>
          {t(`prize.${one}`)}
        </option>
      ))}
    </select>
  )
}
