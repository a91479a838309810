import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { AssignmentAnswer, AssignmentProblem } from '#app/modules/judging/assignment/problem.ts'
import { solveAssignment } from '#app/modules/judging/assignment/solve.ts'

type Solved = Extract<AssignmentAnswer, { status: 'optimal' }>
const solved = async (problem: AssignmentProblem) => {
  const answer = await solveAssignment(problem)
  if (answer.status !== 'optimal') throw new Error(JSON.stringify(answer))
  return answer
}
const judges = (...ids: string[]) => ids.map((id) => ({ id, maxEntries: 1 }))
const named = (rows: number[][]) =>
  Object.fromEntries(rows.map((row, e) => [`e${e}`, Object.fromEntries(row.map((x, j) => [`j${j}`, x]))]))

const three: AssignmentProblem = {
  entries: ['e0', 'e1', 'e2'].map((id) => ({ id, readings: 1 })),
  judges: judges('j0', 'j1', 'j2'),
  conflicts: [],
  affinity: named([
    [9, 9, 1],
    [9, 3, 2],
    [1, 3, 0],
  ]),
}

it('gives the greatest sum, or the best to the worst-off, as asked', async () => {
  expect(await solved({ ...three, objective: 'sum' })).toMatchObject({
    assignment: { e0: ['j1'], e1: ['j0'], e2: ['j2'] },
    total: 18,
    worst: 0,
    proven: true,
  })
  expect(await solved({ ...three, objective: 'maxmin' })).toMatchObject({
    assignment: { e0: ['j0'], e1: ['j2'], e2: ['j1'] },
    total: 14,
    worst: 2,
    proven: true,
  })
})

it('names who falls short, how many could read it and why the others cannot', async () => {
  const problem: AssignmentProblem = {
    entries: [
      { id: 'e0', readings: 2, language: 'lo' },
      { id: 'e1', readings: 2 },
      { id: 'e2', readings: 2 },
    ],
    judges: [{ id: 'j0' }, { id: 'j1', languages: ['vi'] }, { id: 'j2' }],
    conflicts: [['e0', 'j0']],
  }
  expect(await solveAssignment(problem)).toEqual({
    status: 'infeasible',
    shortfalls: [
      {
        entry: 'e0',
        wanted: 2,
        possible: 1,
        reached: 1,
        because: { conflict: ['j0'], language: ['j1'], full: [] },
      },
    ],
    idle: [],
    loosening: { room: [], readers: [{ entry: 'e0', missing: 1 }] },
  })
})

it('says which caps stand in the way and the fewest places that would do', async () => {
  const answer = await solveAssignment({
    entries: ['a', 'b', 'c'].map((id) => ({ id, readings: 2 })),
    judges: [
      { id: 'x', maxEntries: 2 },
      { id: 'y', maxEntries: 1 },
      { id: 'z', maxEntries: 1 },
    ],
    conflicts: [['a', 'x']],
  })
  if (answer.status !== 'infeasible') throw new Error('there was an answer')
  expect(answer.shortfalls.reduce((sum, one) => sum + one.wanted - one.possible, 0)).toBe(2)
  expect(answer.shortfalls.flatMap((one) => one.because.full).length).toBeGreaterThan(0)
  expect(answer.loosening.readers).toEqual([])
  expect(answer.loosening.room.reduce((sum, one) => sum + one.entries, 0)).toBe(2)
})

it('names a judge who cannot reach the least asked of them', async () => {
  const answer = await solveAssignment({
    entries: [{ id: 'a', readings: 1 }],
    judges: [{ id: 'x', minEntries: 2 }, { id: 'y' }],
    conflicts: [],
  })
  expect(answer).toMatchObject({ status: 'infeasible', idle: [{ judge: 'x', wanted: 2, possible: 1 }] })
})

it('names judges who together cannot reach what is asked of them, and what each entry really gets', async () => {
  const few = await solveAssignment({
    entries: ['a', 'b'].map((id) => ({ id, readings: 1 })),
    judges: ['x', 'y', 'z'].map((id) => ({ id, minEntries: 1 })),
    conflicts: [],
  })
  if (few.status !== 'infeasible') throw new Error('there was an answer')
  expect(few.idle.map((one) => [one.judge, one.wanted, one.possible])).toEqual(
    ['x', 'y', 'z'].map((judge) => [judge, 1, few.loosening.least![0]!.judge === judge ? 0 : 1]),
  )
  expect(few.loosening.least).toEqual([{ judge: expect.any(String) as string, entries: 1 }])
  const short = await solveAssignment({
    entries: [
      { id: 'x', readings: 3 },
      { id: 'y', readings: 1 },
      { id: 'z', readings: 1 },
    ],
    judges: [
      { id: 'a', maxEntries: 1 },
      { id: 'b', maxEntries: 1 },
    ],
    conflicts: [],
  })
  if (short.status !== 'infeasible') throw new Error('there was an answer')
  expect(short.shortfalls.reduce((sum, one) => sum + one.reached, 0) + (3 - short.shortfalls.length)).toBe(2)
})

