import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { entryPage } from '#app/modules/home/entry-page.server.ts'
import { behalfEntries, editions, entryAuthors } from '#db/schema/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'
import { ownWorld, type Kind, type World } from '#tests/matrix/world.ts'
import { granted } from '#tests/support/granted.ts'

describe('the page of a work', () => {
  let w: World
  beforeAll(async () => {
    w = await ownWorld()
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
  beforeEach(restoreWorld)

  const may = async (kind: Kind, work: 'draft' | 'submitted' | 'returned') => {
    const page = await entryPage(w.actors[kind], w[work].id)
    return page && Object.entries(granted(page).may).flatMap(([what, allowed]) => (allowed ? [what] : []))
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

  it('lets its owner discard a draft, and nothing else, once the edition has closed', async () => {
    await database().execute(
      sql`update ${editions} set opens_at = 'epoch', closes_at = now() - interval '1 day' where id = ${w.open.id}`,
    )
    expect([await may('owner', 'draft'), await may('owner', 'submitted')]).toEqual([['withdraw'], []])
  })

  it('has how to reach the authors for its owner alone', async () => {
    await database()
      .update(entryAuthors)
      .set({ phone: '0900', email: 'tg@thu.vn', address: 'Nha Trang' })
      .where(eq(entryAuthors.entryId, w.submitted.id))
    const [own, read] = [
      granted(await entryPage(w.actors.owner, w.submitted.id)),
      granted(await entryPage(w.actors.coordinator, w.submitted.id)),
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
    expect(granted(await entryPage(w.actors.coordinator, w.returned.id)).behalf).toBeNull()
    expect(granted(await entryPage(w.actors.owner, w.draft.id)).behalf).toBeNull()
  })

  it('has the edition, the files without where they lie, and nothing of whose it is', async () => {
    const page = granted(await entryPage(w.actors.owner, w.submitted.id))
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
