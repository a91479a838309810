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
