import type { LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { Empty, Pager, Table } from '#app/components/ui/table.tsx'
import { requireActorWho } from '#app/http/guard.server.ts'
import { afterEvent, recordFilterIn } from '#app/http/record-filter.ts'
import { searchOf } from '#app/http/search.ts'
import { entryNumber, formatMoment, roman } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { administers } from '#app/modules/actor/policy.ts'
import { auditKinds } from '#app/modules/audit/events.ts'
import { nameOfPerson, recordPage, type SubjectName } from '#app/modules/home/record-page.server.ts'

export const handle = { title: 'admin.audit' }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireActorWho(request, administers)
  const search = searchOf(request)
  const filter = recordFilterIn(search)
  const [page, personName] = await Promise.all([
    recordPage(filter, afterEvent(search.get('after'))),
    filter.person === null ? null : nameOfPerson(filter.person),
  ])
  return { ...page, filter, personName }
}

export default function Audit() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { events, next } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <p className="quiet">{t('admin.auditIntro')}</p>
      <Filters />
      {events.length === 0 ? (
        <Empty>{t('record.none')}</Empty>
      ) : (
        <Table label={t('admin.audit')}>
          <thead>
            <tr>
              <th>{t('admin.sentAt')}</th>
              <th>{t('admin.event')}</th>
              <th>{t('admin.actor')}</th>
              <th>{t('admin.subject_id')}</th>
              <th>{t('record.from')}</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <tr key={event.id}>
                <td className="nowrap">{formatMoment(event.at, locale)}</td>
                <td>
                  {t(computed(`audit.${event.kind}`))}{' '}
                  {event.outcome === 'refused' && (
                    <span className="chip" data-tone="stop">
                      {t('record.outcomes.refused')}
                    </span>
                  )}
                </td>
                <td>
                  {event.actorId ? (
                    <Link to={`/admin/people/${event.actorId}`}>{event.actor ?? event.actorId}</Link>
                  ) : (
                    event.name || t('admin.system')
                  )}
                </td>
                <td>
                  <Subject id={event.subjectId} subject={event.subject} />
                </td>
                <td className="quiet small">{[event.address, event.device].filter(Boolean).join(' · ')}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Pager next={next} />
    </div>
  )
}

/** The name of what something was done with: an account leads to its page, anything else to all that was done with it. */
function Subject({ id, subject }: { id: string; subject: SubjectName | null }) {
  const { t } = useTranslation()
  const to = id.startsWith('usr_') ? `/admin/people/${id}` : `/admin/audit?subject=${encodeURIComponent(id)}`
  if (subject === null)
    return (
      <Link to={to}>
        <code>{id}</code>
      </Link>
    )
  if ('name' in subject) return <Link to={to}>{subject.name}</Link>
  return (
    <Link to={to}>
      {subject.number === null
        ? t('edition.name', { number: roman(subject.edition) })
        : t('record.work', { number: entryNumber(subject.edition, subject.number) })}
    </Link>
  )
}

function Filters() {
  const { t } = useTranslation()
  const { filter, personName } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const asked = new URLSearchParams(search)
  asked.delete('after')
  const kinds = auditKinds
    .map((kind) => ({ kind, label: t(computed(`audit.${kind}`)) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'vi'))
  const filters = filter.person ?? filter.kind ?? filter.subject ?? filter.day
  return (
    <>
      <Form className="row" role="search" key={asked.toString()}>
        {filter.person && <input type="hidden" name="person" value={filter.person} />}
        {filter.subject && <input type="hidden" name="subject" value={filter.subject} />}
        <select name="kind" defaultValue={filter.kind ?? ''} aria-label={t('admin.event')}>
          <option value="">{t('record.anyKind')}</option>
          {kinds.map(({ kind, label }) => (
            <option key={kind} value={kind}>
              {label}
            </option>
          ))}
        </select>
        <input name="day" type="date" defaultValue={filter.day ?? ''} aria-label={t('record.day')} />
        <button className="button">{t('record.show')}</button>
        {(['csv', 'xlsx'] as const).map((format) => (
          <a key={format} className="button" href={`/admin/audit/nhat-ky.${format}?${asked}`} download>
            {t(`record.file.${format}`)}
          </a>
        ))}
      </Form>
      {filters !== null && (
        <p className="row">
          {filter.person && (
            <span className="chip">{t('record.byPerson', { name: personName ?? filter.person })}</span>
          )}
          {filter.subject && <span className="chip">{t('record.ofSubject', { id: filter.subject })}</span>}
          <Link to="/admin/audit">{t('record.all')}</Link>
        </p>
      )}
    </>
  )
}
