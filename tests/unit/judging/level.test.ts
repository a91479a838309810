import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levelled } from '#app/modules/judging/assignment/level.ts'
import { groundOf, type AssignmentProblem, type Ground } from '#app/modules/judging/assignment/problem.ts'

type Holds = (entry: number, out: number, into: number) => boolean
const all: Holds = (entry) => Number.isInteger(entry)

function level(problem: AssignmentProblem, added: number[][], holds = all) {
  const ground = groundOf(problem)
  const judges = [...problem.judges.keys()]
  const after = new Map(added.map((readers, entry) => [entry, [...readers]]))
  const told = levelled(ground, judges, after, holds)
  return { readers: [...after.values()], ...told }
}

const entries = (...minutes: number[]) =>
  minutes.map((one, index) => ({ id: `e${index}`, readings: 1, minutes: one }))
const two = { conflicts: [], judges: [{ id: 'x' }, { id: 'y' }] }

describe('evens out the minutes', () => {
  it('by what halves the difference at once', () => {
    expect(level({ ...two, entries: entries(10, 20, 30) }, [[0], [0], [0]])).toEqual({
      readers: [[0], [0], [1]],
      most: 30,
      least: 30,
    })
  })

  it('by exchanging a longer for a shorter one where nothing can be given', () => {
    const judges = [{ id: 'x' }, { id: 'y', maxEntries: 1 }]
    expect(level({ ...two, judges, entries: entries(30, 8, 20) }, [[0], [0], [1]])).toEqual({
      readers: [[1], [0], [0]],
      most: 30,
      least: 28,
    })
  })

  it('with what is fixed counted', () => {
    const fixed: [string, string][] = [['e0', 'x']]
    const problem = { ...two, fixed, entries: entries(50, 10, 10).map((one) => ({ ...one, readings: 2 })) }
    expect(level(problem, [[], [0], [0]])).toEqual({ readers: [[], [1], [1]], most: 50, least: 20 })
  })

  it('by the best step, the first of equal ones, from the heaviest to the lightest', () => {
    expect(level({ ...two, entries: entries(30, 10, 20) }, [[0], [0], [0]]).readers).toEqual([[1], [0], [0]])
    expect(level({ ...two, entries: entries(20, 20) }, [[0], [0]]).readers).toEqual([[1], [0]])
    const judges = [{ id: 'x' }, { id: 'y' }, { id: 'z' }]
    const four = { ...two, judges, entries: entries(10, 2, 30, 10) }
    expect(level(four, [[0], [0], [1], [1]])).toEqual({ readers: [[0], [0], [2], [1]], most: 30, least: 10 })
  })

  it('but not for less than a hair', () => {
    const readers = [[0], [0], [1], [1]]
    const hair = { ...two, entries: entries(1.00002, 1, 1, 0.99998) }
    expect(level(hair, readers).readers).toEqual(readers)
  })

  it('but never against what holds', () => {
    const keeps: Holds = (entry) => entry !== 2
    expect(level({ ...two, entries: entries(10, 20, 30) }, [[0], [0], [0]], keeps)).toEqual({
      readers: [[1], [1], [0]],
      most: 30,
      least: 30,
    })
    const judges = [{ id: 'x' }, { id: 'y', maxEntries: 1 }]
    const back: Holds = (entry, _out, into) => !(entry === 2 && into === 0)
    expect(level({ ...two, judges, entries: entries(30, 8, 20) }, [[0], [0], [1]], back).readers).toEqual([
      [0],
      [0],
      [1],
    ])
  })
})

/** A ground with caps of every kind and readings dealt out as the rules allow; what is given away may be forbidden. */
const anyCase = fc
  .record({
    minutes: fc.array(fc.constantFrom(1, 2, 2.5, 3, 5, 8), { minLength: 2, maxLength: 7 }),
    judges: fc.array(
      fc.record({
        maxEntries: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
        maxMinutes: fc.option(fc.integer({ min: 4, max: 14 }), { nil: undefined }),
        minEntries: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
      }),
      { minLength: 2, maxLength: 4 },
    ),
    conflicts: fc.array(fc.tuple(fc.nat(6), fc.nat(3)), { maxLength: 4 }),
    fixed: fc.array(fc.tuple(fc.nat(6), fc.nat(3)), { maxLength: 3 }),
    forbidden: fc.array(fc.tuple(fc.nat(6), fc.nat(3)), { maxLength: 3 }),
    wishes: fc.array(fc.tuple(fc.nat(6), fc.nat(3)), { minLength: 4, maxLength: 14 }),
  })
  .map(({ minutes, judges, conflicts, fixed, forbidden, wishes }) => {
    const inside = ([entry, judge]: [number, number]) => entry < minutes.length && judge < judges.length
    const named = (pairs: [number, number][]) =>
      pairs.filter(inside).map(([entry, judge]): [string, string] => [`e${entry}`, `j${judge}`])
    const out = named(conflicts)
    const problem: AssignmentProblem = {
      entries: minutes.map((one, index) => ({ id: `e${index}`, readings: 3, minutes: one })),
      judges: judges.map((judge, index) => ({ id: `j${index}`, ...judge })),
      conflicts: out,
      fixed: [...new Map(named(fixed).map((pair) => [pair.join(), pair])).values()].filter(
        (pair) => !out.some((one) => one.join() === pair.join()),
      ),
    }
    const ground = groundOf(problem)
    const added = minutes.map((): number[] => [])
    for (const [entry, judge] of wishes.filter(inside)) {
      if (!ground.allowed[entry]!.includes(judge) || added[entry]!.includes(judge)) continue
      added[entry]!.push(judge)
      if (isOver(ground, added, judge)) added[entry]!.pop()
    }
    const keeps = new Set(forbidden.map(String))
    const holds: Holds = (entry, _out, into) => !keeps.has(String([entry, into]))
    return { problem, ground, added, holds }
  })

