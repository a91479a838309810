import { expect, it } from 'vitest'
import { solveProgram, type Program } from '#app/modules/judging/assignment/program.ts'

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
