import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { FunnelPicture } from '#app/components/participation/funnel.tsx'
import { DayBars } from '#app/components/participation/day-bars.tsx'
import { CategoryTable, measures, Statement } from '#app/components/participation/participation-page.tsx'
import { TakenAt } from '#app/components/participation/taken-at.tsx'
import { TileMap } from '#app/components/participation/tile-map.tsx'
import { ReportForm } from '#app/components/participation/report-form.tsx'
import { Empty, Table } from '#app/components/ui/table.tsx'
import { asOf } from '#app/ground.server.ts'
import { provinceAddress, requireProvince } from '#app/http/province.server.ts'
import { formatNumber, roman } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { funnelOf, sameDayBefore } from '#app/modules/outreach/province-funnel.server.ts'
import { silentAgencies, silentOutside } from '#app/modules/outreach/silent-agencies.server.ts'
import { provinceFigures } from '#app/modules/participation/province-figures.server.ts'
import { targetOfProvince } from '#app/modules/participation/set-targets.server.ts'
import { reportsOf } from '#app/modules/reports/report-list.server.ts'

export const handle = { title: 'nav.province' }

export async function loader({ request }: LoaderFunctionArgs) {
  const { actor, province, edition } = await requireProvince(request)
  if (!edition) return null
  const [takenAt, own, target, steps, silent, outside, before, reports] = await asOf((at) =>
    Promise.all([
      at,
      provinceFigures(edition, province),
      targetOfProvince(edition.id, province.code),
      funnelOf(edition.id, province),
      silentAgencies(edition.id, province),
      silentOutside(edition.id, province),
      sameDayBefore(edition.id, province),
      reportsOf(edition.id, { userId: actor.userId, ...province }),
    ]),
  )
  return {
    takenAt,
    province,
    edition: edition.number,
    step: provinceAddress('/steps/', { province, edition }),
    own,
    target,
    steps,
    silent,
    outside,
    before,
    reports,
  }
}

export default function Province() {
  const { t } = useTranslation()
  const page = useLoaderData<typeof loader>()
  if (!page) return <Empty>{t('province.noEdition')}</Empty>
  const { province, edition, own, silent, outside } = page
  return (
    <div className="stack" data-gap="large">
      <Now />
      <section className="stack">
        <h2>{t('follow.funnel.title')}</h2>
        <FunnelPicture
          funnel={page.steps.funnel}
          to={(step) => page.step.replace('/steps/', `/steps/${step}`)}
        />
        <p className="quiet small">{t('follow.funnel.note')}</p>
        {page.steps.idle > 0 && (
          <p className="notice" data-kind="attention">
            <Link to={`/province/drafts?province=${province.code}&edition=${edition}`}>
              {t('follow.idle', { count: page.steps.idle })}
            </Link>
          </p>
        )}
      </section>
      <section className="stack">
        <h2>{t('follow.silent')}</h2>
        {silent.length + outside.length === 0 ? (
          <p className="quiet">{t('follow.silentNone')}</p>
        ) : (
          <ul>
            {silent.map((agency) => (
              <li key={agency.id}>
                {agency.name} {agency.invited && <span className="chip">{t('follow.silentInvited')}</span>}
              </li>
            ))}
            {outside.map((name) => (
              <li key={name}>
                {name} <span className="chip">{t('follow.silentOutside')}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Figures />
      <section className="stack">
        <h2>{t('province.byCategory')}</h2>
        <CategoryTable rows={own.categories} hidden={own.hidden} />
      </section>
      <section className="stack">
        <h2>{t('province.byDay')}</h2>
        <DayBars days={[...own.days]} />
      </section>
      <OwnAgencies />
      {own.others && (
        <details>
          <summary className="button">{t('follow.others')}</summary>
          <Others />
        </details>
      )}
      <ReportForm
        action={`/province/reports?province=${province.code}&edition=${edition}`}
        hidden={{}}
        drawn={page.reports}
      />
    </div>
  )
}

/** Where the province stands today, in sentences. */
function Now() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { own, target, before, takenAt } = useLoaderData<typeof loader>()!
  const { row, rank, median } = own
  return (
    <div className="stack" data-gap="small">
      <p className="lead">
        {row.received === 0
          ? t('province.ownNone', { name: row.name })
          : t('province.ownCount', { name: row.name, count: row.received })}
      </p>
      <TakenAt at={takenAt} />
      {median !== null && (
        <p>
          {rank === null
            ? t('follow.rankNone', { median: formatNumber(median, locale, median % 1 ? 1 : 0) })
            : t('follow.rank', {
                rank,
                of: own.of,
                median: formatNumber(median, locale, median % 1 ? 1 : 0),
              })}
        </p>
      )}
      {before && <p>{t('follow.sameDay', { edition: roman(before.edition), count: before.received })}</p>}
      {target !== null && (
        <p>
          {row.received >= target
            ? t('target.ownMet', { target })
            : t('target.own', { target, left: target - row.received })}
        </p>
      )}
    </div>
  )
}

function Figures() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { own } = useLoaderData<typeof loader>()!
  return (
    <dl className="figures">
      {measures.map((measure) => (
        <div key={measure}>
          <dt className="quiet small">{t(`province.measure.${measure}`)}</dt>
          <dd className="figure">
            {own.hidden.includes(measure as 'prizes') ? '–' : formatNumber(own.row[measure], locale)}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** What the organizers let every province see of all. */
function Others() {
  const { t } = useTranslation()
  const { own } = useLoaderData<typeof loader>()!
  const { rows, tiles, statement } = own.others!
  return (
    <div className="stack">
      <Statement statement={statement} />
      <div className="two" data-even>
        <TileMap tiles={tiles} rows={rows} marked={own.row.code} onMark={() => {}} />
        <Table label={t('province.table')}>
          <thead>
            <tr>
              <th>{t('province.column.province')}</th>
              <th className="num">{t('province.measure.received')}</th>
              <th className="num">{t('province.measure.eligible')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.code} data-marked={row.code === own.row.code ? '' : undefined}>
                <th scope="row">{row.name}</th>
                <td className="num">{row.received}</td>
                <td className="num">{row.eligible}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </div>
  )
}

function OwnAgencies() {
  const { t } = useTranslation()
  const { own } = useLoaderData<typeof loader>()!
  return (
    <section className="stack">
      <h2>{t('province.agencies')}</h2>
      {own.agencies.length === 0 ? (
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
            {[...own.agencies].map((agency) => (
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
