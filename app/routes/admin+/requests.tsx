import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { LightChip } from '#app/components/privacy/light.tsx'
import {
  FormError,
  PostForm,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '#app/components/ui/form.tsx'
import { Empty, Table } from '#app/components/ui/table.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { searchOf } from '#app/http/search.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { enterPaperRequest } from '#app/modules/privacy/file-request.server.ts'
import { registerPage } from '#app/modules/privacy/register.server.ts'
import { requestKinds } from '#app/modules/privacy/requests.ts'
import { paperRequest } from '#app/modules/privacy/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'personal.register.title' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request)
  const all = searchOf(request).has('all')
  return { ...((await registerPage(actor, !all)) ?? notFound()), all }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const form = await readForm(request, paperRequest)
  if (!form.ok) return form.failed
  const answer = (await enterPaperRequest(actor, form.value)) ?? notFound()
  return isRefusal(answer)
    ? refusedForm(form.values, answer)
    : redirectWithNotice(`/admin/requests/${answer.requestId}`, 'personal.register.paperDone')
}

export default function Register() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { requests, all } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-gap="large">
      <div className="stack">
        <h2>{t('personal.register.open')}</h2>
        <p className="prose quiet">{t('personal.register.about')}</p>
        <nav className="row" aria-label={t('personal.register.state')}>
          <Link to="/admin/requests" aria-current={all ? undefined : 'true'}>
            {t('personal.register.open')}
          </Link>
          <Link to="/admin/requests?all" aria-current={all ? 'true' : undefined}>
            {t('personal.register.all')}
          </Link>
          <Link to="/admin/holidays">{t('personal.register.holidays')}</Link>
        </nav>
        {requests.length === 0 ? (
          <Empty>{t('personal.register.empty')}</Empty>
        ) : (
          <Table label={t('personal.register.title')}>
            <thead>
              <tr>
                <th>{t('personal.register.who')}</th>
                <th>{t('personal.register.kind')}</th>
                <th>{t('personal.register.next')}</th>
                <th>{t('personal.register.state')}</th>
                <th>{t('personal.register.received')}</th>
              </tr>
            </thead>
            <tbody>
              {requests.map((one) => (
                <tr key={one.id}>
                  <th scope="row">
                    <Link to={`/admin/requests/${one.id}`}>{one.name || '–'}</Link>
                  </th>
                  <td>{t(`personal.kind.${one.kind}`)}</td>
                  <td className="nowrap">
                    <LightChip light={one.light} /> {one.next && formatMoment(one.next, locale)}
                  </td>
                  <td>{t(`personal.state.${one.state}`)}</td>
                  <td className="nowrap">{formatMoment(one.receivedAt, locale)}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
        {requests.length === 200 && <p className="quiet">{t('personal.register.all200')}</p>}
      </div>
      <Paper />
    </div>
  )
}

function Paper() {
  const { t } = useTranslation()
  return (
    <details>
      <summary className="button">{t('personal.register.paper')}</summary>
      <PostForm className="stack narrow" action="/admin/requests">
        <FormError />
        <SelectField
          label={t('personal.register.kind')}
          name="kind"
          options={requestKinds.map((kind) => ({ value: kind, label: t(`personal.kind.${kind}`) }))}
        />
        <TextField label={t('personal.register.name')} name="name" required />
        <TextField label={t('personal.register.email')} name="email" type="email" optional />
        <TextField label={t('personal.register.receivedOn')} name="receivedOn" type="date" required />
        <TextArea label={t('personal.register.text')} name="text" rows={4} maxLength={4000} optional />
        <div>
          <SubmitButton>{t('personal.register.paperSubmit')}</SubmitButton>
        </div>
      </PostForm>
    </details>
  )
}
