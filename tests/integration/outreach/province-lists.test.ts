import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { localDay } from '#app/modules/calendar/local-time.ts'
import { draftRows } from '#app/modules/outreach/draft-list.server.ts'
import { inviteeRows } from '#app/modules/outreach/invitee-list.server.ts'
import { funnelOf, funnelOfAll, sameDayBefore } from '#app/modules/outreach/province-funnel.server.ts'
import { silentAgencies } from '#app/modules/outreach/silent-agencies.server.ts'
import { workRows } from '#app/modules/outreach/work-list.server.ts'
import {
  agencies,
  prizesGiven,
  behalfEntries,
  invitees,
  mailPreferences,
  reminders,
  roundEntries,
  rounds,
  users,
} from '#db/schema/index.ts'
import {
  makeActor,
  makeAgency,
  makeEdition,
  makeEntry,
  makePublished,
  makeSubmitted,
  type MadeEdition,
} from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'

/** One province in one edition, with everything around it that must stay out of its lists. */
const place = { frame: '2025', code: '56' }
const here = { provinceFrame: '2025', provinceCode: '56' } as const
const elsewhere = { provinceFrame: '2025', provinceCode: '01' } as const
const nowhere = { ownPlace: '', provinceFrame: null, provinceCode: null } as const
const [hour, day] = [3_600_000, 86_400_000]
const ago = (ms: number) => new Date(Date.now() - ms)

let own: MadeEdition
let oldest: MadeEdition
let before: MadeEdition
let coordinator: Actor

beforeAll(async () => {
  oldest = await makeEdition({ number: 70, opensAt: new Date(0), closesAt: ago(500 * day) })
  before = await makeEdition({ number: 80, opensAt: new Date(0), closesAt: ago(300 * day) })
  own = await makeEdition({ number: 90, closesAt: new Date(Date.now() + 2 * day) })
  coordinator = await makeActor('coordinator', here, 'Đầu Mối')
  await keepWorld()
})
beforeEach(restoreWorld)

async function invite(name: string, email: string, more: Partial<typeof invitees.$inferInsert> = {}) {
  await database()
    .insert(invitees)
    .values({
      editionId: own.id,
      ...place,
      kind: 'person',
      name,
      email,
      invitedBy: coordinator.userId,
      invitedAt: ago(day),
      ...more,
    })
}

/** Somebody whose address was confirmed so long ago, or never. */
async function account(name: string, confirmed: Date | null) {
  const actor = await makeActor('reporter', {}, name)
  await database().update(users).set({ emailConfirmedAt: confirmed }).where(eq(users.id, actor.userId))
  return actor
}

describe('who was invited', () => {
  beforeEach(async () => {
    const invitedAt = ago(day)
    const long = ago(90 * day)
    const [an, chi, du, em, gia, ha] = [
      await account('An', long),
      await account('Chi', ago(hour)),
      await account('Du', long),
      await account('Em', long),
      await account('Gia', null),
      await account('Ha', invitedAt),
    ]
    await makeEntry(an, own, here)
    await makeSubmitted(an, own, 801, here)
    await makeSubmitted(an, own, 802, elsewhere)
    await makeSubmitted(an, before, 803, here)
    await makeSubmitted(du, own, 804, elsewhere)
    await makeSubmitted(em, before, 805, here)
    await makeEntry(gia, own, here)
    for (const one of [an, chi, du, em, gia]) await invite(one.name, one.email)
    await invite(ha.name, ha.email, { invitedAt })
    await invite('Bình', 'binh90@thu.vn', { kind: 'agency', agency: 'Báo Bình' })
    await invite('Cũ', 'cu90@thu.vn', { frame: '2004', code: '58' })
    await invite('Nơi khác', 'khac90@thu.vn', { code: '01' })
    await invite('An lần nữa', an.email, { code: '01' })
    await invite('Kỳ khác', 'kykhac90@thu.vn', { editionId: before.id })
  })

  it('stands in one list by name, with who has come since and with how many works here', async () => {
    const rows = await inviteeRows(own.id, place)
    expect(rows.map(({ name, registered, works }) => [name, registered, works])).toEqual([
      ['An', true, 1],
      ['Bình', false, 0],
      ['Chi', true, 0],
      ['Cũ', false, 0],
      ['Du', false, 0],
      ['Em', false, 0],
      ['Gia', false, 0],
      ['Ha', true, 0],
    ])
    expect(rows[1]).toEqual({
      id: expect.stringMatching(/^ive_/),
      kind: 'agency',
      name: 'Bình',
      email: 'binh90@thu.vn',
      agency: 'Báo Bình',
      invitedAt: expect.anything(),
      registered: false,
      works: 0,
    })
  })

  it('is counted in the province, and once in the country', async () => {
    const { funnel } = await funnelOf(own.id, place)
    expect([funnel.invited, funnel.registered]).toEqual([8, 3])
    const all = await funnelOfAll(own.id)
    expect([all.invited, all.registered]).toEqual([9, 3])
  })
})

