import { desc, eq, gt, max, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { changeAccount } from '#app/modules/accounts/change-account.server.ts'
import { changePassword } from '#app/modules/accounts/change-password.server.ts'
import { confirmEmail } from '#app/modules/accounts/confirm-email.server.ts'
import { createAdmin } from '#app/modules/accounts/create-admin.server.ts'
import { linkWorks } from '#app/modules/accounts/link-tokens.server.ts'
import { actorOf, endSession, startSession } from '#app/modules/accounts/lucia.server.ts'
import { accountOf } from '#app/modules/accounts/own-account.server.ts'
import { endOwnSession, sessionsOf } from '#app/modules/accounts/own-sessions.server.ts'
import { hashPassword } from '#app/modules/accounts/passwords.server.ts'
import { takeTry } from '#app/modules/accounts/rate-limit.server.ts'
import { register } from '#app/modules/accounts/register.server.ts'
import { requestReset, resetPassword } from '#app/modules/accounts/reset-password.server.ts'
import { signIn } from '#app/modules/accounts/sign-in.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import {
  auditEvents,
  consents,
  mailMessages,
  rateLimits,
  sessions,
  userRoles,
  users,
} from '#db/schema/index.ts'
import { makeActor, makeAgency } from '#tests/factories/index.ts'

const password = 'một câu dễ nhớ'
const from = (address: string) => ({ agent: 'thử', address })
const hour = 3600_000

const userOf = async (email: string) =>
  (await database().select().from(users).where(eq(users.email, email)))[0]!
const setUser = (userId: string, values: Partial<typeof users.$inferInsert>) =>
  database().update(users).set(values).where(eq(users.id, userId))
/** The last event there was when this was asked: the record is only added to, so a test looks at what came after. */
const lastEvent = async () => {
  const [row] = await database()
    .select({ id: max(auditEvents.id) })
    .from(auditEvents)
  return row!.id ?? 0
}
let before = 0
const events = (after = before) =>
  database()
    .select({ kind: auditEvents.kind, actorId: auditEvents.actorId, subjectId: auditEvents.subjectId })
    .from(auditEvents)
    .where(gt(auditEvents.id, after))
    .orderBy(auditEvents.id)

const mailsTo = (email: string) =>
  database()
    .select()
    .from(mailMessages)
    .where(eq(mailMessages.recipient, email))
    .orderBy(desc(mailMessages.createdAt))
const linkIn = (body: string) => /http:\/\/portal\.test\/(\w+)\/([\w-]{32})(?![\w-])/.exec(body)!.slice(1)
const newestLink = async (email: string) => linkIn((await mailsTo(email))[0]!.body) as [string, string]

async function makeAccount(): Promise<Actor> {
  const actor = await makeActor()
  await setUser(actor.userId, { passwordHash: await hashPassword(password) })
  return actor
}

beforeEach(async () => {
  before = await lastEvent()
})

const registering = (email: string, address = email) =>
  register({ name: 'Đặng Thị Ánh', email, password, locale: 'en', address })

describe('who registers', () => {
  it('has an account with a role, consent, a link to confirm and an event each', async () => {
    expect(await registering('dangky@thu.vn')).toBeNull()
    const { id, ...user } = await userOf('dangky@thu.vn')
    expect(user).toMatchObject({ name: 'Đặng Thị Ánh', nameKey: 'dang thi anh', locale: 'en' })
    expect(user.emailConfirmedAt).toBeNull()
    expect(
      await database().select({ role: userRoles.role }).from(userRoles).where(eq(userRoles.userId, id)),
    ).toEqual([{ role: 'reporter' }])
    expect(await database().$count(consents, eq(consents.userId, id))).toBe(1)
    const [page, token] = await newestLink('dangky@thu.vn')
    expect([page, await linkWorks(token, 'confirm-email')]).toEqual(['confirm', true])
    const proof = { registered: password }
    expect(await confirmEmail('khong-co', proof)).toEqual(refuse('auth.error.deadLink'))
    expect(await confirmEmail(token, proof)).toEqual({ userId: id })
    expect((await userOf('dangky@thu.vn')).emailConfirmedAt).toBeInstanceOf(Date)
    expect(await linkWorks(token, 'confirm-email')).toBe(false)
    expect(await events()).toEqual([
      { kind: 'account.registered', actorId: id, subjectId: id },
      { kind: 'account.confirmed', actorId: id, subjectId: id },
    ])
  })

  it('and signs in without having confirmed gets a link of its own again, an hour later, and no session', async () => {
    await registering('chuaxacnhan@thu.vn')
    expect(await signIn({ email: 'chuaxacnhan@thu.vn', password }, from('127.4.0.1'))).toEqual(
      refuse('auth.error.unconfirmedSent'),
    )
    await database().delete(rateLimits)
    expect(await signIn({ email: 'chuaxacnhan@thu.vn', password }, from('127.4.0.1'))).toEqual(
      refuse('auth.error.unconfirmed'),
    )
    const mails = await mailsTo('chuaxacnhan@thu.vn')
    expect(mails.length).toBe(2)
    const tokens = mails.map(({ body }) => linkIn(body)[1]!)
    expect(new Set(tokens).size).toBe(2)
    for (const token of tokens) expect(await linkWorks(token, 'confirm-email')).toBe(true)
    const { id } = await userOf('chuaxacnhan@thu.vn')
    expect(await database().$count(sessions, eq(sessions.userId, id))).toBe(0)
  })

  it('is slowed down by address, and nothing is made', async () => {
    for (let tries = 0; tries < 30; tries++) await takeTry('register-address', '127.4.0.2')
    expect(await registering('cham@thu.vn', '127.4.0.2')).toEqual(
      refuse('auth.error.tooMany', { seconds: 60 }),
    )
    expect(await database().$count(users, eq(users.email, 'cham@thu.vn'))).toBe(0)
  })
})

