import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { clearPastAccess } from '#app/modules/accounts/clear-past.server.ts'
import { isKnownDevice } from '#app/modules/accounts/known-devices.server.ts'
import { newToken } from '#app/modules/accounts/link-tokens.server.ts'
import { hashPassword } from '#app/modules/accounts/passwords.server.ts'
import { requestReset, resetPassword } from '#app/modules/accounts/reset-password.server.ts'
import { signIn } from '#app/modules/accounts/sign-in.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { knownDevices, mailMessages, rateLimits, users } from '#db/schema/index.ts'
import { makeActor } from '#tests/factories/index.ts'

const password = 'một câu dễ nhớ'
const wrong = 'sai hoàn toàn nhé'
const hash = await hashPassword(password)
const elsewhere = '203.0.113.1'
const office = '203.0.113.2'

beforeEach(() => database().delete(rateLimits))

async function makeAccount() {
  const actor = await makeActor()
  await database().update(users).set({ passwordHash: hash }).where(eq(users.id, actor.userId))
  return actor
}

async function enter(email: string, typed: string, address: string, device?: string) {
  const answer = await signIn({ email, password: typed }, { agent: 'thử', address, device })
  return 'cookie' in answer ? 'in' : 'step' in answer ? 'second' : answer.refused.key
}
const often = async (times: number, work: (time: number) => Promise<string>) => {
  const said = new Set<string>()
  for (let time = 0; time < times; time++) said.add(await work(time))
  return [...said].sort()
}
/** As if so many tries of the account had just come from as many lines. */
const fromEverywhere = (email: string) => often(61, (time) => enter(email, wrong, `198.51.100.${time}`))

describe('what others try', () => {
  it('from elsewhere holds nobody up', async () => {
    const { email } = await makeAccount()
    expect(await often(20, () => enter(email, wrong, elsewhere))).toEqual([
      'auth.error.tooMany',
      'auth.error.wrong',
    ])
    expect(await often(13, () => enter(email, password, office))).toEqual(['in'])
    expect(await enter(email, password, elsewhere)).toBe('auth.error.tooMany')
  })

  it('from one line with many addresses is of one line', async () => {
    const { email } = await makeAccount()
    const tried = await often(8, (time) => enter(email, wrong, `2001:db8:1:2::${time}`))
    expect(tried).toEqual(['auth.error.tooMany', 'auth.error.wrong'])
    expect(await enter(email, password, '2001:db8:1:3::1')).toBe('in')
  })

  it('from everywhere at once is slowed down, and holds up nobody who signs in where they did before', async () => {
    const { email } = await makeAccount()
    const device = newToken()
    expect(await enter(email, password, office, device)).toBe('in')
    expect(await fromEverywhere(email)).toContain('auth.error.wrong')
    await database().execute(
      sql`update ${rateLimits} set spent = 60, since = now() where key like 'sign-in-account:%'`,
    )
    expect(await enter(email, password, office)).toBe('auth.error.tooMany')
    expect(await enter(email, password, elsewhere, newToken())).toBe('auth.error.tooMany')
    expect(await often(13, () => enter(email, password, office, device))).toEqual(['in'])
  })

  it('behind the same line holds up nobody there whose browser is known, to this account alone', async () => {
    const [one, other] = [await makeAccount(), await makeAccount()]
    const device = newToken()
    expect(await enter(one.email, password, office, device)).toBe('in')
    for (const { email } of [one, other]) await often(8, () => enter(email, wrong, office))
    expect(await enter(one.email, password, office, device)).toBe('in')
    expect(await enter(other.email, password, office, device)).toBe('auth.error.tooMany')
  })

  it('in a known browser is slowed down like anything else', async () => {
    const { email } = await makeAccount()
    const device = newToken()
    await enter(email, password, office, device)
    expect(await often(6, () => enter(email, wrong, office, device))).toEqual(['auth.error.wrong'])
    expect(await enter(email, password, office, device)).toBe('auth.error.tooMany')
  })

  it('never holds up who set a new password by the link in their mail', async () => {
    const { email } = await makeAccount()
    const device = newToken()
    await often(8, () => enter(email, wrong, office))
    await requestReset(email, office)
    const [mail] = await database().select().from(mailMessages).where(eq(mailMessages.recipient, email))
    const token = /\/reset\/([\w-]{32})/.exec(mail!.body)![1]!
    expect(await resetPassword(token, 'mật khẩu mới hơn', device)).toBeNull()
    expect(await enter(email, 'mật khẩu mới hơn', office, device)).toBe('in')
  })
})

it('lets seventy judges behind one address in, each after a slip, at once', async () => {
  const judges = await Promise.all(Array.from({ length: 70 }, makeAccount))
  const slips = await Promise.all(judges.map(({ email }) => enter(email, wrong, office)))
  const entered = await Promise.all(judges.map(({ email }) => enter(email, password, office)))
  expect([new Set(slips), new Set(entered)]).toEqual([new Set(['auth.error.wrong']), new Set(['in'])])
}, 60_000)

it('counts what was refused under no other key', async () => {
  const { email } = await makeAccount()
  await often(6, () => enter(email, wrong, office))
  const spent = async () =>
    (await database().select().from(rateLimits).orderBy(rateLimits.key))
      .filter(({ key }) => !/^(sign-in-line|limit-told)/.test(key))
      .map(({ key, spent }) => [key, spent])
  const before = await spent()
  expect(before.length).toBe(2)
  expect(await signIn({ email, password }, { agent: 'thử', address: office })).toEqual(
    refuse('auth.error.tooMany', { seconds: 20 }),
  )
  expect(await spent()).toEqual(before)
})

it('tells the owner of a sign-in in a browser that is new, and of none in the first or in a known one', async () => {
  const { email } = await makeAccount()
  const [first, second] = [newToken(), newToken()]
  const letters = () => database().$count(mailMessages, eq(mailMessages.recipient, email))
  for (const device of [first, first]) await enter(email, password, office, device)
  await enter(email, wrong, elsewhere, second)
  expect(await letters()).toBe(0)
  for (const device of [second, second, first]) await enter(email, password, elsewhere, device)
  expect(await letters()).toBe(1)
  const [letter] = await database().select().from(mailMessages).where(eq(mailMessages.recipient, email))
  expect(letter!.body).toContain(`thử (${elsewhere})`)
})

it('forgets a browser in which nobody signed in for four hundred days', async () => {
  const { userId, email } = await makeAccount()
  const device = newToken()
  await enter(email, password, office, device)
  const seen = (days: number) =>
    database().execute(sql`
      update ${knownDevices} set created_at = now() - interval '2 years',
        seen_at = now() - make_interval(days => ${days})
      where user_id = ${userId}`)
  await seen(399)
  await clearPastAccess()
  expect(await isKnownDevice(email, device)).toBe(true)
  await seen(401)
  await clearPastAccess()
  expect(await isKnownDevice(email, device)).toBe(false)
})
