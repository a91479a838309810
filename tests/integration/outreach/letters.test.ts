import { and, desc, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { environment } from '#app/env.server.ts'
import { pageTexts, translator } from '#app/i18n/all.server.ts'
import { sayDeadline, sayMoment } from '#app/i18n/say-moment.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { localDay } from '#app/modules/calendar/local-time.ts'
import { checkPassword } from '#app/modules/accounts/passwords.server.ts'
import { setMailStopped } from '#app/modules/mail/stop-mail.server.ts'
import { confirmBehalf } from '#app/modules/outreach/confirm-behalf.server.ts'
import {
  behalfOf,
  enterOnBehalf,
  shownBehalf,
  whyNotOnBehalf,
} from '#app/modules/outreach/enter-on-behalf.server.ts'
import { invitePeople, previewInvitees } from '#app/modules/outreach/invite-people.server.ts'
import { silentAgencies } from '#app/modules/outreach/silent-agencies.server.ts'
import { remindAuthors } from '#app/modules/outreach/remind-authors.server.ts'
import { resendToAuthor } from '#app/modules/outreach/resend-to-author.server.ts'
import { ownProvinces, type OwnProvince } from '#app/modules/participation/own-province.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import {
  agencies,
  agencyNames,
  auditEvents,
  behalfEntries,
  entries,
  entryAuthors,
  entryParts,
  invitees,
  mailMessages,
  mailPreferences,
  reminders,
  userRoles,
  users,
} from '#db/schema/index.ts'
import { makeActor, makeAgency, makeEdition, makeEntry, type MadeEdition } from '#tests/factories/index.ts'

const t = translator('vi')
const here = { provinceFrame: '2025', provinceCode: '56' } as const
const day = 86_400_000

let edition: MadeEdition
let coordinator: Actor
let province: OwnProvince
let origin: string

beforeAll(async () => {
  origin = environment().APP_ORIGIN
  coordinator = await makeActor('coordinator', here, 'Đầu Mối Tỉnh')
  ;[province] = (await ownProvinces(coordinator)) as [OwnProvince]
  edition = await makeEdition({ number: 70 })
})

const mailsTo = (recipient: string) =>
  database()
    .select({ subject: mailMessages.subject, body: mailMessages.body })
    .from(mailMessages)
    .where(eq(mailMessages.recipient, recipient))
    .orderBy(mailMessages.createdAt)

/** The text itself, without what every letter ends with. */
const written = async (recipient: string) =>
  (await mailsTo(recipient)).map(({ subject, body }) => [subject, body.split('\n\nTrân trọng.\n\n')[0]])

/** Who signs the letters to somebody: one body each, and once. */
const signers = async (recipient: string) =>
  (await mailsTo(recipient)).map(({ body }) => {
    const [, ending, ...more] = body.split('Trân trọng.\n\n')
    expect(more).toEqual([])
    return ending!.split('\n')[0]
  })
const committee = 'Ban Chỉ đạo công tác thông tin đối ngoại tỉnh Khánh Hòa'
const secretariat = 'Ban Thư ký Giải thưởng toàn quốc về thông tin đối ngoại'

const lastEvent = async (kind: string) => {
  const [row] = await database()
    .select({
      actorId: auditEvents.actorId,
      subjectId: auditEvents.subjectId,
      editionId: auditEvents.editionId,
      details: auditEvents.details,
    })
    .from(auditEvents)
    .where(eq(auditEvents.kind, kind))
    .orderBy(desc(auditEvents.id))
    .limit(1)
  return row
}

const ofProvince = (details: object) => ({
  actorId: coordinator.userId,
  subjectId: '2025:56',
  editionId: edition.id,
  details,
})

async function stop(email: string) {
  await database()
    .insert(mailPreferences)
    .values({ email, token: `dung-${email}`, stoppedAt: new Date() })
}

