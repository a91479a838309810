import fc from 'fast-check'
import { expect, it } from 'vitest'
import { brokenTies, departsFromOrder, readRanking, type Deciding } from '#app/modules/results/ranking.ts'
import { placeByRule, tieBreaks, type Tied } from '#app/modules/judging/ties.ts'

const work = (id: string, value: number | null, more: Partial<Tied> = {}): Tied => ({
  id,
  value,
  mainCriterion: null,
  median: null,
  sd: null,
  readings: 3,
  ...more,
})
const order = (rows: ReturnType<typeof placeByRule>) => rows.map((row) => [row.id, row.rank, row.toldBy])

it('tells equal works apart by the rule, step by step, and says by which', () => {
  const rows = [
    work('a', 80, { mainCriterion: 25, sd: 2 }),
    work('b', 90),
    work('c', 80, { mainCriterion: 27, sd: 5 }),
    work('d', 80, { mainCriterion: 25, sd: 1 }),
    work('e', null),
  ]
  expect(order(placeByRule(rows, ['mainCriterion', 'spread', 'council']))).toEqual([
    ['b', 1, null],
    ['c', 2, null],
    ['d', 3, 'mainCriterion'],
    ['a', 4, 'spread'],
    ['e', null, null],
  ])
  expect(order(placeByRule(rows, ['council', 'spread']))).toEqual([
    ['b', 1, null],
    ['a', 2, null],
    ['c', 2, 'council'],
    ['d', 2, 'council'],
    ['e', null, null],
  ])
  expect(order(placeByRule([work('a', 0.1 + 0.2), work('b', 0.3)], []))).toEqual([
    ['a', 1, null],
    ['b', 1, null],
  ])
})

const anyWork = fc.record({
  value: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 6 }),
  mainCriterion: fc.option(fc.integer({ min: 1, max: 3 })),
  median: fc.option(fc.integer({ min: 1, max: 3 })),
  sd: fc.option(fc.integer({ min: 0, max: 2 })),
  readings: fc.integer({ min: 1, max: 3 }),
})

it('ranks the same whatever order the works come in, and never against their value', () => {
  fc.assert(
    fc.property(
      fc.array(anyWork, { minLength: 1, maxLength: 12 }),
      fc.shuffledSubarray([...tieBreaks]),
      (works, rule) => {
        const rows = works.map((one, index) => ({ id: `w${index}`, ...one }))
        const placed = placeByRule(rows, rule)
        const again = new Map(placeByRule(rows.toReversed(), rule).map((row) => [row.id, row.rank]))
        for (const row of placed) expect(again.get(row.id)).toBe(row.rank)
        for (const [index, row] of placed.entries())
          if (index > 0 && row.value !== null)
            expect(row.value).toBeLessThanOrEqual(placed[index - 1]!.value!)
      },
    ),
  )
})

it('knows when a choice departs from the order', () => {
  const rows = (chosen: string) =>
    [...chosen].map((sign, index) => ({ rank: index + 1, chosen: sign === 'x' }))
  expect(['xx--', 'x---', '----', 'xxxx'].map((chosen) => departsFromOrder(rows(chosen)))).toEqual([
    false,
    false,
    false,
    false,
  ])
  expect(['x-x-', '---x'].map((chosen) => departsFromOrder(rows(chosen)))).toEqual([true, true])
  expect(
    departsFromOrder([
      { rank: 1, chosen: false },
      { rank: 1, chosen: true },
    ]),
  ).toBe(false)
  expect(
    departsFromOrder([
      { rank: 1, chosen: false },
      { rank: null, chosen: true },
    ]),
  ).toBe(true)
})

const text = JSON.stringify([
  ['a', 1, 'A', null, [8000, 8200], null, null],
  ['b', 2, 'B', null, [8100, 8100], null, null],
  ['c', 3, 'C', null, [9000], null, true],
])
const deciding: Deciding = {
  places: 1,
  decidesBy: 'raw',
  rule: ['spread', 'council'],
  mainCriterion: {},
  adjusted: { a: [82, 1, 0.2], b: [81, 1, 0.1], c: [80, 2, 0.7] },
}

it('shows the adjusted score beside the raw mean and marks where the decision would differ', () => {
  const shown = (by: 'raw' | 'adjusted') =>
    readRanking(text, { ...deciding, decidesBy: by }).map((row) => [row.id, row.rank, row.above, row.turned])
  expect(shown('raw')).toEqual([
    ['c', 1, true, true],
    ['b', 2, false, false],
    ['a', 3, false, true],
  ])
  expect(shown('adjusted')).toEqual([
    ['a', 1, true, true],
    ['b', 2, false, false],
    ['c', 3, false, true],
  ])
  expect(brokenTies(readRanking(text, deciding))).toEqual([{ number: 1, toldBy: 'spread' }])
  expect(readRanking(text).map((row) => [row.id, row.rank, row.tied])).toEqual([
    ['c', 1, false],
    ['a', 2, true],
    ['b', 2, true],
  ])
})
