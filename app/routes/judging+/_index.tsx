import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { useMemo } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { ownOutbox } from '#app/components/judging/outbox.ts'
import { OutboxLine } from '#app/components/judging/outbox-line.tsx'
import { Countdown } from '#app/components/ui/state.tsx'
import { Empty, SortHead, Table } from '#app/components/ui/table.tsx'
import { useSorted } from '#app/components/ui/use-sorted.ts'
import { requireActorWho } from '#app/http/guard.server.ts'
import { searchOf } from '#app/http/search.ts'
import { entryNumber, formatPoints, roman } from '#app/i18n/format.ts'
import { sayDuration } from '#app/i18n/say-duration.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { hasRole } from '#app/modules/actor/policy.ts'
import { ballotsOfJudge } from '#app/modules/judging/ballots.server.ts'
import { queueAndHidden } from '#app/modules/judging/judge-queue.server.ts'
import { roundsOfJudge } from '#app/modules/judging/judge-rounds.server.ts'
import type { SheetStateName } from '#app/modules/judging/scoring.ts'

export const handle = { title: 'judging.title' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActorWho(request, (who) => hasRole(who, 'judge'))
  const rounds = await roundsOfJudge(actor)
  const wanted = searchOf(request).get('round')
  const round =
    rounds.find((row) => row.id === wanted) ?? rounds.find((row) => row.state === 'open') ?? rounds[0] ?? null
  const [{ queue, hidden }, ballots] = round
    ? await Promise.all([
        queueAndHidden(actor.userId, round.id),
        round.kind === 'ballot' ? ballotsOfJudge(actor, round.id) : [],
      ])
    : [{ queue: [], hidden: 0 }, []]
  return {
    me: actor.userId,
    rounds,
    round,
    queue,
    hidden,
    declared: round?.declared ?? true,
    ballots,
    chaired: rounds
      .filter((row) => row.id === round?.id && row.chair)
      .map((row) => ({ id: row.panelId, name: row.panel })),
    now: new Date(),
  }
}

export default function Judging() {
  const { t } = useTranslation()
  const { me, rounds, round, queue, hidden, now } = useLoaderData<typeof loader>()
  ownOutbox(me)
  if (!round)
    return (
      <main id="main" className="stack">
        <h1>{t('judging.title')}</h1>
        <Empty>{t('judging.none')}</Empty>
      </main>
    )
  const next = queue.find((row) => row.state !== 'submitted')
  const minutes = queue.filter((row) => row.state !== 'submitted').reduce((sum, row) => sum + row.minutes, 0)
  return (
    <main id="main" className="stack" data-gap="large">
      <div className="page-head">
        <div>
          <p className="quiet small">
            {t('edition.name', { number: roman(round.edition) })} · {round.panel}
          </p>
          <h1>{t(`round.stage.${round.stage}`)}</h1>
        </div>
        {rounds.length > 1 && (
          <nav className="row" aria-label={t('edition.tab.rounds')}>
            {rounds.map((row) => (
              <Link
                key={row.id}
                className="button"
                data-kind={row.id === round.id ? 'chosen' : undefined}
                aria-current={row.id === round.id ? 'true' : undefined}
                to={`?round=${row.id}`}
              >
                {roman(row.edition)} {t(`round.stage.${row.stage}`)}
              </Link>
            ))}
          </nav>
        )}
      </div>
      {round.kind === 'scoring' && (
        <div className="stack" data-gap="small">
          <p>
            {t('judging.progress', { submitted: round.submitted, assigned: round.assigned })} ·{' '}
            {t('judging.minutesLeft', { time: sayDuration(minutes, t) })} ·{' '}
            {round.state === 'open' ? (
              <Countdown until={round.closesAt} now={now} />
            ) : (
              t('round.state.closed')
            )}
          </p>
          <progress
            value={round.submitted}
            max={Math.max(round.assigned, 1)}
            aria-label={t('judging.progress', { submitted: round.submitted, assigned: round.assigned })}
          />
        </div>
      )}
      {next && round.state === 'open' && (
        <p>
          <Link className="button" data-kind="primary" data-size="large" to={`/judging/${next.id}`}>
            {t('judging.next')}
          </Link>
        </p>
      )}
      {hidden > 0 && <p className="notice">{t('judging.hidden', { count: hidden })}</p>}
      <OutboxLine />
      <Conflicts />
      <Chaired />
      {round.kind === 'ballot' ? <Ballots /> : <Queue />}
    </main>
  )
}

