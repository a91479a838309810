import { Form, Link, useSearchParams } from '@remix-run/react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatDate, formatNumber } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import type {
  BucketRow,
  Measures,
  ProvinceRow,
  Statement as StatementOf,
} from '#app/modules/participation/measures.ts'
import type { FrameChoice } from '#app/modules/provinces/history.server.ts'
import type { Funnel } from '#app/modules/participation/funnel.ts'
import type { MapMeasure } from '#app/modules/participation/map-values.ts'
import type { Tile } from '#app/modules/provinces/tiles.ts'
import { DayBars } from './day-bars.tsx'
import { FunnelPicture } from './funnel.tsx'
import { Picture, SaveLinks } from './picture.tsx'
import { TakenAt } from './taken-at.tsx'
import { TileMap, type TileValues } from './tile-map.tsx'
import { SortHead, Table } from '../ui/table.tsx'
import { useSorted } from '../ui/use-sorted.ts'

export const measures = ['received', 'eligible', 'inFinal', 'prizes', 'agencies', 'authors'] as const
type Measure = (typeof measures)[number]

type Participation = {
  takenAt: string | Date
  frame: string
  rows: ProvinceRow[]
  buckets: BucketRow[]
  unplaced: Measures
  tiles: Tile[]
  statement: StatementOf
  /** units that may have more than can be told */
  untold: string[]
  categories: (Measures & { id: string; nameVi: string; nameEn: string })[]
  days: { day: string; count: number }[]
}

/** The sentence first, the map left, the table right, the days below. */
export function ParticipationPage({
  participation,
  frames,
  actions,
  ...figures
}: Figures & {
  frames: FrameChoice[]
  actions?: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <div className="stack" data-gap="large">
      <div className="page-head">
        <h1>{t('province.title')}</h1>
        <div className="row no-print">
          <FrameSwitch frame={participation.frame} frames={frames} />
          {actions}
        </div>
      </div>
      <ParticipationFigures participation={participation} {...figures} />
    </div>
  )
}

type Figures = {
  participation: Participation
  /** the measures that may be told */
  columns?: readonly Measure[]
  /** by what the map is coloured, and by what else it may be */
  coloured: { measure: MapMeasure; offered: readonly MapMeasure[]; values: TileValues }
  /** the steps that may be told, under their heading */
  funnel: { title: string; steps: Partial<Funnel> }
  /** the address of the pictures to keep */
  pictures: string
}

export function ParticipationFigures({
  participation,
  columns = measures,
  coloured,
  funnel,
  pictures,
}: Figures) {
  const { t } = useTranslation()
  const { frame, unplaced } = participation
  const [marked, mark] = useState<string | null>(null)
  const hidden = measures.filter((measure) => !columns.includes(measure))
  return (
    <>
      <Statement statement={participation.statement} />
      <TakenAt at={participation.takenAt} />
      {unplaced.received > 0 && (
        <p className="notice" data-kind="attention">
          {t('province.unplaced', { count: unplaced.received })}{' '}
          {participation.untold.length > 0 && t('province.untold')}
        </p>
      )}
      <div className="two" data-even>
        <div className="stack" data-gap="small">
          <MapBy {...coloured} frame={frame} />
          <TileMap
            tiles={participation.tiles}
            rows={participation.rows}
            values={coloured.values}
            measure={coloured.measure}
            marked={marked}
            onMark={mark}
          />
          <SaveLinks
            address={(format) => `${pictures}/map.${format}?frame=${frame}&measure=${coloured.measure}`}
            what={t('province.map')}
          />
        </div>
        <ProvinceTable participation={participation} marked={marked} columns={columns} coloured={coloured} />
      </div>
      <section className="stack no-print">
        <h2>{funnel.title}</h2>
        <FunnelPicture funnel={funnel.steps} />
        <SaveLinks address={(format) => `${pictures}/funnel.${format}`} what={funnel.title} />
      </section>
      <section className="stack">
        <h2>{t('province.byCategory')}</h2>
        <CategoryTable rows={participation.categories} hidden={hidden} />
      </section>
      <section className="stack no-print">
        <h2>{t('province.byDay')}</h2>
        {participation.days.length > 0 && (
          <Picture base={pictures} name="calendar" query="" alt={t('province.byDay')} />
        )}
        <DayBars days={participation.days} />
      </section>
    </>
  )
}

