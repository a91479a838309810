import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { actorOf, startSession } from '#app/modules/accounts/lucia.server.ts'
import { hashPassword } from '#app/modules/accounts/passwords.server.ts'
import { requestReset } from '#app/modules/accounts/reset-password.server.ts'
import { signIn } from '#app/modules/accounts/sign-in.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { mailMessages, users } from '#db/schema/index.ts'
import { makeActor } from '#tests/factories/index.ts'

const from = { agent: 'thử', address: '127.1.0.1' }
const password = 'một câu dễ nhớ'

const disable = (userId: string) =>
  database()
    .update(users)
    .set({ disabledAt: sql`now()` })
    .where(eq(users.id, userId))

describe('a disabled account', () => {
  it('signs nobody in, in the words for a wrong password', async () => {
    const { userId, email } = await makeActor()
    await database()
      .update(users)
      .set({ passwordHash: await hashPassword(password) })
      .where(eq(users.id, userId))
    expect(await signIn({ email, password }, from)).toEqual({
      cookie: expect.stringMatching(/^session=/),
      locale: 'vi',
      roles: ['reporter'],
      asksConsent: false,
    })
    await disable(userId)
    expect(await signIn({ email, password }, from)).toEqual(refuse('auth.error.wrong'))
  })

  it('is out of the sessions it had', async () => {
    const { userId } = await makeActor()
    const cookie = (await startSession(userId, from)).split(';')[0]!
    const who = async () =>
      (await actorOf(new Request('http://portal.test/', { headers: { Cookie: cookie } }))).actor
    expect((await who())!.userId).toBe(userId)
    await disable(userId)
    expect(await who()).toBeNull()
  })

  it('is sent no link to reset its password, and nobody is told', async () => {
    const { userId, email } = await makeActor()
    const mails = () => database().$count(mailMessages, eq(mailMessages.recipient, email))
    expect([await requestReset(email, from.address), await mails()]).toEqual([null, 1])
    await disable(userId)
    expect([await requestReset(email, from.address), await mails()]).toEqual([null, 1])
  })
})
