import { useTranslation } from '#app/i18n/use-translation.ts'
import { mapLegend, type MapMeasure } from '#app/modules/participation/map-values.ts'
import { levelOf, type ProvinceRow } from '#app/modules/participation/measures.ts'
import { greatestOf } from '#app/modules/statistics/describe.ts'
import type { Tile } from '#app/modules/provinces/tiles.ts'

/** What colours a tile and what it says, by the code of its unit. */
export type TileValues = Record<string, { value: number; said: string }>

const size = 46

/** The country as tiles, drawn on the server. Hoàng Sa and Trường Sa are tiles of Đà Nẵng and Khánh Hòa. */
export function TileMap({
  tiles,
  rows,
  values,
  measure = 'received',
  marked,
  onMark,
}: {
  tiles: Tile[]
  rows: ProvinceRow[]
  /** what colours a tile and what it says, where that is not the works received */
  values?: TileValues
  /** what the colours measure */
  measure?: MapMeasure
  marked: string | null
  onMark: (code: string | null) => void
}) {
  const texts = useTranslation()
  const { t } = texts
  const shown =
    values ??
    Object.fromEntries(rows.map((row) => [row.code, { value: row.received, said: `${row.received}` }]))
  const largest = greatestOf(
    tiles.map((tile) => shown[tile.code]?.value ?? 0),
    0,
  )
  const width = (greatestOf(tiles.map((tile) => tile.col)) + 1.5) * size
  const height = (greatestOf(tiles.map((tile) => tile.row)) + 1) * size
  return (
    <>
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
      <ul className="legend">
        {mapLegend(largest, measure, texts).map(({ level, said }) => (
          <li key={level}>
            <svg className="tilemap" viewBox="0 0 14 14" aria-hidden="true">
              <g className={`lv${level}`}>
                <rect width="14" height="14" rx="2" />
              </g>
            </svg>
            {said}
          </li>
        ))}
      </ul>
    </>
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
