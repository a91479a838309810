import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { agencyRegister } from '#app/modules/home/agency-register.server.ts'
import { entryPage } from '#app/modules/home/entry-page.server.ts'
import { homePage } from '#app/modules/home/home-page.server.ts'
import { participationOf } from '#app/modules/participation/participation-of.server.ts'
import {
  agencies,
  agencyNames,
  behalfEntries,
  editions,
  entryAuthors,
  publications,
} from '#db/schema/index.ts'
import { makeActor, makeAgency, makeEdition, makeEntry, makeSubmitted } from '#tests/factories/index.ts'
import type { PublishedResult } from '#app/modules/editions/prizes.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'
import { plantWorld, type Kind, type World } from '#tests/matrix/world.ts'

const day = 86_400_000

describe('the first page', () => {
  it('has nothing before there is an edition', async () => {
    expect(await homePage()).toEqual({ edition: null, last: null, now: expect.any(Date) })
  })

  it('has the edition now running, and the last one published with what it came to', async () => {
    const past = { opensAt: new Date(0), closesAt: new Date(Date.now() - 9 * day) }
    const published = await makeEdition({ number: 201, ...past, publishedAt: new Date() })
    await makeSubmitted(await makeActor(), published, 1, { provinceCode: '56' })
    expect((await homePage()).last).toBeNull()
    const publishedBy = (await makeActor()).userId
    const results: PublishedResult[] = []
    await database().insert(publications).values({ editionId: published.id, results, publishedBy })
    const open = await makeEdition({ number: 202, rulesVi: 'Thể lệ', rulesEn: 'Rules' })
    await makeEdition({ number: 200, ...past, publishedAt: new Date() })
    const page = await homePage()
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
    const { rows, tiles, statement } = await participationOf(published.id, '2025')
    expect(page.last).toEqual({ number: 201, results, participation: { rows, tiles, statement } })
    await database().delete(publications)
  })
})

describe('the register of agencies', () => {
  beforeAll(async () => {
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
      approved: false,
      names: null,
      successor: null,
      entries: 0,
      ...more,
    })
    expect([...(await agencyRegister('', '', 10))]).toEqual([
      row('Báo An', 'bao an', {
        province: 'Khánh Hòa',
        approved: true,
        names: 'An Daily; Nhật báo An',
        entries: 2,
      }),
      row('Báo Biển', 'bao bien', { level: 'central', names: 'Báo Hải dương' }),
      row('Đài Cũ', 'dai cu', { province: 'Hà Nội', successor: 'Báo An', entries: 1 }),
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

describe('the page of a work', () => {
  let w: World
  beforeAll(async () => {
    w = await plantWorld()
    await database().insert(behalfEntries).values({
      entryId: w.submitted.id,
      frame: '2025',
      code: '56',
      enteredBy: w.actors.coordinator.userId,
      authorName: 'Tác Giả Thật',
      authorEmail: 'that@thu.vn',
      tokenHash: 'that',
      confirmedAt: new Date(),
    })
    await keepWorld()
  })
  beforeEach(() => (w ? restoreWorld() : undefined))

  const may = async (kind: Kind, work: 'draft' | 'submitted' | 'returned') => {
    const page = await entryPage(w.actors[kind], w[work].id)
    return page && Object.entries(page.may).flatMap(([what, allowed]) => (allowed ? [what] : []))
  }

  it.each<[Kind, 'draft' | 'submitted' | 'returned', string[] | null]>([
    ['owner', 'draft', ['edit', 'submit', 'withdraw']],
    ['owner', 'submitted', ['takeBack', 'withdraw']],
    ['owner', 'returned', ['edit', 'submit', 'withdraw']],
    ['coordinator', 'draft', null],
    ['coordinator', 'submitted', []],
    ['coordinator', 'returned', []],
    ['coordinatorElsewhere', 'submitted', null],
    ['otherReporter', 'submitted', null],
    ['stranger', 'submitted', null],
  ])('lets the %s of a %s work do %j', async (kind, work, what) =>
    expect(await may(kind, work)).toEqual(what),
  )

  it('lets its owner do nothing once the edition has closed', async () => {
    await database().execute(
      sql`update ${editions} set opens_at = 'epoch', closes_at = now() - interval '1 day' where id = ${w.open.id}`,
    )
    expect([await may('owner', 'draft'), await may('owner', 'submitted')]).toEqual([[], []])
  })

  it('has how to reach the authors for its owner alone', async () => {
    await database()
      .update(entryAuthors)
      .set({ phone: '0900', email: 'tg@thu.vn', address: 'Nha Trang' })
      .where(eq(entryAuthors.entryId, w.submitted.id))
    const [own, read] = [
      (await entryPage(w.actors.owner, w.submitted.id))!,
      (await entryPage(w.actors.coordinator, w.submitted.id))!,
    ]
    const contact = ({ name, phone, email, address }: (typeof own.authors)[number]) => [
      name,
      phone,
      email,
      address,
    ]
    const name = own.authors[0]!.name
    expect([own.owned, own.authors.map(contact)]).toEqual([true, [[name, '0900', 'tg@thu.vn', 'Nha Trang']]])
    expect([read.owned, read.authors.map(contact)]).toEqual([false, [[name, '', '', '']]])
    const behalf = { name: 'Tác Giả Thật', confirmed: true, postmarkedOn: null, receivedOn: null }
    expect(own.behalf).toEqual({ ...behalf, email: 'that@thu.vn' })
    expect(read.behalf).toEqual({ ...behalf, email: '' })
    expect((await entryPage(w.actors.coordinator, w.returned.id))!.behalf).toBeNull()
    expect((await entryPage(w.actors.owner, w.draft.id))!.behalf).toBeNull()
  })

  it('has the edition, the files without where they lie, and nothing of whose it is', async () => {
    const page = (await entryPage(w.actors.owner, w.submitted.id))!
    const { number, closesAt, maxParts } = w.open
    expect(page.edition).toEqual({ number, closesAt, maxParts })
    expect([page.entry.id, page.entry.number, page.agency]).toEqual([w.submitted.id, 11, ''])
    expect(page.categories.map((one) => one.id)).toEqual(w.open.categories.map((one) => one.id))
    expect([page.provinces.length, page.parts.length, page.awards]).toEqual([34, 1, []])
    const { id, name, bytes, mime } = w.file
    expect(page.files).toContainEqual(expect.objectContaining({ id, name, bytes, mime, state: 'complete' }))
    const keys = Object.keys({ ...page.entry, ...page.files[0] })
    for (const hidden of ['ownerId', 'searchKey', 'objectKey', 'uploadId', 'fingerprint'])
      expect(keys).not.toContain(hidden)
  })
})
