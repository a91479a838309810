import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useState } from 'react'
import { RoundHead } from '#app/components/organizer/round-head.tsx'
import {
  CheckList,
  ConfirmedAction,
  FormError,
  PostForm,
  SelectField,
  SubmitButton,
  TextField,
  useFailedForm,
} from '#app/components/ui/form.tsx'
import { Empty, Table } from '#app/components/ui/table.tsx'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { worksBarredTo } from '#app/modules/judging/known-conflicts.server.ts'
import { ballotPage } from '#app/modules/judging/round-page.server.ts'
import { ballotForm } from '#app/modules/judging/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { prizes } from '#app/modules/editions/prizes.ts'
import { openBallot } from '#app/modules/judging/open-ballot.server.ts'

export const handle = { title: 'ballot.title' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const page = await ballotPage(edition.id, params.roundId!, await worksBarredTo(actor.userId, edition.id))
  if (!page) notFound()
  return { edition: edition.number, ...page }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const form = await readForm(request, ballotForm)
  if (!form.ok) return form.failed
  const answer = await openBallot(actor, params.roundId!, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice(`/organizer/${edition.number}/rounds/${params.roundId}/ballots`, 'ballot.opened')
}

export default function Ballots() {
  const { t } = useTranslation()
  const { edition, round, ballots } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-gap="large">
      <RoundHead edition={edition} round={round} title={t('ballot.title')} />
      <p className="prose quiet">{t('ballot.secret')}</p>
      {ballots.length === 0 && <Empty>{t('ballot.noneYet')}</Empty>}
      {ballots.map((ballot) => (
        <Ballot key={ballot.id} ballot={ballot} />
      ))}
      {round.state === 'open' && <NewBallot />}
    </div>
  )
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>['ballots'][number]

function Ballot({ ballot }: { ballot: Shown }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, round, works } = useLoaderData<typeof loader>()
  const path = `/organizer/${edition}/rounds/${round.id}/ballots`
  const workOf = (id: string) => works.find((work) => work.id === id)
  const { count } = ballot
  return (
    <section className="stack" data-gap="small">
      <h2>
        {locale === 'vi' ? ballot.nameVi : ballot.nameEn}
        {ballot.prize && ` · ${t(`prize.${ballot.prize}`)}`}
        {ballot.repeats && ` (${t('ballot.repeatOf')})`}{' '}
        <span className="chip" data-tone={ballot.state === 'open' ? 'active' : 'done'}>
          {t(`ballot.state.${ballot.state}`)}
        </span>
      </h2>
      <p>
        {t('ballot.voted', {
          count: ballot.voters.length,
          of: ballot.electorate,
          names: ballot.voters.join(', ') || t('ballot.nobody'),
        })}
      </p>
      {count && !count.quorumMet && (
        <p className="notice" data-kind="attention">
          {t('ballot.noQuorum')}
        </p>
      )}
      <Table label={`${locale === 'vi' ? ballot.nameVi : ballot.nameEn} ${ballot.prize ?? ''}`}>
        <thead>
          <tr>
            <th>{t('entry.number')}</th>
            <th>{t('entry.title')}</th>
            {count && <th className="num">{t('ballot.votes')}</th>}
          </tr>
        </thead>
        <tbody>
          {(count ? count.votes.map((row) => row.entryId) : ballot.candidates).map((id) => (
            <tr key={id}>
              <td className="nowrap">{entryNumber(edition, workOf(id)?.number ?? null)}</td>
              <th scope="row" className="title" dir="auto">
                {workOf(id)?.title || t('entry.keptAway')}
              </th>
              {count && (
                <td className="num">
                  {count.votes.find((row) => row.entryId === id)!.votes}/
                  {count.votes.find((row) => row.entryId === id)!.of ?? count.cast}{' '}
                  {count.elected.includes(id) && <b>{t('ballot.elected')}</b>}
                  {count.tied.includes(id) && t('ballot.tied')}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </Table>
      {ballot.state === 'open' && (
        <ConfirmedAction
          action={`${path}/${ballot.id}/closing`}
          label={t('ballot.close')}
          consequence={t('ballot.closeMeans')}
          kind="primary"
        />
      )}
      {count && count.tied.length > 0 && round.state === 'open' && (
        <PostForm action={path} className="inline-form">
          <input type="hidden" name="categoryId" value={ballot.categoryId} />
          <input type="hidden" name="kind" value={ballot.kind} />
          <input type="hidden" name="prize" value={ballot.prize ?? 'first'} />
          <input type="hidden" name="seats" value={ballot.seats - count.elected.length} />
          <input type="hidden" name="repeats" value={ballot.id} />
          {count.tied.map((id) => (
            <input key={id} type="hidden" name="candidates[]" value={id} />
          ))}
          <SubmitButton>{t('ballot.repeat')}</SubmitButton>
        </PostForm>
      )}
    </section>
  )
}

function NewBallot() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, categories, works } = useLoaderData<typeof loader>()
  const failed = useFailedForm()
  const [categoryId, choose] = useState(failed?.values.categoryId ?? categories[0]?.id ?? '')
  const own = works.filter((work) => work.categoryId === categoryId)
  return (
    <section className="stack">
      <h2>{t('ballot.new')}</h2>
      <PostForm className="stack">
        <FormError />
        <div className="columns">
          <div className="field">
            <label htmlFor="categoryId">{t('entry.category')}</label>
            <select
              id="categoryId"
              name="categoryId"
              value={categoryId}
              onChange={(event) => choose(event.target.value)}
            >
              {categories.map((row) => (
                <option key={row.id} value={row.id}>
                  {locale === 'vi' ? row.nameVi : row.nameEn}
                </option>
              ))}
            </select>
          </div>
          <SelectField
            label={t('ballot.kind')}
            name="kind"
            options={(['prize', 'yesno'] as const).map((kind) => ({
              value: kind,
              label: t(`ballot.kinds.${kind}`),
            }))}
          />
          <SelectField
            label={t('ballot.prize')}
            name="prize"
            defaultValue="first"
            options={prizes.map((prize) => ({ value: prize, label: t(`prize.${prize}`) }))}
          />
          <TextField label={t('ballot.seats')} name="seats" inputMode="numeric" defaultValue={1} />
        </div>
        <CheckList
          key={categoryId}
          legend={t('ballot.candidates')}
          name="candidates[]"
          options={own.map(({ id, number, title }) => ({
            value: id,
            label: title || `${entryNumber(edition, number)} ${t('entry.keptAway')}`,
          }))}
          empty={t('results.noRows')}
        />
        <div>
          <SubmitButton>{t('ballot.new')}</SubmitButton>
        </div>
      </PostForm>
    </section>
  )
}