/** By what the map is coloured: a choice in the address, so that the view can be sent. */
function MapBy({
  measure,
  offered,
  frame,
}: {
  measure: MapMeasure
  offered: readonly MapMeasure[]
  frame: string
}) {
  const { t } = useTranslation()
  return (
    <Form className="filters no-print">
      <input type="hidden" name="frame" value={frame} />
      <label className="field">
        {t('measures.mapBy')}
        <select name="measure" key={measure} defaultValue={measure}>
          {offered.map((one) => (
            <option key={one} value={one}>
              {t(`measures.map.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <button className="button">{t('measures.show')}</button>
    </Form>
  )
}

export function FrameSwitch({ frame, frames }: { frame: string; frames: FrameChoice[] }) {
  const { t } = useTranslation()
  const frameName = useFrameName()
  const [search] = useSearchParams()
  const to = (next: string) => {
    const changed = new URLSearchParams(search)
    changed.set('frame', next)
    return `?${changed}`
  }
  return (
    <nav className="row" aria-label={t('province.frame')}>
      {frames.map((one) => (
        <Link
          key={one.frame}
          className="button"
          data-kind={one.frame === frame ? 'chosen' : undefined}
          aria-current={one.frame === frame ? 'true' : undefined}
          to={to(one.frame)}
          preventScrollReset
        >
          {frameName(one)}
        </Link>
      ))}
    </nav>
  )
}

/** "34 tỉnh, thành phố"; with the day it came into force where another frame has as many. */
export function useFrameName(): (choice: FrameChoice) => string {
  const { t } = useTranslation()
  const locale = useLocale()
  return ({ units, since }) =>
    since
      ? t('province.unitsSince', { count: units, since: formatDate(since, locale) })
      : t('province.units', { count: units })
}

/** Participation as it is stated officially; the absent are named. */
export function Statement({ statement }: { statement: Participation['statement'] }) {
  const { t } = useTranslation()
  const { participating, of, absent, undecided } = statement
  const names = (units: { name: string }[]) => units.map((unit) => unit.name).join(', ')
  if (undecided.length > 0)
    return (
      <>
        <p className="lead">
          {t('province.statementUntold', {
            participating,
            of,
            absent: names(absent) || t('province.nobody'),
          })}
        </p>
        <p>{t('province.undecided', { units: names(undecided) })}</p>
      </>
    )
  if (absent.length === 0) return <p className="lead">{t('province.statementAll', { participating, of })}</p>
  return <p className="lead">{t('province.statement', { participating, of, absent: names(absent) })}</p>
}

function ProvinceTable({
  participation,
  marked,
  columns,
  coloured: { measure: shade, values },
}: {
  participation: Participation
  marked: string | null
  columns: readonly Measure[]
  coloured: { measure: MapMeasure; values: TileValues }
}) {
  const { t } = useTranslation()
  const locale = useLocale()
  const rows = useSorted(participation.rows, ['name', ...measures], {
    made: { [shade]: (row) => values[row.code]?.value ?? null },
  })
  // What colours the map stands in the table too.
  const shaded = !columns.some((measure) => measure === shade)
  const inShade = (key: string) => shaded && <td className="num">{values[key]?.said}</td>
  const { unplaced } = participation
  const untold = new Set(participation.untold)
  const all = [...participation.rows, ...participation.buckets, unplaced]
  return (
    <Table label={t('province.table')}>
      <thead>
        <tr>
          <SortHead column="name" label={t('province.column.province')} />
          {columns.map((measure) => (
            <SortHead key={measure} column={measure} label={t(`province.measure.${measure}`)} number />
          ))}
          {shaded && <SortHead column={shade} label={t(`measures.map.${shade}`)} number />}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.code} data-marked={marked === row.code ? '' : undefined}>
            <th scope="row">
              {row.name}
              {untold.has(row.code) && '*'}
            </th>
            <Cells row={row} columns={columns} unknown={row.received === 0 && untold.has(row.code)} />
            {inShade(row.code)}
          </tr>
        ))}
        {participation.buckets.map((row) => (
          <tr key={row.bucket}>
            <th scope="row">
              <i>{t(`bucket.${row.bucket}`)}</i>
            </th>
            <Cells row={row} columns={columns} />
            {inShade(row.bucket)}
          </tr>
        ))}
        {unplaced.received > 0 && (
          <tr>
            <th scope="row">
              <i>{t('province.unplacedRow')}</i>
            </th>
            <Cells row={unplaced} columns={columns} />
            {inShade('')}
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('table.total')}</th>
          {columns.map((measure) => (
            <td key={measure} className="num">
              {measure === 'agencies' || measure === 'authors'
                ? ''
                : formatNumber(
                    all.reduce((sum, row) => sum + row[measure], 0),
                    locale,
                  )}
            </td>
          ))}
          {shaded && <td />}
        </tr>
      </tfoot>
    </Table>
  )
}

function Cells({
  row,
  hidden = [],
  columns = measures,
  unknown = false,
}: {
  row: Measures
  /** nothing is known of the row, which is not the same as nothing */
  unknown?: boolean
  hidden?: readonly string[]
  columns?: readonly Measure[]
}) {
  const locale = useLocale()
  return (
    <>
      {columns.map((measure) => (
        <td key={measure} className="num">
          {hidden.includes(measure) ? '–' : unknown ? '?' : formatNumber(row[measure], locale)}
        </td>
      ))}
    </>
  )
}

export function CategoryTable({
  rows,
  hidden,
}: {
  rows: Participation['categories']
  /** measures not told yet */
  hidden?: readonly string[]
}) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <Table label={t('province.byCategory')}>
      <thead>
        <tr>
          <th>{t('entry.category')}</th>
          {measures.map((measure) => (
            <th key={measure} className="num">
              {t(`province.measure.${measure}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">{locale === 'vi' ? row.nameVi : row.nameEn}</th>
            <Cells row={row} hidden={hidden} />
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
