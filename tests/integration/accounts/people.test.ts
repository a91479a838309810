import { and, desc, eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { acceptInvitation, openInvitation } from '#app/modules/accounts/accept-invitation.server.ts'
import { giveRole, takeRole } from '#app/modules/accounts/change-role.server.ts'
import { rolesOf, startSession } from '#app/modules/accounts/lucia.server.ts'
import { moveAccount } from '#app/modules/accounts/move-account.server.ts'
import { rescindInvitation, resendInvitation } from '#app/modules/accounts/move-invitation.server.ts'
import { invitationsPage } from '#app/modules/accounts/open-invitations.server.ts'
import { peoplePage } from '#app/modules/accounts/people.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { inviteListed, previewPeople, roundsSaid } from '#app/modules/outreach/invite-to-role.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { auditEvents, invitations, mailMessages, sessions, userRoles, users } from '#db/schema/index.ts'
import { makeActor, makeAgency } from '#tests/factories/index.ts'
import { plantWorld, type World } from '#tests/matrix/world.ts'
import { race } from '#tests/support/race.ts'

let w: World
let admin: Actor
beforeAll(async () => {
  w = await plantWorld()
})
/** One administrator alone, whoever else was one before. */
beforeEach(async () => {
  await database().delete(userRoles).where(eq(userRoles.role, 'admin'))
  admin = await makeActor('admin', {}, 'Quản Trị Một')
})

const noEnd = { since: null, until: null }
const done = { done: true }
const roleOf = async (actor: Actor) =>
  (await database().select().from(userRoles).where(eq(userRoles.userId, actor.userId)))[0]!
const lastEvent = async (subjectId: string) =>
  (
    await database()
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, subjectId))
      .orderBy(desc(auditEvents.id))
      .limit(1)
  )[0]!
const openSessions = ({ userId }: Actor) => database().$count(sessions, eq(sessions.userId, userId))
const from = { agent: 'thử', address: '127.0.0.1' }

describe('a role', () => {
  it('is given for a time, ends sessions where it rises, and both are on the record with before and after', async () => {
    const person = await makeActor('reporter')
    await startSession(person.userId, from)
    const judge = { role: 'judge' as const, editionId: w.open.id, province: '' }
    const until = new Date(Date.now() + 3600_000)
    expect(await giveRole(admin, person.userId, judge, noEnd)).toEqual(done)
    expect([await rolesOf(person.userId), await openSessions(person)]).toEqual([['judge', 'reporter'], 0])
    await startSession(person.userId, from)
    expect(await giveRole(admin, person.userId, judge, { since: null, until })).toEqual(done)
    expect(await openSessions(person)).toBe(1)
    expect(await lastEvent(person.userId)).toMatchObject({
      kind: 'account.roleGiven',
      editionId: w.open.id,
      details: { role: 'judge', before: { until: null }, after: { until: until.toISOString() } },
    })
    const [held] = await database()
      .select()
      .from(userRoles)
      .where(and(eq(userRoles.userId, person.userId), eq(userRoles.role, 'judge')))
    expect(await takeRole(admin, held!.id)).toEqual(done)
    expect(await rolesOf(person.userId)).toEqual(['reporter'])
    expect(await takeRole(admin, held!.id)).toEqual(refuse('people.refused.already'))
  })

  it('of the last administrator stays, whoever is disabled, unconfirmed or only here for a while', async () => {
    const [disabled, unconfirmed, passing] = [
      await makeActor('admin'),
      await makeActor('admin'),
      await makeActor('admin'),
    ]
    await database()
      .update(users)
      .set({ disabledAt: sql`now()` })
      .where(eq(users.id, disabled.userId))
    await database().update(users).set({ emailConfirmedAt: null }).where(eq(users.id, unconfirmed.userId))
    await database()
      .update(userRoles)
      .set({ until: sql`now() + interval '1 day'` })
      .where(eq(userRoles.userId, passing.userId))
    const last = refuse('people.refused.lastAdmin')
    expect(await takeRole(passing, (await roleOf(admin)).id)).toEqual(last)
    expect(await moveAccount(passing, admin.userId, 'disable')).toEqual(last)
    const ask = { role: 'admin' as const, editionId: '', province: '' }
    const soon = { since: null, until: new Date(Date.now() + 3600_000) }
    expect(await giveRole(admin, admin.userId, ask, soon)).toEqual(
      refuse('people.refused.lastAdmin', {}, 'until'),
    )
    expect(await moveAccount(admin, admin.userId, 'disable')).toEqual(refuse('people.refused.self'))
    expect(await takeRole(admin, (await roleOf(passing)).id)).toEqual(done)
    expect(await rolesOf(admin.userId)).toEqual(['admin'])
  })

  it('two administrators who take each other’s role at once leave one', async () => {
    const other = await makeActor('admin')
    const [own, others] = [await roleOf(admin), await roleOf(other)]
    const held = sql`select pg_advisory_xact_lock(20261128)`
    const answers = await race(held, [() => takeRole(admin, others.id), () => takeRole(other, own.id)])
    expect(answers.filter((answer) => JSON.stringify(answer) === JSON.stringify(done))).toHaveLength(1)
    const left = [await rolesOf(admin.userId), await rolesOf(other.userId)].flat()
    expect(left).toEqual(['admin'])
  })
})