describe('an invitation', () => {
  it('is previewed by what each line would do, of this province and edition alone', async () => {
    const [own, other] = [await makeEdition({ number: 71 }), await makeEdition({ number: 72 })]
    const invited = (email: string, more: Partial<typeof invitees.$inferInsert> = {}) =>
      database()
        .insert(invitees)
        .values({
          editionId: own.id,
          frame: '2025',
          code: '56',
          kind: 'person',
          name: 'X',
          email,
          invitedBy: coordinator.userId,
          ...more,
        })
    await invited('biet@thu.vn')
    await invited('tinhkhac@thu.vn', { code: '01' })
    await invited('khungcu@thu.vn', { frame: '2004', code: '56' })
    await invited('kykhac@thu.vn', { editionId: other.id })
    await stop('thoi@thu.vn')
    await database().insert(mailPreferences).values({ email: 'nhan@thu.vn', token: 'van-nhan' })
    const emails = ['biet', 'tinhkhac', 'khungcu', 'kykhac', 'thoi', 'nhan', 'la'].map(
      (name) => `${name}@thu.vn`,
    )
    const list = `Biết lần đầu; ${emails.join('\nTên Người; ')}\nKhông có thư\n; trong@thu.vn`
    const preview = await previewInvitees(own.id, province, list)
    expect(preview.map(({ line, email, state }) => [line, email, state])).toEqual([
      [1, 'biet@thu.vn', 'known'],
      [2, 'tinhkhac@thu.vn', 'new'],
      [3, 'khungcu@thu.vn', 'new'],
      [4, 'kykhac@thu.vn', 'new'],
      [5, 'thoi@thu.vn', 'stopped'],
      [6, 'nhan@thu.vn', 'new'],
      [7, 'la@thu.vn', 'new'],
      [8, '', 'noEmail'],
      [9, 'trong@thu.vn', 'noName'],
    ])
    expect(preview[0]).toEqual({
      line: 1,
      kind: 'person',
      name: 'Biết lần đầu',
      email: 'biet@thu.vn',
      agency: '',
      state: 'known',
    })
    expect(await previewInvitees(own.id, province, 'Không có thư')).toEqual([
      { line: 1, kind: 'person', name: 'Không có thư', email: '', agency: '', state: 'noEmail' },
    ])
    expect(await previewInvitees(own.id, province, '')).toEqual([])
  })

  it('lists an agency by its own name of today, however it is typed', async () => {
    const own = await makeEdition({ number: 2077 })
    const house = await makeAgency('Báo và phát thanh Đất Lành', '56')
    const former = await makeAgency('Báo Đất Cũ', '56')
    await database().insert(agencyNames).values({ agencyId: house.id, name: 'Báo Đất', nameKey: 'bao dat' })
    const merged = { successorId: house.id, mergedOn: '2025-07-01' }
    await database().update(agencies).set(merged).where(eq(agencies.id, former.id))
    const list = [
      'A; a77@thu.vn; bao va PHAT THANH dat lanh',
      'B; b77@thu.vn; Bao Dat',
      'C; c77@thu.vn; bao dat cu',
      'D; d77@thu.vn; Báo Chưa Có',
      'Cơ quan: bao dat; toasoan77@thu.vn',
    ].join('\n')
    const listed = (await previewInvitees(own.id, province, list)).map(({ name, agency }) => [name, agency])
    expect(listed).toEqual([
      ['A', house.name],
      ['B', house.name],
      ['C', house.name],
      ['D', 'Báo Chưa Có'],
      [house.name, house.name],
    ])
    expect(await invitePeople(coordinator, own.id, province, list)).toEqual({ invited: 5 })
    expect(await silentAgencies(own.id, province)).toContainEqual({
      id: house.id,
      name: house.name,
      invited: true,
    })
  })

  it('writes to each new address once, to sign in where it has an account and to register elsewhere', async () => {
    const known = await makeActor('reporter', {}, 'Có Tài Khoản')
    await stop('thoi70@thu.vn')
    const list = [
      `Có Tài Khoản; ${known.email}`,
      'Cơ quan: Báo Mới, toasoan70@thu.vn',
      'Thôi; thoi70@thu.vn',
      'Sai; khong-phai-thu@',
    ].join('\n')
    expect(await invitePeople(coordinator, edition.id, province, list)).toEqual({ invited: 2 })
    const letter = (name: string, link: string, to: 'body' | 'bodyAgency') => [
      t('follow.invite.mail.subject', { edition: 'LXX' }),
      t(`follow.invite.mail.${to}`, {
        name,
        province: 'tỉnh Khánh Hòa',
        edition: 'LXX',
        closes: sayDeadline(edition.closesAt, pageTexts('vi')),
        link,
      }),
    ]
    expect(await written(known.email)).toEqual([letter('Có Tài Khoản', `${origin}/sign-in`, 'body')])
    expect(await written('toasoan70@thu.vn')).toEqual([letter('Báo Mới', `${origin}/register`, 'bodyAgency')])
    expect([await signers(known.email), await signers('toasoan70@thu.vn')]).toEqual([
      [committee],
      [committee],
    ])
    expect([await written('thoi70@thu.vn'), await written('khong-phai-thu@')]).toEqual([[], []])
    const rows = await database().select().from(invitees).where(eq(invitees.email, 'toasoan70@thu.vn'))
    expect(rows).toMatchObject([
      {
        editionId: edition.id,
        frame: '2025',
        code: '56',
        kind: 'agency',
        name: 'Báo Mới',
        agency: 'Báo Mới',
        invitedBy: coordinator.userId,
      },
    ])
    expect(await lastEvent('participation.invited')).toEqual(ofProvince({ count: 2 }))
  })

  it('is written by nobody but who holds the province', async () => {
    const elsewhere = await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '01' })
    const asks = { drafts: [], subject: 'Nhắc nộp', body: 'Kính gửi Ông/Bà' }
    expect(await invitePeople(elsewhere, edition.id, province, 'An; an68@thu.vn')).toBeNull()
    expect(await remindAuthors(elsewhere, edition.id, province, asks)).toBeNull()
    expect(await enterOnBehalf(elsewhere, edition.id, province, work)).toBeNull()
  })

  it('is nothing at all where the list has nobody new, even after the close', async () => {
    const over = await makeEdition({ number: 69, opensAt: new Date(0), closesAt: new Date(day) })
    expect(await invitePeople(coordinator, over.id, province, 'Không có thư')).toEqual({ invited: 0 })
    expect(await invitePeople(coordinator, over.id, province, 'An; an69@thu.vn')).toEqual(
      refuse('entry.refused.tooLate', {}, 'list'),
    )
    expect(await invitePeople(coordinator, 'edn_khac', province, 'An; an69@thu.vn')).toBeNull()
    expect(await written('an69@thu.vn')).toEqual([])
  })
})

