import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { actorOf, startSession } from '#app/modules/accounts/lucia.server.ts'
import { challengeToRegister, challengeToSignIn } from '#app/modules/accounts/passkey-challenges.server.ts'
import { broughtIn, relyingPartyOf } from '#app/modules/accounts/passkey-moves.ts'
import {
  addPasskey,
  namePasskey,
  passkeysOf,
  removePasskey,
  signInWithPasskey,
} from '#app/modules/accounts/passkeys.server.ts'
import { hashPassword } from '#app/modules/accounts/passwords.server.ts'
import { signIn } from '#app/modules/accounts/sign-in.server.ts'
import type { RoleName } from '#app/modules/actor/actor.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import {
  auditEvents,
  mailMessages,
  passkeyChallenges,
  passkeys,
  totpSecrets,
  users,
} from '#db/schema/index.ts'
import { makeActor } from '#tests/factories/index.ts'
import { makeAuthenticator } from '#tests/support/authenticator.ts'

const origin = 'http://portal.test'
const from = { agent: 'thử', address: '127.10.0.1' }
const unknown = 'auth.error.passkey.unknown'
const notMade = 'auth.error.passkey.notMade'
const asking = (cookie: string) => new Request(`${origin}/x`, { headers: { Cookie: cookie.split(';')[0]! } })
const outcome = (answer: unknown) => (isRefusal(answer) ? answer.refused.key : 'in')

async function withPasskey(role: RoleName = 'reporter') {
  const made = await makeActor(role)
  await database().delete(totpSecrets).where(eq(totpSecrets.userId, made.userId))
  const { actor } = await actorOf(asking(await startSession(made.userId, from)))
  const key = makeAuthenticator(origin)
  const { options, browser } = (await challengeToRegister(actor!))!
  const added = await addPasskey(
    actor!,
    { passkey: key.register(options.challenge), name: 'Máy cơ quan' },
    browser,
  )
  if (isRefusal(added)) throw new Error(added.refused.key)
  return { ...made, actor: actor!, key, codes: added.codes }
}

async function enterWith(
  key: ReturnType<typeof makeAuthenticator>,
  bent: Parameters<typeof key.sign>[1] = {},
) {
  const { options, browser } = (await challengeToSignIn())!
  return outcome(await signInWithPasskey(key.sign(options.challenge, bent), browser, from))
}

describe('a passkey', () => {
  it('signs in without a name, whoever it is', async () => {
    const [one, other] = [await withPasskey(), await withPasskey('judge')]
    for (const { key, userId } of [one, other]) {
      const { options, browser } = (await challengeToSignIn())!
      expect(options.allowCredentials ?? []).toEqual([])
      const answer = await signInWithPasskey(
        key.sign(options.challenge, { userHandle: userId }),
        browser,
        from,
      )
      expect('cookie' in answer && (await actorOf(asking(answer.cookie))).actor?.userId).toBe(userId)
    }
  })

  it('is both proofs: it enters where a second is required, and the password then asks for it', async () => {
    const one = await withPasskey('admin')
    const { options, browser } = (await challengeToSignIn())!
    const answer = await signInWithPasskey(one.key.sign(options.challenge), browser, from)
    expect('cookie' in answer && (await actorOf(asking(answer.cookie))).enrolling).toBeUndefined()
    const passwordHash = await hashPassword('một câu dễ nhớ của tôi')
    await database().update(users).set({ passwordHash }).where(eq(users.id, one.userId))
    expect('step' in (await signIn({ email: one.email, password: 'một câu dễ nhớ của tôi' }, from))).toBe(
      true,
    )
  })

  it('is refused from another origin, unverified, with another’s name, or where nobody knows it', async () => {
    const [one, other] = [await withPasskey(), await withPasskey()]
    expect(await enterWith(one.key, { origin: 'http://portal.test.evil.vn' })).toBe(unknown)
    expect(await enterWith(one.key, { unverified: true })).toBe(unknown)
    expect(await enterWith(one.key, { userHandle: other.userId })).toBe(unknown)
    expect(await enterWith(one.key, { id: other.key.id })).toBe(unknown)
    expect(await enterWith(makeAuthenticator(origin))).toBe(unknown)
    expect(await enterWith(one.key)).toBe('in')
  })

  it('answers a challenge once, in the browser that asked, and not too late', async () => {
    const { key } = await withPasskey()
    const { options, browser } = (await challengeToSignIn())!
    const answer = key.sign(options.challenge)
    expect(outcome(await signInWithPasskey(answer, browser, from))).toBe('in')
    expect(outcome(await signInWithPasskey(answer, browser, from))).toBe(unknown)
    const elsewhere = (await challengeToSignIn())!
    const stolen = key.sign(elsewhere.options.challenge)
    expect(outcome(await signInWithPasskey(stolen, 'x'.repeat(32), from))).toBe(unknown)
    expect(outcome(await signInWithPasskey(stolen, null, from))).toBe(unknown)
    const late = (await challengeToSignIn())!
    await database()
      .update(passkeyChallenges)
      .set({ createdAt: new Date(Date.now() - 400_000), expiresAt: new Date(Date.now() - 1000) })
    expect(outcome(await signInWithPasskey(key.sign(late.options.challenge), late.browser, from))).toBe(
      unknown,
    )
    expect(await enterWith(key)).toBe('in')
  })

  it('that counts counts on: one that was copied is refused', async () => {
    const { key } = await withPasskey()
    expect([await enterWith(key, { counter: 5 }), await enterWith(key, { counter: 5 })]).toEqual([
      'in',
      unknown,
    ])
    expect([await enterWith(key, { counter: 3 }), await enterWith(key, { counter: 6 })]).toEqual([
      unknown,
      'in',
    ])
  })

  it('opens nothing once it is removed or its account is disabled, and tells the owner', async () => {
    const one = await withPasskey()
    const [held] = await passkeysOf(one.userId)
    const stranger = await makeActor()
    expect([await removePasskey(stranger, held!.id), await namePasskey(stranger, held!.id, 'x')]).toEqual([
      false,
      false,
    ])
    expect(await namePasskey(one.actor, held!.id, 'Điện thoại')).toBe(true)
    expect((await passkeysOf(one.userId)).map(({ name }) => name)).toEqual(['Điện thoại'])
    await database().update(users).set({ disabledAt: new Date() }).where(eq(users.id, one.userId))
    expect(await enterWith(one.key)).toBe(unknown)
    await database().update(users).set({ disabledAt: null }).where(eq(users.id, one.userId))
    expect([await removePasskey(one.actor, held!.id), await enterWith(one.key)]).toEqual([true, unknown])
    const letters = await database().select().from(mailMessages).where(eq(mailMessages.recipient, one.email))
    expect(letters.map(({ subject }) => subject).sort()).toEqual([
      'Một khóa truy cập (passkey) đã được xóa',
      'Tài khoản của Ông/Bà có thêm một khóa truy cập (passkey)',
    ])
    const events = await database().select().from(auditEvents).where(eq(auditEvents.subjectId, one.userId))
    expect(events.map(({ kind }) => kind).sort()).toEqual([
      'account.secondFactorRemoved',
      'account.secondFactorSet',
    ])
  })
})