/** What was begun first, then what was not, then what is done. */
const stateOrder = ({ state }: { state: SheetStateName | null }) =>
  ['draft', null, 'submitted'].indexOf(state)

function Queue() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { queue, round } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const wanted = search.get('state')
  const shown = useMemo(
    () => queue.filter((row) => wanted === null || (row.state ?? 'none') === wanted),
    [queue, wanted],
  )
  const rows = useSorted(shown, ['number', 'title', 'minutes', 'total'], { made: { state: stateOrder } })
  if (queue.length === 0) return <Empty>{t('judging.empty')}</Empty>
  return (
    <section className="stack" data-gap="small">
      <nav className="row" aria-label={t('judging.filter')}>
        {([null, 'none', 'draft', 'submitted'] as const).map((state) => (
          <Link
            key={state ?? 'all'}
            className="button"
            data-kind={wanted === state ? 'chosen' : undefined}
            aria-current={wanted === state ? 'true' : undefined}
            to={`?round=${round!.id}${state ? `&state=${state}` : ''}`}
          >
            {state === null ? t('form.all') : t(`judging.state.${state}`)}{' '}
            {state === null ? queue.length : queue.filter((row) => (row.state ?? 'none') === state).length}
          </Link>
        ))}
      </nav>
      <Table label={t('judging.queue')}>
        <thead>
          <tr>
            <SortHead column="number" label={t('entry.number')} />
            <SortHead column="title" label={t('entry.title')} />
            <SortHead column="minutes" label={t('judging.minutes')} number />
            <SortHead column="state" label={t('entry.stateColumn')} />
            <SortHead column="total" label={t('judging.total')} number />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="nowrap">{entryNumber(round!.edition, row.number)}</td>
              <th scope="row" className="title">
                <Link to={`/judging/${row.id}`} prefetch="intent" dir="auto">
                  {row.title}
                </Link>
              </th>
              <td className="num">{row.minutes}</td>
              <td>
                <span
                  className="chip"
                  data-tone={row.state === 'submitted' ? 'done' : row.state === 'draft' ? 'active' : 'plain'}
                >
                  {t(`judging.state.${row.state ?? 'none'}`)}
                </span>
              </td>
              <td className="num">{formatPoints(row.total, locale)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}

/** The list of a round is gone through once, before scoring; later it may be added to. */
function Conflicts() {
  const { t } = useTranslation()
  const { declared, round } = useLoaderData<typeof loader>()
  const link = <Link to={`/judging/conflicts?round=${round!.id}`}>{t('judging.conflicts')}</Link>
  if (declared || round!.state !== 'open') return <p className="quiet">{link}</p>
  return (
    <p className="notice" data-kind="attention">
      {t('judging.notDeclared')} {link}
    </p>
  )
}

function Chaired() {
  const { t } = useTranslation()
  const { chaired } = useLoaderData<typeof loader>()
  return chaired.map((panel) => (
    <p key={panel.id}>
      <Link to={`/judging/panels/${panel.id}`}>{t('chair.link', { panel: panel.name })}</Link>
    </p>
  ))
}

function Ballots() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { ballots } = useLoaderData<typeof loader>()
  if (ballots.length === 0) return <Empty>{t('ballot.noneYet')}</Empty>
  return (
    <Table label={t('ballot.title')}>
      <thead>
        <tr>
          <th>{t('ballot.title')}</th>
          <th>{t('entry.stateColumn')}</th>
        </tr>
      </thead>
      <tbody>
        {ballots.map((ballot) => {
          const state = ballot.state === 'counted' ? 'counted' : ballot.voted ? 'voted' : 'open'
          return (
            <tr key={ballot.id}>
              <th scope="row">
                <Link to={`/judging/ballots/${ballot.id}`}>
                  {locale === 'vi' ? ballot.nameVi : ballot.nameEn}
                  {ballot.prize && ` · ${t(`prize.${ballot.prize}`)}`}
                </Link>
              </th>
              <td>
                <span className="chip" data-tone={state === 'open' ? 'active' : 'done'}>
                  {t(`ballot.state.${state}`)}
                </span>
              </td>
            </tr>
          )
        })}
      </tbody>
    </Table>
  )
}
