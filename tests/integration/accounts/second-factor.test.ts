import { and, desc, eq } from 'drizzle-orm'
import { Secret, TOTP } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { requireActor, requireSomebody } from '#app/http/guard.server.ts'
import { actorOf, startSession } from '#app/modules/accounts/lucia.server.ts'
import { endOtherSessions, sessionsOf } from '#app/modules/accounts/own-sessions.server.ts'
import { hashPassword } from '#app/modules/accounts/passwords.server.ts'
import {
  renewRecoveryCodes,
  recoverAdmin,
  removeSecondFactor,
  resetSecondFactor,
  secondFactorOf,
  setUpSecondFactor,
} from '#app/modules/accounts/second-factor.server.ts'
import { signIn } from '#app/modules/accounts/sign-in.server.ts'
import { proveSecond, stepHolder } from '#app/modules/accounts/sign-in-steps.server.ts'
import { isDemoHere } from '#app/modules/accounts/standing.server.ts'
import type { RoleName } from '#app/modules/actor/actor.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import {
  auditEvents,
  editions,
  mailMessages,
  recoveryCodes,
  sessions,
  signInSteps,
  totpSecrets,
  users,
} from '#db/schema/index.ts'
import { makeActor, makeEdition } from '#tests/factories/index.ts'

const password = 'một câu dễ nhớ của tôi'
const from = { agent: 'thử', address: '127.9.0.1' }
const halfMinute = 30_000
const asking = (cookie: string) =>
  new Request('http://portal.test/x', { headers: { Cookie: cookie.split(';')[0]! } })

/** Somebody with a password and, if asked, a role that needs a second factor which they do not have. */
async function somebody(role: RoleName = 'reporter', held = {}) {
  const made = await makeActor(role, held)
  await database().delete(totpSecrets).where(eq(totpSecrets.userId, made.userId))
  await database()
    .update(users)
    .set({ passwordHash: await hashPassword(password) })
    .where(eq(users.id, made.userId))
  const cookie = await startSession(made.userId, from)
  const { actor } = await actorOf(asking(cookie))
  return { ...made, actor: actor!, cookie }
}

async function withTelephone(role: RoleName = 'reporter', now = Date.now(), staying = false) {
  const one = await somebody(role)
  const elsewhere = await startSession(one.userId, from)
  const { offer } = await secondFactorOf(one.actor)
  const secret = Secret.fromBase32(offer!.typed.replaceAll(' ', ''))
  const codeAt = (at: number) => new TOTP({ secret }).generate({ timestamp: at })
  const set = await setUpSecondFactor(one.actor, codeAt(now), now)
  if (isRefusal(set)) throw new Error(set.refused.key)
  if (!staying) await database().delete(sessions).where(eq(sessions.userId, one.userId))
  const step = async () => {
    const answer = await signIn({ email: one.email, password }, from)
    return 'step' in answer ? answer.step : null
  }
  return { ...one, elsewhere, codeAt, codes: set.codes, step, now }
}

const outcome = (answer: Awaited<ReturnType<typeof proveSecond>>) =>
  isRefusal(answer) ? answer.refused.key : 'in'
const eventsOf = async (userId: string) =>
  (
    await database()
      .select({ kind: auditEvents.kind })
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, userId))
      .orderBy(auditEvents.at)
  ).map(({ kind }) => kind.replace('account.', ''))
const newestMail = async (email: string) =>
  (
    await database()
      .select({ subject: mailMessages.subject })
      .from(mailMessages)
      .where(eq(mailMessages.recipient, email))
      .orderBy(desc(mailMessages.createdAt))
      .limit(1)
  )[0]?.subject

