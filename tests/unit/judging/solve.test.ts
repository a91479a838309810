import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groundOf, type AssignmentProblem, type Ground } from '#app/modules/judging/assignment/problem.ts'
import { solveAssignment } from '#app/modules/judging/assignment/solve.ts'

/** Small problems with everything a problem may have: caps, least numbers, fixed readings, broken minutes and affinities. */
const anyProblem = fc
  .record({
    entries: fc.array(
      fc.record({
        readings: fc.integer({ min: 0, max: 2 }),
        minutes: fc.constantFrom(1, 2, 2, 2.5, 4),
        language: fc.constantFrom('vi', 'vi', 'lo', undefined),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    judges: fc.array(
      fc.record({
        maxEntries: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
        maxMinutes: fc.option(fc.integer({ min: 3, max: 10 }), { nil: undefined }),
        minEntries: fc.option(fc.constant(1), { nil: undefined, freq: 4 }),
        languages: fc.constantFrom<string[] | undefined>(undefined, ['vi'], ['vi', 'lo'], ['lo']),
      }),
      { minLength: 2, maxLength: 4 },
    ),
    conflicts: fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 4 }),
    fixed: fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 2 }),
    affinity: fc.option(
      fc.array(fc.array(fc.constantFrom(0, 1, 2, 3, 4.5, 7), { minLength: 4, maxLength: 4 }), {
        minLength: 4,
        maxLength: 4,
      }),
    ),
    objective: fc.constantFrom('maxmin' as const, 'sum' as const, undefined),
  })
  .map(({ entries, judges, conflicts, fixed, affinity, objective }): AssignmentProblem => {
    const named = (pairs: [number, number][]) =>
      pairs
        .filter(([entry, judge]) => entry < entries.length && judge < judges.length)
        .map(([entry, judge]): [string, string] => [`e${entry}`, `j${judge}`])
    const out = named(conflicts)
    const kept = [...new Map(named(fixed).map((pair) => [pair.join(), pair])).values()]
    return {
      entries: entries.map((entry, index) => ({ id: `e${index}`, ...entry })),
      judges: judges.map((judge, index) => ({ id: `j${index}`, ...judge })),
      conflicts: out,
      fixed: kept.filter((pair) => !out.some((one) => one.join() === pair.join())),
      ...(affinity && {
        affinity: Object.fromEntries(
          entries.map((_, entry) => [
            `e${entry}`,
            Object.fromEntries(judges.map((_judge, judge) => [`j${judge}`, affinity[entry]![judge]!])),
          ]),
        ),
      }),
      ...(objective && { objective }),
    }
  })

function subsets(items: number[], size: number): number[][] {
  if (size === 0) return [[]]
  return items.flatMap((item, index) =>
    subsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]),
  )
}

/** Every assignment the rules allow, tried one by one: readers by entry, those fixed first. */
function allAssignments(ground: Ground): number[][][] {
  const choices = ground.need.map((need, entry) =>
    subsets(ground.allowed[entry]!, need).map((more) => [...ground.fixed[entry]!, ...more]),
  )
  return choices
    .reduce<number[][][]>(
      (found, own) => found.flatMap((before) => own.map((readers) => [...before, readers])),
      [[]],
    )
    .filter((readers) =>
      ground.problem.judges.every(({ maxEntries = 99, maxMinutes = 99, minEntries = 0 }, judge) => {
        const { entries, minutes } = loadOf(ground, readers, judge)
        const more = entries - ground.fixedEntries[judge]!
        return (more === 0 || (entries <= maxEntries && minutes <= maxMinutes)) && entries >= minEntries
      }),
    )
}

function loadOf(ground: Ground, readers: number[][], judge: number) {
  const read = [...readers.keys()].filter((entry) => readers[entry]!.includes(judge))
  return { entries: read.length, minutes: read.reduce((sum, entry) => sum + ground.minutes[entry]!, 0) }
}

/** Judges and wanting entries in parts that share nobody, each of which is solved by itself. */
function partsOf(ground: Ground) {
  let parts = ground.problem.judges.map((_, judge) => ({ judges: [judge], entries: [] as number[] }))
  for (const [entry, need] of ground.need.entries()) {
    if (need === 0) continue
    const joined = parts.filter((part) => part.judges.some((judge) => ground.allowed[entry]!.includes(judge)))
    parts = [
      ...parts.filter((part) => !joined.includes(part)),
      {
        judges: joined.flatMap((part) => part.judges),
        entries: [...joined.flatMap((part) => part.entries), entry],
      },
    ]
  }
  return parts.filter((part) => part.entries.length > 0)
}