describe('a link in a mail', () => {
  it.each([
    ['confirm-email', 72, async (email: string) => registering(email)],
    [
      'reset-password',
      2,
      async (email: string) => {
        await registering(email)
        await requestReset(email, email)
      },
    ],
  ] as const)('to %s works for %i hours', async (purpose, hours, ask) => {
    const email = `${purpose}@thu.vn`
    const began = Date.now()
    await ask(email)
    const [, token] = await newestLink(email)
    const [row] = await database().execute<{ expires: string }>(sql`
      select expires_at as expires from link_tokens t
      join users u on u.id = t.user_id
      where u.email = ${email} and t.purpose = ${purpose}`)
    const life = new Date(row!.expires).getTime()
    expect(life).toBeGreaterThanOrEqual(began + hours * hour)
    expect(life).toBeLessThanOrEqual(Date.now() + hours * hour)
    expect(await linkWorks(token, purpose)).toBe(true)
    await database().execute(sql`
      update link_tokens set created_at = now() - interval '1 day', expires_at = now() - interval '1 second'
      where user_id = (select id from users where email = ${email})`)
    expect(await linkWorks(token, purpose)).toBe(false)
  })
})

describe('a forgotten password', () => {
  it('is set anew by the link alone, confirms the address, and is on the record', async () => {
    await registering('quen@thu.vn')
    const other = await makeAccount()
    await startSession(other.userId, from('127.4.1.1'))
    expect(await requestReset('quen@thu.vn', '127.4.1.2')).toBeNull()
    const [page, token] = await newestLink('quen@thu.vn')
    expect([page, await linkWorks(token, 'reset-password')]).toEqual(['reset', true])
    const asked = await lastEvent()
    const fresh = 'mật khẩu mới hơn'
    expect(await resetPassword('khong-co', fresh)).toEqual(refuse('auth.error.deadLink'))
    expect(await resetPassword(token, fresh)).toBeNull()
    const { id } = await userOf('quen@thu.vn')
    expect(await events(asked)).toEqual([{ kind: 'account.passwordReset', actorId: id, subjectId: id }])
    expect(await signIn({ email: 'quen@thu.vn', password }, from('127.4.1.3'))).toEqual(
      refuse('auth.error.wrong'),
    )
    expect(await signIn({ email: 'quen@thu.vn', password: fresh }, from('127.4.1.3'))).toMatchObject({
      roles: ['reporter'],
    })
    expect(await database().$count(sessions, eq(sessions.userId, other.userId))).toBe(1)
  })

  it('keeps the day the address was confirmed on', async () => {
    const actor = await makeAccount()
    const confirmed = new Date('2026-01-02T03:04:05Z')
    await setUser(actor.userId, { emailConfirmedAt: confirmed })
    await requestReset(actor.email, '127.4.1.4')
    await resetPassword((await newestLink(actor.email))[1], 'mật khẩu mới hơn')
    expect((await userOf(actor.email)).emailConfirmedAt).toEqual(confirmed)
  })

  it('is slowed down by address', async () => {
    const { email } = await makeAccount()
    for (let tried = 0; tried < 10; tried++) await takeTry('reset-address', '127.4.1.5')
    expect(await requestReset(email, '127.4.1.5')).toEqual(refuse('auth.error.tooMany', { seconds: 60 }))
    expect(await mailsTo(email)).toEqual([])
  })

  it('asked for by others again and again keeps its owner from nothing: the newest link works, no more are sent', async () => {
    const { email } = await makeAccount()
    for (let tried = 0; tried < 8; tried++) expect(await requestReset(email, `127.4.6.${tried}`)).toBeNull()
    expect((await mailsTo(email)).length).toBe(3)
    const tokens = (await mailsTo(email)).map(({ body }) => linkIn(body)[1]!)
    const works = await Promise.all(tokens.map((token) => linkWorks(token, 'reset-password')))
    expect(works.filter(Boolean).length).toBe(1)
    expect(await resetPassword((await newestLink(email))[1], 'mật khẩu mới hơn')).toBeNull()
  })

  it('of an address nobody has is answered alike, and mailed to nobody', async () => {
    expect(await requestReset('khongai@thu.vn', '127.4.1.6')).toBeNull()
    expect(await mailsTo('khongai@thu.vn')).toEqual([])
  })
})

