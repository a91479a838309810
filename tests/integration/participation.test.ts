import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { statementOf } from '#app/modules/participation/measures.ts'
import { loadDossier } from '#app/modules/entries/load-entry.server.ts'
import { participationOf } from '#app/modules/participation/participation-of.server.ts'
import { participationOfProvince } from '#app/modules/participation/province-participation.server.ts'
import { readCsv } from '#db/seed/provinces.ts'
import {
  makeActor,
  makeAgency,
  makeEdition,
  makeSubmitted,
  type MadeEdition,
} from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'

const successors = readCsv('provinces.csv').map((row) => ({
  from: row.code_2004!,
  to: row.code_2025!,
  name: row.name_2004!,
}))
let edition: MadeEdition
let owner: Actor

/** One entry from each of the 63 units of before, then some of after, and the three buckets. */
beforeAll(async () => {
  owner = await makeActor()
  edition = await makeEdition()
  let number = 0
  const before = new Date('2025-06-30T16:59:59.999Z')
  for (const unit of successors)
    await makeSubmitted(owner, edition, ++number, {
      provinceFrame: '2004',
      provinceCode: unit.from,
      submittedAt: before,
      ownPlace: '',
    })
  for (const code of ['01', '56', '91'])
    await makeSubmitted(owner, edition, ++number, {
      provinceFrame: '2025',
      provinceCode: code,
      submittedAt: new Date('2025-06-30T17:00:00Z'),
    })
  for (const bucket of ['central', 'overseas', 'foreign'] as const)
    await makeSubmitted(owner, edition, ++number, { provinceFrame: null, provinceCode: null, bucket })
  await makeSubmitted(owner, edition, ++number, {
    state: 'withdrawn',
    provinceFrame: '2025',
    provinceCode: '01',
  })
  await makeSubmitted(owner, edition, ++number, {
    state: 'ineligible',
    screeningReason: 'window',
    provinceFrame: '2025',
    provinceCode: '79',
  })
  await keepWorld()
})
beforeEach(restoreWorld)

describe('34 provinces', () => {
  it('carries each of the 63 units to its successor', async () => {
    const { rows, statement, unplaced } = await participationOf(edition.id, '2025')
    const expected = (code: string) =>
      successors.filter((unit) => unit.to === code).length + (['01', '56', '91', '79'].includes(code) ? 1 : 0)
    expect(rows.map((row) => [row.code, row.received])).toEqual(
      rows.map((row) => [row.code, expected(row.code)]),
    )
    expect([rows.length, statement.participating, statement.absent, unplaced.received]).toEqual([
      34,
      34,
      [],
      0,
    ])
    expect(rows.find((row) => row.code === '79')).toMatchObject({ received: 4, eligible: 3 })
  })

  it.each([
    ['15', 'Lào Cai', 2],
    ['24', 'Bắc Ninh', 2],
    ['44', 'Quảng Trị', 2],
    ['52', 'Gia Lai', 2],
    ['80', 'Tây Ninh', 2],
    ['82', 'Đồng Tháp', 2],
    ['91', 'An Giang', 3],
  ])('code %s is %s now', async (code, name, received) => {
    const { rows } = await participationOf(edition.id, '2025')
    expect(rows.find((row) => row.code === code)).toMatchObject({ name, received })
  })
})

describe('63 provinces', () => {
  it('shows each unit of before, and does not guess where a merged one came from', async () => {
    const { rows, unplaced, buckets } = await participationOf(edition.id, '2004')
    expect(rows.length).toBe(63)
    // 01 (Hà Nội) had one predecessor; 56, 91 and 79 had several.
    expect(rows.map((row) => [row.code, row.received])).toEqual(
      rows.map((row) => [row.code, row.code === '01' ? 2 : 1]),
    )
    expect(unplaced.received).toBe(3)
    expect(buckets.map((row) => row.received)).toEqual([1, 1, 1])
  })

  it('calls no unit absent whose entries may hide among those of the merged province', async () => {
    const after = await makeEdition()
    await makeSubmitted(owner, after, 1, { provinceFrame: '2025', provinceCode: '56' })
    const { statement, unplaced } = await participationOf(after.id, '2004')
    expect(unplaced.received).toBe(1)
    expect(statement.undecided.map((unit) => unit.name)).toEqual(['Khánh Hòa', 'Ninh Thuận'])
    expect([statement.participating, statement.of, statement.absent.length]).toEqual([0, 63, 61])
    expect((await participationOf(after.id, '2025')).statement).toMatchObject({
      participating: 1,
      undecided: [],
    })
  })

  it.each([
    ['15', 'Yên Bái'],
    ['24', 'Bắc Giang'],
    ['44', 'Quảng Bình'],
    ['52', 'Bình Định'],
    ['80', 'Long An'],
    ['82', 'Tiền Giang'],
    ['91', 'Kiên Giang'],
  ])('code %s was %s', async (code, name) => {
    const { rows } = await participationOf(edition.id, '2004')
    expect(rows.find((row) => row.code === code)!.name).toBe(name)
  })
})

it('agrees with a plain count', async () => {
  const { rows, buckets, categories, days } = await participationOf(edition.id, '2025')
  const [plain] = await database().execute<{ received: number; eligible: number }>(sql`
    select count(*)::int as received, count(*) filter (where state = 'eligible')::int as eligible from entries where edition_id = ${edition.id} and state in ('submitted', 'returned', 'eligible', 'ineligible')`)
  const sum = (values: { received: number; eligible: number }[]) => ({
    received: values.reduce((all, row) => all + row.received, 0),
    eligible: values.reduce((all, row) => all + row.eligible, 0),
  })
  expect(sum([...rows, ...buckets])).toEqual(plain)
  expect(sum(categories)).toEqual(plain)
  expect([...days].map((day) => [day.day, day.count])).toEqual([
    ['2025-06-30', 63],
    ['2025-07-01', 3],
    [new Date(Date.now() + 7 * 3600_000).toISOString().slice(0, 10), 4],
  ])
})

it.each([
  [34, 0],
  [33, 1],
  [0, 34],
])('states %i participating and %i absent', (participating, missing) => {
  const rows = Array.from({ length: 34 }, (_, index) => ({
    code: String(index),
    name: `Tỉnh ${index}`,
    isCity: false,
    received: index < participating ? 1 : 0,
    eligible: 0,
    inFinal: 0,
    prizes: 0,
    agencies: 0,
    authors: 0,
  }))
  const statement = statementOf(rows)
  expect([statement.participating, statement.of, statement.absent.length]).toEqual([
    participating,
    34,
    missing,
  ])
})

it('shows a coordinator the own province, entries of its predecessors included, and no other', async () => {
  const agency = await makeAgency('Báo Khánh Hòa thử', '56')
  const own = await makeSubmitted(owner, edition, 900, {
    provinceFrame: '2004',
    provinceCode: '58',
    agencyId: agency.id,
  })
  const other = await makeSubmitted(owner, edition, 901, { provinceFrame: '2025', provinceCode: '48' })
  const coordinator = await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '56' })
  expect((await loadDossier(coordinator, own.id))?.entry.id).toBe(own.id)
  expect(await loadDossier(coordinator, other.id)).toBeNull()
  const province = await participationOfProvince(edition.id, '2025', '56')
  expect(province.row).toMatchObject({ name: 'Khánh Hòa', received: 4, agencies: 1 })
  expect([...province.agencies]).toEqual([{ name: 'Báo Khánh Hòa thử', received: 1, eligible: 1 }])
})
