import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asOf, database } from '#app/ground.server.ts'
import { agencyRegister } from '#app/modules/home/agency-register.server.ts'
import { homePage } from '#app/modules/home/home-page.server.ts'
import { participationOf } from '#app/modules/participation/participation-of.server.ts'
import { agencies, agencyNames } from '#db/schema/index.ts'
import {
  makeActor,
  makeAgency,
  makeEdition,
  makeEntry,
  makePublished,
  makeSubmitted,
} from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'

const day = 86_400_000

beforeAll(keepWorld)
beforeEach(restoreWorld)

describe('the first page', () => {
  it('has nothing before there is an edition', async () => {
    expect(await homePage()).toEqual({ edition: null, last: null, now: expect.any(Date) })
  })

  it('has the edition now running, and the last one published with what it came to', async () => {
    const past = { opensAt: new Date(0), closesAt: new Date(Date.now() - 9 * day) }
    const published = await makeEdition({ number: 201, ...past })
    await makeSubmitted(await makeActor(), published, 1, { provinceCode: '56' })
    expect((await homePage()).last).toBeNull()
    const organizer = await makeActor('organizer')
    await makePublished(published.id, organizer)
    const open = await makeEdition({ number: 202, rulesVi: 'Thể lệ', rulesEn: 'Rules' })
    await makePublished((await makeEdition({ number: 200, ...past })).id, organizer)
    const [page, participation] = await asOf(() =>
      Promise.all([homePage(), participationOf(published.id, '2025')]),
    )
    expect(page.edition).toEqual({
      number: 202,
      year: 2027,
      phase: 'open',
      opensAt: open.opensAt,
      closesAt: open.closesAt,
      windowStart: open.windowStart,
      windowEnd: open.windowEnd,
      rulesVi: 'Thể lệ',
      rulesEn: 'Rules',
      categories: open.categories.map(({ nameVi, nameEn }) => ({ nameVi, nameEn })),
    })
    const { takenAt, rows, tiles, statement } = participation
    expect(page.last).toEqual({
      number: 201,
      results: [],
      participation: { takenAt, rows, tiles, statement },
    })
  })
})

describe('the register of agencies', () => {
  beforeEach(async () => {
    await database().delete(agencies)
    const [an, bien, cu] = [
      await makeAgency('Báo An', '56'),
      await makeAgency('Báo Biển', null),
      await makeAgency('Đài Cũ', '01'),
    ]
    await database().update(agencies).set({ approvedAt: new Date() }).where(eq(agencies.id, an.id))
    await database()
      .update(agencies)
      .set({ successorId: an.id, mergedOn: '2026-01-01' })
      .where(eq(agencies.id, cu.id))
    await database()
      .insert(agencyNames)
      .values([
        { agencyId: an.id, name: 'Nhật báo An', nameKey: 'nhat bao an' },
        { agencyId: an.id, name: 'An Daily', nameKey: 'an daily' },
        { agencyId: bien.id, name: 'Báo Hải dương', nameKey: 'bao hai duong' },
      ])
    const edition = await makeEdition({ number: 210 })
    const owner = await makeActor()
    await makeEntry(owner, edition, { agencyId: an.id })
    await makeSubmitted(owner, edition, 1, { agencyId: an.id })
    await makeSubmitted(owner, edition, 2, { agencyId: an.id, state: 'withdrawn' })
    await makeSubmitted(owner, edition, 3, { agencyId: cu.id })
  })

  const names = async (search: string, after = '', size = 10) =>
    (await agencyRegister(search, after, size)).map((row) => row.name)

  it('says of each where it sits, by what names it is known, what became of it and how many works it sent', async () => {
    const row = (name: string, nameKey: string, more: object) => ({
      id: expect.stringMatching(/^agc_/),
      name,
      nameKey,
      level: 'provincial',
      province: null,
      state: 'proposed',
      names: null,
      successor: null,
      entries: 0,
      ...more,
    })
    expect([...(await agencyRegister('', '', 10))]).toEqual([
      row('Báo An', 'bao an', {
        province: 'Khánh Hòa',
        state: 'confirmed',
        names: 'An Daily; Nhật báo An',
        entries: 2,
      }),
      row('Báo Biển', 'bao bien', { level: 'central', names: 'Báo Hải dương' }),
      row('Đài Cũ', 'dai cu', { province: 'Hà Nội', successor: 'Báo An', state: 'merged', entries: 1 }),
    ])
  })

  it.each([
    ['biển', ['Báo Biển']],
    ['daily', ['Báo An']],
    ['hải dương', ['Báo Biển']],
    ['BAO', ['Báo An', 'Báo Biển']],
    ['%', ['Báo An', 'Báo Biển', 'Đài Cũ']],
    ['a_', ['Báo An', 'Báo Biển', 'Đài Cũ']],
    ['không có', []],
  ])('finds by any name: %s', async (search, found) => expect(await names(search)).toEqual(found))

  it('goes on after the last one seen, one more than fits so that the page knows of it', async () => {
    expect(await names('', '', 1)).toEqual(['Báo An', 'Báo Biển'])
    expect(await names('', 'bao an')).toEqual(['Báo Biển', 'Đài Cũ'])
    expect(await names('', 'dai cu')).toEqual([])
  })
})
