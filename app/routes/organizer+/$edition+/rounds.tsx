import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { RoundForm } from '#app/components/organizer/round-form.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { createRound } from '#app/modules/judging/form-round.server.ts'
import { roundsOfEdition } from '#app/modules/judging/rounds-of-edition.server.ts'
import { stages, type Stage } from '#app/modules/judging/round.ts'
import { roundForm } from '#app/modules/judging/schema.ts'
import { greatestOf } from '#app/modules/statistics/describe.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'edition.tab.rounds' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { edition } = await requireOrganizer(request, params.edition)
  const rounds = await roundsOfEdition(edition.id)
  const times = [
    edition.now,
    edition.closesAt,
    ...rounds.map(({ round }) => round.closedAt ?? round.closesAt),
  ]
  const opensAt = new Date(greatestOf(times.map((time) => time.getTime())))
  return {
    edition: edition.number,
    rounds,
    opensAt,
    closesAt: new Date(opensAt.getTime() + usualDays * 24 * 3600_000),
  }
}

/** As long as the National Press Award judges its preliminary round. */
const usualDays = 18

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const form = await readForm(request, roundForm)
  if (!form.ok) return form.failed
  const answer = await createRound(actor, edition.id, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice(`/organizer/${edition.number}/rounds/${answer.roundId}`, 'round.created')
}

export default function Rounds() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, rounds, opensAt, closesAt } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-gap="large">
      <h1>{t('edition.tab.rounds')}</h1>
      {rounds.length > 0 && (
        <Table label={t('edition.tab.rounds')}>
          <thead>
            <tr>
              <th>{t('round.stageColumn')}</th>
              <th>{t('round.stateColumn')}</th>
              <th className="num">{t('edition.entries')}</th>
              <th className="num">{t('round.sheets')}</th>
              <th>{t('round.closesAt')}</th>
            </tr>
          </thead>
          <tbody>
            {rounds.map(({ round, entries, assigned, submitted }) => (
              <tr key={round.id}>
                <th scope="row">
                  <Link to={`/organizer/${edition}/rounds/${round.id}`}>
                    {t(`round.stage.${round.stage}`)}
                  </Link>
                </th>
                <td>{t(`round.state.${round.state}`)}</td>
                <td className="num">{entries}</td>
                <td className="num">
                  {submitted}/{assigned}
                </td>
                <td className="nowrap">{formatMoment(round.closesAt, locale)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <details open={rounds.length < 2}>
        <summary className="button">{t('round.create')}</summary>
        <section className="stack">
          <h2>{t('round.create')}</h2>
          <RoundForm
            stages={stagesFirst(rounds.map(({ round }) => round.stage))}
            opensAt={opensAt}
            closesAt={closesAt}
            blind
            sameProvince={false}
            readings={3}
            kind="scoring"
            quorum={67}
            majority={50}
            decidesBy="raw"
            tieRule={['mainCriterion', 'spread', 'council']}
          />
        </section>
      </details>
    </div>
  )
}

/** What an edition lacks comes first. */
const stagesFirst = (known: Stage[]): Stage[] =>
  [...stages].sort((a, b) => Number(known.includes(a)) - Number(known.includes(b)))
