import { markup } from '../../text/markup.ts'
import type { LegendStep } from '../map-values.ts'
import type { Tile } from '../../provinces/tiles.ts'
import { ink, picture, round } from './ink.ts'
import { largestOf, mapSize, scale, tilesAt, type TileValue } from './tile-map.ts'
import { greatestOf } from '../../statistics/describe.ts'

/** The same map for each edition on one scale, side by side; those known by their total only stand below in words. */
export function smallMultiples(
  tiles: Tile[],
  editions: { name: string; values: Map<string, TileValue> | null; said: string }[],
  title: string,
  totalsOnly: string,
  legend: (largest: number) => LegendStep[],
): string {
  const size = 13
  const { width, height } = mapSize(tiles, size)
  const across = 5
  const cell = { width: width + 34, height: height + 44 }
  const drawn = editions.filter((one) => one.values !== null)
  const stated = editions.filter((one) => one.values === null).map(({ name, said }) => `${name}: ${said}`)
  const largest = greatestOf(
    drawn.map((one) => largestOf(tiles, one.values!)),
    0,
  )
  const rows = Math.ceil(drawn.length / across)
  const wide = Math.max(Math.min(across, drawn.length) * cell.width + 24, 640)
  const scaled = 40 + rows * cell.height
  const bottom = drawn.length > 0 ? scaled + 24 : scaled
  return picture(round(wide), round(bottom + (stated.length > 0 ? 48 : 12)), title, [
    ...drawn.map(({ name, values, said }, index) => {
      const x = round(12 + (index % across) * cell.width)
      const y = round(40 + Math.floor(index / across) * cell.height)
      return markup`<g transform="translate(${x} ${y})"><text y="10" font-size="12" font-weight="600" fill="${ink.text}">${name}</text><text y="24" font-size="11" fill="${ink.quiet}">${said}</text>${tilesAt(tiles, values!, { size, x: 0, y: 30, named: false, largest })}</g>`
    }),
    ...(drawn.length > 0 ? scale(12, scaled, legend(largest)) : []),
    stated.length > 0
      ? markup`<text x="12" y="${round(bottom + 12)}" font-size="11" fill="${ink.quiet}">${totalsOnly}</text><text x="12" y="${round(bottom + 30)}" font-size="11" fill="${ink.text}">${stated.join('  ·  ')}</text>`
      : markup``,
  ])
}
