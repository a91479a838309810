import { describe, expect, it } from 'vitest'
import { unitsOn, type ProvinceHistory } from '#app/modules/provinces/history.ts'
import { tilesOf, type Tile } from '#app/modules/provinces/tiles.ts'
import { mappedHistory } from '#tests/support/provinces.ts'

const mapped = mappedHistory()
const units = unitsOn(mapped, '2025', '2026-01-01')

/** As if each of these codes had become those on 1/7/2028; every other unit goes on as it is. */
function changed(into: Record<string, string[]>): ProvinceHistory {
  const successions = units.flatMap(({ code }) =>
    (into[code] ?? [code]).map((toCode) => ({ fromFrame: '2025', fromCode: code, toFrame: '2028', toCode })),
  )
  const codes = [...new Set(successions.map(({ toCode }) => toCode))]
  return {
    frames: [...mapped.frames, { frame: '2028', validFrom: '2028-07-01', validTo: null, decision: '' }],
    states: [
      ...mapped.states,
      ...codes.map((code) => ({
        frame: '2028',
        code,
        since: '2028-07-01',
        name: `Tỉnh ${code}`,
        isCity: false,
      })),
    ],
    successions: [...mapped.successions, ...successions],
  }
}

const drawn = (into: Record<string, string[]>) => tilesOf('2028', changed(into))
const old = new Map(tilesOf('2025').map((tile) => [`${tile.code}${tile.island}`, tile]))
const placeOf = (tiles: Tile[], code: string, island = false) =>
  tiles
    .filter((tile) => tile.code === code && tile.island === island)
    .map(({ col, row, label }) => [label, col, row])
const oldPlace = (code: string) => {
  const { col, row } = old.get(`${code}false`)!
  return [`Tỉnh ${code}`, col, row]
}

describe('after a change of units', () => {
  it('whatever goes on as it is keeps its place, under its new name', () => {
    const tiles = drawn({})
    expect(tiles.map(({ code, col, row, island }) => [code, col, row, island])).toEqual(
      tilesOf('2025').map(({ code, col, row, island }) => [code, col, row, island]),
    )
    for (const { code } of units) expect(placeOf(tiles, code)).toEqual([oldPlace(code)])
  })

  it('a merged unit has the place of the code it goes on with, and the others none', () => {
    const tiles = drawn({ '33': ['37'] })
    expect([placeOf(tiles, '37'), placeOf(tiles, '33')]).toEqual([[oldPlace('37')], []])
    expect(tiles.length).toBe(35)
  })

  it('units that go into a new code have one place for it: that of the first drawn', () => {
    const tiles = drawn({ '33': ['99'], '37': ['99'] })
    expect(placeOf(tiles, '99')).toEqual([['Tỉnh 99', ...oldPlace('37').slice(1)]])
    expect(tiles.length).toBe(35)
  })

  it.each([
    ['Lai Châu, in the corner', '12', 0, 2],
    ['Cao Bằng, on the upper edge', '04', 4, 0],
    ['Huế, with room on both sides', '46', 5, 8],
    ['An Giang, on the left edge', '91', 0, 14],
    ['Hà Nội, in the middle', '01', 1, 2],
  ])('what is made out of %s stands on the nearest free place', (_which, code, col, row) => {
    const tiles = drawn({ [code]: [code, '99'] })
    expect([placeOf(tiles, code), placeOf(tiles, '99')]).toEqual([[oldPlace(code)], [['Tỉnh 99', col, row]]])
  })

  it('two made out of one stand beside it, on places of their own', () => {
    const tiles = drawn({ '46': ['46', '98', '99'] })
    expect([...placeOf(tiles, '98'), ...placeOf(tiles, '99')].map(([, ...place]) => place)).toEqual([
      [5, 8],
      [4, 7],
    ])
  })

  it('the islands stay where they are and go with whom they belong to', () => {
    const islands = (into: Record<string, string[]>) =>
      drawn(into)
        .filter((tile) => tile.island)
        .map(({ code, label, col, row }) => [code, label, col, row])
    expect(islands({ '48': ['51'], '56': ['55', '56'] })).toEqual([
      ['51', 'Hoàng Sa (Tỉnh 51)', 6, 9],
      ['56', 'Trường Sa (Tỉnh 56)', 6, 14],
    ])
    const split = drawn({ '56': ['55', '56'] })
    expect(placeOf(split, '56')).toEqual([oldPlace('56')])
  })
})

it('draws nothing for a frame it does not know, or that was before those drawn by hand', () => {
  expect([tilesOf('1990'), tilesOf('1990', mapped)]).toEqual([[], []])
  const earlier = { ...mapped, frames: [{ ...mapped.frames[0]!, frame: '1990' }, ...mapped.frames] }
  expect(tilesOf('1990', earlier)).toEqual([])
})

it('draws by hand the tiles of its own frame alone', () => {
  const codes = (frame: string) => new Set(tilesOf(frame, mapped).map((tile) => tile.code))
  expect([codes('2004').size, codes('2025').size]).toEqual([63, 34])
  expect(tilesOf('2025', mapped).find(({ code }) => code === '01')).toEqual({
    code: '01',
    label: 'Hà Nội',
    col: 2,
    row: 2,
    island: false,
  })
})