describe('setting it up', () => {
  it('offers the same secret until the first code is right, stores none before, and shows ten codes', async () => {
    const one = await somebody()
    const [first, again] = [await secondFactorOf(one.actor), await secondFactorOf(one.actor)]
    expect(first).toEqual(again)
    expect(first.offer!.picture).toMatch(/^<svg/)
    const wrong = await setUpSecondFactor(one.actor, '000 00')
    expect(isRefusal(wrong) && wrong.refused.key).toBe('auth.error.second.setUp')
    expect(await database().select().from(totpSecrets).where(eq(totpSecrets.userId, one.userId))).toEqual([])
    const secret = Secret.fromBase32(first.offer!.typed.replaceAll(' ', ''))
    const set = await setUpSecondFactor(one.actor, new TOTP({ secret }).generate())
    expect(
      'codes' in set &&
        set.codes.every((code) => /^[0-9a-z]{5}-[0-9a-z]{5}$/.test(code)) &&
        new Set(set.codes).size,
    ).toBe(10)
    const [held] = await database().select().from(totpSecrets).where(eq(totpSecrets.userId, one.userId))
    expect(held!.sealedSecret).not.toContain(secret.base32)
    expect(await newestMail(one.email)).toBe('Tài khoản của Ông/Bà đã có bước xác minh thứ hai')
  })

  it('ends every session but the one that did it', async () => {
    const one = await withTelephone('reporter', Date.now(), true)
    expect((await actorOf(asking(one.cookie))).actor?.userId).toBe(one.userId)
    expect((await actorOf(asking(one.elsewhere))).actor).toBe(null)
  })

  it('is a secret of one session: another’s code sets up nothing', async () => {
    const [one, other] = [await somebody(), await somebody()]
    const { offer } = await secondFactorOf(other.actor)
    const code = new TOTP({ secret: Secret.fromBase32(offer!.typed.replaceAll(' ', '')) }).generate()
    expect(isRefusal(await setUpSecondFactor(one.actor, code))).toBe(true)
  })
})

describe('signing in with it', () => {
  it('begins no session before the second proof', async () => {
    const one = await withTelephone()
    const token = await one.step()
    expect((await stepHolder(token))?.id).toBe(one.userId)
    expect(await sessionsOf(one.actor)).toEqual([])
    expect(
      outcome(
        await proveSecond(token, { code: one.codeAt(one.now + halfMinute) }, from, one.now + halfMinute),
      ),
    ).toBe('in')
    expect(await sessionsOf(one.actor)).toHaveLength(1)
    expect(await stepHolder(token)).toBe(null)
    expect(await eventsOf(one.userId)).toEqual(['secondFactorSet', 'secondFactorUsed', 'signedIn'])
  })

  it('takes a code one step early or late, and each once', async () => {
    const one = await withTelephone()
    const later = one.now + 10 * halfMinute
    const tried = async (codeOf: number) =>
      outcome(await proveSecond(await one.step(), { code: one.codeAt(codeOf) }, from, later))
    expect(await tried(later - 2 * halfMinute)).toBe('auth.error.second.code')
    expect(await tried(later + 2 * halfMinute)).toBe('auth.error.second.code')
    expect(await tried(later - halfMinute)).toBe('in')
    expect(await tried(later - halfMinute)).toBe('auth.error.second.code')
    expect(await tried(later + halfMinute)).toBe('in')
    expect(await tried(later)).toBe('auth.error.second.code')
  })

  it('refuses the code that set it up', async () => {
    const one = await withTelephone()
    expect(outcome(await proveSecond(await one.step(), { code: one.codeAt(one.now) }, from, one.now))).toBe(
      'auth.error.second.code',
    )
  })

  it('lets one of two in who bring the same code or the same step at once', async () => {
    const one = await withTelephone()
    const later = one.now + 10 * halfMinute
    const code = { code: one.codeAt(later) }
    const [a, b] = [await one.step(), await one.step()]
    const same = await Promise.all([a, b].map((token) => proveSecond(token, code, from, later)))
    expect(same.map(outcome).sort()).toEqual(['auth.error.second.code', 'in'])
    const step = await one.step()
    const [first, second] = one.codes
    const twice = await Promise.all(
      [first!, second!].map((recovery) => proveSecond(step, { recovery }, from)),
    )
    expect(twice.map(outcome).sort()).toEqual(['auth.error.stepOver', 'in'])
  })

  it('is over after ten minutes, for a disabled account, without a step and with another’s telephone', async () => {
    const [one, other] = [await withTelephone(), await withTelephone()]
    const later = one.now + 10 * halfMinute
    const late = await one.step()
    await database()
      .update(signInSteps)
      .set({ createdAt: new Date(Date.now() - 700_000), expiresAt: new Date(Date.now() - 1000) })
      .where(eq(signInSteps.userId, one.userId))
    expect(outcome(await proveSecond(late, { code: one.codeAt(later) }, from, later))).toBe(
      'auth.error.stepOver',
    )
    expect(outcome(await proveSecond(null, { code: one.codeAt(later) }, from, later))).toBe(
      'auth.error.stepOver',
    )
    const theirs = await proveSecond(await one.step(), { code: other.codeAt(later) }, from, later)
    expect(outcome(theirs)).toBe('auth.error.second.code')
    const step = await one.step()
    await database().update(users).set({ disabledAt: new Date() }).where(eq(users.id, one.userId))
    expect(outcome(await proveSecond(step, { code: one.codeAt(later) }, from, later))).toBe(
      'auth.error.stepOver',
    )
  })

  it('lets nobody guess on', async () => {
    const one = await withTelephone()
    const step = await one.step()
    const later = one.now + 10 * halfMinute
    for (let count = 0; count < 6; count++) await proveSecond(step, { code: '12345' }, from)
    expect(outcome(await proveSecond(step, { code: one.codeAt(later) }, from, later))).toBe(
      'auth.error.tooMany',
    )
  })
})

