import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groundOf, type AssignmentProblem } from '#app/modules/judging/assignment/problem.ts'
import { varied } from '#app/modules/judging/assignment/variety.ts'

function vary(problem: AssignmentProblem, readers: number[][]): number[][] {
  const after = readers.map((own) => [...own])
  varied(groundOf(problem), after)
  return after
}
const plain = (entries: number, judges: number, minutes = (_entry: number) => 10): AssignmentProblem => ({
  entries: Array.from({ length: entries }, (_, index) => ({
    id: `e${index}`,
    readings: 2,
    minutes: minutes(index),
  })),
  judges: Array.from({ length: judges }, (_, index) => ({ id: `j${index}` })),
  conflicts: [],
})

/** How many entries each two judges share, squared and summed. */
function sharedBy(readers: number[][]): number {
  const pairs = readers.flatMap((own) =>
    own.flatMap((one, index) => own.slice(0, index).map((other) => [one, other].sort().join())),
  )
  return [...Map.groupBy(pairs, (pair) => pair).values()].reduce((sum, same) => sum + same.length ** 2, 0)
}

describe('judges who always read together', () => {
  const together = [
    [0, 1],
    [0, 1],
    [2, 3],
    [2, 3],
  ]

  it('meet others', () => {
    expect(sharedBy(vary(plain(4, 4), together))).toBe(4)
  })

  it('stay together where entries take other minutes', () => {
    expect(
      vary(
        plain(4, 4, (entry) => entry),
        together,
      ),
    ).toEqual(together)
  })

  it('stay where every reading is fixed', () => {
    const fixed = together.flatMap((own, entry) =>
      own.map((judge): [string, string] => [`e${entry}`, `j${judge}`]),
    )
    expect(vary({ ...plain(4, 4), fixed }, together)).toEqual(together)
  })
})

const anyCase = fc
  .record({
    minutes: fc.array(fc.constantFrom(5, 5, 5, 9), { minLength: 5, maxLength: 9 }),
    judges: fc.integer({ min: 3, max: 5 }),
    languages: fc.array(fc.constantFrom<string[] | undefined>(undefined, undefined, ['vi'], ['vi', 'lo']), {
      minLength: 5,
      maxLength: 5,
    }),
    conflicts: fc.array(fc.tuple(fc.nat(8), fc.nat(4)), { maxLength: 4 }),
    fixed: fc.array(fc.tuple(fc.nat(8), fc.nat(4)), { maxLength: 3 }),
    wishes: fc.array(fc.tuple(fc.nat(8), fc.nat(4)), { minLength: 12, maxLength: 25 }),
  })
  .map(({ minutes, judges, languages, conflicts, fixed, wishes }) => {
    const inside = ([entry, judge]: [number, number]) => entry < minutes.length && judge < judges
    const named = (pairs: [number, number][]) =>
      pairs.filter(inside).map(([entry, judge]): [string, string] => [`e${entry}`, `j${judge}`])
    const out = named(conflicts)
    const problem: AssignmentProblem = {
      entries: minutes.map((one, index) => ({
        id: `e${index}`,
        readings: 2,
        minutes: one,
        language: index % 3 ? 'vi' : 'lo',
      })),
      judges: Array.from({ length: judges }, (_, index) => ({
        id: `j${index}`,
        languages: languages[index],
      })),
      conflicts: out,
      fixed: named(fixed).filter((pair) => !out.some((one) => one.join() === pair.join())),
    }
    const ground = groundOf(problem)
    const readers = ground.fixed.map((own) => [...own])
    for (const [entry, judge] of wishes.filter(inside))
      if (ground.allowed[entry]!.includes(judge) && !readers[entry]!.includes(judge))
        readers[entry]!.push(judge)
    return { problem, ground, readers }
  })

it('changes nobody’s minutes, breaks no rule, moves nothing fixed, and lets judges share less', () => {
  let better = 0
  fc.assert(
    fc.property(anyCase, ({ problem, ground, readers }) => {
      const after = vary(problem, readers)
      const loads = (of: number[][]) =>
        problem.judges.map((_, judge) =>
          of
            .map((own, entry) => (own.includes(judge) ? ground.minutes[entry]! : 0))
            .toSorted((a, b) => a - b),
        )
      expect(loads(after)).toEqual(loads(readers))
      for (const [entry, own] of after.entries()) {
        expect(own.length).toBe(readers[entry]!.length)
        expect(new Set(own).size).toBe(own.length)
        for (const judge of ground.fixed[entry]!) expect(own).toContain(judge)
        for (const judge of own)
          expect(ground.fixed[entry]!.has(judge) || ground.allowed[entry]!.includes(judge)).toBe(true)
      }
      expect(sharedBy(after)).toBeLessThanOrEqual(sharedBy(readers))
      if (sharedBy(after) < sharedBy(readers)) better++
      expect(vary(problem, readers)).toEqual(after)
    }),
    { numRuns: 300, seed: 11 },
  )
  expect(better).toBeGreaterThan(60)
})
