import { describe, expect, it } from 'vitest'
import {
  carry,
  inFrame,
  reach,
  readUnit,
  seatOn,
  unitsOn,
  type ProvinceHistory,
  type UnitState,
} from '#app/modules/provinces/history.ts'
import { agencyDetails } from '#app/modules/provinces/schema.ts'

const state = (frame: string, code: string, since: string, name: string): UnitState => ({
  frame,
  code,
  since,
  name,
  isCity: false,
})
const went = (fromFrame: string, fromCode: string, toFrame: string, toCode: string) => ({
  fromFrame,
  fromCode,
  toFrame,
  toCode,
})

/** Three frames: 01 and 02 become 01; then 01 becomes 01 and 03, and 04 goes on as it was. */
const history: ProvinceHistory = {
  frames: [
    { frame: '2000', validFrom: '2000-01-01', validTo: '2009-12-31', decision: '' },
    { frame: '2010', validFrom: '2010-01-01', validTo: '2019-12-31', decision: '' },
    { frame: '2020', validFrom: '2020-01-01', validTo: null, decision: '' },
  ],
  states: [
    state('2000', '01', '2005-01-01', 'Một Mới'),
    state('2000', '01', '2000-01-01', 'Một Cũ'),
    state('2000', '01', '2010-02-01', 'Một Quá Hạn'),
    state('2000', '02', '2000-01-01', 'Hai'),
    state('2000', '04', '2000-01-01', 'Bốn'),
    state('2010', '01', '2010-01-01', 'Một Chung'),
    state('2010', '04', '2010-01-01', 'Bốn'),
    state('2010', '04', '2010-01-01', 'Bốn Sửa'),
    state('2020', '01', '2020-01-01', 'Một'),
    state('2020', '03', '2020-01-01', 'Ba'),
    state('2020', '04', '2020-01-01', 'Ấm'),
  ],
  successions: [
    went('2000', '01', '2010', '01'),
    went('2000', '02', '2010', '01'),
    went('2000', '04', '2010', '04'),
    went('2010', '01', '2020', '01'),
    went('2010', '01', '2020', '03'),
    went('2010', '04', '2020', '04'),
    // told besides, over a frame: the way goes from each frame to the next
    went('2000', '04', '2020', '03'),
  ],
}
const named = (frame: string, day: string) =>
  Object.fromEntries(unitsOn(history, frame, day).map(({ code, name }) => [code, name]))

describe('the units of a frame', () => {
  it.each([
    ['2000', '1999-12-31', { '01': 'Một Mới', '02': 'Hai', '04': 'Bốn' }],
    ['2000', '2000-01-01', { '01': 'Một Cũ', '02': 'Hai', '04': 'Bốn' }],
    ['2000', '2004-12-31', { '01': 'Một Cũ', '02': 'Hai', '04': 'Bốn' }],
    ['2000', '2005-01-01', { '01': 'Một Mới', '02': 'Hai', '04': 'Bốn' }],
    ['2000', '2009-12-31', { '01': 'Một Mới', '02': 'Hai', '04': 'Bốn' }],
    ['2000', '2026-01-01', { '01': 'Một Mới', '02': 'Hai', '04': 'Bốn' }],
    ['2010', '2015-01-01', { '01': 'Một Chung', '04': 'Bốn Sửa' }],
    ['none', '2015-01-01', {}],
  ])('%s on %s', (frame, day, units) => expect(named(frame, day)).toEqual(units))

  it('stand in the order of their names as Vietnamese has it', () =>
    expect(unitsOn(history, '2020', '2026-01-01').map(({ name }) => name)).toEqual(['Ấm', 'Ba', 'Một']))
})

it.each([
  ['2000', '01', '2000', ['01']],
  ['2000', '01', '2010', ['01']],
  ['2000', '01', '2020', ['01', '03']],
  ['2000', '04', '2020', ['04']],
  ['2010', '01', '2000', ['01', '02']],
  ['2020', '03', '2010', ['01']],
  ['2020', '03', '2000', ['01', '02']],
  ['2020', '04', '2000', ['04']],
])('%s:%s lies in the frame of %s in %j', (frame, code, to, codes) => {
  expect(reach(history, { frame, code }, to)).toEqual(codes)
  expect(carry(history, { frame, code }, to)).toBe(codes.length === 1 ? codes[0] : null)
})

it.each([
  [{ frame: '2000', code: '02' }, '2015-01-01', { frame: '2010', code: '01' }],
  [{ frame: '2000', code: '02' }, '2026-01-01', { frame: '2000', code: '02' }],
  [{ frame: '2020', code: '04' }, '2005-01-01', { frame: '2000', code: '04' }],
])('a seat in %o is on %s %o', (seat, day, expected) => expect(seatOn(history, seat, day)).toEqual(expected))

describe('what was set for units', () => {
  const row = (frame: string, code: string) => ({ frame, code })
  const found = (rows: { frame: string; code: string }[], to: string) =>
    Object.fromEntries(inFrame(history, rows, to))
  const [one, two, four] = [row('2000', '01'), row('2000', '02'), row('2000', '04')]

  it.each<[string, ReturnType<typeof row>[], string, object]>([
    ['nothing', [], '2010', {}],
    ['all predecessors', [one, two], '2010', { '01': { rows: [one, two], whole: true } }],
    ['one of two predecessors', [two], '2010', { '01': { rows: [two], whole: false } }],
    ['what has split since', [one, four], '2020', { '04': { rows: [four], whole: true } }],
    [
      'its own, however little',
      [one, two, row('2010', '04')],
      '2010',
      { '04': { rows: [row('2010', '04')], whole: true } },
    ],
    [
      'the nearest before it',
      [one, row('2010', '04')],
      '2020',
      { '04': { rows: [row('2010', '04')], whole: true } },
    ],
    ['what was set for a later one', [row('2020', '04')], '2010', {}],
  ])('%s', (_what, rows, to, expected) => expect(found(rows, to)).toEqual(expected))
})

it.each([
  ['2025:56', { frame: '2025', code: '56' }],
  ['2026-11-15:40', { frame: '2026-11-15', code: '40' }],
  ['2025:5', null],
  ['2025:567', null],
  ['25:56', null],
  ['2026-11:40', null],
  ['central', null],
  ['', null],
  [null, null],
  [undefined, null],
])('an address %j is the unit %o', (written, unit) => expect(readUnit(written)).toEqual(unit))

it('reads other names of an agency one a line, at most thirty', () => {
  const names = (typed: string) =>
    agencyDetails.parse({ name: 'Báo A', level: 'central', names: typed }).names
  expect(names(' Báo B \r\n\n  \nĐài C\n')).toEqual(['Báo B', 'Đài C'])
  expect(names('')).toEqual([])
  const many = (count: number) => Array.from({ length: count }, (_, index) => `Báo ${index}`).join('\n')
  expect(names(many(30)).length).toBe(30)
  expect(() => names(many(31))).toThrow('names')
})
