import { and, eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { loadDossier } from '#app/modules/entries/load-entry.server.ts'
import { submitEntry } from '#app/modules/entries/submit-entry.server.ts'
import { setMailStopped } from '#app/modules/mail/stop-mail.server.ts'
import { confirmBehalf } from '#app/modules/outreach/confirm-behalf.server.ts'
import { draftRows } from '#app/modules/outreach/draft-list.server.ts'
import { endorsementOf, quotaBoard, rankWorks, setQuotas } from '#app/modules/outreach/endorse.server.ts'
import { behalfOf, enterOnBehalf } from '#app/modules/outreach/enter-on-behalf.server.ts'
import { invitePeople, previewInvitees } from '#app/modules/outreach/invite-people.server.ts'
import { inviteeRows } from '#app/modules/outreach/invitee-list.server.ts'
import { funnelOf, sameDayBefore } from '#app/modules/outreach/province-funnel.server.ts'
import { ownProvinces, type OwnProvince } from '#app/modules/participation/own-province.server.ts'
import { provinceFigures } from '#app/modules/participation/province-figures.server.ts'
import { resendToAuthor } from '#app/modules/outreach/resend-to-author.server.ts'
import { remindAuthors } from '#app/modules/outreach/remind-authors.server.ts'
import { silentAgencies } from '#app/modules/outreach/silent-agencies.server.ts'
import { workRows } from '#app/modules/outreach/work-list.server.ts'
import { prizesGiven, editions, entries, mailMessages, mailPreferences } from '#db/schema/index.ts'
import {
  entryRow,
  makeActor,
  makeAgency,
  makeEdition,
  makePublished,
  makeEntry,
  makeSubmitted,
  type MadeEdition,
} from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'

let edition: MadeEdition
let coordinator: Actor
let stranger: Actor
let province: OwnProvince
const here = { provinceFrame: '2025', provinceCode: '56' }

beforeAll(async () => {
  coordinator = await makeActor('coordinator', here, 'Đầu mối Khánh Hòa')
  stranger = await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '01' })
  ;[province] = (await ownProvinces(coordinator)) as [OwnProvince]
  edition = await makeEdition({ number: 70 })
  await keepWorld()
})
beforeEach(restoreWorld)

const mailsTo = (email: string) =>
  database().select().from(mailMessages).where(eq(mailMessages.recipient, email))

describe('inviting', () => {
  it('previews line by line, sends only when confirmed, and nobody twice', async () => {
    const known = await makeActor('reporter', {}, 'Đã có tài khoản')
    const list = `Mới Một; moi1@thu.vn; Báo Mới\n${known.name}; ${known.email}\nKhông có thư\nMới Một; moi1@thu.vn`
    const preview = await previewInvitees(edition.id, province, list)
    // whether an address has an account is not told, before the invitation or after it
    expect(preview.map((row) => row.state)).toEqual(['new', 'new', 'noEmail', 'twice'])
    expect(await mailsTo('moi1@thu.vn')).toEqual([])
    expect(await invitePeople(stranger, edition.id, province, list)).toBeNull()
    expect(await invitePeople(coordinator, edition.id, province, list)).toEqual({ invited: 2 })
    expect(await invitePeople(coordinator, edition.id, province, list)).toEqual({ invited: 0 })
    const [mail, ...more] = await mailsTo('moi1@thu.vn')
    expect(more).toEqual([])
    expect(mail!.body).toContain('Khánh Hòa')
    expect(mail!.body).toContain(mail!.stopLink!)
    const rows = await inviteeRows(edition.id, province)
    expect(rows.map((row) => [row.name, row.registered])).toEqual([
      ['Đã có tài khoản', false],
      ['Mới Một', false],
    ])
  })
  it('invites nobody to an edition that has closed', async () => {
    const over = await makeEdition({ number: 179, opensAt: new Date(0), closesAt: new Date(86_400_000) })
    expect(await invitePeople(coordinator, over.id, province, 'An; an@thu.vn')).toMatchObject({
      refused: { key: 'entry.refused.tooLate' },
    })
  })

  it('leaves alone who has stopped such mail', async () => {
    await invitePeople(coordinator, edition.id, province, 'Dừng; dung@thu.vn')
    const [preference] = await database()
      .select()
      .from(mailPreferences)
      .where(eq(mailPreferences.email, 'dung@thu.vn'))
    expect(await setMailStopped(preference!.token, true)).toBe(true)
    expect(await setMailStopped('khong-co', true)).toBe(false)
    const other = await makeEdition({ number: 71 })
    expect((await previewInvitees(other.id, province, 'Dừng; dung@thu.vn'))[0]!.state).toBe('stopped')
    expect(await invitePeople(coordinator, other.id, province, 'Dừng; dung@thu.vn')).toEqual({ invited: 0 })
  })
})