describe('a changed password', () => {
  it('ends the other sessions of that account alone, gives the tries back and is on the record', async () => {
    const [actor, other] = [await makeAccount(), await makeAccount()]
    for (const one of [actor, actor, other]) await startSession(one.userId, from('127.4.2.1'))
    const [own] = await sessionsOf(actor)
    const as = { ...actor, sessionId: own!.id }
    const change = (current: string, fresh: string) => changePassword(as, { current, password: fresh })
    for (let tries = 0; tries < 5; tries++) await change('đoán mò', 'không thành')
    expect(await change(password, 'mật khẩu mới hơn')).toBeNull()
    expect((await sessionsOf(actor)).map(({ id }) => id)).toEqual([own!.id])
    expect((await sessionsOf(other)).length).toBe(1)
    expect(await events()).toEqual([
      { kind: 'account.passwordChanged', actorId: actor.userId, subjectId: actor.userId },
    ])
    for (let tries = 0; tries < 6; tries++)
      expect(await change('đoán mò', 'x')).toEqual(refuse('auth.error.wrongCurrent', {}, 'currentPassword'))
  })
})

describe('a session', () => {
  const asking = (cookie: string) =>
    new Request('http://portal.test/', { headers: { Cookie: cookie.split(';')[0]! } })

  it('tells who asks; is prolonged in its second half, and blanked once it is no more', async () => {
    const actor = await makeAccount()
    const cookie = await startSession(actor.userId, { agent: 'x'.repeat(400), address: '127.4.3.1' })
    const [row] = await database().select().from(sessions).where(eq(sessions.userId, actor.userId))
    expect([row!.agent, row!.address]).toEqual(['x'.repeat(300), '127.4.3.1'])
    const month = 30 * 24 * hour
    const left = () =>
      database()
        .select({ at: sessions.expiresAt })
        .from(sessions)
        .where(eq(sessions.userId, actor.userId))
        .then(([one]) => one!.at.getTime() - Date.now())
    expect(await left()).toBeGreaterThan(month - 60_000)
    const { userId, name, email, locale, roles } = actor
    expect(await actorOf(asking(cookie))).toEqual({
      actor: { userId, sessionId: row!.id, name, email, locale, roles },
      cookie: undefined,
    })
    await database().execute(
      sql`update sessions set expires_at = now() + interval '14 days' where id = ${row!.id}`,
    )
    const prolonged = await actorOf(asking(cookie))
    expect(prolonged.actor!.userId).toBe(userId)
    expect(prolonged.cookie!.split(';')[0]).toBe(cookie.split(';')[0])
    expect(await left()).toBeGreaterThan(month - 60_000)
    await database().execute(
      sql`
        update ${sessions} set created_at = now() - interval '1 day', expires_at = now() - interval '1 second'
        where id = ${row!.id}`,
    )
    const over = await actorOf(asking(cookie))
    expect([over.actor, over.cookie!.startsWith('session=;')]).toEqual([null, true])
  })

  it('is nobody’s without a cookie, or with one that cannot be read', async () => {
    const none = { actor: null }
    expect(await actorOf(new Request('http://portal.test/'))).toEqual(none)
    expect(await actorOf(asking('session=100%'))).toEqual(none)
    expect(await actorOf(asking('khac=1'))).toEqual(none)
  })

  it('ends by itself, and leaves the others', async () => {
    const actor = await makeAccount()
    const [first, second] = [
      await startSession(actor.userId, from('127.4.3.2')),
      await startSession(actor.userId, from('127.4.3.3')),
    ]
    expect(await endSession(asking(first))).toMatch(/^session=;/)
    expect(await endSession(new Request('http://portal.test/'))).toMatch(/^session=;/)
    expect([(await actorOf(asking(first))).actor, (await actorOf(asking(second))).actor?.userId]).toEqual([
      null,
      actor.userId,
    ])
  })

  it('ends where another begins in its browser, and no other', async () => {
    const [actor, other] = [await makeAccount(), await makeAccount()]
    const [here, elsewhere] = [
      await startSession(actor.userId, from('1')),
      await startSession(actor.userId, from('2')),
    ]
    const signed = await signIn(
      { email: other.email, password },
      { ...from('127.4.3.9'), instead: asking(here) },
    )
    expect('cookie' in signed && (await actorOf(asking(signed.cookie))).actor?.userId).toBe(other.userId)
    expect([(await actorOf(asking(here))).actor, (await actorOf(asking(elsewhere))).actor?.userId]).toEqual([
      null,
      actor.userId,
    ])
    const wrong = { email: other.email, password: 'sai hoàn toàn' }
    await signIn(wrong, { ...from('127.4.3.9'), instead: asking(elsewhere) })
    expect((await actorOf(asking(elsewhere))).actor?.userId).toBe(actor.userId)
  })

  it('is listed to its owner alone, and ended by them alone, on the record', async () => {
    const [actor, other] = [await makeAccount(), await makeAccount()]
    await startSession(actor.userId, from('127.4.3.4'))
    await database()
      .update(sessions)
      .set({ createdAt: sql`now() - interval '1 minute'` })
      .where(eq(sessions.userId, actor.userId))
    await startSession(actor.userId, from('127.4.3.5'))
    await startSession(other.userId, from('127.4.3.6'))
    const own = await sessionsOf(actor)
    expect(own).toEqual(
      ['127.4.3.5', '127.4.3.4'].map((address) => ({
        id: expect.stringMatching(/^ses_/),
        agent: 'thử',
        address,
        createdAt: expect.any(Date),
      })),
    )
    expect([await endOwnSession(other, own[0]!.id), await endOwnSession(actor, 'ses_khongco')]).toEqual([
      false,
      false,
    ])
    expect(await events()).toEqual([])
    expect(await endOwnSession(actor, own[0]!.id)).toBe(true)
    expect((await sessionsOf(actor)).map(({ id }) => id)).toEqual([own[1]!.id])
    expect(await events()).toEqual([
      { kind: 'account.sessionEnded', actorId: actor.userId, subjectId: own[0]!.id },
    ])
  })
})