describe('registering one', () => {
  it('brings ten codes with the first and none with the next, and ends the sessions of before', async () => {
    const one = await withPasskey()
    expect(one.codes).toHaveLength(10)
    const session = await startSession(one.userId, from)
    const { options, browser } = (await challengeToRegister(one.actor))!
    expect(options.excludeCredentials?.map(({ id }) => id)).toEqual([one.key.id])
    const next = makeAuthenticator(origin).register(options.challenge)
    expect(await addPasskey(one.actor, { passkey: next, name: 'Hai' }, browser)).toEqual({ codes: null })
    expect((await actorOf(asking(session))).actor).toBe(null)
    expect(await passkeysOf(one.userId)).toHaveLength(2)
  })

  it('is refused from elsewhere, twice, for another account, and as nonsense', async () => {
    const [one, other] = [await withPasskey(), await withPasskey()]
    const made = async (make: (challenge: string) => string, by = one.actor) => {
      const { options, browser } = (await challengeToRegister(one.actor))!
      return outcome(await addPasskey(by, { passkey: make(options.challenge), name: 'x' }, browser))
    }
    const key = makeAuthenticator(origin)
    expect(await made((challenge) => key.register(challenge, { origin: 'http://evil.vn' }))).toBe(notMade)
    expect(await made((challenge) => key.register(challenge), other.actor)).toBe(notMade)
    expect(await made(() => key.register('bm90IG91cnM'))).toBe(notMade)
    expect(await made((challenge) => other.key.register(challenge))).toBe(notMade)
    for (const nonsense of ['', '{}', 'null', '[]', '{"id":"x","response":{}}'])
      expect(await made(() => nonsense)).toBe(notMade)
    expect(await database().select().from(passkeys).where(eq(passkeys.userId, one.userId))).toHaveLength(1)
  })
})

it('has a name to be bound to, or there are none', () => {
  expect(relyingPartyOf('https://giai.example.vn')).toEqual({
    id: 'giai.example.vn',
    origin: 'https://giai.example.vn',
  })
  expect(relyingPartyOf('http://localhost:3000')).toEqual({
    id: 'localhost',
    origin: 'http://localhost:3000',
  })
  expect([relyingPartyOf('http://127.0.0.1:3000'), relyingPartyOf('http://[::1]:3000')]).toEqual([null, null])
  expect(broughtIn('{"id":7,"response":{}}')).toBe(null)
})
