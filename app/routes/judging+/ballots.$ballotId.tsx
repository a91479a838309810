import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { MediaList } from '#app/components/entries/dossier.tsx'
import { FormError, PostForm, SubmitButton, useFailedForm } from '#app/components/ui/form.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { ballotForJudge } from '#app/modules/judging/ballot-for-judge.server.ts'
import { castPaper } from '#app/modules/judging/cast-paper.server.ts'
import { paperForm } from '#app/modules/judging/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'ballot.title' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request)
  const ballot = await ballotForJudge(actor, params.ballotId!)
  if (!ballot) notFound()
  return ballot
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const form = await readForm(request, paperForm)
  if (!form.ok) return form.failed
  const answer = await castPaper(actor, params.ballotId!, form.value.choices)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice(`/judging/ballots/${params.ballotId}`, 'ballot.thanks')
}

export default function Ballot() {
  const { t } = useTranslation()
  const locale = useLocale()
  const ballot = useLoaderData<typeof loader>()
  const failed = useFailedForm()
  const chosen = new Set(failed?.values['choices[]']?.split('\n') ?? [])
  const voting = ballot.open && !ballot.voted
  const works = (
    <ol className="plain stack">
      {ballot.works.map((work) => (
        <li key={work.id} className="stack" data-gap="small">
          <label dir="auto">
            {voting && (
              <input type="checkbox" name="choices[]" value={work.id} defaultChecked={chosen.has(work.id)} />
            )}{' '}
            <b>
              {entryNumber(ballot.edition, work.number)} {work.title}
            </b>
            {ballot.count && ` · ${t('ballot.votes')}: ${votesOf(ballot.count, work.id)}`}{' '}
            {ballot.count?.elected.includes(work.id) && (
              <span className="chip" data-tone="done">
                {t('ballot.elected')}
              </span>
            )}
          </label>
          {work.authors && (
            <p className="quiet">
              {work.authors}
              {work.agency && ` – ${work.agency}`}
            </p>
          )}
          <details>
            <summary>{t('entry.field.summary')}</summary>
            <p className="pre prose" dir="auto">
              {work.summary}
            </p>
            <MediaList
              files={work.files.map((file, index) => ({
                ...file,
                name: file.name || t('judging.fileName', { number: index + 1 }),
              }))}
            />
          </details>
        </li>
      ))}
    </ol>
  )
  return (
    <main id="main" className="stack" data-gap="large">
      <div>
        <p className="quiet small">
          <Link to={`/judging?round=${ballot.roundId}`}>{t('judging.title')}</Link>
        </p>
        <h1>
          {t('ballot.title')}: {locale === 'vi' ? ballot.nameVi : ballot.nameEn}
          {ballot.prize && ` · ${t(`prize.${ballot.prize}`)}`}
        </h1>
        <p className="prose quiet">{t('ballot.secret')}</p>
      </div>
      {ballot.barred > 0 && <p className="notice">{t('ballot.barred', { count: ballot.barred })}</p>}
      {ballot.count && (
        <p>
          {t('ballot.cast', { cast: ballot.count.cast, electorate: ballot.count.electorate })}{' '}
          {!ballot.count.quorumMet && t('ballot.noQuorum')}
        </p>
      )}
      {voting ? (
        <PostForm className="stack">
          <FormError />
          <p>
            {ballot.kind === 'prize'
              ? t('ballot.chooseUpTo', { count: ballot.seats })
              : t('ballot.chooseYes')}
          </p>
          {works}
          <p className="quiet">{t('ballot.castMeans')}</p>
          <div>
            <SubmitButton>{t('ballot.castButton')}</SubmitButton>
          </div>
        </PostForm>
      ) : (
        <>
          <p>{t(`ballot.state.${ballot.open ? 'voted' : 'counted'}`)}</p>
          {works}
        </>
      )}
    </main>
  )
}

const votesOf = (count: { votes: { entryId: string; votes: number }[] }, id: string) =>
  count.votes.find((row) => row.entryId === id)?.votes ?? 0
