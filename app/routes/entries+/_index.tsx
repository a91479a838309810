import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useKeptDossiers } from '#app/components/entries/use-kept-dossiers.ts'
import { ActionButton } from '#app/components/ui/form.tsx'
import { Countdown, EntryStateChip } from '#app/components/ui/state.tsx'
import { Empty, Table } from '#app/components/ui/table.tsx'
import { requireActorWho } from '#app/http/guard.server.ts'
import { entryNumber, formatMoment, roman } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { hasRole } from '#app/modules/actor/policy.ts'
import { listEditions } from '#app/modules/editions/editions.server.ts'
import { ownWorks } from '#app/modules/home/own-works.server.ts'

export const handle = { title: 'entry.list' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActorWho(request, (who) => hasRole(who, 'reporter'))
  const [rows, editions] = await Promise.all([ownWorks(actor), listEditions()])
  const open = editions.filter((edition) => edition.phase === 'open')
  return {
    accountId: actor.userId,
    rows,
    open: open.map(({ id, number, closesAt }) => ({ id, number, closesAt })),
    now: new Date(),
  }
}

export default function Entries() {
  const { t } = useTranslation()
  const { rows, open, now } = useLoaderData<typeof loader>()
  return (
    <main id="main" className="stack" data-gap="large">
      <div className="page-head">
        <h1>{t('entry.list')}</h1>
        <div className="stack" data-gap="small">
          {open.map((edition) => (
            <div key={edition.id} className="row">
              <Countdown until={edition.closesAt} now={now} />
              <ActionButton action="/entries/new" kind="primary" fields={{ editionId: edition.id }}>
                {t('entry.new', { edition: roman(edition.number) })}
              </ActionButton>
            </div>
          ))}
          {open.length === 0 && <p className="quiet">{t('entry.noneOpen')}</p>}
        </div>
      </div>
      {rows.length === 0 ? <Empty>{t('entry.none')}</Empty> : <OwnTable />}
    </main>
  )
}

function OwnTable() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { rows, accountId } = useLoaderData<typeof loader>()
  const kept = useKeptDossiers(accountId)
  return (
    <Table label={t('entry.list')}>
      <thead>
        <tr>
          <th>{t('entry.title')}</th>
          <th>{t('entry.stateColumn')}</th>
          <th>{t('entry.number')}</th>
          <th>{t('entry.category')}</th>
          <th>{t('entry.updated')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" className="title">
              <Link to={`/entries/${row.id}`} dir="auto">
                {row.title || t('entry.untitled')}
              </Link>
              {kept.has(row.id) && <p className="quiet small">{t('entry.keptHere')}</p>}
            </th>
            <td className="nowrap">
              <EntryStateChip state={row.state} prize={row.prize} />
            </td>
            <td className="nowrap">
              {row.number === null ? roman(row.edition) : entryNumber(row.edition, row.number)}
            </td>
            <td>{(locale === 'vi' ? row.categoryVi : row.categoryEn) ?? '–'}</td>
            <td className="nowrap">{formatMoment(row.updatedAt, locale)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
