import { Form, Link, useSearchParams } from '@remix-run/react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatDate, formatNumber } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import {
  levelOf,
  type BucketRow,
  type Measures,
  type ProvinceRow,
  type Statement as StatementOf,
} from '#app/modules/participation/measures.ts'
import { mapMeasures, type MapMeasure } from '#app/modules/participation/map-values.ts'
import type { Tile } from '#app/modules/participation/tiles.ts'
import { Picture, SaveLinks } from './picture.tsx'
import { SortHead, Table } from '../ui/table.tsx'
import { useSorted } from '../ui/use-sorted.ts'

export const measures = ['received', 'eligible', 'inFinal', 'prizes', 'agencies', 'authors'] as const
type Measure = (typeof measures)[number]

type Participation = {
  frame: string
  rows: ProvinceRow[]
  buckets: BucketRow[]
  unplaced: Measures
  tiles: Tile[]
  statement: StatementOf
  categories: (Measures & { id: string; nameVi: string; nameEn: string })[]
  days: { day: string; count: number }[]
}

type Values = Record<string, { value: number; said: string }>

/** The sentence first, the map left, the table right, the days below. */
export function ParticipationPage({
  participation,
  frames,
  actions,
  coloured,
  pictures,
}: {
  participation: Participation
  frames: { frame: string; units: number }[]
  actions?: ReactNode
  coloured: { measure: MapMeasure; values: Values }
  pictures: string
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
      <ParticipationFigures participation={participation} coloured={coloured} pictures={pictures} />
    </div>
  )
}

