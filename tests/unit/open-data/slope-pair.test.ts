import { expect, it } from 'vitest'
import { slopePair } from '#app/modules/open-data/draw-picture.server.ts'
import { toldColumns } from '#app/modules/open-data/public-figures.server.ts'
import type { EditionRow } from '#app/modules/participation/across-editions.server.ts'

/** Editions 9 (only its total), 10, 11 (only its total), 12 and 13. */
const rows = [9, 10, 11, 12, 13].map(
  (number) => ({ number, byUnit: [9, 11].includes(number) ? null : { '01': number } }) as EditionRow,
)

it.each([
  [13, undefined, [12, 13]],
  [12, undefined, [10, 12]],
  [10, undefined, null],
  [11, undefined, null],
  [14, undefined, null],
  [13, 10, [10, 13]],
  [13, 9, null],
  [13, 13, null],
  [12, 13, null],
])('edition %i from %s is compared as %j', (number, from, pair) => {
  expect(slopePair(rows, number, from)?.map((row) => row.number) ?? null).toEqual(pair)
})

it('tells results in columns of their own, once they are out', () => {
  expect([toldColumns(true), toldColumns(false)]).toEqual([
    ['received', 'eligible', 'inFinal', 'prizes', 'agencies', 'authors'],
    ['received', 'eligible', 'agencies', 'authors'],
  ])
})
