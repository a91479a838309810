import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { FormError, PostForm, SubmitButton, TextField } from '#app/components/ui/form.tsx'
import { Empty, Table } from '#app/components/ui/table.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { provinceAddress, requireProvinceEdition } from '#app/http/province.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { proposeAgency, proposedAgencies } from '#app/modules/outreach/propose-agency.server.ts'
import { agencyProposal } from '#app/modules/provinces/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'follow.agencies.title' }

export async function loader({ request }: LoaderFunctionArgs) {
  const { province } = await requireProvinceEdition(request)
  return { proposed: await proposedAgencies(province) }
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireProvinceEdition(request)
  const form = await readForm(request, agencyProposal)
  if (!form.ok) return form.failed
  const answer = await proposeAgency(at.actor, at.province, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice(provinceAddress('/agencies', at), 'follow.agencies.done')
}

export default function Agencies() {
  const { t } = useTranslation()
  const { proposed } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-gap="large">
      <PostForm className="stack">
        <h2>{t('follow.agencies.title')}</h2>
        <p className="prose quiet">{t('follow.agencies.about')}</p>
        <FormError />
        <div className="columns">
          <TextField label={t('agencies.name')} name="name" required />
          <TextField label={t('agencies.governingBody')} name="governingBody" optional />
        </div>
        <div>
          <SubmitButton>{t('follow.agencies.propose')}</SubmitButton>
        </div>
      </PostForm>
      <section className="stack">
        <h2>{t('follow.agencies.list')}</h2>
        {proposed.length === 0 ? (
          <Empty>{t('follow.agencies.none')}</Empty>
        ) : (
          <Table label={t('follow.agencies.list')}>
            <thead>
              <tr>
                <th>{t('agencies.name')}</th>
                <th>{t('follow.agencies.state')}</th>
                <th>{t('follow.agencies.note')}</th>
              </tr>
            </thead>
            <tbody>
              {proposed.map((row) => (
                <tr key={row.id}>
                  <th scope="row">{row.name}</th>
                  <td>{t(`agencies.states.${row.state}`)}</td>
                  <td>{row.into ? t('agencies.into', { name: row.into }) : row.reason}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </section>
    </div>
  )
}
