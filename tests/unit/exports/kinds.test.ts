import { expect, it } from 'vitest'
import {
  exportKinds,
  formatOf,
  formatsOf,
  isTableKind,
  narrowedBy,
  tableKinds,
} from '#app/modules/exports/kinds.ts'
import { exportRequest } from '#app/modules/exports/schema.ts'
import { momentOf, pointsOf } from '#app/modules/exports/table.server.ts'

const both = ['category', 'place']
it.each([
  ['entries', both],
  ['authors', both],
  ['media', both],
  ['sheets', both],
  ['prizes', both],
  ['mediaZip', both],
  ['ranking', ['category']],
  ['scoresPreliminary', []],
  ['scoresFinal', []],
  ['participation', []],
  ['dispatch', []],
  ['audit', []],
  ['certificates', []],
] as const)('%s can be narrowed by %j', (kind, by) => expect(narrowedBy(kind)).toEqual(by))

it('writes tables as a worksheet unless another form is asked for, all else in a form of its own', () => {
  expect(exportKinds.filter(isTableKind)).toEqual(tableKinds)
  for (const kind of tableKinds) expect(formatsOf(kind)).toEqual(['xlsx', 'csv', 'json'])
  expect([formatsOf('mediaZip'), formatsOf('certificates')]).toEqual([['zip'], ['pdf']])
  expect([
    formatOf('entries', {}),
    formatOf('entries', { format: 'json' }),
    formatOf('entries', { format: 'pdf' }),
    formatOf('mediaZip', { format: 'csv' }),
    formatOf('certificates', { format: 'pdf' }),
  ]).toEqual(['xlsx', 'json', 'xlsx', 'zip', 'pdf'])
})

it.each([
  [{ kind: 'entries' }, true],
  [{ kind: 'nothing' }, false],
  [{ kind: 'entries', category: 'x'.repeat(40), place: 'x'.repeat(20), preset: 'x'.repeat(100) }, true],
  [{ kind: 'entries', category: 'x'.repeat(41) }, false],
  [{ kind: 'entries', place: 'x'.repeat(21) }, false],
  [{ kind: 'entries', preset: 'x'.repeat(101) }, false],
  [{ kind: 'entries', format: 'exe' }, false],
  [{ kind: 'dispatch', condition: 'nobody' }, false],
  [{ kind: 'participation', frame: '2025' }, true],
  [{ kind: 'participation', frame: 'x' }, false],
])('%# can be asked for: %s', (ask, fine) => expect(exportRequest.safeParse(ask).success).toBe(fine))

it('keeps what is not known empty', () => {
  expect([pointsOf(null), pointsOf(0), pointsOf(8050)]).toEqual([null, 0, 80.5])
  expect([momentOf(null), momentOf('2027-01-01T00:00:00Z')]).toEqual([null, new Date('2027-01-01T00:00:00Z')])
})
