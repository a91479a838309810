import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { AgencyField } from '#app/components/entries/agency-field.tsx'
import { CheckList, FormError, PostForm, SubmitButton, TextField } from '#app/components/ui/form.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { searchOf } from '#app/http/search.ts'
import { roman } from '#app/i18n/format.ts'
import { declareConflicts } from '#app/modules/judging/declare-conflicts.server.ts'
import { declaredConflicts, interestsOf } from '#app/modules/judging/declared-conflicts.server.ts'
import { roundsOfJudge } from '#app/modules/judging/judge-rounds.server.ts'
import { conflictForm } from '#app/modules/judging/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'judging.conflicts' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request)
  const roundId = searchOf(request).get('round')
  const round = (await roundsOfJudge(actor)).find((row) => row.id === roundId)
  if (!round) notFound()
  const [listed, declared] = await Promise.all([interestsOf(actor, round.id), declaredConflicts(actor)])
  const agencies = new Set(declared.map((row) => row.agencyId))
  const authors = new Set(declared.map((row) => row.authorKey))
  return {
    round: { id: round.id, stage: round.stage, edition: round.edition, panel: round.panel },
    agencies: listed.agencies.filter((agency) => !agencies.has(agency.id)),
    authors: listed.authors.filter((author) => !authors.has(author.key)),
    declared: declared.map(({ id, agency, author, reason }) => ({ id, name: agency ?? author, reason })),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const roundId = searchOf(request).get('round') ?? ''
  const form = await readForm(request, conflictForm)
  if (!form.ok) return form.failed
  const { agencies, authors, agency, reason } = form.value
  const ask = { agencyIds: agencies, authorKeys: authors, agency, reason }
  const answer = await declareConflicts(actor, roundId, ask)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice(`/judging?round=${roundId}`, 'judging.declared', { count: answer.givenBack })
}

/** The whole list once a round; nothing ticked is an answer too. */
export default function Conflicts() {
  const { t } = useTranslation()
  const { round, agencies, authors, declared } = useLoaderData<typeof loader>()
  return (
    <main id="main" className="stack" data-gap="large">
      <div>
        <p className="quiet small">
          <Link to={`/judging?round=${round.id}`}>
            {t('edition.name', { number: roman(round.edition) })} · {t(`round.stage.${round.stage}`)} ·{' '}
            {round.panel}
          </Link>
        </p>
        <h1>{t('judging.conflicts')}</h1>
      </div>
      <p className="prose">{t('judging.conflictsIntro')}</p>
      {declared.length > 0 && (
        <section>
          <h2>{t('judging.declaredBefore')}</h2>
          <ul>
            {declared.map((row) => (
              <li key={row.id}>
                {row.name} – {row.reason}
              </li>
            ))}
          </ul>
        </section>
      )}
      <PostForm action={`/judging/conflicts?round=${round.id}`} className="stack">
        <FormError />
        <CheckList
          legend={t('judging.agenciesListed')}
          name="agencies[]"
          options={agencies.map(({ id, name }) => ({ value: id, label: name }))}
        />
        {authors.length > 0 && (
          <CheckList
            legend={t('judging.authorsListed')}
            name="authors[]"
            options={authors.map(({ key, name }) => ({ value: key, label: name }))}
          />
        )}
        <div className="columns">
          <AgencyField
            name="agency"
            label={t('judging.agencyElse')}
            hint={t('account.agencyHint')}
            defaultValue=""
          />
          <TextField
            label={t('judging.reason')}
            name="reason"
            defaultValue=""
            hint={t('judging.reasonHint')}
          />
        </div>
        <div>
          <SubmitButton>{t('judging.declare')}</SubmitButton>
        </div>
      </PostForm>
    </main>
  )
}
