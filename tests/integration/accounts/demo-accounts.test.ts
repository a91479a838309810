import { eq, inArray, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { tellsOfDemo } from '#app/http/demo-banner.server.ts'
import { hasDemoAccounts, removeDemoAccounts } from '#app/modules/accounts/demo-accounts.server.ts'
import type { RoleName } from '#app/modules/actor/actor.ts'
import { auditEvents, linkTokens, sessions, userRoles, users } from '#db/schema/index.ts'
import { demoAccounts } from '#db/seed/demo-accounts.ts'
import { makeActor } from '#tests/factories/index.ts'

const nothing = { accounts: 0, roles: 0, sessions: 0, links: 0 }
const known = (role: RoleName, email: string, values: { emailConfirmedAt?: null } = {}) =>
  makeActor(role).then(async (actor) => {
    await database()
      .update(users)
      .set({ email, passwordHash: 'x', ...values })
      .where(eq(users.id, actor.userId))
    return actor
  })
const demoRemoved = () => database().$count(auditEvents, eq(auditEvents.kind, 'account.demoRemoved'))

it('nobody is signed in as an account of the demo any more, and nobody else is touched', async () => {
  const admin = await known('admin', 'quantri2@demo.vn.example')
  const other = await known('reporter', 'tacgia7@baodemo.vn')
  const stranger = await known('reporter', 'tacgia98@demo.vn', { emailConfirmedAt: null })
  expect(await hasDemoAccounts()).toBe(false)
  const adminsBefore = (await removeDemoAccounts()).adminsLeft
  expect(await demoRemoved()).toBe(0)

  const emails = [...demoAccounts.map(({ email }) => email), 'giamkhao8@demo.vn', 'tacgia36@demo.vn']
  const demo = []
  for (const email of emails)
    demo.push(await known(email.startsWith('quantri') ? 'admin' : 'reporter', email))
  const ids = demo.map(({ userId }) => userId)
  for (const { userId } of [...demo.slice(0, 2), other])
    await database()
      .insert(sessions)
      .values({ idHash: userId, id: userId, userId, expiresAt: sql`now() + interval '1 hour'` })
  await database()
    .insert(linkTokens)
    .values({
      tokenHash: 'a'.repeat(64),
      userId: ids[0]!,
      purpose: 'reset-password',
      expiresAt: sql`now() + interval '1 hour'`,
    })
  expect(await hasDemoAccounts()).toBe(true)
  expect(await tellsOfDemo(0)).toBe(true)

  expect(await removeDemoAccounts()).toEqual({
    accounts: 8,
    roles: 8,
    sessions: 2,
    links: 1,
    adminsLeft: adminsBefore,
  })
  const rows = await database().select().from(users).where(inArray(users.id, ids))
  expect(rows.map((row) => [row.disabledAt !== null, row.passwordHash])).toEqual(ids.map(() => [true, null]))
  expect(await database().$count(userRoles, inArray(userRoles.userId, ids))).toBe(0)
  expect(await hasDemoAccounts()).toBe(false)
  expect([await tellsOfDemo(29_999), await tellsOfDemo(30_000), await tellsOfDemo(Infinity)]).toEqual([
    true,
    false,
    false,
  ])

  expect(await removeDemoAccounts()).toEqual({ ...nothing, adminsLeft: adminsBefore })
  expect(await demoRemoved()).toBe(1)
  const rest = [admin.userId, other.userId, stranger.userId]
  const kept = await database().select().from(users).where(inArray(users.id, rest))
  expect(kept.every((row) => row.disabledAt === null && row.passwordHash === 'x')).toBe(true)
  expect(await database().$count(sessions, eq(sessions.userId, other.userId))).toBe(1)
})
