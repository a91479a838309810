import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { acceptInvitation } from '#app/modules/accounts/accept-invitation.server.ts'
import { createAdmin } from '#app/modules/accounts/create-admin.server.ts'
import { invite } from '#app/modules/accounts/invite.server.ts'
import { actorOf, startSession } from '#app/modules/accounts/lucia.server.ts'
import type { RoleName } from '#app/modules/actor/actor.ts'
import { mailMessages, sessions } from '#db/schema/index.ts'
import { makeActor } from '#tests/factories/index.ts'

const from = { agent: 'thử', address: '127.7.0.1' }
const asking = (cookie: string) =>
  new Request('http://portal.test/', { headers: { Cookie: cookie.split(';')[0]! } })
const isIn = async (cookie: string) => (await actorOf(asking(cookie))).actor !== null
const hour = 3600_000

async function begun(role: RoleName) {
  const { userId } = await makeActor(
    role,
    role === 'coordinator' ? { provinceFrame: '2025', provinceCode: '56' } : {},
  )
  return { userId, cookie: await startSession(userId, from) }
}
const left = async (userId: string) => {
  const [row] = await database().select().from(sessions).where(eq(sessions.userId, userId))
  return Math.round((row!.expiresAt.getTime() - Date.now()) / hour)
}
const move = (userId: string, began: string, ends: string) =>
  database().execute(sql`
    update ${sessions} set created_at = now() + ${began}::interval, expires_at = now() + ${ends}::interval
    where user_id = ${userId}`)

it.each<[RoleName, number]>([
  ['reporter', 720],
  ['judge', 720],
  ['coordinator', 720],
  ['organizer', 12],
  ['admin', 12],
])('lives for %s %i hours from its last use', async (role, hours) => {
  const { userId, cookie } = await begun(role)
  expect(await left(userId)).toBe(hours)
  await move(userId, '-1 day', `${hours / 2 - 1} hours`)
  const { actor, cookie: again } = await actorOf(asking(cookie))
  expect([actor?.userId, again?.split(';')[0], await left(userId)]).toEqual([
    userId,
    cookie.split(';')[0],
    hours,
  ])
  expect((await actorOf(asking(cookie))).cookie).toBeUndefined()
  await move(userId, '-1 day', '-1 second')
  expect(await isIn(cookie)).toBe(false)
})

it('ends seven days after it began for who can change the award, used or not, and for nobody else', async () => {
  for (const [role, stays] of [
    ['organizer', false],
    ['admin', false],
    ['judge', true],
  ] as const) {
    const { userId, cookie } = await begun(role)
    await move(userId, '-6 days -23 hours', '5 hours')
    expect([await isIn(cookie), role === 'judge' || (await left(userId)) <= 5]).toEqual([true, true])
    await move(userId, '-7 days', '5 hours')
    expect(await isIn(cookie)).toBe(stays)
  }
})

it('of before does not rise with an account that is given a role', async () => {
  const admin = await makeActor('admin')
  const risen = await makeActor('reporter')
  const [invited, made] = [await startSession(risen.userId, from), await makeActor('reporter')]
  await invite(admin, { email: risen.email, role: 'judge', province: '', editionId: 'all' })
  const [letter] = await database().select().from(mailMessages).where(eq(mailMessages.recipient, risen.email))
  expect(await isIn(invited)).toBe(true)
  await acceptInvitation(/\/invitation\/([\w-]{32})/.exec(letter!.body)![1]!, null)
  expect(await isIn(invited)).toBe(false)
  const session = await startSession(made.userId, from)
  await createAdmin(made.email, 'Quản trị')
  expect(await isIn(session)).toBe(false)
})
