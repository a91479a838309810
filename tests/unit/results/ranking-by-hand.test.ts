import { describe, expect, it } from 'vitest'
import { brokenTies, departsFromOrder, readRanking, type Deciding } from '#app/modules/results/ranking.ts'
import { prizeProposals } from '#app/modules/results/schema.ts'

const text = JSON.stringify([
  ['a', 1, 'A', 'Báo', [8000, 9000, 8500], 'first', true],
  ['b', 2, 'B', null, [8600, 8400], null, null],
  ['c', 3, 'C', null, [7000], null, null],
  ['d', 4, 'D', null, null, null, null],
])
const deciding: Deciding = {
  places: 1,
  decidesBy: 'raw',
  rule: ['mainCriterion', 'council'],
  mainCriterion: { a: 2600, b: 2500 },
  adjusted: { a: [84, 1, 0.3], b: [86, 1.5, 0.6] },
}

describe('a ranking', () => {
  it('has everything a decision rests on, row by row', () => {
    const plain = { tied: false, turned: false, above: false, toldBy: null, prize: null, inFinal: false }
    expect(readRanking(text, deciding)).toEqual([
      {
        ...plain,
        id: 'a',
        number: 1,
        title: 'A',
        agency: 'Báo',
        totals: [8000, 9000, 8500],
        prize: 'first',
        inFinal: true,
        readings: 3,
        mean: 8500,
        sd: 500,
        median: 8500,
        mainCriterion: 2600,
        value: 8500,
        rank: 1,
        estimate: 84,
        se: 1,
        chance: 0.3,
        above: true,
        turned: true,
      },
      {
        ...plain,
        id: 'b',
        number: 2,
        title: 'B',
        agency: null,
        totals: [8600, 8400],
        readings: 2,
        mean: 8500,
        sd: Math.sqrt(20000),
        median: 8500,
        mainCriterion: 2500,
        value: 8500,
        rank: 2,
        toldBy: 'mainCriterion',
        estimate: 86,
        se: 1.5,
        chance: 0.6,
        turned: true,
      },
      {
        ...plain,
        id: 'c',
        number: 3,
        title: 'C',
        agency: null,
        totals: [7000],
        readings: 1,
        mean: 7000,
        sd: null,
        median: 7000,
        mainCriterion: null,
        value: 7000,
        rank: 3,
        estimate: null,
        se: null,
        chance: null,
      },
      {
        ...plain,
        id: 'd',
        number: 4,
        title: 'D',
        agency: null,
        totals: [],
        readings: 0,
        mean: null,
        sd: null,
        median: null,
        mainCriterion: null,
        value: null,
        rank: null,
        estimate: null,
        se: null,
        chance: null,
      },
    ])
  })

  it('by the model puts the others last, and none of them above the cut', () => {
    const rows = readRanking(text, { ...deciding, decidesBy: 'adjusted', places: 2 })
    expect(rows.map(({ id, rank, above, turned, tied }) => [id, rank, above, turned, tied])).toEqual([
      ['b', 1, true, false, false],
      ['a', 2, true, false, false],
      ['c', null, false, false, false],
      ['d', null, false, false, false],
    ])
  })

  it('turns nothing for a work without the other value', () => {
    const rows = readRanking(text, { ...deciding, places: 3 })
    expect(rows.map(({ above, turned }) => [above, turned])).toEqual([
      [true, false],
      [true, false],
      [true, false],
      [false, false],
    ])
  })

  it('leaves works together that the rule cannot tell apart, within the cut and beyond', () => {
    const rows = readRanking(text, { ...deciding, rule: ['council'], mainCriterion: {} })
    expect(rows.map(({ id, rank, tied, above, toldBy }) => [id, rank, tied, above, toldBy])).toEqual([
      ['a', 1, true, true, null],
      ['b', 1, true, true, 'council'],
      ['c', 3, false, false, null],
      ['d', null, false, false, null],
    ])
    expect(brokenTies(rows)).toEqual([{ number: 2, toldBy: 'council' }])
  })

  it('without a decision is by mean alone', () => {
    expect(
      readRanking(text).map(({ id, rank, tied, above, turned, estimate, chance, toldBy }) => [
        id,
        rank,
        tied,
        above,
        turned,
        estimate,
        chance,
        toldBy,
      ]),
    ).toEqual([
      ['a', 1, true, false, false, null, null, null],
      ['b', 1, true, false, false, null, null, null],
      ['c', 3, false, false, false, null, null, null],
      ['d', null, false, false, false, null, null, null],
    ])
  })
})

/** Ranks of the works chosen and of those passed over; a point for a work without a rank. */
it.each([
  ['', '', false],
  ['1 2', '3', false],
  ['', '1 2', false],
  ['2', '1', true],
  ['1 3', '2', true],
  ['1', '1', false],
  ['.', '1', true],
  ['1', '.', false],
  ['.', '.', false],
])('a choice of %j past %j departs from the order: %s', (chosen, passed, departs) => {
  const rows = (list: string, isChosen: boolean) =>
    list
      .split(' ')
      .filter(Boolean)
      .map((rank) => ({ rank: rank === '.' ? null : Number(rank), chosen: isChosen }))
  expect(departsFromOrder([...rows(chosen, true), ...rows(passed, false)])).toBe(departs)
})

it('reads prizes proposed from the fields that name them, and no other field', () => {
  expect(prizeProposals.parse({ csrf: 'x', 'prize.ent_a': 'first', 'prize.ent_b': '' })).toEqual(
    new Map([
      ['ent_a', 'first'],
      ['ent_b', ''],
    ]),
  )
  expect(prizeProposals.safeParse({ csrf: 'x' }).success).toBe(false)
  expect(prizeProposals.safeParse({ 'prize.ent_a': 'grand' }).success).toBe(false)
})
