import { describe, expect, it } from 'vitest'
import { placeByRule, type TieBreak, type Tied } from '#app/modules/judging/ties.ts'

const work = (id: string, values: Partial<Tied> = {}): Tied => ({
  id,
  value: 80,
  mainCriterion: 30,
  median: 80,
  sd: 2,
  readings: 3,
  ...values,
})
const placed = (rows: Tied[], rule: TieBreak[]) =>
  placeByRule(rows, rule).map(({ id, rank, toldBy }) => [id, rank, toldBy])

describe('works of one mean are told apart', () => {
  it.each([
    ['mainCriterion', { mainCriterion: 31 }],
    ['median', { median: 81 }],
    ['spread', { sd: 1 }],
    ['readings', { readings: 4 }],
  ] as const)('by %s', (rule, better) => {
    const rows = [work('a'), work('b', better)]
    expect(placed(rows, [rule])).toEqual([
      ['b', 1, null],
      ['a', 2, rule],
    ])
  })

  it('by spread, a work of one reading last: nobody knows its spread', () => {
    expect(placed([work('one', { sd: null, readings: 1 }), work('three', { sd: 9 })], ['spread'])).toEqual([
      ['three', 1, null],
      ['one', 2, 'spread'],
    ])
  })

  it('by main criterion or median, a work without one last', () => {
    for (const rule of ['mainCriterion', 'median'] as const)
      expect(placed([work('none', { [rule]: null }), work('some', { [rule]: 1 })], [rule])).toEqual([
        ['some', 1, null],
        ['none', 2, rule],
      ])
  })

  it('by nothing after the council is named', () => {
    expect(placed([work('a'), work('b', { readings: 9 })], ['council', 'readings'])).toEqual([
      ['a', 1, null],
      ['b', 1, 'council'],
    ])
  })
})

describe('places', () => {
  it('are shared where nothing tells works apart, and the next counts on', () => {
    const rows = [
      work('low', { value: 70 }),
      work('a'),
      work('b'),
      work('none', { value: null }),
      work('top', { value: 90 }),
    ]
    expect(placed(rows, [])).toEqual([
      ['top', 1, null],
      ['a', 2, null],
      ['b', 2, null],
      ['low', 4, null],
      ['none', null, null],
    ])
    expect(placed(rows, ['spread', 'council'])).toEqual([
      ['top', 1, null],
      ['a', 2, null],
      ['b', 2, 'council'],
      ['low', 4, null],
      ['none', null, null],
    ])
  })

  it('are equal below a millionth of a point, and apart from there', () => {
    expect(placed([work('a', { value: 80 }), work('b', { value: 80 + 9e-7 })], [])).toEqual([
      ['a', 1, null],
      ['b', 1, null],
    ])
    expect(placed([work('a', { value: 0 }), work('b', { value: 1e-6 })], [])).toEqual([
      ['b', 1, null],
      ['a', 2, null],
    ])
  })

  it('of works without a value stand last in the order given, whatever else is known of them', () => {
    const rows = [
      work('one', { value: null, median: 1 }),
      work('two', { value: null, median: 99 }),
      work('some', { value: 0 }),
    ]
    expect(placed(rows, ['median', 'readings'])).toEqual([
      ['some', 1, null],
      ['one', null, null],
      ['two', null, null],
    ])
  })

  it('go on to the next rule only where the one before tells nothing', () => {
    const rows = [
      work('a', { readings: 9, median: null }),
      work('b', { mainCriterion: null }),
      work('c', { median: null }),
    ]
    expect(placed(rows, ['median', 'readings'])).toEqual([
      ['b', 1, null],
      ['a', 2, 'median'],
      ['c', 3, 'readings'],
    ])
    expect(placed(rows, ['mainCriterion', 'readings'])).toEqual([
      ['a', 1, null],
      ['c', 2, 'readings'],
      ['b', 3, 'mainCriterion'],
    ])
  })
})
