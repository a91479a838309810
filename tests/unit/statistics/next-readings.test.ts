import { describe, expect, it } from 'vitest'
import { nextReadings, standingsOf, type Pool, type Readers } from '#app/modules/statistics/next-readings.ts'
import { fitModel } from '#app/modules/statistics/mixed-model.ts'
import { scoreTable } from '#app/modules/statistics/score-table.ts'

/** x read a and b, y read c and d; z and w read nothing: b and c stand equally near the middle of four. */
const table = scoreTable(
  [
    { judge: 'x', entry: 'a', score: 9 },
    { judge: 'x', entry: 'b', score: 6 },
    { judge: 'y', entry: 'c', score: 5 },
    { judge: 'y', entry: 'd', score: 1 },
  ],
  { judges: ['x', 'y', 'z', 'w'], entries: ['a', 'b', 'c', 'd'] },
)
const [a, b, c, d] = [0, 1, 2, 3] as const
const [x, y, z, w] = [0, 1, 2, 3] as const
const all: Pool = { entries: [a, b, c, d], places: 2 }
const endless = [Infinity, Infinity, Infinity, Infinity]
const free: Readers = { allowed: () => true, room: endless, time: endless, minutes: [10, 10, 10, 10] }

const planned = (budget: number, readers: Partial<Readers> = {}, pools: Pool[] = [all]) =>
  nextReadings(table, pools, budget, { ...free, ...readers }).map(({ entry, judge }) => [entry, judge])

describe('the next readings', () => {
  it('go to the line first, by whoever has read least and has not read the entry', () => {
    expect(planned(6)).toEqual([
      [b, z],
      [c, w],
      [b, w],
      [c, z],
      [b, y],
      [c, x],
    ])
  })

  it('go on until everybody has read everything, and no further', () => {
    const whole = planned(99)
    expect(whole.length).toBe(12)
    expect(new Set(whole.map(String)).size).toBe(12)
    expect(whole.slice(6).map(([entry]) => entry)).toEqual([a, d, a, d, a, d])
    expect([planned(0), planned(1), planned(2)].map((readings) => readings.length)).toEqual([0, 1, 2])
  })

  it('stay within the room and the time a judge has, to the last minute', () => {
    expect(planned(99, { room: [0, 0, 1, 2] })).toEqual([
      [b, z],
      [c, w],
      [b, w],
    ])
    expect(planned(99, { time: [0, 9, 10, 20] })).toEqual([
      [b, z],
      [c, w],
      [b, w],
    ])
    expect(planned(99, { time: [0, 0, 10, 0], minutes: [10, 11, 11, 10] })).toEqual([[a, z]])
  })

  it('go to no judge who may not read the entry, and past an entry nobody may read', () => {
    expect(planned(2, { allowed: (entry, judge) => !(entry === b && judge === z) })).toEqual([
      [b, w],
      [c, z],
    ])
    expect(planned(3, { allowed: (entry) => entry !== b })).toEqual([
      [c, z],
      [c, w],
      [c, x],
    ])
  })

  it.each([
    ['no place', [{ ...all, places: 0 }], []],
    ['a place for each', [{ ...all, places: 4 }], []],
    ['more places than entries', [{ ...all, places: 5 }], []],
    ['no pool', [], []],
    ['one place', [{ ...all, places: 1 }], [a, b]],
    ['three places', [{ ...all, places: 3 }], [c, d]],
    [
      'two pools',
      [
        { entries: [a, b], places: 1 },
        { entries: [c, d], places: 1 },
      ],
      [a, b],
    ],
    [
      'a pool with a cut beside one without',
      [
        { entries: [a, b], places: 2 },
        { entries: [c, d], places: 1 },
      ],
      [c, d],
    ],
  ] satisfies [string, Pool[], number[]][])('of %s', (_what, pools, entries) => {
    expect([...new Set(planned(2, {}, pools).map(([entry]) => entry))].sort()).toEqual(entries)
  })

  it('reach an entry nobody doubts when all others are read', () => {
    const judges = Array.from({ length: 20 }, (_, index) => `j${index}`)
    const sure = scoreTable(
      judges.flatMap((judge, turn) =>
        [0, 50, 51, 99].map((score, entry) => ({
          judge,
          entry: `e${entry}`,
          score: score + ((turn * 7 + entry * 5) % 11) / 10,
        })),
      ),
      { judges: [...judges, 'new'] },
    )
    const room = [...judges.map(() => 0), 9]
    const ends = nextReadings(sure, [{ entries: [0, 1, 2, 3], places: 2 }], 9, {
      allowed: () => true,
      room,
      time: room.map(() => Infinity),
      minutes: [1, 1, 1, 1],
    })
    expect(ends.map(({ entry }) => entry).sort()).toEqual([0, 1, 2, 3])
    expect(ends.every(({ judge }) => judge === 20)).toBe(true)
  })
})

describe('where entries stand before there is a model', () => {
  it('is their mean with the mean of all as one more score', () => {
    const { standings, noise } = standingsOf(table)
    const sd = Math.sqrt((3.75 ** 2 + 0.75 ** 2 + 0.25 ** 2 + 4.25 ** 2) / 3)
    expect(noise).toBeCloseTo(sd, 12)
    for (const [entry, mean] of [7.125, 5.625, 5.125, 3.125].entries()) {
      expect(standings[entry]!.mean).toBe(mean)
      expect(standings[entry]!.sd).toBeCloseTo(sd / Math.SQRT2, 12)
    }
  })

  it('is one about nothing without a score, and one about the score all have', () => {
    expect(standingsOf(scoreTable([], { entries: ['a'] }))).toEqual({
      standings: [{ mean: 0, sd: 1 }],
      noise: 1,
    })
    const flat = ['a', 'b'].map((entry) => ({ judge: 'x', entry, score: 5 }))
    expect(standingsOf(scoreTable(flat, { entries: ['c'] }))).toEqual({
      standings: [
        { mean: 5, sd: 1 },
        { mean: 5, sd: 1 / Math.SQRT2 },
        { mean: 5, sd: 1 / Math.SQRT2 },
      ],
      noise: 1,
    })
  })

  it('is by plain means too where the model finds no difference between entries', () => {
    const scores = [
      ['x', 'a', 1],
      ['x', 'b', 2],
      ['y', 'a', 2],
      ['y', 'b', 1],
    ] as const
    const even = scoreTable(scores.map(([judge, entry, score]) => ({ judge, entry, score })))
    expect(fitModel(even).value!.sdEntry).toBe(0)
    const { standings, noise } = standingsOf(even)
    expect(noise).toBeCloseTo(Math.sqrt(1 / 3), 12)
    expect(standings).toEqual([
      { mean: 1.5, sd: expect.closeTo(1 / 3, 12) },
      { mean: 1.5, sd: expect.closeTo(1 / 3, 12) },
    ])
  })

  it('is by the model where there is one, and anywhere for an entry without a score', () => {
    const rows = { x: [9, 6, 8, 7], y: [7, 5, 8, 4] }
    const scored = scoreTable(
      Object.entries(rows).flatMap(([judge, row]) =>
        row.map((score, entry) => ({ judge, entry: `e${entry}`, score })),
      ),
      { entries: ['unread'] },
    )
    const fit = fitModel(scored).value!
    expect(standingsOf(scored)).toEqual({
      standings: [
        { mean: fit.intercept, sd: Math.hypot(fit.sdEntry, fit.sdJudge) },
        ...fit.entries.slice(1).map((one) => ({ mean: one!.estimate, sd: one!.se })),
      ],
      noise: fit.sdResidual,
    })
  })
})
