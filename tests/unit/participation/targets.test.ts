import { describe, expect, it } from 'vitest'
import { byDistance, proposedTarget, type TargetRow } from '#app/modules/participation/targets.ts'

describe('a proposed target', () => {
  it.each([
    [[], 1],
    [[0], 1],
    [[0, 0, 1], 1],
    [[1, 1, 1], 1],
    [[1, 1, 2], 2],
    [[1, 2], 2],
    [[1, 2, 2], 2],
    [[2, 2, 3], 3],
  ])('after %j is %i', (received, target) => {
    expect(proposedTarget(received)).toBe(target)
  })
})

describe('the order of a board', () => {
  const row = (code: string, received: number, target: number | null): TargetRow => ({
    code,
    name: code,
    received,
    target,
    left: target === null ? null : Math.max(0, target - received),
  })
  const codes = (...rows: TargetRow[]) => byDistance(rows).map(({ code }) => code)

  it('has the furthest first and those without a target last', () => {
    expect(codes(row('none', 9, null), row('met', 3, 3), row('one', 2, 3), row('two', 1, 3))).toEqual([
      'two',
      'one',
      'met',
      'none',
    ])
  })

  it('has of those as far the one that sent the smaller share first', () => {
    expect(codes(row('half', 2, 4), row('nothing', 0, 2), row('most', 8, 10))).toEqual([
      'nothing',
      'half',
      'most',
    ])
  })

  it('has of those that met it the one that sent more beyond it last', () => {
    expect(codes(row('twice', 4, 2), row('just', 2, 2))).toEqual(['just', 'twice'])
  })
})