describe('recovery codes', () => {
  it('work once each, however they are written, and are told by mail', async () => {
    const one = await withTelephone()
    const [code, next] = one.codes as [string, string]
    expect(
      outcome(
        await proveSecond(await one.step(), { recovery: ` ${code.toUpperCase().replace('-', ' ')} ` }, from),
      ),
    ).toBe('in')
    expect(await newestMail(one.email)).toBe('Một mã khôi phục của Ông/Bà vừa được dùng')
    expect(outcome(await proveSecond(await one.step(), { recovery: code }, from))).toBe(
      'auth.error.second.recovery',
    )
    const other = await withTelephone()
    expect(outcome(await proveSecond(await other.step(), { recovery: next }, from))).toBe(
      'auth.error.second.recovery',
    )
    const stored = await database().select().from(recoveryCodes).where(eq(recoveryCodes.userId, one.userId))
    expect(JSON.stringify(stored)).not.toContain(next.replace('-', ''))
    expect(await secondFactorOf(one.actor)).toMatchObject({ codesLeft: 9 })
  })

  it('are made anew, and the old ones are no more', async () => {
    const one = await withTelephone()
    const fresh = (await renewRecoveryCodes(one.actor))!
    expect(outcome(await proveSecond(await one.step(), { recovery: one.codes[0]! }, from))).toBe(
      'auth.error.second.recovery',
    )
    expect(outcome(await proveSecond(await one.step(), { recovery: fresh[9]! }, from))).toBe('in')
    expect(await renewRecoveryCodes((await somebody()).actor)).toBe(null)
  })
})

