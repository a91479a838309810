import { createHash } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { unzipSync } from 'fflate'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database, storage } from '#app/ground.server.ts'
import { handlers } from '#app/jobs/handlers.server.ts'
import { consentAgain, consentsOf, consentStands } from '#app/modules/accounts/consent.server.ts'
import { consentVersion } from '#app/modules/accounts/consent.ts'
import { openExport, ownDataOf, requestOwnData } from '#app/modules/exports/request-export.server.ts'
import { askForAddress, confirmAddress, openAddressLink } from '#app/modules/privacy/change-address.server.ts'
import { askOfOwnData, enterPaperRequest } from '#app/modules/privacy/file-request.server.ts'
import { heldAbout } from '#app/modules/privacy/held-about.server.ts'
import { moveRequest } from '#app/modules/privacy/move-request.server.ts'
import { requestPage } from '#app/modules/privacy/register.server.ts'
import { submitEntry } from '#app/modules/entries/submit-entry.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import * as schema from '#db/schema/index.ts'
import { makeActor, makeEntry, makeMedia, makePublished } from '#tests/factories/index.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import { ownWorld, type World } from '#tests/matrix/world.ts'

const { users, mailMessages, exports, consents, entries, media, invitees, personRequests } = schema
let w: World
beforeAll(async () => {
  w = await ownWorld()
})
beforeEach(restoreWorld)

const lettersTo = (recipient: string) =>
  database().select().from(mailMessages).where(eq(mailMessages.recipient, recipient))
const tokenIn = (body: string) => /\/address\/([\w-]+)/.exec(body)![1]!
const addressOf = async (userId: string) =>
  (await database().select().from(users).where(eq(users.id, userId)))[0]!.email

describe('a copy of one’s own data', () => {
  it('holds everything in words and files, is theirs alone, and expires', async () => {
    const { owner, organizer, admin } = w.actors
    const { exportId } = await requestOwnData(owner)
    expect(await requestOwnData(owner)).toEqual({ exportId })
    await handlers['make-export']!({ exportId }, {} as never)
    const [row] = await database().select().from(exports).where(eq(exports.id, exportId))
    expect(row).toMatchObject({ state: 'done', editionId: null, failures: [] })
    const files = unzipSync(await storage().read(row!.objectKey!))
    const data = JSON.parse(Buffer.from(files['data.json']!).toString()) as Record<
      string,
      Record<string, unknown>[]
    >
    expect(data.users![0]).toMatchObject({ name: owner.name, email: owner.email })
    expect(data.users![0]).not.toHaveProperty('password_hash')
    expect(data.entries!.map(({ id }) => id)).toContain(w.submitted.id)
    expect(Object.keys(files)).toContain(`files/${w.submitted.id}/${w.file.id}-bài.pdf`)
    expect(Object.keys(files)).toContain('csv/entries.csv')
    expect(await openExport(owner, exportId)).toMatch(/^http/)
    for (const other of [
      organizer,
      admin,
      { ...organizer, roles: [{ ...organizer.roles[0]!, editionId: null }] },
    ])
      expect(await openExport(other, exportId)).toBeNull()
    await database()
      .update(exports)
      .set({ expiresAt: sql`now()` })
      .where(eq(exports.id, exportId))
    await handlers['clean-uploads']!({}, {} as never)
    expect(await openExport(owner, exportId)).toBeNull()
    expect((await ownDataOf(owner)).map(({ available }) => available)).toEqual([false])
  })
})

