import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { hashPassword } from '#app/modules/accounts/passwords.server.ts'
import { takeTry } from '#app/modules/accounts/rate-limit.server.ts'
import { signIn } from '#app/modules/accounts/sign-in.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { auditEvents, users } from '#db/schema/index.ts'
import { makeActor } from '#tests/factories/index.ts'

const password = 'một câu dễ nhớ'

async function makeAccount() {
  const actor = await makeActor()
  await database()
    .update(users)
    .set({ passwordHash: await hashPassword(password) })
    .where(eq(users.id, actor.userId))
  return actor
}

const eventsOf = (userId: string) =>
  database()
    .select({ kind: auditEvents.kind, actorId: auditEvents.actorId, subjectId: auditEvents.subjectId })
    .from(auditEvents)
    .where(eq(auditEvents.actorId, userId))

describe('a sign-in', () => {
  it('is on the record as what it was, and only where it came about', async () => {
    const { userId, email } = await makeAccount()
    const from = { agent: 'thử', address: '127.2.0.1' }
    expect(await signIn({ email, password: 'sai hoàn toàn' }, from)).toEqual(refuse('auth.error.wrong'))
    expect(await eventsOf(userId)).toEqual([])
    await signIn({ email, password }, from)
    expect(await eventsOf(userId)).toEqual([{ kind: 'account.signedIn', actorId: userId, subjectId: userId }])
  })

  it('is slowed down for an address that tries many accounts, and for no other', async () => {
    const { email } = await makeAccount()
    const spraying = '127.2.0.2'
    for (let tries = 0; tries < 200; tries++) await takeTry('sign-in-address', spraying)
    expect(await signIn({ email, password }, { agent: 'thử', address: spraying })).toEqual(
      refuse('auth.error.tooMany', { seconds: 4 }),
    )
    expect(await signIn({ email, password }, { agent: 'thử', address: '127.2.0.3' })).toEqual({
      cookie: expect.stringMatching(/^session=/),
      locale: 'vi',
      roles: ['reporter'],
      asksConsent: false,
    })
  })
})