describe('who needs a second factor and has none', () => {
  const led = async (role: RoleName, held = {}) => {
    const { cookie } = await somebody(role, held)
    const thrown = await requireActor(asking(cookie)).catch((reason: unknown) => reason as Response)
    return thrown instanceof Response ? thrown.headers.get('Location') : 'in'
  }

  it('is led to set it up and can do nothing else', async () => {
    expect([await led('organizer'), await led('admin')]).toEqual([
      '/account/second-factor',
      '/account/second-factor',
    ])
    expect([await led('judge'), await led('reporter')]).toEqual(['in', 'in'])
    const { cookie, userId } = await somebody('admin')
    expect((await requireSomebody(asking(cookie))).userId).toBe(userId)
    const { actor, enrolling } = await actorOf(asking(cookie))
    expect([actor!.roles, enrolling]).toEqual([[], true])
    const sent = new Request('http://portal.test/x', {
      method: 'POST',
      headers: { Cookie: cookie.split(';')[0]! },
    })
    const thrown = (await requireActor(sent).catch((reason: unknown) => reason)) as Response
    expect([thrown.status, await thrown.json()]).toEqual([403, { key: 'auth.error.setUpFirst' }])
  })

  it('is a judge whose edition says so, from the moment it does', async () => {
    const [asks, other] = [await makeEdition(), await makeEdition()]
    const { cookie } = await somebody('judge', { editionId: asks.id })
    expect((await actorOf(asking(cookie))).enrolling).toBeUndefined()
    await database().update(editions).set({ judgeSecondFactor: true }).where(eq(editions.id, asks.id))
    expect((await actorOf(asking(cookie))).enrolling).toBe(true)
    expect(await led('judge', { editionId: other.id })).toBe('in')
    await database().update(editions).set({ judgeSecondFactor: false }).where(eq(editions.id, asks.id))
  })

  it('is in with all roles once it is set up', async () => {
    const one = await withTelephone('organizer')
    const { actor, enrolling } = await actorOf(asking(await startSession(one.userId, from)))
    expect([actor!.roles.map(({ role }) => role), enrolling]).toEqual([['organizer'], undefined])
  })

  it('is no account of the demo on this machine, and every one beyond it', () => {
    expect([isDemoHere('quantri@demo.vn'), isDemoHere('quantri@thu.vn')]).toEqual([false, false])
  })
})

describe('taking it away', () => {
  it('leaves the password alone to sign in, is told and on the record', async () => {
    const one = await withTelephone()
    expect([await removeSecondFactor(one.actor), await removeSecondFactor(one.actor)]).toEqual([true, false])
    expect(await one.step()).toBe(null)
    expect(await newestMail(one.email)).toBe('Bước xác minh thứ hai đã được gỡ')
    expect(await eventsOf(one.userId)).toEqual(['secondFactorSet', 'secondFactorRemoved', 'signedIn'])
  })

  it('by a link of the operator works once, ends sessions, and leads to set it up anew', async () => {
    const one = await withTelephone('admin')
    const session = await startSession(one.userId, from)
    const older = (await recoverAdmin(one.email))!.split('/').at(-1)!
    const link = (await recoverAdmin(one.email))!.split('/').at(-1)!
    expect(await recoverAdmin('nobody@thu.vn')).toBe(null)
    expect(isRefusal(await resetSecondFactor(older))).toBe(true)
    expect([await resetSecondFactor(link), isRefusal(await resetSecondFactor(link))]).toEqual([null, true])
    expect((await actorOf(asking(session))).actor).toBe(null)
    const answer = await signIn({ email: one.email, password }, from)
    expect('cookie' in answer && (await actorOf(asking(answer.cookie))).enrolling).toBe(true)
    expect((await eventsOf(one.userId)).filter((kind) => kind === 'secondFactorReset')).toHaveLength(3)
  })
})

it('ends all other sessions of one’s own, and a step that waits', async () => {
  const [one, other] = [await withTelephone(), await somebody()]
  const here = await startSession(one.userId, from)
  await startSession(one.userId, from)
  const step = await one.step()
  const { actor } = await actorOf(asking(here))
  expect(await endOtherSessions(actor!)).toBe(1)
  expect(
    await database().select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, one.userId)),
  ).toHaveLength(1)
  expect([await stepHolder(step), (await actorOf(asking(other.cookie))).actor?.userId]).toEqual([
    null,
    other.userId,
  ])
})

it('writes a failed sign-in down, and a limit once', async () => {
  const one = await somebody()
  for (let count = 0; count < 8; count++)
    await signIn({ email: one.email, password: 'không đúng đâu' }, { ...from, address: '127.9.7.7' })
  const kinds = await eventsOf(one.userId)
  expect([
    kinds.filter((kind) => kind === 'signInFailed').length,
    kinds.filter((kind) => kind === 'signInLimited').length,
  ]).toEqual([6, 1])
  const rows = await database()
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents.subjectId, one.userId), eq(auditEvents.kind, 'account.signInFailed')))
  expect(JSON.stringify(rows)).not.toContain('không đúng đâu')
})