describe('a change of address', () => {
  it.each([
    ['old first', false],
    ['new first', true],
  ])('is made once both have confirmed: %s', async (_how, turned) => {
    const actor = await makeActor('reporter')
    const email = `moi-${turned}@thu.vn`
    expect(await askForAddress(actor, email)).toBeNull()
    const [old] = await lettersTo(actor.email)
    const [made] = await lettersTo(email)
    const tokens = [tokenIn(old!.body), tokenIn(made!.body)]
    if (turned) tokens.reverse()
    expect(await openAddressLink(tokens[0]!)).toEqual({ oldEmail: actor.email, newEmail: email })
    await confirmAddress(tokens[0]!)
    expect(await confirmAddress(tokens[0]!)).toMatchObject({ refused: { key: 'personal.address.used' } })
    expect(await addressOf(actor.userId)).toBe(actor.email)
    expect(await confirmAddress(tokens[1]!)).toEqual({ state: 'done' })
    expect(await addressOf(actor.userId)).toBe(email)
    expect((await lettersTo(actor.email)).map(({ subject }) => subject)).toContain(
      translator('vi')('mail.addressChanged.subject'),
    )
  })

  it('cannot be confirmed by what the page of one’s data tells of the letter', async () => {
    const actor = await makeActor('reporter')
    await askForAddress(actor, 'kin@thu.vn')
    const token = tokenIn((await lettersTo(actor.email))[0]!.body)
    const told = JSON.stringify(await heldAbout(actor.userId))
    expect([told.includes('/address/'), told.includes(token)]).toEqual([true, false])
  })

  it('writes nothing to an address that is somebody’s, and changes nothing with two links at once but once', async () => {
    const [actor, other] = [await makeActor('reporter'), await makeActor('reporter')]
    expect(await askForAddress(actor, other.email)).toBeNull()
    expect(await lettersTo(other.email)).toEqual([])
    expect(await askForAddress(actor, actor.email)).toMatchObject({ field: 'email' })
    await askForAddress(actor, 'hai-lan@thu.vn')
    const old = (await lettersTo(actor.email)).map(({ body }) => tokenIn(body))
    const fresh = tokenIn((await lettersTo('hai-lan@thu.vn'))[0]!.body)
    const answers = await Promise.all([...old, fresh].map((token) => confirmAddress(token)))
    expect(answers.filter((one) => 'state' in one && one.state === 'done')).toHaveLength(1)
    expect(await addressOf(actor.userId)).toBe('hai-lan@thu.vn')
  })
})

describe('consent', () => {
  it('is to a text that is kept whole; a change of its words is a new version', async () => {
    const { owner } = w.actors
    await consentAgain(owner)
    const text = translator('vi')('privacy.consent.text')
    expect(await consentsOf(owner)).toMatchObject([{ version: consentVersion, text, withdrawnAt: null }])
    const kept = await database().select().from(schema.consentTexts)
    expect(kept.map(({ version, locale }) => [version, locale]).sort()).toEqual([
      ['2026-11', 'en'],
      ['2026-11', 'vi'],
    ])
    for (const { sha256, text: words } of kept)
      expect(createHash('sha256').update(words).digest('hex')).toBe(sha256)
    for (const locale of ['vi', 'en'] as const)
      expect(
        kept.some((one) => one.locale === locale && one.text === translator(locale)('privacy.consent.text')),
      ).toBe(true)
  })

  it('withdrawn, lets nothing more be handed in, until it is given again', async () => {
    const { owner } = w.actors
    await consentAgain(owner)
    expect(await askOfOwnData(owner, { kind: 'withdraw', text: '', sure: 'on' })).toHaveProperty(
      'acknowledgeBy',
    )
    expect(await submitEntry(owner, w.draft.id)).toMatchObject({
      refused: { key: 'personal.refused.consent' },
    })
    await consentAgain(owner)
    expect(await submitEntry(owner, w.draft.id)).toHaveProperty('numberText')
  })

  it('to an older text is asked for anew at the next sign-in, and stands meanwhile', async () => {
    const { owner, otherReporter } = w.actors
    await database()
      .insert(consents)
      .values({ userId: owner.userId, textVersion: '2025-01', textSha256: 'x' })
    expect(await consentStands(owner.userId)).toEqual({ stands: true, inForce: false })
    expect((await consentStands(otherReporter.userId)).inForce).toBe(true)
  })
})

