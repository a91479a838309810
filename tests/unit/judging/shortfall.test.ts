import { describe, expect, it } from 'vitest'
import { groundOf, readersIn, type AssignmentProblem } from '#app/modules/judging/assignment/problem.ts'
import { explainShortfalls } from '#app/modules/judging/assignment/shortfall.ts'
import { solveAssignment } from '#app/modules/judging/assignment/solve.ts'

const explained = async (problem: AssignmentProblem) => {
  const answer = await explainShortfalls(groundOf(problem))
  if (answer.status !== 'infeasible') throw new Error('nothing falls short')
  const { status: _status, ...rest } = answer
  return rest
}
const none = { conflict: [], language: [], full: [] }
const nothing = { room: [], readers: [] }

describe('what falls short', () => {
  it('is told with everybody who is out, once, by the first thing that stands in the way', async () => {
    expect(
      await explained({
        entries: [
          { id: 'a', readings: 4, language: 'lo' },
          { id: 'b', readings: 1 },
          { id: 'c', readings: 0 },
        ],
        judges: [
          { id: 'v', languages: ['vi'] },
          { id: 'w', languages: ['vi'] },
          { id: 'x', maxEntries: 1 },
          { id: 'y' },
          { id: 'z' },
        ],
        conflicts: [
          ['a', 'w'],
          ['a', 'z'],
        ],
        fixed: [['b', 'x']],
      }),
    ).toEqual({
      shortfalls: [
        {
          entry: 'a',
          wanted: 4,
          possible: 2,
          reached: 1,
          because: { conflict: ['w', 'z'], language: ['v'], full: ['x'] },
        },
      ],
      idle: [],
      loosening: { room: [{ judge: 'x', entries: 1 }], readers: [{ entry: 'a', missing: 2 }] },
    })
  })

  it('counts what is fixed as reached and as a place that is taken', async () => {
    expect(
      await explained({
        entries: [
          { id: 'a', readings: 2 },
          { id: 'b', readings: 2 },
        ],
        judges: [
          { id: 'x', maxEntries: 2 },
          { id: 'y', maxEntries: 1 },
        ],
        conflicts: [],
        fixed: [
          ['a', 'x'],
          ['b', 'y'],
        ],
      }),
    ).toEqual({
      shortfalls: [{ entry: 'a', wanted: 2, possible: 1, reached: 1, because: { ...none, full: ['y'] } }],
      idle: [],
      loosening: { room: [{ judge: 'y', entries: 1 }], readers: [] },
    })
  })

  it('may be minutes: a judge whose time just does is not full', async () => {
    const problem = (minutes: number): AssignmentProblem => ({
      entries: [
        { id: 'a', readings: 2, minutes: 30 },
        { id: 'b', readings: 1, minutes: 20 },
      ],
      judges: [{ id: 'x', maxMinutes: minutes }, { id: 'y' }],
      conflicts: [['b', 'y']],
    })
    expect(await explained(problem(50))).toEqual({ shortfalls: [], idle: [], loosening: nothing })
    expect(await explained(problem(49))).toEqual({
      shortfalls: [expect.objectContaining({ wanted: expect.any(Number) as number })],
      idle: [],
      loosening: { room: [{ judge: 'x', entries: 1 }], readers: [] },
    })
    const one = await explained({ ...problem(29), conflicts: [['b', 'y']] })
    expect(one.shortfalls).toEqual([
      { entry: 'a', wanted: 2, possible: 1, reached: 1, because: { ...none, full: ['x'] } },
    ])
  })

  it('is loosened by the fewest places, however many lack', async () => {
    expect(
      await explained({
        entries: ['a', 'b', 'c', 'd'].map((id) => ({ id, readings: 1 })),
        judges: [{ id: 'x', maxEntries: 1, maxMinutes: 1 }],
        conflicts: [],
      }),
    ).toMatchObject({ loosening: { room: [{ judge: 'x', entries: 3 }], readers: [] } })
  })

  it('is nothing where nobody is there to read', async () => {
    expect(await explained({ entries: [{ id: 'a', readings: 2 }], judges: [], conflicts: [] })).toEqual({
      shortfalls: [{ entry: 'a', wanted: 2, possible: 0, reached: 0, because: none }],
      idle: [],
      loosening: { room: [], readers: [{ entry: 'a', missing: 2 }] },
    })
  })
})