it('a disabled account is locked out at once and comes back as it was', async () => {
  const person = await makeActor('judge')
  await startSession(person.userId, from)
  expect(await moveAccount(admin, person.userId, 'disable')).toEqual(done)
  expect(await openSessions(person)).toBe(0)
  expect(await moveAccount(admin, person.userId, 'sendReset')).toEqual(refuse('people.refused.already'))
  expect(await moveAccount(admin, person.userId, 'enable')).toEqual(done)
  expect(await lastEvent(person.userId)).toMatchObject({
    kind: 'account.enabled',
    details: { before: 'disabled', after: 'active' },
  })
  expect(await rolesOf(person.userId)).toEqual(['judge'])
})

const letterTo = async (email: string) =>
  (
    await database()
      .select()
      .from(mailMessages)
      .where(eq(mailMessages.recipient, email))
      .orderBy(desc(mailMessages.createdAt))
      .limit(1)
  )[0]!
const tokenTo = async (email: string) => /\/invitation\/([\w-]{32})\s/.exec((await letterTo(email)).body)![1]!

describe('a list of people to invite', () => {
  const list = [
    'Họ tên\tEmail',
    'Nguyễn Văn Một; mot-ds@thu.vn',
    'Hai; khong-phai-thu',
    'Một Lần Nữa; mot-ds@thu.vn',
    'ba-ds@thu.vn',
  ].join('\n')
  const ask = () => ({ role: 'judge' as const, editionId: w.judged.id, province: '', until: null })

  it('tells what each line would do, sends what was chosen, and names edition, rounds, dates and sender', async () => {
    const organizer = w.actors.organizer
    const holder = await makeActor('judge', { editionId: w.judged.id })
    const whole = `${list}\nBốn; ${holder.email}`
    const states = async () => {
      const preview = await previewPeople(organizer, ask(), whole)
      return 'rows' in preview ? preview.rows.map((row) => row.state) : preview
    }
    expect(await states()).toEqual(['new', 'noEmail', 'twice', 'new', 'holds'])
    expect(await inviteListed(organizer, ask(), whole, [])).toEqual(
      refuse('people.refused.nobody', {}, 'list'),
    )
    expect(await inviteListed(organizer, ask(), whole, ['mot-ds@thu.vn', 'la@thu.vn'])).toEqual({
      invited: 1,
    })
    expect(await states()).toEqual(['invited', 'noEmail', 'twice', 'new', 'holds'])
    const { body, subject } = await letterTo('mot-ds@thu.vn')
    expect(subject).toBe('Lời mời tham gia Giải thưởng toàn quốc về thông tin đối ngoại lần thứ CCCII')
    for (const said of [
      'Trân trọng mời Ông/Bà Nguyễn Văn Một tham gia Giải thưởng',
      'Giám khảo',
      'Nhận tác phẩm: từ',
      'Vòng sơ khảo: từ',
      `${organizer.name} (${organizer.email})`,
    ])
      expect(body).toContain(said)
    const { userId } = (await acceptInvitation(await tokenTo('mot-ds@thu.vn'), {
      name: 'Một',
      password: 'một câu dễ nhớ',
      locale: 'vi',
    })) as { userId: string }
    const [held] = await database().select().from(userRoles).where(eq(userRoles.userId, userId))
    expect(held).toMatchObject({ role: 'judge', editionId: w.judged.id, allEditions: false })
  })

  it('is refused whole where it is too long or the role is not the asker’s to give', async () => {
    const long = Array.from({ length: 301 }, (_, index) => `x${index}@thu.vn`).join('\n')
    expect(await previewPeople(admin, ask(), long)).toMatchObject({ field: 'list' })
    expect(await inviteListed(w.actors.organizerElsewhere, ask(), list, null)).toEqual(
      refuse('auth.error.mayNotInvite', {}, 'role'),
    )
  })
})