describe('a reminder', () => {
  it('goes to the owners of drafts here once a day, filled in for each, and is on the record', async () => {
    const own = await makeEdition({ number: 73 })
    const [named, untitled, stopped] = [
      await makeActor('reporter', {}, 'Người Một'),
      await makeActor('reporter', {}, 'Người Hai'),
      await makeActor('reporter', {}, 'Người Ba'),
    ]
    await stop(stopped.email)
    const first = await makeEntry(named, own, { ...here, title: 'Bài Một' })
    const second = await makeEntry(untitled, own, { ...here, title: '' })
    const third = await makeEntry(stopped, own, here)
    const unasked = await makeEntry(await makeActor(), own, here)
    const ask = {
      drafts: [first.id, second.id, third.id, 'ent_khac'],
      subject: 'Nhắc {kỳ giải}',
      body: '{họ tên} {tác phẩm} {tỉnh} {đường dẫn}',
    }
    expect(await remindAuthors(coordinator, 'edn_khac', province, ask)).toEqual({ reminded: 0 })
    expect(await remindAuthors(coordinator, own.id, province, { ...ask, drafts: [] })).toEqual({
      reminded: 0,
    })
    expect(await lastEvent('participation.reminded')).toBeUndefined()
    expect(await remindAuthors(coordinator, own.id, province, ask)).toEqual({ reminded: 2 })
    expect(await written(named.email)).toEqual([
      ['Nhắc LXXIII', `Người Một Bài Một Khánh Hòa ${origin}/entries/${first.id}`],
    ])
    expect(await written(untitled.email)).toEqual([
      ['Nhắc LXXIII', `Người Hai … Khánh Hòa ${origin}/entries/${second.id}`],
    ])
    expect(await written(stopped.email)).toEqual([])
    expect(await signers(named.email)).toEqual([committee])
    const [owner] = await database()
      .select({ email: users.email })
      .from(users)
      .where(eq(users.id, unasked.ownerId))
    expect(await written(owner!.email)).toEqual([])
    expect(await lastEvent('participation.reminded')).toEqual({
      ...ofProvince({ count: 2 }),
      editionId: own.id,
    })
    const noted = await database().select().from(reminders).where(eq(reminders.userId, named.userId))
    expect(noted).toMatchObject([
      { kind: 'author', subjectId: own.id, day: localDay(new Date()), sentBy: coordinator.userId },
    ])
    expect(await remindAuthors(coordinator, own.id, province, ask)).toEqual({ reminded: 0 })
    await database()
      .update(reminders)
      .set({ day: localDay(new Date(Date.now() - day)) })
      .where(eq(reminders.userId, named.userId))
    expect(await remindAuthors(coordinator, own.id, province, ask)).toEqual({ reminded: 1 })
  })
})