describe('who cannot reach the least asked', () => {
  const plain = {
    conflicts: [] as [string, string][],
    entries: ['a', 'b'].map((id) => ({ id, readings: 1 })),
  }

  it('by themselves, with what is fixed counted and entries that want nobody left out', async () => {
    expect(
      await explained({
        entries: [...plain.entries, { id: 'c', readings: 2 }],
        judges: [{ id: 'x', minEntries: 2 }, { id: 'y', minEntries: 3 }, { id: 'z' }],
        conflicts: [['a', 'y']],
        fixed: [['c', 'x']],
      }),
    ).toMatchObject({
      shortfalls: [],
      idle: [{ judge: 'y', wanted: 3, possible: 2 }],
      loosening: { least: [{ judge: 'y', entries: 1 }] },
    })
  })

  it('all whom it binds, also who could do instead of another, and nobody else', async () => {
    const answer = await explained({
      entries: [...plain.entries, { id: 'far', readings: 1 }],
      judges: [
        { id: 'x', minEntries: 1 },
        { id: 'y', minEntries: 2 },
        { id: 'z' },
        { id: 'w', minEntries: 1, maxEntries: 1 },
      ],
      conflicts: [
        ['far', 'x'],
        ['far', 'y'],
        ['a', 'w'],
        ['b', 'w'],
      ],
    })
    expect(answer.idle.map((one) => one.judge)).toEqual(['x', 'y'])
    expect(answer.loosening.least!.reduce((sum, one) => sum + one.entries, 0)).toBe(1)
  })

  it('for more than there are places too', async () => {
    expect(
      await explained({
        ...plain,
        judges: [
          { id: 'x', minEntries: 2, maxEntries: 1 },
          { id: 'y', minEntries: 1 },
        ],
      }),
    ).toMatchObject({
      idle: [{ judge: 'x', wanted: 2, possible: 1 }],
      loosening: { least: [{ judge: 'x', entries: 1 }] },
    })
  })

  it('together: as few readings as possible are missing', async () => {
    const answer = await explained({
      ...plain,
      judges: [{ id: 'x', minEntries: 1 }, { id: 'y', minEntries: 2 }, { id: 'z' }],
    })
    expect(answer.shortfalls).toEqual([])
    expect(answer.idle.reduce((sum, one) => sum + one.wanted - one.possible, 0)).toBe(1)
    const wanted: Record<string, number> = { x: 1, y: 2 }
    for (const one of answer.idle) expect(one.wanted).toBe(wanted[one.judge])
  })

  it('is left aside where entries lack readers themselves, unless one could not at all', async () => {
    const judges = [
      { id: 'x', minEntries: 2, maxEntries: 2 },
      { id: 'y', minEntries: 1 },
    ]
    const entries = [
      { id: 'a', readings: 3 },
      { id: 'b', readings: 1 },
    ]
    expect(await explained({ entries, judges, conflicts: [] })).toMatchObject({ idle: [] })
    expect(
      await explained({ entries, judges: [{ ...judges[0]!, minEntries: 3 }, judges[1]!], conflicts: [] }),
    ).toMatchObject({ idle: [{ judge: 'x', wanted: 3, possible: 2 }] })
  })

  it('is nobody whom what is fixed satisfies', async () => {
    const answer = await solveAssignment({
      ...plain,
      judges: [
        { id: 'x', minEntries: 1 },
        { id: 'y', minEntries: 2 },
      ],
      fixed: [['a', 'x']],
    })
    expect(answer).toMatchObject({ status: 'infeasible', idle: [{ judge: 'y', wanted: 2, possible: 1 }] })
  })
})

it('answers every question about a pair once', () => {
  const ground = groundOf({
    entries: [
      { id: 'a', readings: 2, minutes: 30, language: 'lo' },
      { id: 'b', readings: 1 },
      { id: 'c', readings: 3, language: 'vi' },
    ],
    judges: [
      { id: 'x', languages: ['vi'], maxEntries: 1 },
      { id: 'y', maxMinutes: 29 },
      { id: 'z', languages: ['vi', 'lo'] },
    ],
    conflicts: [['a', 'z']],
    fixed: [
      ['b', 'x'],
      ['b', 'y'],
    ],
    affinity: { a: { y: 5 } },
  })
  expect({ ...ground, problem: null, affinity: null, weight: null }).toEqual({
    problem: null,
    affinity: null,
    weight: null,
    minutes: [30, 1, 1],
    conflicting: [new Set([2]), new Set(), new Set()],
    unread: [new Set([0]), new Set(), new Set()],
    fixed: [new Set(), new Set([0, 1]), new Set()],
    need: [2, 0, 3],
    allowed: [[1], [2], [0, 1, 2]],
    fixedEntries: [1, 1, 0],
    fixedMinutes: [1, 1, 0],
  })
  expect([0, 1, 2].map((entry) => [0, 1, 2].map((judge) => ground.affinity(entry, judge)))).toEqual([
    [0, 5, 0],
    [0, 0, 0],
    [0, 0, 0],
  ])
  expect(groundOf({ ...ground.problem, affinity: undefined }).affinity(0, 0)).toBe(1)
  const { allowed, ...readers } = readersIn(ground)
  expect(readers).toEqual({
    room: [0, Infinity, Infinity],
    time: [Infinity, 28, Infinity],
    minutes: [30, 1, 1],
  })
  expect([0, 1, 2].map((judge) => allowed(0, judge))).toEqual([false, true, false])
})
