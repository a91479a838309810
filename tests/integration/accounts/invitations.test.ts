import { desc, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { acceptInvitation, openInvitation } from '#app/modules/accounts/accept-invitation.server.ts'
import { allEditions } from '#app/modules/accounts/change-role.server.ts'
import { invite } from '#app/modules/accounts/invite.server.ts'
import { signIn } from '#app/modules/accounts/sign-in.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { auditEvents, consents, invitations, mailMessages, userRoles, users } from '#db/schema/index.ts'
import { makeActor, makeEdition, type MadeEdition } from '#tests/factories/index.ts'
import { race } from '#tests/support/race.ts'

const password = 'một câu dễ nhớ'
const deadLink = refuse('auth.error.deadLink')
let admin: Actor
let edition: MadeEdition

beforeAll(async () => {
  admin = await makeActor('admin')
  edition = await makeEdition()
})

type Asked = Parameters<typeof invite>[1]
const asked = (email: string, more: Partial<Asked> = {}): Asked => ({
  email,
  role: 'judge',
  province: '',
  editionId: allEditions,
  ...more,
})

async function mailTo(email: string) {
  const [mail] = await database()
    .select()
    .from(mailMessages)
    .where(eq(mailMessages.recipient, email))
    .orderBy(desc(mailMessages.createdAt))
    .limit(1)
  return mail!
}

async function invited(email: string, more: Partial<Asked> = {}): Promise<string> {
  expect(await invite(admin, asked(email, more))).toBeNull()
  return /\/invitation\/([\w-]{32})\s/.exec((await mailTo(email)).body)![1]!
}

const invitationTo = async (email: string) =>
  (await database().select().from(invitations).where(eq(invitations.email, email)))[0]!
const rolesOf = (userId: string) =>
  database()
    .select({
      role: userRoles.role,
      editionId: userRoles.editionId,
      frame: userRoles.provinceFrame,
      code: userRoles.provinceCode,
    })
    .from(userRoles)
    .where(eq(userRoles.userId, userId))
    .orderBy(userRoles.createdAt)
const eventsOf = (subjectId: string) =>
  database()
    .select({ kind: auditEvents.kind, actorId: auditEvents.actorId, details: auditEvents.details })
    .from(auditEvents)
    .where(eq(auditEvents.subjectId, subjectId))
const newcomer = (name: string) => ({ name, password, locale: 'vi' as const })

describe('an invitation', () => {
  it.each([
    ['a judge of one edition', () => ({ editionId: edition.id }), () => ({ editionId: edition.id })],
    ['a judge of every edition', () => ({}), () => ({ allEditions: true })],
    [
      'an organizer of one edition',
      () => ({ role: 'organizer' as const, editionId: edition.id }),
      () => ({ role: 'organizer', editionId: edition.id }),
    ],
    [
      'a coordinator of a province',
      () => ({ role: 'coordinator' as const, province: '56' }),
      () => ({ role: 'coordinator', provinceFrame: '2025', provinceCode: '56', placeId: '2025:56' }),
    ],
  ])('makes %s, is open for two weeks, mailed and on the record', async (_whom, more, kept) => {
    const email = `moi-${Math.random().toString(36).slice(2)}@thu.vn`
    const began = Date.now()
    const token = await invited(email, more())
    const {
      id,
      tokenHash,
      expiresAt,
      createdAt: _createdAt,
      mailId: _mailId,
      ...row
    } = await invitationTo(email)
    const none = {
      editionId: null,
      provinceFrame: null,
      provinceCode: null,
      placeId: null,
      acceptedAt: null,
      allEditions: false,
      name: '',
      until: null,
      endsWith: null,
      rescindedAt: null,
      rescindedBy: null,
    }
    expect(row).toEqual({ email, role: 'judge', ...none, ...kept(), invitedBy: admin.userId })
    expect(tokenHash).not.toContain(token)
    const fortnight = 14 * 24 * 3600_000
    expect(expiresAt.getTime()).toBeGreaterThanOrEqual(began + fortnight)
    expect(expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + fortnight)
    expect((await mailTo(email)).body).toContain('14')
    expect(await eventsOf(id)).toEqual([
      { kind: 'account.invited', actorId: admin.userId, details: { role: row.role } },
    ])
  })

  const mayNot = refuse('auth.error.mayNotInvite', {}, 'role')
  const needsProvince = refuse('auth.error.provinceForCoordinator', {}, 'province')
  it.each([
    ['from a judge', () => makeActor('judge'), {}, mayNot],
    [
      'to every edition, from who organizes one',
      () => makeActor('organizer', { editionId: edition.id }),
      {},
      mayNot,
    ],
    [
      'that names no edition',
      () => admin,
      { editionId: '' },
      refuse('auth.error.editionForRole', {}, 'editionId'),
    ],
    ['to administer, from an organizer', () => makeActor('organizer'), { role: 'admin' as const }, mayNot],
    ['of a coordinator without a province', () => admin, { role: 'coordinator' as const }, needsProvince],
    ['of a judge with a province', () => admin, { province: '56' }, needsProvince],
    [
      'of a coordinator of what is no province any more',
      () => admin,
      { role: 'coordinator' as const, province: '58' },
      refuse('form.error.invalid', {}, 'province'),
    ],
  ])('%s is refused, and nothing is kept', async (_what, actor, more, refusal) => {
    expect(await invite(await actor(), asked('tuchoi@thu.vn', more))).toEqual(refusal)
    expect(await database().$count(invitations, eq(invitations.email, 'tuchoi@thu.vn'))).toBe(0)
    expect(await database().$count(mailMessages, eq(mailMessages.recipient, 'tuchoi@thu.vn'))).toBe(0)
  })
})

describe('the link of an invitation', () => {
  it('makes an account for whom it was sent to, with consent, and signs them in', async () => {
    const [one, other] = [
      await invited('mot@thu.vn', { editionId: edition.id }),
      await invited('hai@thu.vn', { role: 'coordinator', province: '40' }),
    ]
    expect(await openInvitation(one)).toEqual({
      email: 'mot@thu.vn',
      role: 'judge',
      provinceCode: null,
      userId: null,
      name: null,
    })
    expect(await openInvitation(other)).toMatchObject({ email: 'hai@thu.vn', provinceCode: '40' })
    expect([await openInvitation('khong-co'), await acceptInvitation('khong-co', newcomer('Lạ'))]).toEqual([
      null,
      deadLink,
    ])
    expect(await acceptInvitation(other, null)).toEqual(deadLink)
    const { userId } = (await acceptInvitation(other, newcomer('Đỗ Hai'))) as { userId: string }
    const [user] = await database().select().from(users).where(eq(users.id, userId))
    expect(user).toMatchObject({ email: 'hai@thu.vn', name: 'Đỗ Hai', nameKey: 'do hai', locale: 'vi' })
    expect(await rolesOf(userId)).toEqual([
      { role: 'coordinator', editionId: null, frame: '2025', code: '40' },
    ])
    expect(await database().$count(consents, eq(consents.userId, userId))).toBe(1)
    const { id } = await invitationTo('hai@thu.vn')
    expect((await eventsOf(id)).slice(1)).toEqual([
      { kind: 'account.invitationAccepted', actorId: userId, details: { role: 'coordinator' } },
    ])
    const from = { agent: 'thử', address: '127.3.0.1' }
    expect(await signIn({ email: 'hai@thu.vn', password }, from)).toMatchObject({ roles: ['coordinator'] })
    expect(await acceptInvitation(other, newcomer('Lần nữa'))).toEqual(deadLink)
    expect((await invitationTo('mot@thu.vn')).acceptedAt).toBeNull()
  })

  it('gives the role to the account that is there, asks for no new one and changes nothing else', async () => {
    const known = await makeActor('reporter', {}, 'Người Đã Có')
    const token = await invited(known.email)
    expect(await openInvitation(token)).toMatchObject({ userId: known.userId, name: 'Người Đã Có' })
    expect(await acceptInvitation(token, null)).toEqual({ userId: known.userId, made: false })
    expect((await rolesOf(known.userId)).map(({ role }) => role)).toEqual(['reporter', 'judge'])
    expect(await database().$count(users, eq(users.email, known.email))).toBe(1)
  })

  it('works up to its last moment and not after', async () => {
    const token = await invited('muon@thu.vn')
    const expire = (when: string) =>
      database().execute(
        sql`
          update ${invitations} set created_at = now() - interval '14 days', expires_at = now() + ${when}::interval
          where email = 'muon@thu.vn'`,
      )
    await expire('10 seconds')
    expect(await openInvitation(token)).not.toBeNull()
    await expire('-1 second')
    expect([await openInvitation(token), await acceptInvitation(token, newcomer('Muộn'))]).toEqual([
      null,
      deadLink,
    ])
  })

  it('followed twice at once is used once', async () => {
    const known = await makeActor('reporter')
    const token = await invited(known.email)
    const held = sql`select id from ${invitations} where email = ${known.email} for update`
    const accept = () => acceptInvitation(token, null)
    const answers = await race(held, [accept, accept])
    expect(answers).toContainEqual({ userId: known.userId, made: expect.any(Boolean) })
    expect(answers).toContainEqual(deadLink)
  })
})
