import { expect, it } from 'vitest'
import { solveProgram, type Program } from '#app/modules/judging/assignment/program.ts'
import { seeded } from '#app/modules/statistics/random.ts'

const program = (values: Partial<Program> = {}): Program => ({
  cost: [-2, -3],
  lower: [0, 0],
  upper: [Infinity, Infinity],
  whole: [true, true],
  rows: [
    { lower: -Infinity, upper: 7.5, columns: [0, 1], values: [1, 2] },
    { lower: -Infinity, upper: 4, columns: [0], values: [1] },
  ],
  ...values,
})

it('finds the least cost of whole numbers', async () => {
  expect(await solveProgram(program(), 5)).toEqual({ status: 'optimal', values: [3, 2], objective: -12 })
})

it('breaks numbers where it may', async () => {
  const broken = { status: 'optimal', values: [4, 1.75], objective: -13.25 }
  expect(await solveProgram(program(), 5, { relaxed: true })).toEqual(broken)
  expect(await solveProgram(program({ whole: [true, false] }), 5)).toEqual(broken)
})

it('keeps rows and columns between both their bounds', async () => {
  const rows = [{ lower: 3, upper: Infinity, columns: [0, 1], values: [1, 1] }]
  expect(await solveProgram(program({ cost: [1, 2], rows }), 5)).toEqual({
    status: 'optimal',
    values: [3, 0],
    objective: 3,
  })
  expect(await solveProgram(program({ cost: [1, 2], rows, lower: [0, 2], upper: [2, 9] }), 5)).toEqual({
    status: 'optimal',
    values: [1, 2],
    objective: 5,
  })
  const below = { cost: [1, 1], lower: [-Infinity, -2], rows: [{ ...rows[0]!, lower: -5 }] }
  expect(await solveProgram(program(below), 5)).toMatchObject({ status: 'optimal', objective: -5 })
})

it('takes the best of fractional costs too', async () => {
  const cost = [-0.3, -0.5]
  expect(await solveProgram(program({ cost }), 5)).toMatchObject({ status: 'optimal', values: [3, 2] })
})

it('says that there is no answer, or none that is least', async () => {
  const rows = [
    { lower: 3, upper: Infinity, columns: [0], values: [1] },
    { lower: -Infinity, upper: 2, columns: [0], values: [1] },
  ]
  expect(await solveProgram(program({ rows }), 5)).toEqual({ status: 'infeasible' })
  const odd = [{ lower: 1, upper: 1, columns: [0, 1], values: [2, 2] }]
  expect(await solveProgram(program({ rows: odd }), 5)).toEqual({ status: 'infeasible' })
})

/** What to pack into five bags at once: no broken answer is near the whole one. */
function packing(worth: number): Program {
  const random = seeded(3)
  const things = [...Array(16).keys()]
  return {
    cost: things.map(() => -(10 + random.below(90)) * worth),
    lower: things.map(() => 0),
    upper: things.map(() => 1),
    whole: things.map(() => true),
    rows: Array.from({ length: 5 }, () => ({
      lower: -Infinity,
      upper: 350,
      columns: things,
      values: things.map(() => 10 + random.below(90)),
    })),
  }
}
const start = [1, ...Array<number>(15).fill(0)]

it('proves the best, of whole costs and of broken ones', async () => {
  const [whole, broken, bound] = await Promise.all([
    solveProgram(packing(1), 20),
    solveProgram(packing(0.01), 20),
    solveProgram(packing(1), 20, { relaxed: true }),
  ])
  if (!('values' in whole) || !('values' in broken) || !('values' in bound)) throw new Error('no answer')
  const best = bestPacking(packing(1))
  expect([whole.status, Math.round(whole.objective)]).toEqual(['optimal', best])
  expect([broken.status, Math.round(broken.objective * 100)]).toEqual(['optimal', best])
  expect(bound.objective).toBeLessThan(best)
})

function bestPacking({ cost, rows }: Program): number {
  let best = 0
  for (let chosen = 0; chosen < 2 ** cost.length; chosen++) {
    const sum = (of: number[]) => of.reduce((all, value, at) => all + ((chosen >> at) & 1 ? value : 0), 0)
    if (rows.every((row) => sum(row.values) <= row.upper)) best = Math.min(best, sum(cost))
  }
  return best
}

it('says what it knows when the time is over', async () => {
  expect(await solveProgram(packing(1), 0)).toEqual({ status: 'unknown' })
  expect(await solveProgram(packing(1), 0, { start })).toMatchObject({ status: 'limit', values: start })
})

it('is done with the first answer where any will do', async () => {
  const [first, best] = await Promise.all([
    solveProgram(packing(1), 20, { anyWillDo: true }),
    solveProgram(packing(1), 20),
  ])
  if (!('values' in first) || !('values' in best)) throw new Error('no answer')
  expect(first.objective).toBeGreaterThan(best.objective)
})

it('has no least cost where there is no end to it', async () => {
  const endless = { cost: [-1], lower: [0], upper: [Infinity], whole: [true], rows: [] }
  expect(await solveProgram(endless, 5)).toEqual({ status: 'infeasible' })
})

it('begins with what is known, and is content with anything where anything will do', async () => {
  expect(await solveProgram(program(), 5, { start: [0, 3] })).toMatchObject({ values: [3, 2] })
  const any = await solveProgram(program(), 5, { anyWillDo: true })
  if (!('values' in any)) throw new Error('no answer')
  const [one, other] = any.values as [number, number]
  expect(one + 2 * other).toBeLessThanOrEqual(7.5)
})

it('decides where there is nothing to choose', async () => {
  const nothing = { cost: [], lower: [], upper: [], whole: [] }
  const row = (lower: number, upper: number) => [{ lower, upper, columns: [], values: [] }]
  const optimal = { status: 'optimal', values: [], objective: 0 }
  expect(await solveProgram({ ...nothing, rows: [] }, 5)).toEqual(optimal)
  expect(await solveProgram({ ...nothing, rows: row(0, 0) }, 5)).toEqual(optimal)
  expect(await solveProgram({ ...nothing, rows: row(1, 2) }, 5)).toEqual({ status: 'infeasible' })
  expect(await solveProgram({ ...nothing, rows: row(-2, -1) }, 5)).toEqual({ status: 'infeasible' })
})