const work = {
  title: 'Bài Gửi Bưu Điện',
  authorName: 'Lê Văn Thư',
  authorEmail: 'thu70@thu.vn',
  postmarkedOn: null as string | null,
  receivedOn: null as string | null,
}
const linkIn = (body: string) => /\/behalf\/(\S+)/.exec(body)![1]!
const tokenTo = async (email: string) => linkIn((await mailsTo(email)).at(-1)!.body)
const account = { name: 'Lê Văn Thư', password: 'mot cau de nho', locale: 'en' as const }

describe('a work entered for its author', () => {
  it('is a draft of the province with its author, one part and a letter', async () => {
    const days = { postmarkedOn: '2026-01-02', receivedOn: '2026-01-05' }
    const made = (await enterOnBehalf(coordinator, edition.id, province, { ...work, ...days })) as {
      entryId: string
    }
    const of = { entryId: made.entryId }
    const [entry] = await database().select().from(entries).where(eq(entries.id, made.entryId))
    expect(entry).toMatchObject({
      editionId: edition.id,
      ownerId: coordinator.userId,
      state: 'draft',
      title: work.title,
      searchKey: 'bai gui buu dien',
      ownPlace: 'p:56',
      ...here,
      ...days,
    })
    const authors = await database().select().from(entryAuthors).where(eq(entryAuthors.entryId, of.entryId))
    expect(authors).toMatchObject([
      { position: 1, name: work.authorName, nameKey: 'le van thu', email: work.authorEmail },
    ])
    const parts = await database().select().from(entryParts).where(eq(entryParts.entryId, of.entryId))
    expect(parts).toMatchObject([{ position: 1, publishedOn: null }])
    const rows = await database().select().from(behalfEntries).where(eq(behalfEntries.entryId, of.entryId))
    expect(rows).toMatchObject([
      {
        frame: '2025',
        code: '56',
        enteredBy: coordinator.userId,
        authorName: work.authorName,
        authorEmail: work.authorEmail,
        confirmedAt: null,
        bulkId: null,
        ...days,
      },
    ])
    const token = await tokenTo(work.authorEmail)
    const values = {
      name: work.authorName,
      title: work.title,
      by: 'Đầu Mối Tỉnh',
      province: 'tỉnh Khánh Hòa',
      edition: 'LXX',
      closes: sayMoment(edition.closesAt, pageTexts('vi')),
      link: `${origin}/behalf/${token}`,
    }
    expect(await written(work.authorEmail)).toEqual([
      [t('mail.behalf.subject', values), t('mail.behalf.body', values)],
    ])
    expect(await signers(work.authorEmail)).toEqual([secretariat])
    expect(await lastEvent('entry.enteredOnBehalf')).toMatchObject({
      actorId: coordinator.userId,
      subjectId: of.entryId,
      editionId: edition.id,
    })
    expect(await behalfOf(token)).toEqual({
      entryId: of.entryId,
      title: work.title,
      authorName: work.authorName,
      email: work.authorEmail,
      by: 'Đầu Mối Tỉnh',
      edition: 70,
      userId: null,
    })
    expect(await shownBehalf(of.entryId)).toEqual({
      name: work.authorName,
      email: work.authorEmail,
      confirmed: false,
      ...days,
    })
    expect([await behalfOf('khong-co'), await shownBehalf('ent_khac')]).toEqual([null, null])
    await database().update(entries).set({ state: 'withdrawn' }).where(eq(entries.id, of.entryId))
    expect(await behalfOf(token)).toBeNull()
    await database().update(entries).set({ state: 'draft' }).where(eq(entries.id, of.entryId))
  })

  it('is not of an edition that is none', async () => {
    expect(await enterOnBehalf(coordinator, 'edn_khac', province, work)).toBeNull()
  })

  describe('has days that can be', () => {
    const now = new Date('2026-11-26T17:00:00Z')
    const at = { opensAt: new Date(0), closesAt: new Date('2026-12-31T16:59:59Z'), postmarkDays: 0 }
    const [today, yesterday, tomorrow] = ['2026-11-27', '2026-11-26', '2026-11-28']
    const future = (field: string) => refuse('follow.behalf.error.future', {}, field)
    const order = refuse('follow.behalf.error.order', {}, 'receivedOn')
    it.each([
      [null, null, null],
      [today, today, null],
      [today, null, null],
      [null, today, null],
      [yesterday, today, null],
      [today, yesterday, order],
      [tomorrow, null, future('postmarkedOn')],
      [tomorrow, tomorrow, future('postmarkedOn')],
      [null, tomorrow, future('receivedOn')],
      [today, tomorrow, future('receivedOn')],
    ])('postmarked %s, come %s: %j', (postmarkedOn, receivedOn, answer) => {
      const ask = { ...work, postmarkedOn, receivedOn }
      expect(whyNotOnBehalf(ask, { ...edition, ...at }, now)).toEqual(answer)
    })
  })

  it('is taken over by a new account of the address, its password and language as chosen', async () => {
    const token = await tokenTo(work.authorEmail)
    expect(await confirmBehalf('khong-co', null, account)).toEqual(refuse('auth.error.deadLink'))
    expect(await confirmBehalf(token, null, null)).toEqual(refuse('form.error.required', {}, 'name'))
    const { entryId } = (await behalfOf(token))!
    const version = async () =>
      (await database().select().from(entries).where(eq(entries.id, entryId)))[0]!.version
    const before = await version()
    const taken = await confirmBehalf(token, null, account)
    const [user] = await database().select().from(users).where(eq(users.email, work.authorEmail))
    expect(taken).toEqual({ entryId, userId: user!.id, made: true })
    expect(user).toMatchObject({ name: account.name, locale: 'en', emailConfirmedAt: expect.any(Date) })
    expect(await checkPassword(user!.passwordHash!, account.password)).toBe(true)
    const roles = await database().select().from(userRoles).where(eq(userRoles.userId, user!.id))
    expect(roles.map((row) => row.role)).toEqual(['reporter'])
    const [entry] = await database().select().from(entries).where(eq(entries.id, entryId))
    expect([entry!.ownerId, entry!.version]).toEqual([user!.id, before + 1])
    expect(await lastEvent('entry.confirmedByAuthor')).toMatchObject({
      actorId: user!.id,
      subjectId: entryId,
      editionId: edition.id,
    })
    expect(await shownBehalf(entryId)).toMatchObject({ confirmed: true })
    expect(await behalfOf(token)).toBeNull()
    expect(await confirmBehalf(token, null, account)).toEqual(refuse('auth.error.deadLink'))
  })

  it('is taken over by the account of the address alone where there is one, which writes as a reporter then', async () => {
    const author = await makeActor('judge')
    await enterOnBehalf(coordinator, edition.id, province, { ...work, authorEmail: author.email })
    const token = await tokenTo(author.email)
    expect((await behalfOf(token))!.userId).toBe(author.userId)
    const signIn = refuse('follow.behalf.error.signIn', { email: author.email })
    expect(await confirmBehalf(token, null, null)).toEqual(signIn)
    expect(await confirmBehalf(token, null, account)).toEqual(signIn)
    expect(await confirmBehalf(token, coordinator, account)).toEqual(signIn)
    const { entryId } = (await behalfOf(token))!
    expect(await confirmBehalf(token, author, null)).toEqual({
      entryId,
      userId: author.userId,
      made: false,
    })
    const roles = await database().select().from(userRoles).where(eq(userRoles.userId, author.userId))
    expect(roles.map((row) => row.role).sort()).toEqual(['judge', 'reporter'])
  })

  it('is written about again under another link, to the address as mended, its author’s alone', async () => {
    const asked = { ...work, title: 'Gửi Lại', authorEmail: 'sai70@thu.vn' }
    const { entryId } = (await enterOnBehalf(coordinator, edition.id, province, asked)) as {
      entryId: string
    }
    const other = (await enterOnBehalf(coordinator, edition.id, province, {
      ...asked,
      title: 'Bài Khác',
    })) as { entryId: string }
    await database().insert(entryAuthors).values({ entryId, position: 2, name: 'B', email: 'b70@thu.vn' })
    const dead = linkIn((await mailsTo('sai70@thu.vn'))[0]!.body)
    expect(await resendToAuthor(coordinator, entryId, 'dung70@thu.vn')).toEqual({ done: true })
    const token = await tokenTo('dung70@thu.vn')
    expect([await behalfOf(dead), (await behalfOf(token))!.email]).toEqual([null, 'dung70@thu.vn'])
    const values = {
      name: work.authorName,
      title: 'Gửi Lại',
      by: 'Đầu Mối Tỉnh',
      province: 'tỉnh Khánh Hòa',
      edition: 'LXX',
      closes: sayMoment(edition.closesAt, pageTexts('vi')),
      link: `${origin}/behalf/${token}`,
    }
    expect(await written('dung70@thu.vn')).toEqual([
      [t('mail.behalf.subject', values), t('mail.behalf.body', values)],
    ])
    const emailsOf = async (id: string) =>
      (
        await database()
          .select()
          .from(entryAuthors)
          .where(eq(entryAuthors.entryId, id))
          .orderBy(entryAuthors.position)
      ).map((row) => row.email)
    expect(await emailsOf(entryId)).toEqual(['dung70@thu.vn', 'b70@thu.vn'])
    expect(await emailsOf(other.entryId)).toEqual(['sai70@thu.vn'])
    const rows = await database()
      .select({ entryId: behalfEntries.entryId, email: behalfEntries.authorEmail })
      .from(behalfEntries)
      .where(and(eq(behalfEntries.enteredBy, coordinator.userId), sql`author_email like '%70@thu.vn'`))
    expect(rows).toContainEqual({ entryId: other.entryId, email: 'sai70@thu.vn' })
    expect(await lastEvent('entry.sentToAuthor')).toMatchObject({
      actorId: coordinator.userId,
      subjectId: entryId,
      editionId: edition.id,
    })
    const stranger = await makeActor('coordinator', here)
    expect(await resendToAuthor(stranger, entryId, 'x70@thu.vn')).toBeNull()
    expect(await resendToAuthor(coordinator, 'ent_khac', 'x70@thu.vn')).toBeNull()
    expect(await confirmBehalf(token, null, account)).toMatchObject({ entryId, made: true })
    expect(await resendToAuthor(coordinator, entryId, 'x70@thu.vn')).toBeNull()
    expect(await mailsTo('x70@thu.vn')).toEqual([])
  })
})

it('stops every such letter to an address by its own link, and lets it come again', async () => {
  const author = await makeActor()
  const ask = async (number: number) =>
    invitePeople(coordinator, (await makeEdition({ number })).id, province, `An; ${author.email}`)
  expect(await ask(76)).toEqual({ invited: 1 })
  const [preference] = await database()
    .select()
    .from(mailPreferences)
    .where(eq(mailPreferences.email, author.email))
  const { token } = preference!
  await setMailStopped(token, true)
  expect(await ask(77)).toEqual({ invited: 0 })
  await setMailStopped(token, false)
  expect(await ask(78)).toEqual({ invited: 1 })
})