describe('the register', () => {
  it('writes to whoever asked at every step, and says so where there is no address', async () => {
    const { organizer } = w.actors
    const filed = await enterPaperRequest(organizer, {
      kind: 'object',
      name: 'Bà Thư',
      email: 'ba-thu@thu.vn',
      text: 'Không đồng ý',
      receivedOn: '2026-11-20',
    })
    const { requestId } = filed as { requestId: string }
    for (const [move, answer] of [
      ['acknowledged', ''],
      ['begun', ''],
      ['done', 'Đã dừng xử lý'],
    ] as const)
      expect(await moveRequest(organizer, requestId, { move, answer })).toEqual({ told: true })
    expect(await lettersTo('ba-thu@thu.vn')).toHaveLength(4)
    expect(await requestPage(organizer, requestId)).toMatchObject({ state: 'done', moves: [], light: 'none' })
    const unwritten = await enterPaperRequest(organizer, {
      kind: 'see',
      name: 'Ông Giấy',
      email: '',
      text: '',
      receivedOn: '2026-11-20',
    })
    expect(
      await moveRequest(organizer, (unwritten as { requestId: string }).requestId, {
        move: 'refused',
        answer: 'Không rõ là ai',
      }),
    ).toEqual({ told: false })
  })

  it('moves a request once when two do it at once', async () => {
    const { organizer, admin } = w.actors
    const ask = { move: 'begun' as const, answer: '' }
    const answers = await Promise.all(
      [organizer, admin].map((actor) => moveRequest(actor, w.request.id, ask)),
    )
    expect(answers.map((one) => ('told' in one! ? 'moved' : one!.refused.key)).sort()).toEqual([
      'moved',
      'personal.refused.moved',
    ])
  })
})

describe('what is past by the table of retention', () => {
  const night = () => handlers['clear-past']!({}, {} as never)
  const months = (count: number) => new Date(Date.now() - count * 31 * 24 * 3600_000)

  it('goes by night, and nothing that is not', async () => {
    const { owner, coordinator, organizer } = w.actors
    const fallen = await makeEntry(owner, w.judged, { state: 'withdrawn', withMedia: false })
    const file = await makeMedia(fallen.id)
    const invitee = {
      editionId: w.judged.id,
      frame: '2025',
      code: '56',
      kind: 'person' as const,
      agency: 'Báo',
      invitedBy: coordinator.userId,
    }
    await database()
      .insert(invitees)
      .values({ ...invitee, name: 'Khách', email: 'khach@thu.vn' })
    await database()
      .insert(schema.invitations)
      .values([
        {
          email: 'cu@thu.vn',
          role: 'judge',
          editionId: w.judged.id,
          tokenHash: 'cu',
          createdAt: months(4),
          expiresAt: months(2),
        },
        {
          email: 'nay@thu.vn',
          role: 'judge',
          editionId: w.judged.id,
          tokenHash: 'nay',
          expiresAt: new Date(Date.now() + 1e6),
        },
      ])
    await makePublished(w.judged.id, organizer)
    const state = async () => ({
      file: (await database().select().from(media).where(eq(media.id, file.id)))[0]!.state,
      invited: (await database().select().from(invitees))[0]!.name,
      draft: (await database().select().from(entries).where(eq(entries.id, w.draft.id)))[0]!.state,
      invitations: (await database().select().from(schema.invitations)).map(({ email }) => email),
    })
    await night()
    expect(await state()).toEqual({
      file: 'complete',
      invited: 'Khách',
      draft: 'draft',
      invitations: ['nay@thu.vn'],
    })
    await database()
      .update(schema.editions)
      .set({ publishedAt: months(13) })
      .where(eq(schema.editions.id, w.judged.id))
    await database()
      .update(schema.editions)
      .set({ opensAt: months(15), closesAt: months(13) })
      .where(eq(schema.editions.id, w.open.id))
    await database()
      .update(personRequests)
      .set({
        state: 'done',
        endedAt: months(70),
        receivedAt: months(71),
        acknowledgeBy: months(71),
        dueBy: months(70),
      })
    await night()
    await night()
    expect(await state()).toEqual({
      file: 'removed',
      invited: '—',
      draft: 'withdrawn',
      invitations: ['nay@thu.vn'],
    })
    const [submitted] = await database()
      .select()
      .from(entries)
      .where(and(eq(entries.id, w.submitted.id), eq(entries.state, 'submitted')))
    expect(submitted!.title).toBe(w.submitted.title)
    expect((await database().select().from(personRequests)).map(({ name }) => name)).toEqual([''])
  })
})
