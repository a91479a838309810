import { desc, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { acceptInvitation, openInvitation } from '#app/modules/accounts/accept-invitation.server.ts'
import { confirmEmail, openConfirmation } from '#app/modules/accounts/confirm-email.server.ts'
import { createAdmin } from '#app/modules/accounts/create-admin.server.ts'
import { invite } from '#app/modules/accounts/invite.server.ts'
import { linkWorks } from '#app/modules/accounts/link-tokens.server.ts'
import { actorOf, startSession } from '#app/modules/accounts/lucia.server.ts'
import { register } from '#app/modules/accounts/register.server.ts'
import { signIn } from '#app/modules/accounts/sign-in.server.ts'
import { confirmBehalf } from '#app/modules/outreach/confirm-behalf.server.ts'
import { behalfOf, enterOnBehalf } from '#app/modules/outreach/enter-on-behalf.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { consents, mailMessages, userRoles, users } from '#db/schema/index.ts'
import { makeActor, makeEdition } from '#tests/factories/index.ts'

/** A stranger registers the address of somebody else before they do; whatever comes by mail goes to its owner. */
const strangers = 'mật khẩu của kẻ lạ'
const owners = 'mật khẩu của chính chủ'
const from = { agent: 'thử', address: '127.5.0.1' }
const browser = 'b'.repeat(32)
const owner = { name: 'Vũ Thị Chính Chủ', password: owners, locale: 'vi' as const }
let admin: Actor

beforeAll(async () => {
  admin = await makeActor('admin')
})

let made = 0
async function registeredByStranger() {
  const email = `bi-dang-ky-${++made}@thu.vn`
  await register({ name: 'Kẻ Lạ', email, password: strangers, locale: 'vi', address: email, browser })
  const [user] = await database().select().from(users).where(eq(users.email, email))
  return { email, userId: user!.id, confirmation: await mailedTo(email, 'confirm') }
}

async function mailedTo(email: string, page: string): Promise<string> {
  const mails = await database()
    .select({ body: mailMessages.body })
    .from(mailMessages)
    .where(eq(mailMessages.recipient, email))
    .orderBy(desc(mailMessages.createdAt))
  const link = new RegExp(`/${page}/([\\w-]{32})(?![\\w-])`)
  return mails.map(({ body }) => link.exec(body)?.[1]).find(Boolean)!
}

const entersWith = async (email: string, password: string) =>
  'cookie' in (await signIn({ email, password }, { ...from, address: email }))
const holds = async (userId: string) =>
  (await database().select({ role: userRoles.role }).from(userRoles).where(eq(userRoles.userId, userId)))
    .map(({ role }) => role)
    .sort()

describe('an account that a stranger made of somebody’s address', () => {
  it('is its owner’s once they accept an invitation: password, sessions and links of before are no more', async () => {
    const { email, userId, confirmation } = await registeredByStranger()
    const session = (await startSession(userId, from)).split(';')[0]!
    await invite(admin, { email, role: 'judge', province: '', editionId: 'all' })
    const token = await mailedTo(email, 'invitation')
    expect(await openInvitation(token)).toMatchObject({ userId: null, name: null })
    expect(await acceptInvitation(token, null)).toEqual(refuse('auth.error.deadLink'))
    expect(await acceptInvitation(token, owner)).toEqual({ userId, made: true })
    expect([await entersWith(email, strangers), await entersWith(email, owners)]).toEqual([false, true])
    const request = new Request('http://portal.test/', { headers: { Cookie: session } })
    expect([(await actorOf(request)).actor, await linkWorks(confirmation, 'confirm-email')]).toEqual([
      null,
      false,
    ])
    const [user] = await database().select().from(users).where(eq(users.id, userId))
    expect([user!.name, user!.nameKey, user!.emailConfirmedAt]).toEqual([
      owner.name,
      'vu thi chinh chu',
      expect.any(Date),
    ])
    expect(await holds(userId)).toEqual(['judge', 'reporter'])
    expect(await database().$count(consents, eq(consents.userId, userId))).toBe(2)
  })

  it('is its owner’s once they take over a work entered for them', async () => {
    const { email, userId } = await registeredByStranger()
    const edition = await makeEdition()
    const coordinator = await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '56' })
    const work = {
      title: 'Biển',
      authorName: 'Vũ Thị',
      authorEmail: email,
      postmarkedOn: null,
      receivedOn: null,
    }
    const province = { frame: '2025', code: '56', name: 'Khánh Hòa', isCity: false } as const
    expect(await enterOnBehalf(coordinator, edition.id, province, work)).toMatchObject({
      entryId: expect.any(String),
    })
    const token = await mailedTo(email, 'behalf')
    expect((await behalfOf(token))!.userId).toBeNull()
    expect(await confirmBehalf(token, null, owner)).toMatchObject({ entryId: expect.any(String) })
    expect([await entersWith(email, strangers), await entersWith(email, owners)]).toEqual([false, true])
    expect(await holds(userId)).toEqual(['reporter'])
  })

  it('lets the stranger in no more once it is made an administrator’s', async () => {
    const { email, confirmation } = await registeredByStranger()
    const link = await createAdmin(email, 'Quản trị')
    expect(await confirmEmail(confirmation, { browser })).toEqual(refuse('auth.error.deadLink'))
    expect(await entersWith(email, strangers)).toBe(false)
    expect(await linkWorks(link.split('/').at(-1)!, 'reset-password')).toBe(true)
  })

  it('is left alone where its owner had confirmed it', async () => {
    const { email, userId, confirmation } = await registeredByStranger()
    await confirmEmail(confirmation, { registered: strangers })
    await invite(admin, { email, role: 'judge', province: '', editionId: 'all' })
    const token = await mailedTo(email, 'invitation')
    expect(await openInvitation(token)).toMatchObject({ userId })
    expect(await acceptInvitation(token, owner)).toEqual({ userId, made: false })
    expect([await entersWith(email, strangers), await entersWith(email, owners)]).toEqual([true, false])
  })
})