const ownOf = (ground: Ground, added: number[][], judge: number) => ({
  entries: ground.fixedEntries[judge]! + added.filter((readers) => readers.includes(judge)).length,
  minutes: added.reduce(
    (sum, readers, entry) => sum + (readers.includes(judge) ? ground.minutes[entry]! : 0),
    ground.fixedMinutes[judge]!,
  ),
})

function isOver(ground: Ground, added: number[][], judge: number): boolean {
  const { entries, minutes } = ownOf(ground, added, judge)
  const { maxEntries = Infinity, maxMinutes = Infinity } = ground.problem.judges[judge]!
  return entries > maxEntries || minutes > maxMinutes
}

/** Every assignment one gift or exchange away that the rules allow. */
function* stepsFrom(ground: Ground, added: number[][], holds: Holds) {
  const judges = [...ground.problem.judges.keys()]
  const free = (entry: number, judge: number) =>
    ground.allowed[entry]!.includes(judge) && !added[entry]!.includes(judge)
  const handed = (from: number[][], entry: number, out: number, into: number) =>
    from.map((readers, at) => (at === entry ? readers.map((one) => (one === out ? into : one)) : readers))
  for (const out of judges)
    for (const into of judges)
      for (const entry of added.keys()) {
        if (!added[entry]!.includes(out) || !free(entry, into) || !holds(entry, out, into)) continue
        const given = handed(added, entry, out, into)
        const { minEntries = 0 } = ground.problem.judges[out]!
        if (!isOver(ground, given, into) && ownOf(ground, given, out).entries >= minEntries) yield given
        for (const back of added.keys()) {
          if (back === entry || !added[back]!.includes(into) || !free(back, out) || !holds(back, into, out))
            continue
          const exchanged = handed(given, back, into, out)
          if (!isOver(ground, exchanged, into) && !isNewlyOver(ground, added, exchanged, out)) yield exchanged
        }
      }
}

const isNewlyOver = (ground: Ground, before: number[][], after: number[][], judge: number) =>
  isOver(ground, after, judge) && !isOver(ground, before, judge)

const squares = (ground: Ground, added: number[][]) =>
  [...ground.problem.judges.keys()].reduce((sum, judge) => sum + ownOf(ground, added, judge).minutes ** 2, 0)

it('goes on as long as anything allowed would be better, breaks no rule, and tells the loads', () => {
  fc.assert(
    fc.property(anyCase, ({ problem, ground, added, holds }) => {
      const { readers, most, least } = level(problem, added, holds)
      const judges = [...problem.judges.keys()]
      for (const [entry, own] of readers.entries()) {
        expect(own.length).toBe(added[entry]!.length)
        expect(new Set(own).size).toBe(own.length)
        expect(
          own.every((judge) => added[entry]!.includes(judge) || ground.allowed[entry]!.includes(judge)),
        ).toBe(true)
      }
      for (const judge of judges) {
        expect(isNewlyOver(ground, added, readers, judge)).toBe(false)
        const { minEntries = 0 } = problem.judges[judge]!
        const fewest = Math.min(minEntries, ownOf(ground, added, judge).entries)
        expect(ownOf(ground, readers, judge).entries).toBeGreaterThanOrEqual(fewest)
      }
      const loads = judges.map((judge) => ownOf(ground, readers, judge).minutes)
      expect([most, least]).toEqual([Math.max(...loads), Math.min(...loads)])
      const reached = squares(ground, readers)
      expect(reached).toBeLessThanOrEqual(squares(ground, added) + 1e-9)
      for (const better of stepsFrom(ground, readers, holds))
        expect(squares(ground, better)).toBeGreaterThanOrEqual(reached - 1e-6)
    }),
    { numRuns: 400, seed: 7 },
  )
})
