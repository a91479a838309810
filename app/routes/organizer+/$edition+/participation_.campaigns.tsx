import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import {
  ActionButton,
  FormError,
  PostForm,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '#app/components/ui/form.tsx'
import { Empty, Table } from '#app/components/ui/table.tsx'
import { SubHead } from '#app/components/ui/sub-head.tsx'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { campaignConditions } from '#app/modules/outreach/campaign.ts'
import { campaignsOf } from '#app/modules/outreach/campaigns.server.ts'
import { createCampaign } from '#app/modules/outreach/run-campaign.server.ts'
import { campaignForm } from '#app/modules/outreach/schema.ts'

export const handle = { title: 'campaign.title' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { edition } = await requireOrganizer(request, params.edition)
  return { edition: edition.number, rows: await campaignsOf(edition.id) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const form = await readForm(request, campaignForm)
  if (!form.ok) return form.failed
  const answer = await createCampaign(actor, edition.id, form.value)
  if (!answer) notFound()
  return redirect(`/organizer/${edition.number}/participation/campaigns/${answer.campaignId}`)
}

export default function Campaigns() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, rows } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-gap="large">
      <SubHead
        to={`/organizer/${edition}/participation`}
        back={t('edition.tab.participation')}
        title={t('campaign.title')}
      />
      <p className="prose quiet">{t('campaign.about')}</p>
      {rows.length === 0 ? (
        <Empty>{t('campaign.none')}</Empty>
      ) : (
        <Table label={t('campaign.title')}>
          <thead>
            <tr>
              <th>{t('campaign.subject')}</th>
              <th>{t('campaign.condition')}</th>
              <th>{t('export.asked')}</th>
              <th>{t('export.by')}</th>
              <th className="num">{t('campaign.written')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <Link to={`/organizer/${edition}/participation/campaigns/${row.id}`}>{row.subject}</Link>
                </th>
                <td>
                  {t(`campaign.conditions.${row.condition}`)}
                  {row.daysLeft !== null && `; ${t('campaign.due', { count: row.daysLeft })}`}
                </td>
                <td className="nowrap">{formatMoment(row.createdAt, locale)}</td>
                <td>{row.by}</td>
                <td className="num">{row.written}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <section className="stack">
        <h2>{t('campaign.dispatch')}</h2>
        <p className="prose quiet">{t('campaign.dispatchAbout')}</p>
        <div className="row">
          {campaignConditions.map((condition) => (
            <ActionButton
              key={condition}
              action={`/organizer/${edition}/exports`}
              fields={{ kind: 'dispatch', condition }}
            >
              {t('campaign.dispatchPick', { condition: t(`campaign.conditions.${condition}`) })}
            </ActionButton>
          ))}
        </div>
      </section>
      <PostForm className="stack">
        <h2>{t('campaign.make')}</h2>
        <FormError />
        <SelectField
          label={t('campaign.condition')}
          name="condition"
          defaultValue="nothingSubmitted"
          options={campaignConditions.map((value) => ({ value, label: t(`campaign.conditions.${value}`) }))}
        />
        <TextField
          label={t('campaign.daysLeft')}
          hint={t('campaign.daysLeftHint')}
          name="daysLeft"
          inputMode="numeric"
          optional
        />
        <TextField label={t('campaign.subject')} name="subject" defaultValue={t('campaign.defaultSubject')} />
        <TextArea
          label={t('campaign.body')}
          hint={t('filling.about', { list: t('campaign.fillings') })}
          name="body"
          rows={9}
          defaultValue={t('campaign.defaultBody')}
        />
        <div>
          <SubmitButton>{t('campaign.save')}</SubmitButton>
        </div>
      </PostForm>
    </div>
  )
}
