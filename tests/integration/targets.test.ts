import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import type { Actor } from '#app/modules/actor/actor.ts'
import { targetForm } from '#app/modules/participation/schema.ts'
import {
  proposeTargets,
  setTargets,
  targetBoard,
  targetOfProvince,
} from '#app/modules/participation/set-targets.server.ts'
import { byDistance, proposedTarget, type TargetRow } from '#app/modules/participation/targets.ts'
import { makeActor, makeEdition, makeSubmitted, type MadeEdition } from '#tests/factories/index.ts'

let organizer: Actor
let edition: MadeEdition

beforeAll(async () => {
  organizer = await makeActor('organizer')
  const owner = await makeActor()
  const place = (provinceCode: string) => ({ provinceFrame: '2025' as const, provinceCode })
  const earlier = [
    await makeEdition({ number: 51 }),
    await makeEdition({ number: 52 }),
    await makeEdition({ number: 53 }),
  ]
  for (const [turn, one] of earlier.entries())
    for (let count = 0; count <= turn; count++) await makeSubmitted(owner, one, count + 1, place('56'))
  edition = await makeEdition({ number: 54 })
  await makeSubmitted(owner, edition, 1, place('56'))
  await makeSubmitted(owner, edition, 2, place('01'))
})

it('proposes the mean of the last three editions, one at least', async () => {
  expect([
    proposedTarget([]),
    proposedTarget([0, 0, 0]),
    proposedTarget([1, 2, 3]),
    proposedTarget([1, 2]),
  ]).toEqual([1, 1, 2, 2])
  const proposed = await proposeTargets(edition.id)
  expect([proposed.size, proposed.get('56'), proposed.get('01')]).toEqual([34, 2, 1])
})

it('sets targets on the record and shows the furthest from them first', async () => {
  const ask = new Map<string, number | null>([
    ['56', 4],
    ['01', 1],
    ['04', 2],
    ['91', null],
  ])
  expect(await setTargets(await makeActor('judge'), edition.id, ask)).toBeNull()
  expect(await setTargets(organizer, edition.id, new Map([['98', 1]]))).toMatchObject({
    refused: { key: 'form.error.invalid' },
  })
  expect(await setTargets(organizer, edition.id, ask)).toEqual({ set: 3 })
  const board = await targetBoard(edition.id)
  expect(board.slice(0, 3).map(({ code, received, target, left }) => [code, received, target, left])).toEqual(
    [
      ['56', 1, 4, 3],
      ['04', 0, 2, 2],
      ['01', 1, 1, 0],
    ],
  )
  expect(board.length).toBe(34)
  expect([await targetOfProvince(edition.id, '56'), await targetOfProvince(edition.id, '91')]).toEqual([
    4,
    null,
  ])
  expect(await setTargets(organizer, edition.id, new Map([['56', 5]]))).toEqual({ set: 1 })
  expect(await targetOfProvince(edition.id, '01')).toBeNull()
})

it('reads the form, empty for none, and names the field that is wrong', () => {
  expect(targetForm.parse({ 'target.56': ' 12 ', 'target.01': '', other: 'x' })).toEqual(
    new Map([
      ['56', 12],
      ['01', null],
    ]),
  )
  const wrong = targetForm.safeParse({ 'target.56': 'mười', 'target.01': '0' })
  expect(wrong.error!.issues.map((issue) => [issue.path[0], issue.message])).toEqual([
    ['target.56', 'form.error.number'],
    ['target.01', 'form.error.number'],
  ])
})

it('orders any board by how many works are wanted, those without a target last', () => {
  const row = fc.record({ received: fc.nat(20), target: fc.option(fc.integer({ min: 1, max: 20 })) })
  fc.assert(
    fc.property(fc.array(row, { maxLength: 10 }), (rows) => {
      const board = rows.map(({ received, target }, index): TargetRow => ({
        code: String(index),
        name: '',
        received,
        target,
        left: target === null ? null : Math.max(0, target - received),
      }))
      const left = byDistance(board).map((one) => one.left ?? -1)
      expect(left).toEqual(left.toSorted((a, b) => b - a))
    }),
  )
})
