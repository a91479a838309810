import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { InvitationForm } from '#app/components/auth/invitation-form.tsx'
import { FormError, PostForm, SelectField, SubmitButton, TextField } from '#app/components/ui/form.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { requireActorWho } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { formatDate, formatMoment, roman } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { mayCreateEditions, organizes } from '#app/modules/actor/policy.ts'
import { createEdition } from '#app/modules/editions/create-edition.server.ts'
import { listEditions } from '#app/modules/editions/editions.server.ts'
import * as schema from '#app/modules/editions/schema.ts'
import { unitsOf } from '#app/modules/provinces/history.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'edition.list' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActorWho(request, (who) => organizes(who))
  const editions = (await listEditions()).filter((edition) => organizes(actor, edition.id))
  const shown = editions.map(({ id, number, year, windowStart, windowEnd, opensAt, closesAt, phase }) => ({
    id,
    number,
    year,
    windowStart,
    windowEnd,
    opensAt,
    closesAt,
    phase,
  }))
  return { editions: shown, mayCreate: mayCreateEditions(actor), provinces: await unitsOf() }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActorWho(request, (who) => organizes(who))
  const form = await readForm(request, schema.newEdition)
  if (!form.ok) return form.failed
  const answer = await createEdition(actor, form.value)
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice(`/organizer/${answer.number}/settings`, 'edition.created')
}

export default function Editions() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { editions, mayCreate, provinces } = useLoaderData<typeof loader>()
  return (
    <main id="main" className="stack" data-gap="large">
      <div className="page-head">
        <h1>{t('edition.list')}</h1>
        <Link className="button" to="/organizer/agencies">
          {t('agencies.title')}
        </Link>
        <Link className="button" to="/admin/requests">
          {t('personal.register.title')}
        </Link>
      </div>
      <Table label={t('edition.list')}>
        <thead>
          <tr>
            <th>{t('entry.edition')}</th>
            <th>{t('edition.year')}</th>
            <th>{t('edition.phaseColumn')}</th>
            <th>{t('edition.window')}</th>
            <th>{t('edition.closes')}</th>
          </tr>
        </thead>
        <tbody>
          {editions.map((edition) => (
            <tr key={edition.id}>
              <th scope="row">
                <Link to={`/organizer/${edition.number}`}>
                  {t('edition.name', { number: roman(edition.number) })}
                </Link>
              </th>
              <td>{edition.year}</td>
              <td>
                <span className="chip" data-tone={edition.phase === 'published' ? 'done' : 'active'}>
                  {t(`edition.phase.${edition.phase}`)}
                </span>
              </td>
              <td className="nowrap">
                {formatDate(edition.windowStart, locale)} – {formatDate(edition.windowEnd, locale)}
              </td>
              <td className="nowrap">{formatMoment(edition.closesAt, locale)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      {mayCreate && (
        <PostForm action="/organizer?index" className="stack">
          <h2>{t('edition.create')}</h2>
          <FormError />
          <div className="columns">
            <TextField
              label={t('edition.numberField')}
              name="number"
              inputMode="numeric"
              defaultValue={(editions[0]?.number ?? 0) + 1}
              required
            />
            <TextField
              label={t('edition.year')}
              name="year"
              inputMode="numeric"
              defaultValue={(editions[0]?.year ?? 2025) + 1}
              required
            />
            <SelectField
              label={t('edition.copyOf')}
              name="copyOf"
              empty={t('edition.preset')}
              options={editions.map((edition) => ({
                value: edition.id,
                label: t('edition.copy', { number: roman(edition.number) }),
              }))}
            />
          </div>
          <div>
            <SubmitButton>{t('edition.createSubmit')}</SubmitButton>
          </div>
        </PostForm>
      )}
      <section className="stack">
        <h2>{t('admin.invite')}</h2>
        <InvitationForm
          roles={mayCreate ? ['judge', 'coordinator', 'organizer'] : ['judge', 'organizer']}
          provinces={provinces}
          editions={editions.map(({ id, number }) => ({ id, name: roman(number) }))}
          everyEdition={mayCreate}
        />
      </section>
    </main>
  )
}