describe('the funnel and its lists', () => {
  it('counts each step as its list does, of this province only', async () => {
    const own = await makeEdition({ number: 73, closesAt: new Date(Date.now() + 3600_000 * 48) })
    const earlier = await makeEdition({
      number: 72,
      opensAt: new Date(0),
      closesAt: new Date(Date.now() - 300 * 86_400_000),
    })
    const author = await makeActor()
    const at = (days: number) => new Date(earlier.closesAt.getTime() - days * 86_400_000)
    for (const [index, days] of [1, 5, 9].entries())
      await makeSubmitted(author, earlier, index + 1, { ...here, submittedAt: at(days) })
    await invitePeople(coordinator, own.id, province, `An; ${author.email}\nBình; b73@thu.vn`)
    await makeEntry(author, own, { ...here, title: 'Nháp', updatedAt: new Date(Date.now() - 8 * 86_400_000) })
    await makeEntry(author, own, {
      ownPlace: '',
      provinceFrame: null,
      provinceCode: null,
      title: 'Chưa có nơi',
    })
    await makeEntry(author, own, { provinceCode: '01', title: 'Nháp nơi khác' })
    await makeSubmitted(author, own, 1, { ...here, state: 'submitted' })
    const eligible = await makeSubmitted(author, own, 2, here)
    await makeSubmitted(author, own, 3, { provinceFrame: '2004', provinceCode: '58', title: 'Ninh Thuận cũ' })
    await makeSubmitted(author, own, 4, { provinceCode: '01', title: 'CHIM-HOÀNG-YẾN' })
    await database().insert(prizesGiven).values({
      editionId: own.id,
      categoryId: own.categories[0]!.id,
      entryId: eligible.id,
      prize: 'first',
    })
    const { funnel, idle } = await funnelOf(own.id, province)
    expect(funnel).toEqual({
      invited: 2,
      registered: 1,
      draft: 1,
      submitted: 3,
      eligible: 2,
      final: null,
      prizes: null,
    })
    expect(idle).toBe(1)
    expect(
      (await draftRows(own.id, province, coordinator.userId)).map((row) => [row.title, row.idle]),
    ).toEqual([['Nháp', true]])
    // of whoever was invited, the works of this province only
    expect((await inviteeRows(own.id, province)).map((row) => [row.name, row.works])).toEqual([
      ['An', 3],
      ['Bình', 0],
    ])
    expect((await workRows(own.id, province, 'submitted')).length).toBe(3)
    expect((await workRows(own.id, province, 'eligible')).length).toBe(2)
    // a prize is not told before it is published, neither as a number nor in a list
    expect(await workRows(own.id, province, 'prizes')).toEqual([])
    const hidden = await workRows(own.id, province, 'eligible')
    expect(hidden.map((row) => row.prize)).toEqual([null, null])
    expect((await provinceFigures({ ...own }, province)).row.prizes).toBe(0)
    await makePublished(own.id, await makeActor('organizer'))
    expect((await funnelOf(own.id, province)).funnel.prizes).toBe(1)
    expect((await workRows(own.id, province, 'prizes')).map((row) => [row.id, row.prize])).toEqual([
      [eligible.id, 'first'],
    ])
    // 48 hours before its close the edition before had two of its three
    expect(await sameDayBefore(own.id, province)).toEqual({ edition: 72, received: 2 })
    const everything = JSON.stringify([
      await funnelOf(own.id, province),
      await draftRows(own.id, province, coordinator.userId),
      await workRows(own.id, province, 'submitted'),
      await provinceFigures({ ...own, provincesSee: 'rank' }, province),
    ])
    expect(everything).not.toContain('CHIM-HOÀNG-YẾN')
    expect(everything).not.toContain('Nháp nơi khác')
  })

  it('shows a draft of somebody invited only once its author has placed it there', async () => {
    const own = await makeEdition({ number: 174 })
    const author = await makeActor('reporter', {}, 'Người Chưa Chọn Nơi')
    const nowhere = { ownPlace: '', provinceFrame: null, provinceCode: null }
    const draft = await makeEntry(author, own, {
      ...nowhere,
      title: 'KÍN-CHƯA-NỘP',
      agencyText: 'Báo Kín',
      updatedAt: new Date(Date.now() - 9 * 86_400_000),
    })
    const list = `An; ${author.email}\nBình; khong-co-tai-khoan@thu.vn`
    const states = (await previewInvitees(own.id, province, list)).map((row) => row.state)
    expect(states).toEqual(['new', 'new'])
    expect(await invitePeople(coordinator, own.id, province, list)).toEqual({ invited: 2 })
    const seen = async () => ({
      funnel: await funnelOf(own.id, province),
      drafts: (await draftRows(own.id, province, coordinator.userId)).map((row) => row.title),
      people: (await inviteeRows(own.id, province)).map((row) => [row.name, row.registered, row.works]),
    })
    const ask = { drafts: [draft.id], subject: 'Nhắc', body: 'Kính gửi {họ tên}, {tác phẩm}' }
    expect(await seen()).toMatchObject({
      funnel: { idle: 0, funnel: { invited: 2, registered: 0, draft: 0 } },
      drafts: [],
      people: [
        ['An', false, 0],
        ['Bình', false, 0],
      ],
    })
    expect(await remindAuthors(coordinator, own.id, province, ask)).toEqual({ reminded: 0 })

    await database()
      .update(entries)
      .set({ ownPlace: 'p:56', ...here })
      .where(eq(entries.id, draft.id))
    expect(await seen()).toMatchObject({
      funnel: { idle: 1, funnel: { invited: 2, registered: 1, draft: 1 } },
      drafts: ['KÍN-CHƯA-NỘP'],
      people: [
        ['An', true, 0],
        ['Bình', false, 0],
      ],
    })
    expect(await remindAuthors(coordinator, own.id, province, ask)).toEqual({ reminded: 1 })
  })

  it('tells of other provinces only what the organizers allow', async () => {
    const seen = async (provincesSee: 'own' | 'rank' | 'all') => {
      const { rank, median, others } = await provinceFigures({ id: edition.id, provincesSee }, province)
      return [rank === null, median === null, others === null]
    }
    await makeSubmitted(await makeActor(), edition, 500, here)
    expect([await seen('own'), await seen('rank'), await seen('all')]).toEqual([
      [true, true, true],
      [false, false, true],
      [false, false, false],
    ])
  })

  it('names the agencies with nothing yet', async () => {
    const silent = await makeAgency('Báo Im Lặng Khánh Hòa', '56')
    const busy = await makeAgency('Báo Có Bài Khánh Hòa', '56')
    await makeAgency('Báo Im Lặng Hà Nội', '01')
    await makeSubmitted(await makeActor(), edition, 501, { ...here, agencyId: busy.id })
    expect((await silentAgencies(edition.id, province)).map((row) => row.id)).toEqual([silent.id])
  })
})