describe('one’s own details', () => {
  it('change, on the record; the agency is one of the register or none', async () => {
    const actor = await makeAccount()
    await makeAgency('Báo Đăk Nông Thử')
    const details = { name: 'Đinh Văn Ước', phone: '0912', locale: 'en' as const }
    expect(await changeAccount(actor, { ...details, agency: 'bao dak nong thu' })).toBeNull()
    expect(await accountOf(actor.userId)).toEqual({
      ...details,
      email: actor.email,
      agency: 'Báo Đăk Nông Thử',
    })
    expect((await userOf(actor.email)).nameKey).toBe('dinh van uoc')
    expect(await changeAccount(actor, { ...details, name: 'Khác', agency: 'Báo Không Có' })).toEqual(
      refuse('judging.refused.noAgency', {}, 'agency'),
    )
    expect((await accountOf(actor.userId)).name).toBe('Đinh Văn Ước')
    expect(await changeAccount(actor, { ...details, agency: '' })).toBeNull()
    expect((await accountOf(actor.userId)).agency).toBeNull()
    expect(await events()).toEqual(
      [1, 2].map(() => ({ kind: 'account.changed', actorId: actor.userId, subjectId: actor.userId })),
    )
  })
})

describe('an administrator', () => {
  it('is made anew, or of the account that is there, with a link to set the password', async () => {
    const link = await createAdmin('Quan.Tri.Moi@Thu.vn', 'Lê Thị Ước')
    const { id, name, nameKey } = await userOf('quan.tri.moi@thu.vn')
    expect([name, nameKey]).toEqual(['Lê Thị Ước', 'le thi uoc'])
    expect(await linkWorks(linkIn(link)[1]!, 'reset-password')).toBe(true)
    await createAdmin('quan.tri.moi@thu.vn', 'Tên Khác')
    expect((await userOf('quan.tri.moi@thu.vn')).name).toBe('Lê Thị Ước')
    const held = await database().select().from(userRoles).where(eq(userRoles.userId, id))
    expect(held.map(({ role }) => role).sort()).toEqual(['admin', 'organizer'])
    expect(await events()).toEqual(
      [1, 2].map(() => ({ kind: 'account.adminCreated', actorId: null, subjectId: id })),
    )
  })
})

it('checks many passwords at once, each for itself', async () => {
  const accounts = await Promise.all([1, 2, 3, 4].map(makeAccount))
  const asked = accounts.map(({ email }, index) =>
    signIn({ email, password: index % 2 ? password : 'sai hoàn toàn' }, from(`127.4.4.${index}`)),
  )
  const answers = await Promise.all(asked)
  expect(answers.map((answer) => 'cookie' in answer)).toEqual([false, true, false, true])
})