describe('the link that confirms an address', () => {
  it('is enough in the browser that registered, and nowhere else', async () => {
    const { userId, confirmation } = await registeredByStranger()
    const shown = async (held: string | null) => (await openConfirmation(confirmation, held))!.registeredHere
    expect([await shown(browser), await shown('c'.repeat(32)), await shown(null)]).toEqual([
      true,
      false,
      false,
    ])
    for (const held of ['c'.repeat(32), null])
      expect(await confirmEmail(confirmation, { browser: held })).toEqual(
        refuse('form.error.required', {}, 'password'),
      )
    expect(await confirmEmail(confirmation, { browser })).toEqual({ userId })
    expect(await openConfirmation(confirmation, browser)).toBeNull()
  })

  it('asks elsewhere for the password chosen there, slowed down, and is not used up by a wrong one', async () => {
    const { userId, confirmation } = await registeredByStranger()
    for (let tries = 0; tries < 6; tries++)
      expect(await confirmEmail(confirmation, { registered: 'đoán mò thôi' })).toEqual(
        refuse('auth.error.notRegistered', {}, 'password'),
      )
    expect(await confirmEmail(confirmation, { registered: strangers })).toEqual(
      refuse('auth.error.tooMany', { seconds: 20 }),
    )
    expect(await confirmEmail(confirmation, { chosen: owners })).toEqual({ userId })
  })

  it('with a password of one’s own leaves none of the stranger’s', async () => {
    const { email, userId, confirmation } = await registeredByStranger()
    expect(await confirmEmail(confirmation, { chosen: owners })).toEqual({ userId })
    expect([await entersWith(email, strangers), await entersWith(email, owners)]).toEqual([false, true])
  })

  it('is dead for an account that was disabled', async () => {
    const { userId, confirmation } = await registeredByStranger()
    await database().update(users).set({ disabledAt: new Date() }).where(eq(users.id, userId))
    expect(await confirmEmail(confirmation, { browser })).toEqual(refuse('auth.error.deadLink'))
  })
})
