import { describe, expect, it } from 'vitest'
import { calendar } from '#app/modules/participation/pictures/calendar.ts'
import { funnelBars } from '#app/modules/participation/pictures/funnel-bars.ts'
import { ink, onRamp, picture, ramp, round } from '#app/modules/participation/pictures/ink.ts'
import { slopeChart } from '#app/modules/participation/pictures/slope.ts'
import { smallMultiples } from '#app/modules/participation/pictures/small-multiples.ts'
import {
  largestOf,
  mapSize,
  tileMap,
  tilesAt,
  type TileValue,
} from '#app/modules/participation/pictures/tile-map.ts'
import type { Tile } from '#app/modules/provinces/tiles.ts'

type Shape = { tag: string; said: string } & Record<string, string>

/** Everything in a picture, in the order in which it is drawn, with its attributes. */
const shapesIn = (svg: string): Shape[] =>
  [...svg.matchAll(/<(svg|rect|text|path|circle|g|title)\b([^>]*?)\/?>([^<]*)/g)].map(
    ([, tag, attributes, said]) => ({
      tag: tag!,
      said: said!,
      ...Object.fromEntries(
        [...attributes!.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
      ),
    }),
  )
const only = (svg: string, tag: string, ...names: string[]) =>
  shapesIn(svg)
    .filter((shape) => shape.tag === tag)
    .map((shape) => names.map((name) => shape[name]))
const texts = (svg: string) => only(svg, 'text', 'x', 'y', 'said').slice(1)
const sizeOf = (svg: string) => only(svg, 'svg', 'width', 'height', 'viewBox')[0]

describe('a picture', () => {
  it('carries its title for those who see it and for those who hear it', () => {
    const svg = picture(100, 50, 'Tên & tuổi', [])
    expect(sizeOf(svg)).toEqual(['100', '50', '0 0 100 50'])
    expect(only(svg, 'title', 'said')).toEqual([['Tên &amp; tuổi']])
    expect(only(svg, 'text', 'x', 'y', 'said')).toEqual([['12', '22', 'Tên &amp; tuổi']])
    expect(only(svg, 'rect', 'width', 'height', 'fill')).toEqual([['100', '50', '#ffffff']])
  })
  it('has no line for a title it has not', () => expect(only(picture(9, 9, '', []), 'text')).toEqual([]))
  it.each([
    [1.04, 1],
    [1.06, 1.1],
    [1.25, 1.3],
    [-0.06, -0.1],
  ])('stands on tenths: %d at %d', (value, rounded) => expect(round(value)).toBe(rounded))
})

describe('a calendar', () => {
  const words = {
    title: 'Lịch',
    weekdays: ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'],
    month: (day: string) => day.slice(0, 7),
    day: (day: string) => `ngày ${day}`,
    none: 'chưa có',
  }
  it('has a square a day from the Monday before the first to the last, a column a week', () => {
    const svg = calendar(
      [
        { day: '2027-03-31', count: 1 },
        { day: '2027-04-06', count: 4 },
      ],
      words,
    )
    const days = ['03-29', '03-30', '03-31', '04-01', '04-02', '04-03', '04-04', '04-05', '04-06']
    const counts = [0, 0, 1, 0, 0, 0, 0, 0, 4]
    const fills = [0, 0, 1, 0, 0, 0, 0, 0, 4] as const
    expect(only(svg, 'rect', 'x', 'y', 'width', 'height', 'fill').slice(1)).toEqual(
      days.map((_, index) => [
        String(44 + 16 * (index < 7 ? 0 : 1)),
        String(52 + 16 * (index % 7)),
        '14',
        '14',
        ramp[fills[index]!],
      ]),
    )
    expect(only(svg, 'title', 'said').slice(1)).toEqual(
      days.map((day, index) => [`ngày 2027-${day}: ${counts[index]}`]),
    )
    expect(texts(svg)).toEqual([
      ['38', '63', 'T2'],
      ['38', '95', 'T4'],
      ['38', '127', 'T6'],
      ['38', '159', 'CN'],
      ['44', '46', '2027-03'],
      ['60', '46', '2027-04'],
    ])
    expect(sizeOf(svg)).toEqual(['360', '178', '0 0 360 178'])
  })
  it('names a month above its first Monday, once', () => {
    const svg = calendar(
      [
        { day: '2027-03-01', count: 1 },
        { day: '2027-03-08', count: 1 },
      ],
      words,
    )
    expect(texts(svg).slice(4)).toEqual([['44', '46', '2027-03']])
    expect(only(svg, 'rect').length).toBe(1 + 8)
  })
  it.each([
    ['2027-06-27', 360],
    ['2027-07-11', 364],
    ['2027-07-12', 380],
  ])('from the first of March to %s is %i wide', (day, width) => {
    const svg = calendar(
      [
        { day: '2027-03-01', count: 1 },
        { day, count: 1 },
      ],
      words,
    )
    expect(sizeOf(svg)![0]).toBe(String(width))
  })
  it('says so when there is none', () => {
    const svg = calendar([], words)
    expect([texts(svg), sizeOf(svg)]).toEqual([[['12', '50', 'chưa có']], ['360', '70', '0 0 360 70']])
  })
})

it('a funnel has a bar a step, centred, as long as its share of the largest', () => {
  const step = (name: string, value: number | null) => ({ name, value, said: `(${value ?? '–'})` })
  const svg = funnelBars([step('a', 4), step('b', 1), step('c', null)], 'Phễu')
  expect(only(svg, 'rect', 'x', 'y', 'width', 'height', 'fill').slice(1)).toEqual([
    ['140', '40', '300', '26', ink.accent],
    ['252.5', '74', '75', '26', ink.accent],
    ['290', '108', '0', '26', ink.accent],
  ])
  expect(texts(svg)).toEqual([
    ['130', '57', 'a'],
    ['452', '57', '(4)'],
    ['130', '91', 'b'],
    ['452', '91', '(1)'],
    ['130', '125', 'c'],
    ['452', '125', '(–)'],
  ])
  expect(sizeOf(svg)).toEqual(['520', '154', '0 0 520 154'])
  expect(only(funnelBars([step('a', 0)], 'Phễu'), 'rect', 'width').slice(1)).toEqual([['0']])
})

describe('a slope', () => {
  const slopes = [
    { name: 'A', before: 10, after: 5 },
    { name: 'B', before: 5, after: 5 },
    { name: 'C', before: 5, after: 10 },
    { name: 'D', before: 5, after: 0 },
  ]
  const svg = slopeChart(slopes, ['XII', 'XIII'], 'Dốc')
  it('has a line a province, down in another colour and dashed', () => {
    expect(only(svg, 'path', 'd', 'stroke', 'stroke-dasharray')).toEqual([
      ['M190 60L430 320', ink.second, '4 3'],
      ['M190 320L430 320', ink.accent, undefined],
      ['M190 320L430 60', ink.accent, undefined],
      ['M190 320L430 580', ink.second, '4 3'],
    ])
    expect(only(svg, 'title', 'said').slice(1)).toEqual([
      ['A: 10 → 5'],
      ['B: 5 → 5'],
      ['C: 5 → 10'],
      ['D: 5 → 0'],
    ])
    expect(only(svg, 'circle', 'cx', 'cy').slice(0, 2)).toEqual([
      ['190', '60'],
      ['430', '320'],
    ])
  })
  it('names both ends, of more than two at one height the first and how many more', () => {
    expect(texts(svg)).toEqual([
      ['190', '48', 'XII'],
      ['430', '48', 'XIII'],
      ['182', '63.5', 'A 10'],
      ['182', '323.5', 'B +2 5'],
      ['438', '63.5', '10 C'],
      ['438', '323.5', '5 A, B'],
      ['438', '583.5', '0 D'],
    ])
  })
  it.each([
    [509, ['A 520', 'B 509', 'C 0']],
    [510, ['A 520', 'C 0']],
  ])('leaves out what would overlap the label above, as at %i of 520', (value, said) => {
    const rows = [
      { name: 'A', before: 520, after: 0 },
      { name: 'B', before: value, after: 0 },
      { name: 'C', before: 0, after: 0 },
    ]
    const left = texts(slopeChart(rows, ['', ''], '')).filter(([x]) => x === '182')
    expect(left.map(([, , label]) => label)).toEqual(said)
  })
  it('of nothing is its title alone', () => {
    expect(shapesIn(slopeChart([], ['', ''], 'Chưa đủ')).map(({ tag, said }) => [tag, said])).toEqual([
      ['svg', ''],
      ['title', 'Chưa đủ'],
      ['rect', ''],
      ['text', 'Chưa đủ'],
    ])
  })
})

const tile = (code: string, label: string, row: number, col: number, island = false): Tile => ({
  code,
  label,
  row,
  col,
  island,
})
const tiles = [
  tile('01', 'Hà Nội', 0, 0),
  tile('46', 'Thành phố Huế', 1, 1),
  tile('48', 'Hoàng Sa (Đà Nẵng)', 1, 2, true),
]
const valuesOf = (counts: Record<string, number>) =>
  new Map(
    Object.entries(counts).map(([code, value]): [string, TileValue] => [code, { value, said: `${value}!` }]),
  )

describe('a map', () => {
  it('is as large as its last tile asks, and its scale as large as its largest tile', () => {
    expect([mapSize(tiles, 10), mapSize([], 10)]).toEqual([
      { width: 36, height: 20 },
      { width: 16, height: 10 },
    ])
    expect(largestOf(tiles, valuesOf({ '01': 3, '48': 4, central: 90 }))).toBe(4)
    expect(largestOf(tiles, new Map())).toBe(0)
  })

  it('has each unit named and numbered, islands a little aside, wider and without a number', () => {
    const legend = {
      title: 'Đã nhận',
      steps: [
        { level: 0 as const, said: '0' },
        { level: 4 as const, said: '3–4' },
        { level: 2 as const, said: 'x' },
      ],
    }
    const svg = tileMap(tiles, valuesOf({ '01': 4, '48': 1, central: 90 }), 'Bản đồ', legend)
    expect(only(svg, 'g', 'transform').flat()).toEqual([
      'translate(12 36)',
      'translate(64 88)',
      'translate(131.6 88)',
      'translate(12 156)',
      'translate(53.5 156)',
      'translate(106 156)',
    ])
    expect(only(svg, 'title', 'said').slice(1).flat()).toEqual([
      'Hà Nội: 4!',
      'Thành phố Huế: 0',
      'Hoàng Sa (Đà Nẵng): 1!',
    ])
    expect(only(svg, 'rect', 'width', 'height', 'fill', 'stroke-width').slice(1)).toEqual([
      ['50.5', '50.5', ramp[4], '0.5'],
      ['50.5', '50.5', ramp[0], '0.5'],
      ['63.5', '50.5', ramp[1], '1'],
      ['14', '14', ramp[0], '0.5'],
      ['14', '14', ramp[4], '0.5'],
      ['14', '14', ramp[2], '0.5'],
    ])
    expect(only(svg, 'text', 'x', 'y', 'font-size', 'fill', 'said').slice(1)).toEqual([
      ['26', '14', '9', onRamp[4], 'Hà Nội'],
      ['26', '45', '12', onRamp[4], '4!'],
      ['26', '14', '9', onRamp[0], 'Thành phố'],
      ['26', '25', '9', onRamp[0], 'Huế'],
      ['26', '45', '12', onRamp[0], '0'],
      ['32.5', '14', '9', onRamp[1], 'Hoàng Sa'],
      ['32.5', '25', '9', onRamp[1], '(Đà Nẵng)'],
      ['19', '11', '10', ink.quiet, '0'],
      ['19', '11', '10', ink.quiet, '3–4'],
      ['19', '11', '10', ink.quiet, 'x'],
      ['12', '184', '10', ink.quiet, 'Đã nhận'],
    ])
    expect(sizeOf(svg)).toEqual(['340', '188', '0 0 340 188'])
    const wide = [...tiles, tile('79', 'Xa', 0, 9)]
    expect(sizeOf(tileMap(wide, new Map(), '', { title: '', steps: [] }))![0]).toBe(String(10.6 * 52 + 24))
  })

  it.each([
    ['Đồng Nai', ['Đồng Nai 9']],
    ['Thanh Hóa', ['Thanh Hóa 9']],
    ['Bình Thuận', ['Bình 9', 'Thuận 9']],
    ['Quảng Ninh', ['Quảng 9', 'Ninh 9']],
    ['Hồ Chí Minh', ['Hồ Chí 9', 'Minh 9']],
    ['Bà Rịa - Vũng Tàu', ['Bà Rịa Vũng 8', 'Tàu 9']],
    ['Bắckhôngdấucách', ['Bắckhôngdấucách 8']],
    ['Trường Sa (Khánh Hòa)', ['Trường Sa 9', '(Khánh Hòa) 8']],
  ])('writes %s as %j', (label, lines) => {
    const [shape] = tilesAt([tile('01', label, 0, 0)], new Map(), { size: 52, x: 0, y: 0, named: true })
    const all = only(shape!.text, 'text', 'said', 'font-size')
    expect(all.slice(0, -1).map((line) => line.join(' '))).toEqual(lines)
  })

  it('without names says only which islands are whose', () => {
    const shapes = tilesAt(tiles, valuesOf({ '01': 2, '48': 4 }), {
      size: 20,
      x: 5,
      y: 7,
      named: false,
      largest: 8,
    })
    const svg = shapes.map((shape) => shape.text).join('')
    expect(only(svg, 'g', 'transform').flat()).toEqual([
      'translate(5 7)',
      'translate(25 27)',
      'translate(51 27)',
    ])
    expect(only(svg, 'rect', 'width', 'fill')).toEqual([
      ['18.5', ramp[1]],
      ['18.5', ramp[0]],
      ['18.5', ramp[2]],
    ])
    expect(only(svg, 'text', 'x', 'y', 'said')).toEqual([['10', '27', 'Hoàng Sa']])
  })
})

describe('maps side by side', () => {
  const edition = (name: string, received: number | null) => ({
    name,
    said: `${received ?? '≈ 9'} bài`,
    values: received === null ? null : valuesOf({ '01': received }),
  })
  const drawn = (editions: ReturnType<typeof edition>[]) =>
    smallMultiples(tiles, editions, 'Các kỳ', 'chỉ có tổng:', (largest) => [
      { level: 4, said: `đến ${largest}` },
    ])
  const places = (svg: string) =>
    only(svg, 'g', 'transform')
      .flat()
      .filter((place) => !/\(0 30\)|\(13 43\)|\(29.9 43\)/.test(place!))

  it('are five a line on one scale, with what is known by its total only below', () => {
    const svg = drawn([
      ...[1, 2, 3, 4, 5, 6].map((count) => edition(`Kỳ ${count}`, count)),
      edition('Cũ', null),
      edition('Cũ hơn', null),
    ])
    expect(places(svg)).toEqual([
      'translate(12 40)',
      'translate(92.8 40)',
      'translate(173.6 40)',
      'translate(254.4 40)',
      'translate(335.2 40)',
      'translate(12 110)',
      'translate(12 180)',
    ])
    expect(
      only(svg, 'rect', 'fill')
        .flat()
        .filter((_, index) => index % 3 === 1),
    ).toEqual([ramp[1], ramp[2], ramp[2], ramp[3], ramp[4], ramp[4], ramp[4]])
    expect(texts(svg).filter(([, , said]) => said !== 'Hoàng Sa')).toEqual([
      ...[1, 2, 3, 4, 5, 6].flatMap((count) => [
        [undefined, '10', `Kỳ ${count}`],
        [undefined, '24', `${count} bài`],
      ]),
      ['19', '11', 'đến 6'],
      ['12', '216', 'chỉ có tổng:'],
      ['12', '234', 'Cũ: ≈ 9 bài  ·  Cũ hơn: ≈ 9 bài'],
    ])
    expect(sizeOf(svg)).toEqual(['640', '252', '0 0 640 252'])
  })
  it('are as high as there are lines, and no lower for what is not there', () => {
    expect(sizeOf(drawn([edition('Kỳ', 1)]))).toEqual(['640', '146', '0 0 640 146'])
    expect(sizeOf(drawn([edition('Cũ', null)]))).toEqual(['640', '88', '0 0 640 88'])
    expect(sizeOf(drawn([]))).toEqual(['640', '52', '0 0 640 52'])
    expect(places(drawn([edition('Cũ', null)]))).toEqual([])
    expect(texts(drawn([edition('Cũ', null)]))).toEqual([
      ['12', '52', 'chỉ có tổng:'],
      ['12', '70', 'Cũ: ≈ 9 bài'],
    ])
    expect(texts(drawn([])).length).toBe(0)
  })
  it('are as wide as five of them', () => {
    const wide = [...tiles, tile('79', 'Xa', 0, 9)]
    const svg = smallMultiples(
      wide,
      [1, 2, 3, 4, 5, 6].map((count) => edition(`Kỳ ${count}`, count)),
      '',
      '',
      () => [],
    )
    expect(sizeOf(svg)![0]).toBe('883')
  })
})
