import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { SearchForm } from '#app/components/ui/search-form.tsx'
import { Empty, Pager, Table } from '#app/components/ui/table.tsx'
import { requireActorWho } from '#app/http/guard.server.ts'
import { searchOf } from '#app/http/search.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { agencyRegister } from '#app/modules/home/agency-register.server.ts'
import { mayChangeAgencies } from '#app/modules/provinces/change-agency.server.ts'

export const handle = { title: 'agencies.title' }

const pageSize = 100

export async function loader({ request }: LoaderFunctionArgs) {
  await requireActorWho(request, mayChangeAgencies)
  const search = searchOf(request)
  const waiting = search.get('state') === 'proposed'
  const rows = [
    ...(await agencyRegister(search.get('q') ?? '', search.get('after') ?? '', pageSize, waiting)),
  ]
  const shown = rows.slice(0, pageSize)
  return { rows: shown, next: rows.length > pageSize ? shown.at(-1)!.nameKey : null, waiting }
}

export default function Agencies() {
  const { t } = useTranslation()
  const { rows, next, waiting } = useLoaderData<typeof loader>()
  return (
    <main id="main" className="stack" data-gap="large">
      <h1>{t('agencies.title')}</h1>
      <p className="prose quiet">{t('agencies.about')}</p>
      <SearchForm label={t('agencies.search')} keeps={['state']} />
      <p>
        <Link to={waiting ? '?' : '?state=proposed'}>{t(waiting ? 'agencies.all' : 'agencies.waiting')}</Link>
      </p>
      {rows.length === 0 ? (
        <Empty>{t('agencies.none')}</Empty>
      ) : (
        <Table label={t('agencies.title')}>
          <thead>
            <tr>
              <th>{t('agencies.name')}</th>
              <th>{t('agencies.level')}</th>
              <th>{t('agencies.seat')}</th>
              <th>{t('agencies.names')}</th>
              <th className="num">{t('agencies.entries')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <Link to={`/organizer/agencies/${row.id}`}>{row.name}</Link>
                  {row.state === 'proposed' && (
                    <Link className="button" data-size="small" to={`/organizer/agencies/${row.id}/decision`}>
                      {t('agencies.decide')}
                    </Link>
                  )}
                  {row.state === 'refused' && <span className="chip">{t('agencies.states.refused')}</span>}
                  {row.successor && (
                    <p className="quiet small">{t('agencies.into', { name: row.successor })}</p>
                  )}
                </th>
                <td>{t(`agencies.levels.${row.level}`)}</td>
                <td>{row.province ?? '–'}</td>
                <td>{row.names ?? ''}</td>
                <td className="num">{row.entries}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Pager next={next} />
    </main>
  )
}
