import { desc, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { confirmEmail } from '#app/modules/accounts/confirm-email.server.ts'
import { invite } from '#app/modules/accounts/invite.server.ts'
import { takeTry } from '#app/modules/accounts/rate-limit.server.ts'
import { register } from '#app/modules/accounts/register.server.ts'
import { requestReset } from '#app/modules/accounts/reset-password.server.ts'
import { signIn } from '#app/modules/accounts/sign-in.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { mailMessages, rateLimits } from '#db/schema/index.ts'
import { makeActor } from '#tests/factories/index.ts'

const words = 'Mua hàng tại lừa-đảo.example'
const password = 'một câu dễ nhớ'
const registering = (email: string, time = 0) =>
  register({ name: words, email, password, locale: 'vi', address: `127.6.${time}.1` })
const lettersTo = (email: string) =>
  database()
    .select({ subject: mailMessages.subject, body: mailMessages.body })
    .from(mailMessages)
    .where(eq(mailMessages.recipient, email))
    .orderBy(desc(mailMessages.createdAt))
const confirmation = async (email: string) =>
  /\/confirm\/([\w-]{32})/.exec((await lettersTo(email))[0]!.body)![1]!

it('that anybody may have sent to an address hold no word of theirs', async () => {
  const email = 'nguoi-la-1@thu.vn'
  await registering(email)
  await requestReset(email, '127.6.0.2')
  const letters = await lettersTo(email)
  expect(letters.length).toBe(2)
  for (const { subject, body } of letters) expect(subject + body).not.toMatch(/lừa-đảo/)
})

it('of a registration are one an hour to each address, however often and from wherever', async () => {
  const [email, other] = ['nguoi-la-2@thu.vn', 'nguoi-la-3@thu.vn']
  for (let time = 0; time < 5; time++) {
    expect(await registering(email, time)).toBeNull()
    await signIn({ email, password }, { agent: 'thử', address: `127.6.${time}.2` })
  }
  expect(await registering(other)).toBeNull()
  expect([(await lettersTo(email)).length, (await lettersTo(other)).length]).toEqual([1, 1])
  await database().delete(rateLimits)
  await registering(email)
  expect((await lettersTo(email)).length).toBe(2)
  expect(await confirmEmail(await confirmation(email), { chosen: 'mật khẩu của chính chủ' })).toMatchObject({
    userId: expect.any(String),
  })
})

it('tell the owner of a confirmed account at once, who has an account', async () => {
  const email = 'nguoi-la-4@thu.vn'
  await registering(email)
  await confirmEmail(await confirmation(email), { registered: password })
  for (const time of [1, 2]) await registering(email, time)
  expect((await lettersTo(email)).map(({ subject }) => subject)).toEqual([
    'Địa chỉ này đã có tài khoản',
    'Xác nhận địa chỉ thư điện tử',
  ])
})

it('that invite are limited for each person', async () => {
  const [admin, other] = [await makeActor('admin'), await makeActor('admin')]
  for (let time = 0; time < 100; time++) await takeTry('invite-account', admin.userId)
  const ask = { email: 'moi-mai@thu.vn', role: 'judge', province: '', editionId: 'all' } as const
  expect(await invite(admin, ask)).toEqual(refuse('auth.error.tooMany', { seconds: 30 }))
  expect(await lettersTo(ask.email)).toEqual([])
  expect(await invite(other, ask)).toBeNull()
})