describe('drafts', () => {
  let edition: MadeEdition
  const ids: Record<string, string> = {}
  const people: Record<string, Actor> = {}

  beforeEach(async () => {
    edition = await makeEdition({ number: 91 })
    const today = localDay(new Date())
    const draft = async (title: string, values: object, owner?: Actor) => {
      people[title] = owner ?? (await makeActor('reporter', {}, `Chủ ${title}`))
      ids[title] = (await makeEntry(people[title], edition, { title, ...values })).id
      return ids[title]
    }
    const behalf = async (entryId: string, values: Partial<typeof behalfEntries.$inferInsert> = {}) =>
      database()
        .insert(behalfEntries)
        .values({
          entryId,
          ...place,
          enteredBy: coordinator.userId,
          authorName: 'Tác Giả Vắng',
          authorEmail: 'vang@thu.vn',
          tokenHash: entryId,
          ...values,
        })
    await draft('Cũ nhất', { ...here, agencyText: 'Báo Gõ Tay', updatedAt: ago(9 * day) })
    await draft('Vừa một tuần', { ...here, updatedAt: ago(7 * day + hour) })
    await draft('Chưa một tuần', { ...here, updatedAt: ago(7 * day - hour) })
    await behalf(await draft('Nhập thay', { ...nowhere, updatedAt: ago(6 * day) }, coordinator))
    await behalf(await draft('Đã nhận', { ...here, updatedAt: ago(5 * day) }), { confirmedAt: new Date() })
    await draft('Tỉnh cũ', { provinceFrame: '2004', provinceCode: '58', updatedAt: ago(4 * day) })
    // none of these is of this province
    await behalf(await draft('Nhập thay, ngoài tỉnh', { ...nowhere, bucket: 'central' }, coordinator))
    await behalf(await draft('Nhập thay, tỉnh khác', elsewhere, coordinator))
    await behalf(await draft('Tỉnh khác nhập thay', nowhere), { code: '01' })
    await draft('Chưa chọn nơi', nowhere)
    await draft('Nơi khác', elsewhere)
    await makeEntry(people['Cũ nhất']!, own, { ...here, title: 'Kỳ khác' })
    await makeSubmitted(people['Cũ nhất']!, edition, 1, { ...here, state: 'submitted' })

    const reminded = (title: string, values: Partial<typeof reminders.$inferInsert> = {}) =>
      database()
        .insert(reminders)
        .values({
          userId: people[title]!.userId,
          kind: 'author',
          subjectId: edition.id,
          day: today,
          ...values,
        })
    await reminded('Cũ nhất')
    const [round] = await database()
      .insert(rounds)
      .values({
        editionId: edition.id,
        stage: 'preliminary',
        opensAt: ago(day),
        closesAt: new Date(),
        readings: 2,
      })
      .returning({ id: rounds.id })
    await reminded('Vừa một tuần', { kind: 'judge', subjectId: round!.id })
    await reminded('Chưa một tuần', { subjectId: own.id })
    await reminded('Đã nhận', { day: localDay(ago(day)) })
    await database()
      .insert(mailPreferences)
      .values([
        { email: people['Vừa một tuần']!.email, token: 'dung', stoppedAt: new Date() },
        { email: people['Chưa một tuần']!.email, token: 'khong-dung' },
      ])
  })

  it('are listed with those left longest first, and nothing of what is in them', async () => {
    const row = (title: string, more: object = {}) => ({
      id: ids[title],
      title,
      owner: `Chủ ${title}`,
      agency: '',
      updatedAt: expect.anything(),
      idle: false,
      remindedToday: false,
      stopped: false,
      onBehalf: false,
      mine: false,
      ...more,
    })
    expect(await draftRows(edition.id, place, coordinator.userId)).toEqual([
      row('Cũ nhất', { agency: 'Báo Gõ Tay', idle: true, remindedToday: true }),
      row('Vừa một tuần', { idle: true, stopped: true }),
      row('Chưa một tuần'),
      row('Nhập thay', { owner: 'Tác Giả Vắng', onBehalf: true, mine: true }),
      row('Đã nhận', { owner: 'Tác Giả Vắng' }),
      row('Tỉnh cũ'),
    ])
  })

  it('are counted as they are listed, in the country every one of the edition', async () => {
    const { funnel, idle } = await funnelOf(edition.id, place)
    expect([funnel.draft, idle]).toEqual([6, 2])
    expect((await funnelOfAll(edition.id)).draft).toBe(11)
  })
})