it('keeps what is fixed, counts it against caps and balances the minutes around it', async () => {
  const answer = await solved({
    entries: [
      { id: 'a', readings: 2, minutes: 30 },
      { id: 'b', readings: 1, minutes: 30 },
      { id: 'c', readings: 1, minutes: 30 },
    ],
    judges: [{ id: 'x', maxEntries: 1 }, { id: 'y' }, { id: 'z' }],
    conflicts: [],
    fixed: [['a', 'x']],
  })
  expect(answer.assignment.a).toContain('x')
  expect(answer.loads.x).toEqual({ entries: 1, minutes: 30 })
  expect([answer.loads.y!.minutes, answer.loads.z!.minutes].sort()).toEqual([30, 60])
})

it('lets judges meet as many others as exchanging readers allows', async () => {
  const answer = await solved({
    entries: Array.from({ length: 30 }, (_, index) => ({ id: `e${index}`, readings: 2 })),
    judges: Array.from({ length: 6 }, (_, index) => ({ id: `j${index}` })),
    conflicts: [],
  })
  const pairs = Map.groupBy(Object.values(answer.assignment), (readers) => readers.join('+'))
  expect(pairs.size).toBe(15)
  expect([...pairs.values()].map((shared) => shared.length)).toEqual(new Array(15).fill(2))
})

