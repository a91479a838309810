import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { entryNumber, formatNumber } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { outReasons } from '#app/modules/judging/assignment/outcome.ts'
import type { RoundPage } from '#app/modules/judging/round-page.server.ts'
import { ActionButton, PostForm, SubmitButton, TextField } from '../ui/form.tsx'
import { SortHead, Table } from '../ui/table.tsx'
import { useReread, useWatch } from '../ui/use-reread.ts'
import { useSorted } from '../ui/use-sorted.ts'

/** The assignment that was worked out: what it would do, to be applied or left; or who falls short and why. */
export function PlanSection() {
  const { t } = useTranslation()
  const { plan } = useLoaderData<() => RoundPage>()
  const waiting = plan !== null && ['queued', 'running'].includes(plan.state)
  const reread = useReread()
  useWatch(waiting, reread)
  if (!plan) return null
  return (
    <section className="stack" id="plan">
      <h2>{t('round.plan')}</h2>
      {waiting && (
        <p role="status">
          {t('round.planWorking')}{' '}
          <progress value={plan.progress} max={1} aria-label={t('round.planWorking')} />
        </p>
      )}
      {plan.state === 'failed' && (
        <p className="notice" data-kind="error" role="alert">
          {t('round.planFailed')}
        </p>
      )}
      {plan.outcome && <Outcome outcome={plan.outcome} planId={plan.id} />}
    </section>
  )
}

type Outcome = NonNullable<NonNullable<RoundPage['plan']>['outcome']>

function Outcome({ outcome, planId }: { outcome: Outcome; planId: string }) {
  const { t } = useTranslation()
  const { edition, round } = useLoaderData<() => RoundPage>()
  const path = `/organizer/${edition}/rounds/${round.id}`
  return (
    <>
      {outcome.status === 'optimal' ? (
        <p>
          {t('round.planAdds', { count: outcome.added })}{' '}
          {outcome.removed > 0 && t('round.planMoves', { count: outcome.removed })}{' '}
          {!outcome.proven && t('round.planUnproven')}
        </p>
      ) : (
        <p className="notice" data-kind="attention">
          {t('round.planImpossible')}
        </p>
      )}
      <Short outcome={outcome} />
      {outcome.loads.length > 0 && <Loads loads={outcome.loads} />}
      <div className="row">
        {outcome.status === 'optimal' && outcome.added + outcome.removed > 0 && (
          <ActionButton action={`${path}/plans/${planId}/application`} kind="primary">
            {t('round.planApply')}
          </ActionButton>
        )}
        {outcome.status === 'infeasible' && (
          <ActionButton action={`${path}/assignment`} fields={{ relaxed: 'on' }}>
            {t('round.planRelax')}
          </ActionButton>
        )}
      </div>
    </>
  )
}

function Short({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation()
  const { edition, judges, candidates } = useLoaderData<() => RoundPage>()
  if (outcome.short === 0) return null
  const nameOf = (id: string) =>
    candidates.find((judge) => judge.id === id)?.name ?? judges.find((judge) => judge.id === id)?.name ?? id
  const { room, readers } = outcome.loosening
  return (
    <div className="stack" data-gap="small">
      <h3>{t('round.shortfalls', { count: outcome.short })}</h3>
      <ul>
        {outcome.shortfalls.map((row) => (
          <li key={row.entryId}>
            <Link to={`/organizer/${edition}/entries/${row.entryId}`} dir="auto">
              {entryNumber(edition, row.number)} {row.title || (row.number !== null && t('entry.keptAway'))}
            </Link>
            : {t('round.found', { found: row.found, wanted: row.wanted })}{' '}
            {t('round.panelSize', { count: row.panelSize })}
            {outReasons
              .filter((reason) => row.reasons[reason])
              .map((reason) => ` · ${t(`round.reason.${reason}`, { count: row.reasons[reason] })}`)}
          </li>
        ))}
      </ul>
      {(room.length > 0 || readers > 0) && (
        <p>
          {t('round.loosening')}{' '}
          {[
            ...room.map((one) => t('round.loosenRoom', { name: nameOf(one.judgeId), count: one.entries })),
            ...(readers > 0 ? [t('round.loosenReaders', { count: readers })] : []),
          ].join('; ')}
          .
        </p>
      )}
    </div>
  )
}

function Loads({ loads }: { loads: Outcome['loads'] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { candidates, judges } = useLoaderData<() => RoundPage>()
  const named = loads.map((load) => ({
    ...load,
    name:
      candidates.find((judge) => judge.id === load.judgeId)?.name ??
      judges.find((judge) => judge.id === load.judgeId)?.name ??
      '',
  }))
  const rows = useSorted(named, ['name', 'added', 'entries', 'minutes'], { param: 'loads' })
  return (
    <Table label={t('round.planLoads')}>
      <thead>
        <tr>
          <SortHead param="loads" column="name" label={t('role.judge')} />
          <SortHead param="loads" column="added" label={t('round.planNew')} number />
          <SortHead param="loads" column="entries" label={t('round.assigned')} number />
          <SortHead param="loads" column="minutes" label={t('judging.minutes')} number />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.judgeId}>
            <th scope="row">{row.name}</th>
            <td className="num">{formatNumber(row.added, locale)}</td>
            <td className="num">{formatNumber(row.entries, locale)}</td>
            <td className="num">{formatNumber(row.minutes, locale)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

/** Further readings where they help most, once sheets are in. */
export function WaveSection() {
  const { t } = useTranslation()
  const { edition, round, submitted } = useLoaderData<() => RoundPage>()
  if (round.kind !== 'scoring' || round.state !== 'open' || submitted === 0) return null
  return (
    <details>
      <summary>{t('round.wave')}</summary>
      <p className="prose quiet">{t('round.waveMeans')}</p>
      <PostForm action={`/organizer/${edition}/rounds/${round.id}/wave`} className="row">
        <TextField label={t('round.waveBudget')} name="budget" inputMode="numeric" defaultValue={20} />
        <TextField label={t('round.waveTop')} name="top" inputMode="numeric" defaultValue={10} />
        <SubmitButton kind="plain">{t('round.wavePlan')}</SubmitButton>
      </PostForm>
    </details>
  )
}