it('reminds owners of drafts in the coordinator’s words, each once a day, and not who has stopped', async () => {
  const own = await makeEdition({ number: 74 })
  const [first, second] = [await makeActor('reporter', {}, 'Tác Giả Một'), await makeActor()]
  const drafts = [
    await makeEntry(first, own, { ...here, title: 'Bài A' }),
    await makeEntry(first, own, { ...here, title: 'Bài B' }),
    await makeEntry(second, own, here),
  ].map((entry) => entry.id)
  const away = await makeEntry(second, own, { provinceCode: '01' })
  const ask = {
    drafts: [...drafts, away.id],
    subject: 'Nhắc {kỳ giải}',
    body: 'Gửi {họ tên}: {tác phẩm} {đường dẫn}',
  }
  expect(await remindAuthors(stranger, own.id, province, ask)).toBeNull()
  expect(await remindAuthors(coordinator, own.id, province, ask)).toEqual({ reminded: 2 })
  expect(await remindAuthors(coordinator, own.id, province, ask)).toEqual({ reminded: 0 })
  const mails = await mailsTo(first.email)
  expect(mails.length).toBe(1)
  expect(mails[0]!.subject).toBe('Nhắc LXXIV')
  expect(mails[0]!.body).toMatch(/^Gửi Tác Giả Một: Bài [AB] http/)
  await database().execute(sql`delete from reminders`)
  const [preference] = await database()
    .select()
    .from(mailPreferences)
    .where(eq(mailPreferences.email, first.email))
  await setMailStopped(preference!.token, true)
  expect(await remindAuthors(coordinator, own.id, province, { ...ask, drafts: [drafts[0]!] })).toEqual({
    reminded: 0,
  })
  expect(
    (await draftRows(own.id, province, coordinator.userId)).find((row) => row.id === drafts[0])!.stopped,
  ).toBe(true)
})