/** Small problems of every kind: caps, minutes, conflicts, languages, affinity, fixed readings. */
const anyProblem = fc
  .record({
    entries: fc.array(
      fc.record({
        readings: fc.integer({ min: 1, max: 2 }),
        minutes: fc.integer({ min: 1, max: 4 }),
        language: fc.constantFrom('vi', 'lo', undefined),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    judges: fc.array(
      fc.record({
        maxEntries: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
        maxMinutes: fc.option(fc.integer({ min: 2, max: 10 }), { nil: undefined }),
        languages: fc.constantFrom<string[] | undefined>(undefined, ['vi'], ['vi', 'lo']),
      }),
      { minLength: 2, maxLength: 3 },
    ),
    conflicts: fc.array(fc.tuple(fc.nat(3), fc.nat(2)), { maxLength: 3 }),
    affinity: fc.option(
      fc.array(fc.array(fc.nat(9), { minLength: 3, maxLength: 3 }), { minLength: 4, maxLength: 4 }),
    ),
    objective: fc.constantFrom('maxmin' as const, 'sum' as const),
  })
  .map(({ entries, judges, conflicts, affinity, objective }): AssignmentProblem => ({
    entries: entries.map((entry, index) => ({ id: `e${index}`, ...entry })),
    judges: judges.map((judge, index) => ({ id: `j${index}`, ...judge })),
    conflicts: conflicts
      .filter(([e, j]) => e < entries.length && j < judges.length)
      .map(([e, j]): [string, string] => [`e${e}`, `j${j}`]),
    affinity: affinity
      ? named(affinity.slice(0, entries.length).map((row) => row.slice(0, judges.length)))
      : undefined,
    objective,
  }))

/** Every assignment the rules allow, tried one by one. */
function allAssignments(problem: AssignmentProblem): string[][][] {
  const conflicting = new Set(problem.conflicts.map((pair) => pair.join()))
  const choices = problem.entries.map((entry) =>
    subsets(
      problem.judges
        .filter(
          (judge) =>
            !conflicting.has(`${entry.id},${judge.id}`) &&
            (!entry.language || !judge.languages || judge.languages.includes(entry.language)),
        )
        .map((judge) => judge.id),
      entry.readings,
    ),
  )
  const whole = choices.reduce<string[][][]>(
    (found, own) => found.flatMap((before) => own.map((readers) => [...before, readers])),
    [[]],
  )
  return whole.filter((assignment) =>
    problem.judges.every((judge) => {
      const read = problem.entries.filter((_, index) => assignment[index]!.includes(judge.id))
      const minutes = read.reduce((sum, entry) => sum + (entry.minutes ?? 1), 0)
      return read.length <= (judge.maxEntries ?? 99) && minutes <= (judge.maxMinutes ?? 99)
    }),
  )
}

function subsets(items: string[], size: number): string[][] {
  if (size === 0) return [[]]
  return items.flatMap((item, index) =>
    subsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]),
  )
}

/** Worst affinity, total affinity, heaviest and lightest minutes of an assignment. */
function valuesOf(problem: AssignmentProblem, assignment: string[][]) {
  const affinity = problem.entries.map((entry, index) =>
    assignment[index]!.reduce(
      (sum, judge) => sum + (problem.affinity ? (problem.affinity[entry.id]?.[judge] ?? 0) : 1),
      0,
    ),
  )
  const minutes = problem.judges.map((judge) =>
    problem.entries.reduce(
      (sum, entry, index) => sum + (assignment[index]!.includes(judge.id) ? (entry.minutes ?? 1) : 0),
      0,
    ),
  )
  return {
    worst: Math.min(...affinity),
    total: affinity.reduce((sum, value) => sum + value, 0),
    most: Math.max(...minutes),
    least: Math.min(...minutes),
  }
}

it('equals exhaustive search on small problems, goal after goal, and never breaks a rule', async () => {
  await fc.assert(
    fc.asyncProperty(anyProblem, async (problem) => {
      const all = allAssignments(problem)
      const answer = await solveAssignment(problem)
      expect(answer.status).toBe(all.length > 0 ? 'optimal' : 'infeasible')
      if (answer.status !== 'optimal') return
      const mine = problem.entries.map((entry) => answer.assignment[entry.id]!)
      const key = (assignment: string[][]) => assignment.map((readers) => readers.toSorted().join()).join('|')
      expect(all.map(key)).toContain(key(mine))
      const best = (
        goal: (one: ReturnType<typeof valuesOf>) => number,
        among: ReturnType<typeof valuesOf>[],
      ) => {
        const value = Math.max(...among.map(goal))
        return among.filter((one) => goal(one) === value)
      }
      let left = all.map((assignment) => valuesOf(problem, assignment))
      const own = valuesOf(problem, mine)
      const affinity = problem.affinity !== undefined
      if (affinity) left = best((one) => (problem.objective === 'sum' ? one.total : one.worst), left)
      const parts = connectedParts(problem)
      if (parts === 1) {
        left = best((one) => -one.most, left)
        left = best((one) => one.least, left)
        if (affinity) left = best((one) => one.total, left)
        expect(left).toContainEqual(own)
      } else if (affinity)
        expect(problem.objective === 'sum' ? own.total : own.worst).toBe(
          problem.objective === 'sum' ? left[0]!.total : left[0]!.worst,
        )
    }),
    { numRuns: 80 },
  )
}, 120_000)

/** Juries with nothing in common are balanced each by itself, so only whole ones are compared by load. */
function connectedParts(problem: AssignmentProblem): number {
  const conflicting = new Set(problem.conflicts.map((pair) => pair.join()))
  const links = problem.entries.map((entry) =>
    problem.judges.filter(
      (judge) =>
        !conflicting.has(`${entry.id},${judge.id}`) &&
        (!entry.language || !judge.languages || judge.languages.includes(entry.language)),
    ),
  )
  let parts = problem.judges.map((judge) => new Set([judge.id]))
  for (const link of links) {
    const joined = parts.filter((part) => link.some((judge) => part.has(judge.id)))
    parts = [...parts.filter((part) => !joined.includes(part)), new Set(joined.flatMap((part) => [...part]))]
  }
  return parts.filter((part) => part.size > 0).length
}

it('assigns an edition of 2,412 works to 60 judges within the time and memory it has', async () => {
  const entries = Array.from({ length: 2412 }, (_, index) => ({
    id: `e${index}`,
    readings: 3,
    minutes: 3 + ((index * 37) % 58),
    language: index % 11 === 0 ? 'en' : 'vi',
  }))
  const people = Array.from({ length: 60 }, (_, index) => ({
    id: `j${index}`,
    maxEntries: 140,
    languages: index % 3 ? ['vi', 'en'] : ['vi'],
  }))
  const conflicts = entries.flatMap((entry, e) =>
    people
      .filter((_, j) => (e * 7 + j * 13) % 31 === 0)
      .map((judge): [string, string] => [entry.id, judge.id]),
  )
  const start = performance.now()
  const answer: Solved = await solved({ entries, judges: people, conflicts })
  expect(performance.now() - start).toBeLessThan(30_000)
  const minutes = Object.values(answer.loads).map((load) => load.minutes)
  expect(Math.max(...minutes) - Math.min(...minutes)).toBeLessThanOrEqual(1)
  expect(answer.proven).toBe(true)
  const conflicting = new Set(conflicts.map((pair) => pair.join()))
  for (const [entry, readers] of Object.entries(answer.assignment)) {
    expect(new Set(readers).size).toBe(3)
    expect(readers.some((judge) => conflicting.has(`${entry},${judge}`))).toBe(false)
  }
}, 60_000)
