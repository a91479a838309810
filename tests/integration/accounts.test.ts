import { desc, eq, sql } from 'drizzle-orm'
import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { acceptInvitation, openInvitation } from '#app/modules/accounts/accept-invitation.server.ts'
import { changePassword } from '#app/modules/accounts/change-password.server.ts'
import { confirmEmail } from '#app/modules/accounts/confirm-email.server.ts'
import { invite } from '#app/modules/accounts/invite.server.ts'
import { actorOf, endSession } from '#app/modules/accounts/lucia.server.ts'
import { hashPassword } from '#app/modules/accounts/passwords.server.ts'
import { register } from '#app/modules/accounts/register.server.ts'
import { requestReset, resetPassword } from '#app/modules/accounts/reset-password.server.ts'
import { signIn } from '#app/modules/accounts/sign-in.server.ts'
import { registration } from '#app/modules/accounts/sign-in-schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import {
  consents,
  invitations,
  linkTokens,
  mailMessages,
  sessions,
  userRoles,
  users,
} from '#db/schema/index.ts'
import { makeActor, makeEdition } from '#tests/factories/index.ts'

const from = (address: string) => ({ agent: 'thử', address })
const password = 'một câu dễ nhớ'

async function lastMailTo(email: string) {
  const [mail] = await database()
    .select()
    .from(mailMessages)
    .where(eq(mailMessages.recipient, email))
    .orderBy(desc(mailMessages.createdAt))
    .limit(1)
  return { ...mail!, token: /\/([\w-]{32})(?![\w-])/.exec(mail!.body)?.[1] ?? '' }
}

async function registered(email: string) {
  await register({ name: 'Nguyễn Thị Thử', email, password, locale: 'vi', address: email })
  await confirmEmail((await lastMailTo(email)).token, { registered: password })
}

it('registers with provable consent, confirms once, signs in, and keeps only hashes', async () => {
  const email = 'moi@thu.vn'
  expect(registration.safeParse({ name: 'A B', email, password }).success).toBe(false)
  expect(
    await register({ name: 'Nguyễn Thị Thử', email, password, locale: 'vi', address: '1.1.1.1' }),
  ).toBeNull()
  expect(await signIn({ email, password }, from('1.1.1.1'))).toMatchObject({
    refused: { key: 'auth.error.unconfirmedSent' },
  })
  const { token } = await lastMailTo(email)
  const { userId } = (await confirmEmail(token, { registered: password })) as { userId: string }
  expect(userId).toMatch(/^usr_/)
  expect(await confirmEmail(token, { registered: password })).toMatchObject({
    refused: { key: 'auth.error.deadLink' },
  })
  const [consent] = await database().select().from(consents).where(eq(consents.userId, userId))
  expect([consent!.textVersion, consent!.textSha256.length]).toEqual(['2026-11', 64])
  const signed = await signIn({ email, password: password.normalize('NFD') }, from('1.1.1.1'))
  if (isRefusal(signed)) throw new Error(signed.refused.key)
  if (!('cookie' in signed)) throw new Error('a second proof was asked for')
  const request = new Request('http://portal.test/', { headers: { Cookie: signed.cookie.split(';')[0]! } })
  const { actor } = await actorOf(request)
  expect(actor).toMatchObject({ userId, roles: [{ role: 'reporter' }] })
  const stored = JSON.stringify([
    await database().select().from(sessions),
    await database().select().from(linkTokens),
    await database().select().from(users),
  ])
  for (const secret of [signed.cookie.split(';')[0]!.split('=')[1]!, token, password])
    expect(stored).not.toContain(secret)
  await endSession(request)
  expect((await actorOf(request)).actor).toBeNull()
})

it('answers a known address like an unknown one, and a wrong password like a wrong address', async () => {
  await registered('biet@thu.vn')
  const before = await database().select().from(users)
  expect(
    await register({ name: 'Kẻ Khác', email: 'biet@thu.vn', password, locale: 'vi', address: '2.2.2.2' }),
  ).toBeNull()
  expect((await database().select().from(users)).length).toBe(before.length)
  expect((await lastMailTo('biet@thu.vn')).subject).toBe('Địa chỉ này đã có tài khoản')
  const wrong = await signIn({ email: 'biet@thu.vn', password: 'không phải thế' }, from('2.2.2.2'))
  expect(wrong).toEqual(await signIn({ email: 'khongco@thu.vn', password }, from('2.2.2.2')))
  expect(wrong).toMatchObject({ refused: { key: 'auth.error.wrong' } })
})

it('slows sign-in down for the account where it was tried and lets it go on later', async () => {
  await registered('cham@thu.vn')
  for (let tries = 0; tries < 6; tries++)
    await signIn({ email: 'cham@thu.vn', password: 'sai hoàn toàn' }, from('3.3.3.9'))
  expect(await signIn({ email: 'cham@thu.vn', password }, from('3.3.3.9'))).toMatchObject({
    refused: { key: 'auth.error.tooMany' },
  })
  await database().execute(sql`update rate_limits set since = since - interval '5 minutes'`)
  expect(isRefusal(await signIn({ email: 'cham@thu.vn', password }, from('3.3.3.9')))).toBe(false)
})