const linkIn = (body: string) => /\/behalf\/(\S+)/.exec(body)![1]!

describe('entering on behalf of an author', () => {
  const ask = {
    title: 'Bài gửi qua bưu điện',
    authorName: 'Lê Văn Thư',
    authorEmail: 'levanthu@thu.vn',
    postmarkedOn: null as string | null,
    receivedOn: null as string | null,
  }
  it('hands the draft to the author, who makes an account by the link', async () => {
    expect(await enterOnBehalf(stranger, edition.id, province, ask)).toBeNull()
    const { entryId } = (await enterOnBehalf(coordinator, edition.id, province, ask)) as { entryId: string }
    expect(await entryRow(entryId)).toMatchObject({ ownerId: coordinator.userId, ...here, state: 'draft' })
    const [mail] = await mailsTo(ask.authorEmail)
    const token = linkIn(mail!.body)
    expect(await behalfOf(token)).toMatchObject({ title: ask.title, userId: null, email: ask.authorEmail })
    expect(await confirmBehalf(token, coordinator, null)).toMatchObject({
      refused: { key: 'form.error.required' },
    })
    expect(
      await confirmBehalf(token, null, { name: 'Lê Văn Thư', password: 'mot cau de nho', locale: 'vi' }),
    ).toEqual({ entryId, userId: expect.stringMatching(/^usr_/), made: true })
    expect(await behalfOf(token)).toBeNull()
    const [owner] = await database().execute<{ email: string }>(
      sql`select u.email from entries e join users u on u.id = e.owner_id where e.id = ${entryId}`,
    )
    expect(owner!.email).toBe(ask.authorEmail)
    expect(await loadDossier(coordinator, entryId)).toBeNull()
  })

  it('writes again to an address that was mended, and can remind the author once the work is theirs', async () => {
    const work = { ...ask, title: 'Gửi lại', authorEmail: 'sai@thu.vn' }
    const { entryId } = (await enterOnBehalf(coordinator, edition.id, province, work)) as { entryId: string }
    const reminder = { drafts: [entryId], subject: 'Nhắc', body: 'Kính gửi {họ tên}' }
    expect(await remindAuthors(coordinator, edition.id, province, reminder)).toEqual({ reminded: 0 })
    const first = linkIn((await mailsTo('sai@thu.vn'))[0]!.body)
    expect(await resendToAuthor(stranger, entryId, 'dungdiachi@thu.vn')).toBeNull()
    expect(await resendToAuthor(coordinator, entryId, 'dungdiachi@thu.vn')).toEqual({ done: true })
    expect(await behalfOf(first)).toBeNull()
    const second = linkIn((await mailsTo('dungdiachi@thu.vn'))[0]!.body)
    const account = { name: 'Lê Văn Thư', password: 'mot cau de nho', locale: 'vi' as const }
    expect(await confirmBehalf(second, null, account)).toMatchObject({ entryId, made: true })
    expect(await resendToAuthor(coordinator, entryId, 'sai@thu.vn')).toBeNull()
    expect(await remindAuthors(coordinator, edition.id, province, reminder)).toEqual({ reminded: 1 })
  })

  it('wants the author’s own account where there is one', async () => {
    const author = await makeActor()
    await enterOnBehalf(coordinator, edition.id, province, {
      ...ask,
      title: 'Khác',
      authorEmail: author.email,
    })
    const token = linkIn((await mailsTo(author.email))[0]!.body)
    expect(await confirmBehalf(token, coordinator, null)).toMatchObject({
      refused: { key: 'follow.behalf.error.signIn' },
    })
    expect(await confirmBehalf(token, author, null)).toMatchObject({ entryId: expect.any(String) })
  })

  it('takes by the postmark what comes after the deadline, for as many days as the edition says', async () => {
    const day = (ago: number) =>
      new Date(Date.now() + 7 * 3600_000 - ago * 86_400_000).toISOString().slice(0, 10)
    const over = await makeEdition({
      number: 75,
      closesAt: new Date(Date.now() - 3 * 86_400_000),
      opensAt: new Date(Date.now() - 90 * 86_400_000),
      postmarkDays: 10,
    })
    const late = (postmarkedOn: string | null, receivedOn: string | null = null) =>
      enterOnBehalf(coordinator, over.id, province, { ...ask, postmarkedOn, receivedOn })
    expect(await late(null)).toMatchObject({ refused: { key: 'entry.refused.tooLate' } })
    expect(await late(day(2))).toMatchObject({ refused: { key: 'entry.refused.tooLate' } })
    expect(await late(day(4), day(5))).toMatchObject({ field: 'receivedOn' })
    expect(await late(day(-2))).toMatchObject({ field: 'postmarkedOn' })
    const { entryId } = (await late(day(4), day(1))) as { entryId: string }
    const whole = await makeEntry(coordinator, over, here)
    expect(await submitEntry(coordinator, whole.id)).toMatchObject({
      refused: { key: 'entry.refused.tooLate' },
    })
    await database().execute(
      sql`update behalf_entries set entry_id = ${whole.id} where entry_id = ${entryId}`,
    )
    const { postmarkedOn, receivedOn } = await entryRow(entryId)
    expect([postmarkedOn, receivedOn]).toEqual([day(4), day(1)])
    await database().update(entries).set({ postmarkedOn, receivedOn }).where(eq(entries.id, whole.id))
    expect(await submitEntry(coordinator, whole.id)).toMatchObject({ numberText: 'LXXV-0001' })
    await database().update(editions).set({ postmarkDays: 1 }).where(eq(editions.id, over.id))
    expect(await late(day(4), day(1))).toMatchObject({ refused: { key: 'entry.refused.tooLate' } })
  })
})