it('an invitation is sent again by a new link, and rescinded opens nothing; its state says so', async () => {
  const email = 'theo-doi@thu.vn'
  const ask = { role: 'judge' as const, editionId: w.judged.id, province: '', until: null }
  expect(await inviteListed(admin, ask, email, null)).toEqual({ invited: 1 })
  const [row] = await database().select().from(invitations).where(eq(invitations.email, email))
  const state = async () =>
    (await invitationsPage(w.judged.id, null)).invitations.find((one) => one.id === row!.id)!.state
  const first = await tokenTo(email)
  expect([await state(), (await openInvitation(first))?.email]).toEqual(['waiting', email])
  await database().update(mailMessages).set({ state: 'failed' }).where(eq(mailMessages.recipient, email))
  expect(await state()).toBe('failed')
  expect(await resendInvitation(admin, row!.id, await roundsSaid(w.judged.id))).toEqual({ email })
  const second = await tokenTo(email)
  expect([await openInvitation(first), (await openInvitation(second))?.email, await state()]).toEqual([
    null,
    email,
    'waiting',
  ])
  expect(await rescindInvitation(admin, row!.id)).toEqual({ email })
  expect([await openInvitation(second), await state()]).toEqual([null, 'rescinded'])
  expect(await rescindInvitation(admin, row!.id)).toEqual(refuse('people.refused.already'))
  expect(await lastEvent(row!.id)).toMatchObject({ kind: 'account.invitationRescinded' })
})

describe('people are found', () => {
  const names = async (ask: Partial<Parameters<typeof peoplePage>[0]>) =>
    (await peoplePage({ q: '', role: null, editionId: null, after: null, ...ask })).people.map(
      ({ name }) => name,
    )

  it('by name without diacritics, address, agency, role and edition', async () => {
    const agency = await makeAgency('Báo Tìm Thấy', '56')
    const one = await makeActor('judge', { editionId: w.elsewhere.id }, 'Đặng Tìm Được')
    await database().update(users).set({ agencyId: agency.id }).where(eq(users.id, one.userId))
    expect(await names({ q: 'dang tim' })).toEqual(['Đặng Tìm Được'])
    expect(await names({ q: one.email.slice(0, 8), role: 'judge' })).toContain('Đặng Tìm Được')
    expect(await names({ q: 'bao tim thay' })).toEqual(['Đặng Tìm Được'])
    expect(await names({ q: 'dang tim', role: 'organizer' })).toEqual([])
    expect(await names({ q: 'dang tim', editionId: w.open.id })).toEqual([])
    expect(await names({ q: 'dang tim', editionId: w.elsewhere.id })).toEqual(['Đặng Tìm Được'])
    expect(await names({ q: '100%' })).toEqual([])
  })

  it('in an edition, those of every edition too', async () => {
    await makeActor('judge', {}, 'Giám Khảo Mọi Kỳ')
    await makeActor('reporter', {}, 'Giám Khảo Mọi Kỳ Không Vai')
    const asked = { q: 'giam khao moi ky', role: null, editionId: w.elsewhere.id, after: null }
    const { people } = await peoplePage(asked)
    expect(people.map(({ name, roles }) => [name, roles.map((held) => held.allEditions)])).toEqual([
      ['Giám Khảo Mọi Kỳ', [true]],
    ])
  })

  it('page by page, each once, in the order of names', async () => {
    for (let index = 0; index < 60; index++)
      await makeActor('reporter', {}, `Trang ${String(index).padStart(2, '0')}`)
    const first = await peoplePage({ q: 'trang', role: null, editionId: null, after: null })
    const [id, name] = first.next!.split('|') as [string, string]
    const rest = await peoplePage({ q: 'trang', role: null, editionId: null, after: { id, name } })
    const found = [...first.people, ...rest.people].map((person) => person.name)
    expect([first.people.length, rest.next, found]).toEqual([
      50,
      null,
      Array.from({ length: 60 }, (_, index) => `Trang ${String(index).padStart(2, '0')}`),
    ])
  })
})
