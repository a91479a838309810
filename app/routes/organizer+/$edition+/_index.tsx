import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { TakenAt } from '#app/components/participation/taken-at.tsx'
import { Countdown } from '#app/components/ui/state.tsx'
import { asOf } from '#app/ground.server.ts'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { editionCounts } from '#app/modules/home/edition-counts.server.ts'
import { worksBarredTo } from '#app/modules/judging/known-conflicts.server.ts'
import { roundsOfEdition } from '#app/modules/judging/rounds-of-edition.server.ts'
import { nextToScreen } from '#app/modules/screening/next-to-screen.server.ts'

export const handle = { title: 'edition.tab.overview' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const barred = await worksBarredTo(actor.userId, edition.id)
  const [counts, rounds, nextEntry] = await asOf(() =>
    Promise.all([
      editionCounts(edition.id),
      roundsOfEdition(edition.id),
      nextToScreen(edition.id, 0, barred),
    ]),
  )
  const shown = rounds.map(({ round, ...progress }) => ({
    id: round.id,
    stage: round.stage,
    state: round.state,
    closesAt: round.closesAt,
    ...progress,
  }))
  return {
    number: edition.number,
    name: edition.nameVi,
    nameEn: edition.nameEn,
    closesAt: edition.closesAt,
    now: edition.now,
    phase: edition.phase,
    counts,
    rounds: shown,
    nextEntry,
  }
}

export default function Overview() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { number, name, nameEn, closesAt, now, phase, counts, rounds, nextEntry } =
    useLoaderData<typeof loader>()
  const final = rounds.findLast((round) => round.stage === 'final')
  const preliminary = rounds.findLast((round) => round.stage === 'preliminary')
  const steps = [
    {
      key: 'received',
      count: counts.received,
      note: `${counts.drafts} ${t('edition.track.drafts').toLowerCase()}`,
      now: phase === 'open',
    },
    {
      key: 'screening',
      count: counts.waiting,
      note: t('edition.track.waiting'),
      now: phase === 'judging' && !preliminary,
    },
    {
      key: 'preliminary',
      count: counts.eligible,
      note: t('edition.track.eligible'),
      now: preliminary !== undefined && final?.state !== 'open' && phase !== 'published',
    },
    { key: 'final', count: counts.inFinal, note: t('edition.track.inFinal'), now: final?.state === 'open' },
    { key: 'published', count: counts.prizes, note: t('edition.track.prizes'), now: phase === 'published' },
  ] as const
  return (
    <div className="stack" data-gap="large">
      <h1>{locale === 'vi' ? name : nameEn}</h1>
      {phase === 'open' && (
        <p>
          {t('edition.closes')}: <Countdown until={closesAt} now={now} />
        </p>
      )}
      <ol className="track" tabIndex={0} aria-label={locale === 'vi' ? name : nameEn}>
        {steps.map((step) => (
          <li key={step.key} data-now={step.now || undefined} aria-current={step.now ? 'step' : undefined}>
            {t(`edition.track.${step.key}`)}
            <span className="figure">{formatNumber(step.count, locale)}</span>
            {step.note}
          </li>
        ))}
      </ol>
      <TakenAt at={counts.takenAt} />
      {nextEntry && counts.waiting > 0 && (
        <p>
          <Link className="button" data-kind="primary" to={`/organizer/${number}/entries/${nextEntry}`}>
            {t('screening.next')}
          </Link>
        </p>
      )}
      {rounds.map((round) => (
        <section key={round.id} className="stack" data-gap="small">
          <h2>
            <Link to={`/organizer/${number}/rounds/${round.id}`}>{t(`round.stage.${round.stage}`)}</Link>
          </h2>
          <p>
            {t(`round.state.${round.state}`)} ·{' '}
            {t('round.progress', { submitted: round.submitted, assigned: round.assigned })}
          </p>
          <Meter
            value={round.submitted}
            of={round.assigned}
            label={t('round.progress', { submitted: round.submitted, assigned: round.assigned })}
          />
        </section>
      ))}
    </div>
  )
}

function Meter({ value, of, label }: { value: number; of: number; label: string }) {
  return <progress value={value} max={Math.max(of, 1)} aria-label={label} />
}