it('endorses within the quota, moves the reserve up, and shows the organizers', async () => {
  const own = await makeEdition({ number: 79, endorsement: true, endorsementQuota: 3 })
  const author = await makeActor()
  const organizer = await makeActor('organizer')
  const works = []
  for (let index = 1; index <= 4; index++) works.push((await makeSubmitted(author, own, index, here)).id)
  const elsewhere = await makeSubmitted(author, own, 9, { provinceCode: '01' })
  expect(await rankWorks(stranger, own.id, province, works)).toBeNull()
  expect(await rankWorks(coordinator, own.id, province, [elsewhere.id])).toMatchObject({ refused: {} })
  expect(await setQuotas(coordinator, own.id, new Map([['56', 2]]))).toBeNull()
  expect(await setQuotas(organizer, own.id, new Map([['56', 2]]))).toEqual({ set: 1 })
  expect(await rankWorks(coordinator, own.id, province, [works[1]!, works[0]!, works[2]!])).toEqual({
    ranked: 3,
  })
  const standings = async () =>
    Object.fromEntries(
      (await endorsementOf(own.id, province)).works.map((work) => [work.number, work.standing]),
    )
  expect(await standings()).toEqual({ 1: 'endorsed', 2: 'endorsed', 3: 'reserve', 4: 'unranked' })
  await database()
    .update(entries)
    .set({ state: 'withdrawn' })
    .where(and(eq(entries.id, works[0]!)))
  expect(await standings()).toEqual({ 1: 'out', 2: 'endorsed', 3: 'endorsed', 4: 'unranked' })
  const board = (await quotaBoard(own)).find((row) => row.code === '56')
  expect(board).toMatchObject({ quota: 2, endorsed: 2, reserve: 0, unranked: 1, received: 3 })
})
