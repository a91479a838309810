import { beforeAll, describe, expect, it } from 'vitest'
import { askAll } from './answers.ts'
import type { Row } from './rows.ts'
import { kinds, ownWorld, type World } from './world.ts'

/** A test a row: everybody asks, and gets exactly what the row says; what is done is on the record, or says why not. */
export function testMatrix(rows: Row[]) {
  let world: World
  beforeAll(async () => {
    world = await ownWorld()
  })

  describe.each(Object.entries(Object.groupBy(rows, (row) => row.asks)))('%s', (_asks, own) => {
    it.each(own!.map((row) => [row.state ?? 'as things stand', row] as const))('%s', async (_state, row) => {
      const { answers, events, secretly, quietly } = await askAll(row, world)
      const expected = Object.fromEntries(
        kinds.map((kind) => [kind, row.answers[kind] ?? row.otherwise ?? 'nothing']),
      )
      expect(answers).toEqual(expected)
      expect(events.sort()).toEqual([...(row.events ?? [])].sort())
      expect({ secretly, quietly }).toEqual({ secretly: [], quietly: row.noEvent !== undefined })
    })
  })
}
