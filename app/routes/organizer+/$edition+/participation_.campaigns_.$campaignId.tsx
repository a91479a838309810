import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Fault } from '#app/components/mail/undelivered.tsx'
import { ConfirmedAction } from '#app/components/ui/form.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { useReread, useWatch } from '#app/components/ui/use-reread.ts'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { campaignWhole } from '#app/modules/outreach/campaigns.server.ts'

export const handle = { title: 'campaign.title' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { edition } = await requireOrganizer(request, params.edition)
  const whole = await campaignWhole(edition.id, params.campaignId!)
  if (!whole) notFound()
  return { edition: edition.number, ...whole }
}

export default function Campaign() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, campaign, waiting, unheld, runs, mails } = useLoaderData<typeof loader>()
  useWatch(
    runs.some((run) => run.finishedAt === null),
    useReread(),
  )
  return (
    <div className="stack" data-gap="large">
      <div>
        <p className="quiet small">
          <Link to={`/organizer/${edition}/participation/campaigns`}>{t('campaign.title')}</Link>
        </p>
        <h1>{campaign.subject}</h1>
        <p className="quiet">
          {t(`campaign.conditions.${campaign.condition}`)}
          {campaign.daysLeft !== null && `; ${t('campaign.due', { count: campaign.daysLeft })}`}
        </p>
      </div>
      <p className="pre prose">{campaign.body}</p>
      <section className="stack">
        <h2>
          {waiting.length === 0
            ? t('campaign.waitingNone')
            : t('campaign.waiting', { count: waiting.length })}
        </h2>
        {unheld > 0 && <p className="prose">{t('campaign.unheld', { count: unheld })}</p>}
        {waiting.length > 0 && (
          <>
            <p className="prose">{waiting.map((row) => `${row.name} (${row.province})`).join(', ')}</p>
            <ConfirmedAction
              action={`/organizer/${edition}/participation/campaigns/${campaign.id}/sending`}
              label={t('campaign.send')}
              consequence={t('campaign.sendMeans', { count: waiting.length })}
              kind="primary"
            />
          </>
        )}
      </section>
      {runs.length > 0 && (
        <section className="stack">
          <h2>{t('campaign.runs')}</h2>
          <Table label={t('campaign.runs')}>
            <thead>
              <tr>
                <th>{t('campaign.run')}</th>
                <th>{t('export.by')}</th>
                <th className="num">{t('campaign.written')}</th>
                <th>{t('campaign.finished')}</th>
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <tr key={run.id}>
                  <th scope="row" className="nowrap">
                    {formatMoment(run.startedAt, locale)}
                  </th>
                  <td>{run.by}</td>
                  <td className="num">{run.written}</td>
                  <td>{run.finishedAt ? formatMoment(run.finishedAt, locale) : t('campaign.running')}</td>
                </tr>
              ))}
            </tbody>
          </Table>
          <h2>{t('campaign.mails')}</h2>
          <Table label={t('campaign.mails')}>
            <thead>
              <tr>
                <th>{t('admin.name')}</th>
                <th>{t('admin.email')}</th>
                <th>{t('campaign.run')}</th>
                <th>{t('campaign.mailState')}</th>
              </tr>
            </thead>
            <tbody>
              {mails.map((mail) => (
                <tr key={mail.userId}>
                  <th scope="row">{mail.name}</th>
                  <td>{mail.email}</td>
                  <td className="nowrap">{formatMoment(mail.at, locale)}</td>
                  <td>
                    {t(`admin.mailState.${mail.state}`)}
                    {mail.fault && mail.state !== 'sent' && <Fault words={mail.fault} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </section>
      )}
    </div>
  )
}
