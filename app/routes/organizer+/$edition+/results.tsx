import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { TakenAt } from '#app/components/participation/taken-at.tsx'
import { Tabs } from '#app/components/ui/tabs.tsx'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { RankingNotes, Reasons } from '#app/components/organizer/ranking-notes.tsx'
import { Ranking } from '#app/components/organizer/ranking.tsx'
import { ActionButton, ConfirmedAction } from '#app/components/ui/form.tsx'
import { Empty, Table } from '#app/components/ui/table.tsx'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { searchOf } from '#app/http/search.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { resultsPage } from '#app/modules/results/results-page.server.ts'

export const handle = { title: 'edition.tab.results' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const search = searchOf(request)
  const cut = search.get('cut') ?? ''
  return resultsPage(actor, edition, {
    round: search.get('round'),
    category: search.get('category'),
    places: /^\d{1,4}$/.test(cut) ? Number(cut) : null,
  })
}

export default function Results() {
  const { t } = useTranslation()
  const { round, rounds, ranking, edition, takenAt } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-gap="large">
      <h1>{t('edition.tab.results')}</h1>
      {rounds.length === 0 ? (
        <Empty
          action={
            <Link className="button" to={`/organizer/${edition}/rounds`}>
              {t('round.create')}
            </Link>
          }
        >
          {t('results.noRounds')}
        </Empty>
      ) : (
        <>
          <Choosers />
          <TakenAt at={takenAt} />
          {round && ranking !== '[]' && <RankingNotes />}
          {round && (ranking === '[]' ? <Empty>{t('results.noRows')}</Empty> : <Ranking />)}
          <Reasons />
          <Decision />
        </>
      )}
    </div>
  )
}

function Choosers() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { rounds, round, categories, category } = useLoaderData<typeof loader>()
  const to = (roundId: string, categoryId: string) => `?round=${roundId}&category=${categoryId}`
  return (
    <div className="stack" data-gap="small">
      <nav className="row" aria-label={t('round.stageColumn')}>
        {rounds.map((row) => (
          <Link
            key={row.id}
            className="button"
            aria-current={row.id === round?.id ? 'page' : undefined}
            data-kind={row.id === round?.id ? 'chosen' : undefined}
            to={to(row.id, category?.id ?? '')}
          >
            {t(`round.stage.${row.stage}`)}
          </Link>
        ))}
      </nav>
      <Tabs label={t('entry.category')}>
        {categories.map((row) => (
          <Link
            key={row.id}
            aria-current={row.id === category?.id ? 'page' : undefined}
            to={to(round?.id ?? '', row.id)}
          >
            {locale === 'vi' ? row.nameVi : row.nameEn}
          </Link>
        ))}
        <Link aria-current={category === null ? 'page' : undefined} to={to(round?.id ?? '', 'all')}>
          {t('form.all')}
        </Link>
      </Tabs>
    </div>
  )
}

/** Prizes against the soft quotas, then lock and publish. */
function Decision() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, quotas, locked, published, moves, unread } = useLoaderData<typeof loader>()
  const given = quotas
    .flatMap((row) => [row.special, ...row.prizes.map((prize) => prize.given)])
    .reduce((sum, count) => sum + count, 0)
  const path = `/organizer/${edition}/results`
  const over =
    quotas.some((row) => row.prizes.some((prize) => prize.given > prize.quota)) ||
    quotas.reduce((sum, row) => sum + row.special, 0) > 1
  return (
    <section className="stack">
      <h2>{t('results.decision')}</h2>
      {over && (
        <p className="notice" data-kind="attention">
          {t('results.overQuota')}
        </p>
      )}
      {unread > 0 && !locked && (
        <p className="notice" data-kind="attention">
          {t('results.unread', { count: unread })}
        </p>
      )}
      <Table label={t('results.decision')}>
        <thead>
          <tr>
            <th>{t('entry.category')}</th>
            <th className="num">{t('prize.special')}</th>
            {(['first', 'second', 'third', 'consolation'] as const).map((prize) => (
              <th key={prize} className="num">
                {t(`prize.${prize}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {quotas.map((row) => (
            <tr key={row.id}>
              <th scope="row">{locale === 'vi' ? row.nameVi : row.nameEn}</th>
              <td className="num">{row.special || '–'}</td>
              {row.prizes.map((prize) => (
                <td key={prize.prize} className="num">
                  {prize.given > prize.quota ? (
                    <b>
                      {prize.given}/{prize.quota} ▲
                    </b>
                  ) : (
                    `${prize.given}/${prize.quota}`
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      <div className="row">
        {moves.includes('locked') && (
          <ActionButton action={`${path}/locking`} kind="primary">
            {t('results.lock')}
          </ActionButton>
        )}
        {moves.includes('published') && (
          <ConfirmedAction
            action={`${path}/publication`}
            label={t('results.publish')}
            consequence={t('results.publishMeans', { count: given })}
            kind="primary"
          />
        )}
        {moves.includes('unlocked') && (
          <ActionButton action={`${path}/unlocking`}>{t('results.unlock')}</ActionButton>
        )}
        {published && (
          <Link className="button" data-kind="primary" to={`/results/${edition}`}>
            {t('results.toPublic')}
          </Link>
        )}
        {moves.includes('retracted') && (
          <ConfirmedAction
            action={`${path}/retraction`}
            label={t('results.retract')}
            consequence={t('results.retractMeans')}
            reason={t('results.retractReason')}
          />
        )}
      </div>
    </section>
  )
}