export function ParticipationFigures({
  participation,
  columns = measures,
  coloured,
  pictures,
}: {
  participation: Participation
  /** the measures that may be told */
  columns?: readonly Measure[]
  /** by what the map is coloured, where that may be chosen */
  coloured?: { measure: MapMeasure; values: Values }
  /** the address of the pictures to keep */
  pictures: string
}) {
  const { t } = useTranslation()
  const { frame, unplaced } = participation
  const [marked, mark] = useState<string | null>(null)
  const hidden = measures.filter((measure) => !columns.includes(measure))
  return (
    <>
      <Statement statement={participation.statement} />
      {unplaced.received > 0 && (
        <p className="notice" data-kind="attention">
          {t('province.unplaced', { count: unplaced.received })}
        </p>
      )}
      <div className="two" data-even>
        <div className="stack" data-gap="small">
          {coloured && <MapBy measure={coloured.measure} frame={frame} />}
          <TileMap
            tiles={participation.tiles}
            rows={participation.rows}
            values={coloured?.values}
            marked={marked}
            onMark={mark}
          />
          <SaveLinks
            address={(format) =>
              `${pictures}/map.${format}?frame=${frame}&measure=${coloured?.measure ?? 'received'}`
            }
            what={t('province.map')}
          />
        </div>
        <ProvinceTable participation={participation} marked={marked} columns={columns} />
      </div>
      {coloured && <Picture base={pictures} name="funnel" query="" alt={t('follow.funnel.title')} />}
      <section className="stack">
        <h2>{t('province.byCategory')}</h2>
        <CategoryTable rows={participation.categories} hidden={hidden} />
      </section>
      <section className="stack">
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
function MapBy({ measure, frame }: { measure: MapMeasure; frame: string }) {
  const { t } = useTranslation()
  return (
    <Form className="filters no-print">
      <input type="hidden" name="frame" value={frame} />
      <label className="field">
        {t('measures.mapBy')}
        <select name="measure" key={measure} defaultValue={measure}>
          {mapMeasures.map((one) => (
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

export function FrameSwitch({
  frame,
  frames,
}: {
  frame: string
  frames: { frame: string; units: number }[]
}) {
  const { t } = useTranslation()
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
          {t('province.units', { count: one.units })}
        </Link>
      ))}
    </nav>
  )
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

const size = 46

/** The country as tiles, drawn on the server. Hoàng Sa and Trường Sa are tiles of Đà Nẵng and Khánh Hòa. */
export function TileMap({
  tiles,
  rows,
  values,
  marked,
  onMark,
}: {
  tiles: Tile[]
  rows: ProvinceRow[]
  /** what colours a tile and what it says, where that is not the works received */
  values?: Values
  marked: string | null
  onMark: (code: string | null) => void
}) {
  const { t } = useTranslation()
  const shown =
    values ??
    Object.fromEntries(rows.map((row) => [row.code, { value: row.received, said: `${row.received}` }]))
  const largest = Math.max(0, ...Object.values(shown).map((one) => one.value))
  const width = (Math.max(...tiles.map((tile) => tile.col)) + 1.5) * size
  const height = (Math.max(...tiles.map((tile) => tile.row)) + 1) * size
  return (
    <svg className="tilemap" viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t('province.map')}>
      {tiles.map((tile) => {
        const { value, said } = shown[tile.code] ?? { value: 0, said: '0' }
        const label = values
          ? `${tile.label}: ${said}`
          : t('province.tile', { name: tile.label, count: value })
        return (
          <g
            key={tile.label}
            transform={`translate(${tile.col * size + (tile.island ? size * 0.3 : 0)} ${tile.row * size})`}
            className={`lv${levelOf(value, largest)}${tile.island ? ' island' : ''}`}
            onMouseEnter={() => onMark(tile.code)}
            onMouseLeave={() => onMark(null)}
            onFocus={() => onMark(tile.code)}
            onBlur={() => onMark(null)}
            tabIndex={0}
            role="img"
            aria-label={label}
            opacity={marked && marked !== tile.code ? 0.55 : 1}
          >
            <title>{label}</title>
            <rect width={tile.island ? size * 1.15 : size} height={size} rx="4" />
            <TileLabel label={tile.label} />
            {!tile.island && (
              <text className="count" x={size / 2} y={size - 7}>
                {said}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}

/** At most two lines; the islands also say to whom they belong. */
function TileLabel({ label }: { label: string }) {
  const words = label
    .replace(/ - /g, '-')
    .split(/ (?=\()/)
    .flatMap((piece) => (piece.startsWith('(') ? [piece] : splitName(piece)))
  const middle = label.includes('(') ? size * 0.575 : size / 2
  return (
    <>
      {words.map((word, index) => (
        <text key={index} x={middle} y={13 + index * 11} className={word.length > 8 ? 'long' : undefined}>
          {word}
        </text>
      ))}
    </>
  )
}

function splitName(name: string): string[] {
  if (name.length <= 8) return [name]
  const words = name.split(/[ -]/)
  return words.length < 2 ? [name] : [words.slice(0, -1).join(' '), words.at(-1)!]
}

function ProvinceTable({
  participation,
  marked,
  columns,
}: {
  participation: Participation
  marked: string | null
  columns: readonly Measure[]
}) {
  const { t } = useTranslation()
  const locale = useLocale()
  const rows = useSorted(participation.rows, ['name', ...measures])
  const { unplaced } = participation
  const all = [...participation.rows, ...participation.buckets, unplaced]
  return (
    <Table label={t('province.table')}>
      <thead>
        <tr>
          <SortHead column="name" label={t('province.column.province')} />
          {columns.map((measure) => (
            <SortHead key={measure} column={measure} label={t(`province.measure.${measure}`)} number />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.code} data-marked={marked === row.code ? '' : undefined}>
            <th scope="row">{row.name}</th>
            <Cells row={row} columns={columns} />
          </tr>
        ))}
        {participation.buckets.map((row) => (
          <tr key={row.bucket}>
            <th scope="row">
              <i>{t(`bucket.${row.bucket}`)}</i>
            </th>
            <Cells row={row} columns={columns} />
          </tr>
        ))}
        {unplaced.received > 0 && (
          <tr>
            <th scope="row">
              <i>{t('province.unplacedRow')}</i>
            </th>
            <Cells row={unplaced} columns={columns} />
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
        </tr>
      </tfoot>
    </Table>
  )
}

function Cells({
  row,
  hidden = [],
  columns = measures,
}: {
  row: Measures
  hidden?: readonly string[]
  columns?: readonly Measure[]
}) {
  const locale = useLocale()
  return (
    <>
      {columns.map((measure) => (
        <td key={measure} className="num">
          {hidden.includes(measure) ? '–' : formatNumber(row[measure], locale)}
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

/** Submissions by day: bars, and the same numbers as a table for who cannot see them. */
export function DayBars({ days }: { days: Participation['days'] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (days.length === 0) return <p className="quiet">{t('province.noDays')}</p>
  const first = Date.parse(days[0]!.day)
  const span = Math.max(1, Math.round((Date.parse(days.at(-1)!.day) - first) / 86_400_000))
  const most = Math.max(...days.map((day) => day.count))
  const x = (day: string) => 40 + (Math.round((Date.parse(day) - first) / 86_400_000) / span) * 920
  return (
    <>
      <svg className="bars" viewBox="0 0 1000 150" role="img" aria-label={t('province.byDay')}>
        <line x1="34" x2="990" y1="120.5" y2="120.5" />
        {days.map(({ day, count }) => (
          <rect
            key={day}
            x={x(day)}
            y={120 - (count / most) * 100}
            width={Math.max(2, Math.min(14, 800 / span))}
            height={(count / most) * 100}
          >
            <title>{`${formatDate(day, locale)}: ${count}`}</title>
          </rect>
        ))}
        <text x="28" y="24" textAnchor="end">
          {most}
        </text>
        <text x="40" y="140">
          {formatDate(days[0]!.day, locale)}
        </text>
        <text x="990" y="140" textAnchor="end">
          {formatDate(days.at(-1)!.day, locale)}
        </text>
      </svg>
      <details className="small">
        <summary>{t('province.dayTable')}</summary>
        <Table label={t('province.byDay')}>
          <thead>
            <tr>
              <th>{t('province.day')}</th>
              <th className="num">{t('province.measure.received')}</th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, count }) => (
              <tr key={day}>
                <th scope="row">{formatDate(day, locale)}</th>
                <td className="num">{count}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </details>
    </>
  )
}
