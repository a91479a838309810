import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { CategoryTable, DayBars, measures } from '#app/components/participation/participation-page.tsx'
import { ReportForm } from '#app/components/participation/report-form.tsx'
import { Countdown, EntryStateChip } from '#app/components/ui/state.tsx'
import { Empty, Table } from '#app/components/ui/table.tsx'
import { notFound, requireActorWho } from '#app/http/guard.server.ts'
import { entryNumber, formatNumber, roman } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { coordinatedProvinces, hasRole } from '#app/modules/accounts/policy.ts'
import { currentOf } from '#app/modules/editions/phase.ts'
import { listEditions } from '#app/modules/editions/queries.server.ts'
import { targetOfProvince } from '#app/modules/participation/set-targets.server.ts'
import { entriesOfProvince, participationOfProvince } from '#app/modules/participation/queries.server.ts'

export const handle = { title: 'nav.province' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActorWho(request, (who) => hasRole(who, 'coordinator'))
  const search = new URL(request.url).searchParams
  const held = coordinatedProvinces(actor)
  const province = held.find((row) => row.code === search.get('province')) ?? held[0]
  if (!province) notFound()
  const editions = (await listEditions()).filter((row) => row.phase !== 'upcoming')
  const edition = editions.find((row) => String(row.number) === search.get('edition')) ?? currentOf(editions)
  if (!edition)
    return {
      province: province.code,
      edition: null,
      editions: [],
      own: null,
      target: null,
      entries: [],
      closesAt: null,
      now: new Date(),
    }
  const [own, entries, target] = await Promise.all([
    participationOfProvince(edition.id, province.frame, province.code),
    entriesOfProvince(edition.id, province.frame, province.code),
    targetOfProvince(edition.id, province.code),
  ])
  return {
    province: province.code,
    edition: edition.number,
    closesAt: edition.phase === 'open' ? edition.closesAt : null,
    now: new Date(),
    editions: editions.map((row) => row.number),
    own,
    target,
    entries: [...entries],
  }
}

export default function Province() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { province, edition, editions, own, target, closesAt, now } = useLoaderData<typeof loader>()
  if (!own?.row)
    return (
      <main id="main" className="stack">
        <h1>{t('nav.province')}</h1>
        <Empty>{t('province.noEdition')}</Empty>
      </main>
    )
  return (
    <main id="main" className="stack" data-gap="large">
      <div className="page-head">
        <h1>{own.row.name}</h1>
        <nav className="row" aria-label={t('entry.edition')}>
          {editions.map((number) => (
            <Link
              key={number}
              className="button"
              data-kind={number === edition ? 'chosen' : undefined}
              aria-current={number === edition ? 'true' : undefined}
              to={`?edition=${number}`}
            >
              {roman(number)}
            </Link>
          ))}
        </nav>
      </div>
      <p className="lead">
        {own.row.received === 0
          ? t('province.ownNone', { name: own.row.name })
          : t('province.own', { name: own.row.name, count: own.row.received, rank: own.rank, of: own.of })}
      </p>
      {target !== null && (
        <p>
          {own.row.received >= target
            ? t('target.ownMet', { target })
            : t('target.own', { target, left: target - own.row.received })}
        </p>
      )}
      {closesAt && (
        <p>
          {t('entry.side.deadline')}: <Countdown until={closesAt} now={now} />
        </p>
      )}
      <dl className="figures">
        {measures.map((measure) => (
          <div key={measure}>
            <dt className="quiet small">{t(`province.measure.${measure}`)}</dt>
            <dd className="figure">{formatNumber(own.row![measure], locale)}</dd>
          </div>
        ))}
      </dl>
      <section className="stack">
        <h2>{t('province.byCategory')}</h2>
        <CategoryTable rows={own.categories} />
      </section>
      <section className="stack">
        <h2>{t('province.byDay')}</h2>
        <DayBars days={[...own.days]} />
      </section>
      <OwnAgencies />
      <OwnEntries />
      <ReportForm action="/province/report" hidden={{ province, edition: String(edition) }} />
    </main>
  )
}

function OwnAgencies() {
  const { t } = useTranslation()
  const { own } = useLoaderData<typeof loader>()
  return (
    <section className="stack">
      <h2>{t('province.agencies')}</h2>
      {own!.agencies.length === 0 ? (
        <Empty>{t('province.noAgencies')}</Empty>
      ) : (
        <Table label={t('province.agencies')}>
          <thead>
            <tr>
              <th>{t('screening.agency')}</th>
              <th className="num">{t('province.measure.received')}</th>
              <th className="num">{t('province.measure.eligible')}</th>
            </tr>
          </thead>
          <tbody>
            {[...own!.agencies].map((agency) => (
              <tr key={agency.name}>
                <th scope="row">{agency.name}</th>
                <td className="num">{agency.received}</td>
                <td className="num">{agency.eligible}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  )
}

function OwnEntries() {
  const { t } = useTranslation()
  const { entries, edition } = useLoaderData<typeof loader>()
  return (
    <section className="stack">
      <h2>{t('edition.entries')}</h2>
      {entries.length === 0 ? (
        <Empty>{t('province.noEntries')}</Empty>
      ) : (
        <Table label={t('edition.entries')}>
          <thead>
            <tr>
              <th>{t('entry.number')}</th>
              <th>{t('entry.title')}</th>
              <th>{t('entry.category')}</th>
              <th>{t('screening.agency')}</th>
              <th>{t('entry.stateColumn')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((row) => (
              <tr key={row.id}>
                <td className="nowrap">{entryNumber(edition!, row.number)}</td>
                <th scope="row" className="title">
                  <Link to={`/entries/${row.id}`} dir="auto">
                    {row.title}
                  </Link>
                </th>
                <td>{row.category}</td>
                <td>{row.agency ?? '–'}</td>
                <td>
                  <EntryStateChip state={row.state} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  )
}