describe('works', () => {
  let edition: MadeEdition
  const ids: string[] = []

  beforeEach(async () => {
    ids.length = 0
    edition = await makeEdition({ number: 92 })
    const author = await makeActor('reporter', {}, 'Tác Giả')
    const agency = await makeAgency('Báo Có Tên', '56')
    const add = async (values: Parameters<typeof makeSubmitted>[3]) =>
      ids.push((await makeSubmitted(author, edition, ids.length + 1, values)).id)
    await add({ ...here, state: 'submitted', title: 'Một', agencyId: agency.id })
    await add({ ...here, title: 'Hai', categoryId: edition.categories[1]!.id })
    await add({ ...here, title: 'Ba' })
    await add({ ...here, state: 'ineligible', screeningReason: 'other', title: 'Bốn' })
    await add({ ...here, state: 'returned', returnUntil: new Date(), title: 'Năm' })
    await add({ ...here, state: 'withdrawn', title: 'Đã rút' })
    await add({ provinceFrame: '2004', provinceCode: '58', title: 'Bảy' })
    await add({ ...elsewhere, title: 'Nơi khác' })
    await makeSubmitted(author, own, 900, { ...here, title: 'Kỳ khác' })
    const behalf = { ...place, enteredBy: coordinator.userId, authorName: 'A', authorEmail: 'a@thu.vn' }
    await database()
      .insert(behalfEntries)
      .values([
        { ...behalf, entryId: ids[1]!, tokenHash: 'works-1' },
        { ...behalf, entryId: ids[2]!, tokenHash: 'works-2', confirmedAt: new Date() },
      ])
    const times = { opensAt: ago(day), closesAt: new Date(Date.now() + day), readings: 2 }
    const stages = await database()
      .insert(rounds)
      .values([
        { editionId: edition.id, stage: 'preliminary', state: 'open', ...times },
        { editionId: edition.id, stage: 'final', ...times },
        { editionId: own.id, stage: 'final', state: 'open', ...times },
      ])
      .returning({ id: rounds.id })
    const at = (round: number, work: number) => ({ roundId: stages[round]!.id, entryId: ids[work - 1]! })
    await database()
      .insert(roundEntries)
      .values([at(0, 2), at(0, 3), at(1, 2), at(1, 7), at(1, 6), at(1, 8)])
    const prize = (work: number, category: number) => ({
      editionId: edition.id,
      categoryId: edition.categories[category]!.id,
      entryId: ids[work - 1]!,
      prize: 'third' as const,
    })
    await database()
      .insert(prizesGiven)
      .values([prize(2, 1), prize(6, 0), prize(8, 0)])
  })

  const told = async () => {
    const { funnel } = await funnelOf(edition.id, place)
    const listed = async (step: Parameters<typeof workRows>[2]) =>
      (await workRows(edition.id, place, step)).map((row) => row.number)
    return [
      [funnel.submitted, await listed('submitted')],
      [funnel.eligible, await listed('eligible')],
      [funnel.final, await listed('final')],
      [funnel.prizes, await listed('prizes')],
    ]
  }
  const first = [
    [6, [1, 2, 3, 4, 5, 7]],
    [3, [2, 3, 7]],
  ]

  it('are told step by step: of the final once it has opened, of prizes once they are published', async () => {
    expect(await told()).toEqual([...first, [null, []], [null, []]])
    await database().update(rounds).set({ state: 'open' }).where(eq(rounds.editionId, edition.id))
    expect(await told()).toEqual([...first, [2, [2, 7]], [null, []]])
    await database().update(rounds).set({ state: 'forming' }).where(eq(rounds.editionId, edition.id))
    await makePublished(edition.id, coordinator)
    expect(await told()).toEqual([...first, [2, [2, 7]], [1, [2]]])
  })

  it('are counted in the country with everything of the edition', async () => {
    expect(await funnelOfAll(edition.id)).toEqual({
      invited: 0,
      registered: 0,
      draft: 0,
      submitted: 7,
      eligible: 4,
      final: 3,
      prizes: 2,
    })
  })

  it('are listed by number with what screening made of them', async () => {
    const row = (number: number, title: string, more: object = {}) => ({
      id: ids[number - 1],
      number,
      title,
      state: 'eligible',
      prize: null,
      category: edition.categories[0]!.nameVi,
      agency: null,
      authors: 'Tác Giả',
      unconfirmed: false,
      ...more,
    })
    expect(await workRows(edition.id, place, 'submitted')).toEqual([
      row(1, 'Một', { state: 'submitted', agency: 'Báo Có Tên' }),
      row(2, 'Hai', { category: edition.categories[1]!.nameVi, unconfirmed: true }),
      row(3, 'Ba'),
      row(4, 'Bốn', { state: 'ineligible' }),
      row(5, 'Năm', { state: 'returned' }),
      row(7, 'Bảy'),
    ])
  })
})

