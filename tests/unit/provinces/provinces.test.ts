import { describe, expect, it } from 'vitest'
import { placeOf } from '#app/modules/entries/place.ts'
import {
  carry,
  frameOn,
  inFrame,
  reach,
  seatOn,
  unitsOn,
  type ProvinceHistory,
} from '#app/modules/provinces/history.ts'
import { tilesOf } from '#app/modules/provinces/tiles.ts'
import { readCsv } from '#db/seed/provinces.ts'
import { mappedHistory } from '#tests/support/provinces.ts'

const history = mappedHistory()
const rows = readCsv('provinces.csv')

/** As if Ninh Bình (37) and Hưng Yên (33) had become one on 1/7/2028, and Cà Mau (96) two. */
const later: ProvinceHistory = {
  frames: [
    history.frames[0]!,
    { ...history.frames[1]!, validTo: '2028-06-30' },
    { frame: '2028', validFrom: '2028-07-01', validTo: null, decision: 'giả định' },
  ],
  states: [
    ...history.states,
    ...unitsOn(history, '2025', '2028-07-01')
      .filter((unit) => unit.code !== '33')
      .map((unit) => ({ ...unit, frame: '2028', since: '2028-07-01' })),
    { frame: '2028', code: '97', since: '2028-07-01', name: 'Năm Căn', isCity: false },
  ],
  successions: [
    ...history.successions,
    ...unitsOn(history, '2025', '2028-07-01').map((unit) => ({
      fromFrame: '2025',
      fromCode: unit.code,
      toFrame: '2028',
      toCode: unit.code === '33' ? '37' : unit.code,
    })),
    { fromFrame: '2025', fromCode: '96', toFrame: '2028', toCode: '97' },
  ],
}

it.each(rows.map((row) => [row.name_2004!, row.code_2004!, row.code_2025!]))(
  '%s (%s) lies in %s since 1/7/2025',
  (_name, from, to) => expect(carry(history, { frame: '2004', code: from }, '2025')).toBe(to),
)

it.each([
  ['15', 'Yên Bái', 'Lào Cai', '15'],
  ['24', 'Bắc Giang', 'Bắc Ninh', '24'],
  ['44', 'Quảng Bình', 'Quảng Trị', '44'],
  ['52', 'Bình Định', 'Gia Lai', '52'],
  ['80', 'Long An', 'Tây Ninh', '80'],
  ['82', 'Tiền Giang', 'Đồng Tháp', '82'],
  ['91', 'Kiên Giang', 'An Giang', '91'],
])('code %s was %s and is %s', (code, before, now, into) => {
  const nameIn = (frame: string) =>
    unitsOn(history, frame, '2026-01-01').find((unit) => unit.code === code)!.name
  expect([nameIn('2004'), nameIn('2025')]).toEqual([before, now])
  expect(carry(history, { frame: '2004', code }, '2025')).toBe(into)
  expect(reach(history, { frame: '2025', code }, '2004').length).toBeGreaterThan(1)
})

it.each([
  ['2004', '46', '2024-12-31', 'Thừa Thiên Huế', false],
  ['2004', '46', '2025-01-01', 'Huế', true],
  ['2025', '46', '2025-07-01', 'Huế', true],
  ['2025', '75', '2026-04-29', 'Đồng Nai', false],
  ['2025', '75', '2026-04-30', 'Đồng Nai', true],
])('in frame %s unit %s on %s is %s (city: %s)', (frame, code, day, name, isCity) => {
  expect(unitsOn(history, frame, day).find((unit) => unit.code === code)).toMatchObject({ name, isCity })
})

it.each([
  ['2003-05-01', '2004'],
  ['2025-06-30', '2004'],
  ['2025-07-01', '2025'],
  ['2030-01-01', '2025'],
])('on %s the frame of %s holds', (day, frame) => expect(frameOn(history, day)).toBe(frame))

it('counts 63 units, then 34: 7 cities and 27 provinces since 30/4/2026, 6 and 28 before', () => {
  const cities = (day: string) => unitsOn(history, '2025', day).filter((unit) => unit.isCity).length
  expect(unitsOn(history, '2004', '2025-06-30').length).toBe(63)
  expect(unitsOn(history, '2025', '2026-01-01').length).toBe(34)
  expect([cities('2026-04-29'), cities('2026-04-30')]).toEqual([6, 7])
})