/** What is asked for in a part, one after the other, the higher the better. */
function goalsIn(ground: Ground, part: ReturnType<typeof partsOf>[number], readers: number[][]): number[] {
  const minutes = part.judges.map((judge) => loadOf(ground, readers, judge).minutes)
  const sums = part.entries.map((entry) =>
    readers[entry]!.reduce((sum, judge) => sum + ground.affinity(entry, judge), 0),
  )
  const [most, least] = [-Math.max(...minutes), Math.min(...minutes)]
  const total = sums.reduce((sum, one) => sum + one, 0)
  if (!ground.problem.affinity) return [most, least]
  return ground.problem.objective === 'sum' ? [total, most, least] : [Math.min(...sums), most, least, total]
}

const higher = (a: number[], b: number[]) => {
  const at = a.findIndex((value, index) => Math.abs(value - b[index]!) > 1e-6)
  return at >= 0 && a[at]! > b[at]!
}

it('is as good in every part as the best of all assignments, goal after goal, and tells what it came to', async () => {
  await fc.assert(
    fc.asyncProperty(anyProblem, async (problem) => {
      const ground = groundOf(problem)
      const all = allAssignments(ground)
      const answer = await solveAssignment(problem)
      expect(answer.status).toBe(all.length > 0 ? 'optimal' : 'infeasible')
      if (answer.status !== 'optimal') return
      const judgeAt = new Map(problem.judges.map((judge, index) => [judge.id, index]))
      const mine = problem.entries.map((entry) =>
        answer.assignment[entry.id]!.map((judge) => judgeAt.get(judge)!),
      )
      const key = (readers: number[][]) => JSON.stringify(readers.map((own) => own.toSorted((a, b) => a - b)))
      expect(all.map(key)).toContain(JSON.stringify(mine))
      for (const part of partsOf(ground)) {
        const reached = goalsIn(ground, part, mine)
        expect(all.filter((one) => higher(goalsIn(ground, part, one), reached))).toEqual([])
      }
      const sums = mine.map((readers, entry) =>
        readers.reduce((sum, judge) => sum + ground.affinity(entry, judge), 0),
      )
      expect(answer.worst).toBeCloseTo(Math.min(...sums), 9)
      expect(answer.total).toBeCloseTo(
        sums.reduce((sum, one) => sum + one, 0),
        9,
      )
      expect(answer.loads).toEqual(
        Object.fromEntries(problem.judges.map(({ id }, judge) => [id, loadOf(ground, mine, judge)])),
      )
      expect(answer.proven).toBe(true)
    }),
    { numRuns: 150, seed: 5 },
  )
}, 120_000)

describe('an assignment', () => {
  const entries = (count: number, minutes = 1) =>
    Array.from({ length: count }, (_, index) => ({ id: `e${index}`, readings: 1, minutes }))

  it('tells how far it is, part after part', async () => {
    const told: number[] = []
    const problem: AssignmentProblem = {
      entries: entries(2),
      judges: [{ id: 'x' }, { id: 'y' }],
      conflicts: [
        ['e0', 'y'],
        ['e1', 'x'],
      ],
    }
    const answer = await solveAssignment(problem, { progress: (done) => told.push(done) })
    expect(told).toEqual([0.5, 1])
    expect(answer).toEqual({
      status: 'optimal',
      assignment: { e0: ['x'], e1: ['y'] },
      worst: 1,
      total: 2,
      loads: { x: { entries: 1, minutes: 1 }, y: { entries: 1, minutes: 1 } },
      proven: true,
    })
  })

  it('of nothing is nothing', async () => {
    expect(await solveAssignment({ entries: [], judges: [], conflicts: [] })).toEqual({
      status: 'optimal',
      assignment: {},
      worst: 0,
      total: 0,
      loads: {},
      proven: true,
    })
  })

  it('gives whom nothing is asked of but the least number that least', async () => {
    const problem: AssignmentProblem = {
      entries: entries(1),
      judges: [{ id: 'x' }, { id: 'y', minEntries: 1 }],
      conflicts: [],
    }
    expect(await solveAssignment(problem)).toMatchObject({ assignment: { e0: ['y'] } })
    const without = { ...problem, conflicts: [['e0', 'y'] as [string, string]] }
    expect(await solveAssignment(without)).toMatchObject({
      status: 'infeasible',
      idle: [{ judge: 'y', wanted: 1, possible: 0 }],
    })
  })

  it('is the same whenever it is asked', async () => {
    const problem: AssignmentProblem = {
      entries: Array.from({ length: 12 }, (_, index) => ({
        id: `e${index}`,
        readings: 2,
        minutes: 3 + (index % 4) * 2,
      })),
      judges: ['v', 'w', 'x', 'y', 'z'].map((id) => ({ id, maxEntries: 6 })),
      conflicts: [
        ['e0', 'v'],
        ['e5', 'x'],
      ],
    }
    const first = await solveAssignment(problem)
    expect(await solveAssignment(problem)).toEqual(first)
    if (first.status !== 'optimal') throw new Error('there is no answer')
    const minutes = Object.values(first.loads).map((load) => load.minutes)
    expect(Math.max(...minutes) - Math.min(...minutes)).toBeLessThanOrEqual(1)
  })
})
