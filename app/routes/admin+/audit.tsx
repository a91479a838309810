import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Empty, Pager, Table } from '#app/components/ui/table.tsx'
import { requireActorWho } from '#app/http/guard.server.ts'
import { numberIn, searchOf } from '#app/http/search.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { administers } from '#app/modules/actor/policy.ts'
import { auditPage } from '#app/modules/accounts/audit-trail.server.ts'

export const handle = { title: 'admin.audit' }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireActorWho(request, administers)
  const after = numberIn(searchOf(request).get('after'), Number.MAX_SAFE_INTEGER) ?? undefined
  return auditPage(after)
}

export default function Audit() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { events, next } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <p className="quiet">{t('admin.auditIntro')}</p>
      {events.length === 0 ? (
        <Empty>{t('table.empty')}</Empty>
      ) : (
        <Table label={t('admin.audit')}>
          <thead>
            <tr>
              <th>{t('admin.sentAt')}</th>
              <th>{t('admin.event')}</th>
              <th>{t('admin.actor')}</th>
              <th>{t('admin.subject_id')}</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <tr key={event.id}>
                <td className="nowrap">{formatMoment(event.at, locale)}</td>
                <td>{t(computed(`audit.${event.kind}`))}</td>
                <td>{event.actor ?? t('admin.system')}</td>
                <td>
                  <code>{event.subjectId}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Pager next={next} />
    </div>
  )
}
