import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  planAssignment,
  type Candidate,
  type ConflictReason,
  type Conflicts,
} from '#app/modules/judging/assignment.ts'
import { parsePoints, refusePoints, totalOf } from '#app/modules/judging/scoring.ts'
import { spreadOf } from '#app/modules/results/statistics/describe.ts'
import { rankByMean } from '#app/modules/results/statistics/rank.ts'

const candidates = (count: number, panelId = 'p'): Candidate[] =>
  Array.from({ length: count }, (_, index) => ({ entryId: `e${index}`, panelId, assigned: [], recused: [] }))

describe('assignment', () => {
  it('gives every entry its readings, no judge twice, and loads that differ by one at most', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 8 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 3 }),
        (judges, entries, readings) => {
          const judgeIds = Array.from({ length: judges }, (_, index) => `j${index}`)
          const plan = planAssignment([{ id: 'p', judgeIds }], candidates(entries), new Map(), readings)
          expect(plan.shortfalls).toEqual([])
          expect(plan.added.length).toBe(entries * readings)
          expect(new Set(plan.added.map((row) => row.entryId + row.judgeId)).size).toBe(plan.added.length)
          const loads = [...plan.loads.values()]
          expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
        },
      ),
    )
  })

  it('keeps conflicts away and says why an entry falls short', () => {
    const conflicts: Conflicts = new Map<string, Map<string, ConflictReason>>([
      ['j0', new Map([['e0', 'own']])],
      ['j1', new Map([['e0', 'agency']])],
    ])
    const recused: Candidate[] = [{ entryId: 'e0', panelId: 'p', assigned: [], recused: ['j2'] }]
    const plan = planAssignment([{ id: 'p', judgeIds: ['j0', 'j1', 'j2', 'j3'] }], recused, conflicts, 3)
    expect(plan.added).toEqual([{ entryId: 'e0', panelId: 'p', judgeId: 'j3' }])
    expect(plan.shortfalls).toEqual([
      { entryId: 'e0', wanted: 3, found: 1, panelSize: 4, reasons: { own: 1, agency: 1, recused: 1 } },
    ])
  })

  it('never moves what was assigned and only adds what is missing', () => {
    const some: Candidate[] = [
      { entryId: 'e0', panelId: 'p', assigned: ['j1'], recused: [] },
      { entryId: 'e1', panelId: 'p', assigned: ['j0', 'j1'], recused: [] },
    ]
    const plan = planAssignment([{ id: 'p', judgeIds: ['j0', 'j1', 'j2'] }], some, new Map(), 2)
    expect(plan.added).toEqual([{ entryId: 'e0', panelId: 'p', judgeId: 'j2' }])
  })

  it('mixes readers, so that judges share entries with many others', () => {
    const plan = planAssignment(
      [{ id: 'p', judgeIds: ['a', 'b', 'c', 'd', 'e', 'f'] }],
      candidates(60),
      new Map(),
      2,
    )
    const groups = [...Map.groupBy(plan.added, (row) => row.entryId).values()]
    const pairs = groups.map((rows) =>
      rows
        .map((row) => row.judgeId)
        .sort()
        .join(),
    )
    expect(new Set(pairs).size).toBe(15)
  })
})

describe('points', () => {
  it.each([
    ['87,5', 8750],
    ['22.25', 2225],
    [' 30 ', 3000],
    ['', null],
    ['abc', undefined],
    ['-1', undefined],
    ['1,234', undefined],
    ['0', 0],
  ])('%s is %s', (typed, points) => expect(parsePoints(typed)).toBe(points))
  const rubric = [
    { id: 'a', maxPoints: 3000 },
    { id: 'b', maxPoints: 2000 },
  ]
  it('adds up only when whole', () => {
    expect(totalOf({ a: 2500, b: 1950 }, rubric)).toBe(4450)
    expect(totalOf({ a: 2500, b: null }, rubric)).toBeNull()
    expect(totalOf({ a: 2500 }, rubric)).toBeNull()
  })
  it('stays within the scale', () => {
    expect(refusePoints({ a: 3000, b: 0 }, rubric)).toBeNull()
    expect(refusePoints({ a: 3001 }, rubric)).toMatchObject({ field: 'a' })
    expect(refusePoints({ a: 0.5 }, rubric)).toMatchObject({ field: 'a' })
    expect(refusePoints({ c: 1 }, rubric)).toMatchObject({ refused: { key: 'judging.refused.criterion' } })
  })
})

describe('figures', () => {
  it.each([
    [[], null, null],
    [[80], 80, null],
    [[80, 90], 85, Math.sqrt(50)],
    [[7, 7, 7], 7, 0],
  ])('%j', (values, mean, sd) => expect(spreadOf(values)).toEqual({ readings: values.length, mean, sd }))
  it('ranks with ties sharing the better place, and nothing without a mean', () => {
    const ranked = rankByMean([
      { id: 'a', mean: 80 },
      { id: 'b', mean: 90 },
      { id: 'c', mean: 80 },
      { id: 'd', mean: null },
      { id: 'e', mean: 70 },
    ])
    expect(ranked.map(({ id, rank, tied }) => [id, rank, tied])).toEqual([
      ['b', 1, false],
      ['a', 2, true],
      ['c', 2, true],
      ['e', 4, false],
      ['d', null, false],
    ])
  })
  it('does not let the order of addition break a tie', () => {
    const one = spreadOf([0.1, 0.2, 0.3])
    const other = spreadOf([0.3, 0.2, 0.1])
    expect(rankByMean([{ ...one }, { ...other }]).map((row) => row.rank)).toEqual([1, 1])
  })
})
