import type { LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { FrameSwitch } from '#app/components/participation/participation-page.tsx'
import { TakenAt } from '#app/components/participation/taken-at.tsx'
import { SelectField } from '#app/components/ui/form.tsx'
import { Empty, SortHead, Table } from '#app/components/ui/table.tsx'
import { useSorted } from '#app/components/ui/use-sorted.ts'
import { SubHead } from '#app/components/ui/sub-head.tsx'
import { asOf } from '#app/ground.server.ts'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { searchOf } from '#app/http/search.ts'
import { isDay } from '#app/modules/calendar/local-time.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { dimensions, isDimension, type Dimension } from '#app/modules/participation/dimensions.ts'
import { askedFrame, frameChoices } from '#app/modules/provinces/history.server.ts'
import { sayShare } from '#app/modules/participation/map-values.ts'
import { type MeasureRow, measuresBy } from '#app/modules/participation/measures-by.server.ts'
import { populationsOf } from '#app/modules/participation/populations.server.ts'
import { perMillion, rateNames, rates } from '#app/modules/participation/rates.ts'

export const handle = { title: 'measures.title' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { edition } = await requireOrganizer(request, params.edition)
  const search = searchOf(request)
  const asked = search.get('by')
  const by: Dimension = isDimension(asked) ? asked : 'province'
  const frame = await askedFrame(search.get('frame'), edition)
  const period = { from: dayIn(search.get('from')), to: dayIn(search.get('to')) }
  const [takenAt, rows, frames, people] = await asOf((at) =>
    Promise.all([
      at,
      measuresBy(edition.id, by, frame, period),
      frameChoices(),
      by === 'province'
        ? populationsOf(frame)
        : new Map<string, { people: number; year: number; source: string }>(),
    ]),
  )
  const [one] = people.values()
  return {
    edition: edition.number,
    takenAt,
    by,
    frame,
    frames,
    period,
    rows: rows.map((row) => ({
      ...row,
      perMillion: perMillion(row.received, people.get(row.key)?.people ?? null),
    })),
    population: one ? { year: one.year, source: one.source } : null,
  }
}

const dayIn = (value: string | null) => (value && isDay(value) ? value : undefined)

const counts = ['received', 'eligible', 'inFinal', 'prizes', 'agencies', 'authors'] as const

export default function MeasuresPage() {
  const { t } = useTranslation()
  const { edition, takenAt, by, frame, frames, rows, population, period } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-gap="large">
      <div className="page-head">
        <SubHead
          to={`/organizer/${edition}/participation`}
          back={t('edition.tab.participation')}
          title={t('measures.title')}
        />
        {by === 'province' && <FrameSwitch frame={frame} frames={frames} />}
      </div>
      <TakenAt at={takenAt} />
      <Form className="filters">
        <SelectField
          label={t('measures.by')}
          name="by"
          key={by}
          defaultValue={by}
          options={dimensions.map((value) => ({ value, label: t(`measures.dimension.${value}`) }))}
        />
        <label className="field">
          {t('report.from')}
          <input type="date" name="from" defaultValue={period.from ?? ''} />
        </label>
        <label className="field">
          {t('report.to')}
          <input type="date" name="to" defaultValue={period.to ?? ''} />
        </label>
        <input type="hidden" name="frame" value={frame} />
        <button className="button">{t('measures.show')}</button>
      </Form>
      {by === 'standing' && <p className="quiet prose">{t('measures.standingNote')}</p>}
      {by === 'newness' && <p className="quiet prose">{t('measures.newnessNote')}</p>}
      {by === 'province' && (
        <p className="quiet prose">
          {population ? t('measures.population', population) : t('measures.noPopulation')}
        </p>
      )}
      {rows.length === 0 ? <Empty>{t('province.noEntries')}</Empty> : <Rows />}
      <p className="quiet small">{t('measures.small')}</p>
    </div>
  )
}

function Rows() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { by, rows: found } = useLoaderData<typeof loader>()
  const rows = useSorted(found, [...counts, 'foreignLanguage', 'firstTime', 'perMillion'])
  return (
    <Table label={t('measures.title')}>
      <thead>
        <tr>
          <th>{t(`measures.dimension.${by}`)}</th>
          {counts.map((measure) => (
            <SortHead key={measure} column={measure} label={t(`province.measure.${measure}`)} number />
          ))}
          <SortHead column="foreignLanguage" label={t('measures.column.foreignLanguage')} number />
          <SortHead column="firstTime" label={t('measures.column.firstTime')} number />
          {rateNames.map((name) => (
            <th key={name} className="num">
              {t(`measures.column.${name}`)}
            </th>
          ))}
          {by === 'province' && (
            <SortHead column="perMillion" label={t('measures.column.perMillion')} number />
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">
              {t(computed(nameKey(by, row)), {
                name: (locale === 'vi' ? row.nameVi : row.nameEn) || row.key,
              })}
            </th>
            {[...counts, 'foreignLanguage' as const, 'firstTime' as const].map((measure) => (
              <td key={measure} className="num">
                {formatNumber(row[measure], locale)}
              </td>
            ))}
            {rateNames.map((name) => (
              <td key={name} className="num">
                {sayShare(rates[name](row), locale)}
              </td>
            ))}
            {by === 'province' && (
              <td className="num">
                {row.perMillion === null ? '–' : formatNumber(row.perMillion, locale, 1)}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

/** The text that names a group: that of its code, or the group's own name. */
function nameKey(by: Dimension, row: Pick<MeasureRow, 'key' | 'nameVi'>): string {
  if (row.nameVi) return 'measures.named'
  if (by === 'province') return row.key ? `bucket.${row.key}` : 'province.unplacedRow'
  if (by === 'agency') return 'measures.noAgency'
  if (row.key === '') return 'measures.untold'
  if (by === 'standing') return `entry.standing.${row.key}`
  return `${by === 'newness' ? 'measures.newness' : by}.${row.key}`
}