it('resets a password once, in time, and ends every session', async () => {
  await registered('quen@thu.vn')
  const signed = await signIn({ email: 'quen@thu.vn', password }, from('4.4.4.4'))
  expect(isRefusal(signed)).toBe(false)
  await requestReset('quen@thu.vn', '4.4.4.4')
  const { token } = await lastMailTo('quen@thu.vn')
  expect(await resetPassword(token, 'mật khẩu mới hơn')).toBeNull()
  expect(await resetPassword(token, 'mật khẩu khác nữa')).toMatchObject({
    refused: { key: 'auth.error.deadLink' },
  })
  expect(
    await database()
      .select()
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(eq(users.email, 'quen@thu.vn')),
  ).toEqual([])
  await requestReset('quen@thu.vn', '4.4.4.4')
  const late = (await lastMailTo('quen@thu.vn')).token
  await database().execute(
    sql`
      update link_tokens set created_at = now() - interval '3 days', expires_at = now() - interval '1 second'
      where used_at is null`,
  )
  expect(await resetPassword(late, 'quá muộn mất rồi')).toMatchObject({
    refused: { key: 'auth.error.deadLink' },
  })
  expect(await requestReset('khongco2@thu.vn', '4.4.4.5')).toBeNull()
})

it('invites once, in time, and only to roles one may give', async () => {
  const admin = await makeActor('admin')
  const edition = await makeEdition()
  const editionOrganizer = await makeActor('organizer', { editionId: edition.id })
  const ask = { email: 'giamkhao@thu.vn', role: 'judge' as const, province: '', editionId: edition.id }
  expect(await invite(editionOrganizer, { ...ask, role: 'admin' })).toMatchObject({
    refused: { key: 'auth.error.mayNotInvite' },
  })
  expect(await invite(await makeActor('judge'), ask)).toMatchObject({
    refused: { key: 'auth.error.mayNotInvite' },
  })
  expect(await invite(admin, { ...ask, role: 'coordinator' })).toMatchObject({ field: 'province' })
  expect(await invite(editionOrganizer, ask)).toBeNull()
  const { token } = await lastMailTo('giamkhao@thu.vn')
  expect(await openInvitation(token)).toMatchObject({ email: 'giamkhao@thu.vn', role: 'judge', userId: null })
  const accepted = (await acceptInvitation(token, { name: 'Giám Khảo', password, locale: 'vi' })) as {
    userId: string
  }
  expect(
    await database()
      .select({ role: userRoles.role, editionId: userRoles.editionId })
      .from(userRoles)
      .where(eq(userRoles.userId, accepted.userId)),
  ).toEqual([{ role: 'judge', editionId: edition.id }])
  expect(await acceptInvitation(token, { name: 'Lần hai', password, locale: 'vi' })).toMatchObject({
    refused: { key: 'auth.error.deadLink' },
  })
  await invite(admin, { email: 'muon@thu.vn', role: 'coordinator', province: '56', editionId: '' })
  await database()
    .update(invitations)
    .set({ createdAt: new Date(Date.now() - 86_400_000), expiresAt: new Date(Date.now() - 1000) })
    .where(eq(invitations.email, 'muon@thu.vn'))
  expect(await openInvitation((await lastMailTo('muon@thu.vn')).token)).toBeNull()
})

it('changes a password for who knows the one in force, and ends the other sessions', async () => {
  const actor = await makeActor('reporter')
  const hash = await hashPassword('mat khau ban dau')
  await database().update(users).set({ passwordHash: hash }).where(eq(users.id, actor.userId))
  const here = { agent: 'a', address: '127.0.0.9' }
  for (const _ of [1, 2]) await signIn({ email: actor.email, password: 'mat khau ban dau' }, here)
  const [own] = await database().select().from(sessions).where(eq(sessions.userId, actor.userId))
  const as = { ...actor, sessionId: own!.id }
  expect(await changePassword(as, { current: 'sai roi nhe', password: 'mat khau moi nhe' })).toMatchObject({
    refused: { key: 'auth.error.wrongCurrent' },
    field: 'currentPassword',
  })
  expect(await changePassword(as, { current: 'mat khau ban dau', password: 'mat khau moi nhe' })).toBeNull()
  const left = await database().select().from(sessions).where(eq(sessions.userId, actor.userId))
  expect(left.map((row) => row.id)).toEqual([own!.id])
  expect(await signIn({ email: actor.email, password: 'mat khau moi nhe' }, here)).toMatchObject({
    roles: ['reporter'],
  })
})

it('makes the first administrator by command, whose link sets the password', async () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['app/cli.ts', ...args], { encoding: 'utf8', env: process.env })
  const made = run('admin', 'create', '--email', 'Quan.Tri@Thu.vn', '--name', 'Lê Thị Ước')
  expect([made.status, made.stderr]).toEqual([0, ''])
  const token = /^http:\/\/portal\.test\/reset\/([\w-]{32})\n$/.exec(made.stdout)![1]!
  expect(await resetPassword(token, password)).toBeNull()
  expect(await signIn({ email: 'quan.tri@thu.vn', password }, from('127.0.0.8'))).toMatchObject({
    roles: expect.arrayContaining(['admin', 'organizer']),
  })
  for (const [email, name] of [
    ['khong phai thu', 'X'],
    ['quan.tri@thu.vn', '\u200b '],
    ['quan.tri@thu.vn', 'x'.repeat(121)],
  ] as const) {
    const refused = run('admin', 'create', '--email', email, '--name', name)
    expect(refused.status).toBe(2)
    expect(refused.stderr).toMatch(/^✗ [^\n]+ \/ [^\n]+\n$/)
  }
  expect(run('khong', 'co').status).toBe(2)
})
