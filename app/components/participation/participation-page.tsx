import { Link, useSearchParams } from '@remix-run/react'
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
import type { Tile } from '#app/modules/participation/tiles.ts'
import { SortHead, Table } from '../ui/table.tsx'
import { useSorted } from '../ui/use-sorted.ts'

export const measures = ['received', 'eligible', 'inFinal', 'prizes', 'agencies', 'authors'] as const

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

/** The sentence first, the map left, the table right, the days below. */
export function ParticipationPage({
  participation,
  frames,
  actions,
}: {
  participation: Participation
  frames: { frame: string; units: number }[]
  actions?: ReactNode
}) {
  const { t } = useTranslation()
  const { frame, unplaced } = participation
  const [marked, mark] = useState<string | null>(null)
  return (
    <div className="stack" data-gap="large">
      <div className="page-head">
        <h1>{t('province.title')}</h1>
        <div className="row no-print">
          <FrameSwitch frame={frame} frames={frames} />
          {actions}
        </div>
      </div>
      <Statement statement={participation.statement} />
      {unplaced.received > 0 && (
        <p className="notice" data-kind="attention">
          {t('province.unplaced', { count: unplaced.received })}
        </p>
      )}
      <div className="two" data-even>
        <TileMap tiles={participation.tiles} rows={participation.rows} marked={marked} onMark={mark} />
        <ProvinceTable participation={participation} marked={marked} />
      </div>
      <section className="stack">
        <h2>{t('province.byCategory')}</h2>
        <CategoryTable rows={participation.categories} />
      </section>
      <section className="stack">
        <h2>{t('province.byDay')}</h2>
        <DayBars days={participation.days} />
      </section>
    </div>
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
  marked,
  onMark,
}: {
  tiles: Tile[]
  rows: ProvinceRow[]
  marked: string | null
  onMark: (code: string | null) => void
}) {
  const { t } = useTranslation()
  const received = new Map(rows.map((row) => [row.code, row.received]))
  const largest = Math.max(0, ...received.values())
  const width = (Math.max(...tiles.map((tile) => tile.col)) + 1.5) * size
  const height = (Math.max(...tiles.map((tile) => tile.row)) + 1) * size
  return (
    <svg className="tilemap" viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t('province.map')}>
      {tiles.map((tile) => {
        const count = received.get(tile.code) ?? 0
        return (
          <g
            key={tile.label}
            transform={`translate(${tile.col * size + (tile.island ? size * 0.3 : 0)} ${tile.row * size})`}
            className={`lv${levelOf(count, largest)}${tile.island ? ' island' : ''}`}
            onMouseEnter={() => onMark(tile.code)}
            onMouseLeave={() => onMark(null)}
            onFocus={() => onMark(tile.code)}
            onBlur={() => onMark(null)}
            tabIndex={0}
            role="img"
            aria-label={t('province.tile', { name: tile.label, count })}
            opacity={marked && marked !== tile.code ? 0.55 : 1}
          >
            <title>{t('province.tile', { name: tile.label, count })}</title>
            <rect width={tile.island ? size * 1.15 : size} height={size} rx="4" />
            <TileLabel label={tile.label} />
            {!tile.island && (
              <text className="count" x={size / 2} y={size - 7}>
                {count}
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

function ProvinceTable({ participation, marked }: { participation: Participation; marked: string | null }) {
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
          {measures.map((measure) => (
            <SortHead key={measure} column={measure} label={t(`province.measure.${measure}`)} number />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.code} data-marked={marked === row.code ? '' : undefined}>
            <th scope="row">{row.name}</th>
            <Cells row={row} />
          </tr>
        ))}
        {participation.buckets.map((row) => (
          <tr key={row.bucket}>
            <th scope="row">
              <i>{t(`bucket.${row.bucket}`)}</i>
            </th>
            <Cells row={row} />
          </tr>
        ))}
        {unplaced.received > 0 && (
          <tr>
            <th scope="row">
              <i>{t('province.unplacedRow')}</i>
            </th>
            <Cells row={unplaced} />
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('table.total')}</th>
          {measures.map((measure) => (
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

function Cells({ row, hidden = [] }: { row: Measures; hidden?: readonly string[] }) {
  const locale = useLocale()
  return (
    <>
      {measures.map((measure) => (
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