describe('an entry counts where its agency sits on its day', () => {
  const provincial = (frame: string, code: string) => ({
    level: 'provincial' as const,
    provinceFrame: frame,
    provinceCode: code,
  })
  const central = { level: 'central' as const, provinceFrame: null, provinceCode: null }
  const bureau = { level: 'central' as const, provinceFrame: '2025', provinceCode: '48' }
  const at = (frame: string, code: string) => ({ provinceFrame: frame, provinceCode: code, bucket: null })
  const bucket = (name: string | null) => ({ provinceFrame: null, provinceCode: null, bucket: name })
  it.each([
    ['Ninh Thuận’s paper on 30/6/2025', provincial('2004', '58'), '', '2025-06-30', at('2004', '58')],
    ['Ninh Thuận’s paper on 1/7/2025', provincial('2004', '58'), '', '2025-07-01', at('2025', '56')],
    ['the merged paper after the merger', provincial('2025', '56'), '', '2025-07-01', at('2025', '56')],
    ['the merged paper before it: not guessed', provincial('2025', '56'), '', '2025-06-30', at('2025', '56')],
    [
      'Hà Nội’s paper before the merger: one predecessor',
      provincial('2025', '01'),
      '',
      '2025-06-30',
      at('2004', '01'),
    ],
    ['a central agency', central, 'p:01', '2026-01-01', bucket('central')],
    ['a central agency with a local bureau', bureau, 'p:48', '2026-01-01', bucket('central')],
    ['an author abroad', null, 'overseas', '2026-01-01', bucket('overseas')],
    ['a foreigner', null, 'foreign', '2026-01-01', bucket('foreign')],
    ['an author without agency before the merger', null, 'p:58', '2025-06-30', at('2004', '58')],
    ['nothing told yet', null, '', '2026-01-01', bucket(null)],
  ])('%s', (_name, agency, own, day, place) => expect(placeOf(agency, own, day, history)).toEqual(place))
})

describe('a next change', () => {
  it('carries on through every frame, and says where it cannot', () => {
    expect(carry(later, { frame: '2004', code: '36' }, '2028')).toBe('37')
    expect(carry(later, { frame: '2004', code: '33' }, '2028')).toBe('37')
    expect(carry(later, { frame: '2025', code: '96' }, '2028')).toBeNull()
    expect(reach(later, { frame: '2025', code: '96' }, '2028')).toEqual(['96', '97'])
    expect(carry(later, { frame: '2028', code: '97' }, '2025')).toBe('96')
    expect(seatOn(later, { frame: '2004', code: '34' }, '2028-07-01')).toEqual({ frame: '2028', code: '37' })
  })

  it('keeps what was set for units that are what they were, and joins what has merged', () => {
    const set = (frame: string, values: Record<string, number>) =>
      Object.entries(values).map(([code, value]) => ({ frame, code, value }))
    const found = (rows: ReturnType<typeof set>, to: string) =>
      [...inFrame(later, rows, to)]
        .sort()
        .map(([code, one]) => [code, one.rows.reduce((sum, row) => sum + row.value, 0), one.whole])
    const before = set('2025', { '01': 5, '33': 2, '37': 3, '96': 7 })
    expect(found(before, '2028')).toEqual([
      ['01', 5, true],
      ['37', 5, true],
    ])
    expect(found(set('2025', { '33': 2 }), '2028')).toEqual([['37', 2, false]])
    expect(found([...before, ...set('2028', { '01': 9 })], '2028')).toEqual([['01', 9, true]])
    expect(found(set('2028', { '01': 9 }), '2025')).toEqual([])
  })

  it('draws a tile for each unit, a new one beside its old one, the islands with whom they belong to', () => {
    const tiles = tilesOf('2028', later)
    const plain = tiles.filter((tile) => !tile.island)
    expect(new Set(plain.map((tile) => tile.code)).size).toBe(plain.length)
    expect(plain.length).toBe(34)
    const spot = ({ col, row }: { col: number; row: number }) => `${col},${row}`
    expect(new Set(tiles.map(spot)).size).toBe(tiles.length)
    const [old, made] = ['96', '97'].map((code) => plain.find((tile) => tile.code === code)!)
    expect([old!.col, old!.row, made!.col, made!.row]).toEqual([0, 16, 0, 17])
    expect(tiles.filter((tile) => tile.island).map((tile) => tile.label)).toEqual([
      'Hoàng Sa (Đà Nẵng)',
      'Trường Sa (Khánh Hòa)',
    ])
  })
})

it.each([
  ['2025', 34],
  ['2004', 63],
])('the tile map of %s has a tile for each of %i units and two islands', (frame, count) => {
  const tiles = tilesOf(frame)
  const codes = tiles.filter((tile) => !tile.island).map((tile) => tile.code)
  expect(new Set(codes)).toEqual(new Set(unitsOn(history, frame, '2026-01-01').map((unit) => unit.code)))
  expect([codes.length, tiles.length - codes.length]).toEqual([count, 2])
})
