import { markup, type Markup } from '../../text/markup.ts'
import type { LegendStep } from '../map-values.ts'
import type { Tile } from '../../provinces/tiles.ts'
import { levelOf } from '../measures.ts'
import { ink, onRamp, picture, ramp, round } from './ink.ts'
import { greatestOf } from '../../statistics/describe.ts'

export type TileValue = { value: number; said: string }

/** How wide and high a map is at one size of tile, in the same units. */
export function mapSize(tiles: Tile[], size: number): { width: number; height: number } {
  return {
    width:
      (greatestOf(
        tiles.map((tile) => tile.col),
        0,
      ) +
        1.6) *
      size,
    height:
      (greatestOf(
        tiles.map((tile) => tile.row),
        0,
      ) +
        1) *
      size,
  }
}

/** The most that any tile shows: groups outside the grid do not count. */
export const largestOf = (tiles: Tile[], values: Map<string, TileValue>): number =>
  greatestOf(
    tiles.map((tile) => values.get(tile.code)?.value ?? 0),
    0,
  )

/** The country as tiles with names and numbers; Hoàng Sa and Trường Sa are tiles of whom they belong to. */
export function tileMap(
  tiles: Tile[],
  values: Map<string, TileValue>,
  title: string,
  legend: { title: string; steps: LegendStep[] },
): string {
  const size = 52
  const { width, height } = mapSize(tiles, size)
  return picture(Math.max(width + 24, 340), height + 84, title, [
    ...tilesAt(tiles, values, { size, x: 12, y: 36, named: true }),
    ...scale(12, height + 52, legend.steps),
    markup`<text x="12" y="${round(height + 80)}" font-size="10" fill="${ink.quiet}">${legend.title}</text>`,
  ])
}

/** A small map without names, as one of several. */
export function tilesAt(
  tiles: Tile[],
  values: Map<string, TileValue>,
  at: { size: number; x: number; y: number; named: boolean; largest?: number },
): Markup[] {
  const { size, x, y, named } = at
  const largest = at.largest ?? largestOf(tiles, values)
  return tiles.map((tile) => {
    const { value, said } = values.get(tile.code) ?? { value: 0, said: '0' }
    const level = levelOf(value, largest)
    const left = round(x + (tile.col + (tile.island ? 0.3 : 0)) * size)
    const top = round(y + tile.row * size)
    const width = tile.island && named ? size * 1.25 : size
    const label = named
      ? labelOf(tile, width, onRamp[level])
      : tile.island
        ? markup`<text x="${round(size / 2)}" y="${size + 7}" text-anchor="middle" font-size="6.5" fill="${ink.quiet}">${tile.label.split(' (')[0]!}</text>`
        : markup``
    const number =
      named && !tile.island
        ? markup`<text x="${round(width / 2)}" y="${size - 7}" text-anchor="middle" font-size="12" font-weight="600" fill="${onRamp[level]}">${said}</text>`
        : markup``
    return markup`<g transform="translate(${left} ${top})"><title>${tile.label}: ${said}</title><rect width="${round(width - 1.5)}" height="${round(size - 1.5)}" rx="3" fill="${ramp[level]}" stroke="${ink.line}" stroke-width="${tile.island ? 1 : 0.5}"/>${label}${number}</g>`
  })
}

function labelOf(tile: Tile, width: number, fill: string): Markup {
  const lines = tile.label
    .split(/ (?=\()/)
    .flatMap((piece) => (piece.startsWith('(') ? [piece] : inTwo(piece)))
  return markup`${lines.map(
    (line, index) =>
      markup`<text x="${round(width / 2)}" y="${14 + index * 11}" text-anchor="middle" font-size="${line.length > 9 ? 8 : 9}" fill="${fill}">${line}</text>`,
  )}`
}

function inTwo(name: string): string[] {
  const words = name.replace(/ - /g, '-').split(/[ -]/)
  return name.length <= 9 || words.length < 2 ? [name] : [words.slice(0, -1).join(' '), words.at(-1)!]
}

/** What each colour stands for, in one line. */
export function scale(x: number, y: number, steps: LegendStep[]): Markup[] {
  let left = x
  return steps.map(({ level, said }) => {
    const at = left
    left += 36 + said.length * 5.5
    return markup`<g transform="translate(${round(at)} ${round(y)})"><rect width="14" height="14" rx="2" fill="${ramp[level]}" stroke="${ink.line}" stroke-width="0.5"/><text x="19" y="11" font-size="10" fill="${ink.quiet}">${said}</text></g>`
  })
}
