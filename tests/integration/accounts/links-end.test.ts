import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { changePassword } from '#app/modules/accounts/change-password.server.ts'
import { issueLinkToken, linkWorks } from '#app/modules/accounts/link-tokens.server.ts'
import { hashPassword } from '#app/modules/accounts/passwords.server.ts'
import { resetPassword } from '#app/modules/accounts/reset-password.server.ts'
import { confirmBehalf } from '#app/modules/outreach/confirm-behalf.server.ts'
import { behalfOf, enterOnBehalf } from '#app/modules/outreach/enter-on-behalf.server.ts'
import { resendToAuthor } from '#app/modules/outreach/resend-to-author.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { behalfEntries, mailMessages, users } from '#db/schema/index.ts'
import { makeActor, makeEdition } from '#tests/factories/index.ts'

const password = 'một câu dễ nhớ'
const fresh = 'mật khẩu mới hơn'
const deadLink = refuse('auth.error.deadLink')
let actor: Actor
beforeEach(async () => {
  actor = await makeActor()
  await database()
    .update(users)
    .set({ passwordHash: await hashPassword(password) })
    .where(eq(users.id, actor.userId))
})

const issue = (purpose: 'reset-password' | 'confirm-email', { userId } = actor) =>
  database().transaction((tx) => issueLinkToken(tx, userId, purpose))
const works = (token: string) => linkWorks(token, 'reset-password')
const lettersTo = (email: string) =>
  database()
    .select({ subject: mailMessages.subject, body: mailMessages.body })
    .from(mailMessages)
    .where(eq(mailMessages.recipient, email))

describe('a link to reset a password', () => {
  it('ends with a newer one, of that account alone', async () => {
    const other = await makeActor()
    const [first, others] = [await issue('reset-password'), await issue('reset-password', other)]
    const second = await issue('reset-password')
    expect([await works(first), await works(second), await works(others)]).toEqual([false, true, true])
    expect(await resetPassword(first, fresh)).toEqual(deadLink)
  })

  it.each<[string, () => Promise<unknown>]>([
    ['is changed', () => changePassword(actor, { current: password, password: fresh })],
    ['is reset', async () => resetPassword(await issue('reset-password'), fresh)],
  ])('ends, like any other link, once the password %s, which its owner is told', async (_how, change) => {
    const reset = await issue('reset-password')
    const confirm = await issue('confirm-email')
    expect(await change()).toBeNull()
    expect([await works(reset), await linkWorks(confirm, 'confirm-email')]).toEqual([false, false])
    const letters = await lettersTo(actor.email)
    expect(letters.map(({ subject }) => subject)).toEqual(['Mật khẩu của Ông/Bà đã được đổi'])
    expect(letters[0]!.body).toContain('http://portal.test/forgot-password')
  })

  it('does nothing for an account that was disabled meanwhile', async () => {
    const token = await issue('reset-password')
    await database().update(users).set({ disabledAt: new Date() }).where(eq(users.id, actor.userId))
    expect([await works(token), await resetPassword(token, fresh)]).toEqual([false, deadLink])
    expect(await lettersTo(actor.email)).toEqual([])
  })
})

it('ends sixty days after it went: the link of a work entered on behalf; another may be sent', async () => {
  const coordinator = await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '56' })
  const edition = await makeEdition()
  const email = 'tac-gia-link@thu.vn'
  const work = {
    title: 'Biển',
    authorName: 'Vũ Thị',
    authorEmail: email,
    postmarkedOn: null,
    receivedOn: null,
  }
  const province = { frame: '2025', code: '56', name: 'Khánh Hòa', isCity: false } as const
  const { entryId } = (await enterOnBehalf(coordinator, edition.id, province, work)) as { entryId: string }
  const newest = async () => /\/behalf\/([\w-]{32})/.exec((await lettersTo(email)).at(-1)!.body)![1]!
  const token = await newest()
  const left = (days: string) =>
    database().execute(
      sql`update ${behalfEntries} set link_until = now() + ${days}::interval where entry_id = ${entryId}`,
    )
  const [row] = await database().select().from(behalfEntries).where(eq(behalfEntries.entryId, entryId))
  expect(Math.round((row!.linkUntil.getTime() - Date.now()) / 86_400_000)).toBe(60)
  await left('1 minute')
  expect(await behalfOf(token)).not.toBeNull()
  await left('-1 second')
  const account = { name: 'Vũ Thị', password, locale: 'vi' as const }
  expect([await behalfOf(token), await confirmBehalf(token, null, account)]).toEqual([null, deadLink])
  await database().delete(mailMessages)
  expect(await resendToAuthor(coordinator, entryId, email)).toEqual({ done: true })
  expect(await confirmBehalf(await newest(), null, account)).toMatchObject({ entryId, made: true })
})