describe('the edition before', () => {
  beforeEach(async () => {
    const author = await makeActor()
    const at = (ms: number, values: object = here) => ({
      submittedAt: new Date(before.closesAt.getTime() - ms),
      ...values,
    })
    const works = [
      at(9 * day),
      at(2 * day + hour),
      at(2 * day - hour),
      at(0),
      at(-1),
      at(9 * day, elsewhere),
      at(9 * day, { ...here, state: 'withdrawn' }),
    ]
    for (const [index, values] of works.entries()) await makeSubmitted(author, before, index + 1, values)
    await makeSubmitted(author, oldest, 1, at(310 * day))
  })

  it('is told as it stood as long before its own close', async () => {
    expect(await sameDayBefore(own.id, place)).toEqual({ edition: 80, received: 2 })
  })

  it('is told whole once this one has closed, to the moment of its own close', async () => {
    const over = await makeEdition({ number: 81, opensAt: new Date(0), closesAt: ago(day) })
    expect(await sameDayBefore(over.id, place)).toEqual({ edition: 80, received: 4 })
  })

  it('is nothing for the first', async () => {
    const first = await makeEdition({ number: 1 })
    expect(await sameDayBefore(first.id, place)).toBeNull()
  })
})

it('names by name the agencies seated here that have sent nothing, and which were invited', async () => {
  const edition = await makeEdition({ number: 93 })
  const author = await makeActor()
  const there = { provinceFrame: '2025', provinceCode: '48' } as const
  const [silent, , , drafting, other, busy, gone, , central] = [
    await makeAgency('Áo', '48'),
    await makeAgency('Bờ', '48'),
    await makeAgency('Đò', '48'),
    await makeAgency('Ê', '48'),
    await makeAgency('Gỗ', '48'),
    await makeAgency('Đã gửi', '48'),
    await makeAgency('Đã sáp nhập', '48'),
    await makeAgency('Nơi khác', '01'),
    await makeAgency('Trung ương', '48'),
  ]
  await database().update(agencies).set({ level: 'central' }).where(eq(agencies.id, central.id))
  await database()
    .update(agencies)
    .set({ successorId: silent.id, mergedOn: '2026-01-01' })
    .where(eq(agencies.id, gone.id))
  await makeEntry(author, edition, { ...there, agencyId: drafting.id })
  await makeSubmitted(author, own, 950, { ...there, agencyId: other.id })
  await makeSubmitted(author, edition, 1, { ...there, agencyId: busy.id })
  const asked = { editionId: edition.id, kind: 'agency' as const, code: '48' }
  await invite('Áo', 'ao@thu.vn', { ...asked, agency: 'Áo' })
  await invite('Bờ', 'bo@thu.vn', { ...asked, agency: 'Bờ', code: '01' })
  await invite('Đò', 'do@thu.vn', { ...asked, agency: 'Đò', editionId: own.id })
  expect(await silentAgencies(edition.id, { frame: '2025', code: '48' })).toEqual(
    [
      ['Áo', true],
      ['Bờ', false],
      ['Đò', false],
      ['Ê', false],
      ['Gỗ', false],
    ].map(([name, invited]) => ({ id: expect.stringMatching(/^agc_/), name, invited })),
  )
})
