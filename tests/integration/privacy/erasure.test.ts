import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { environment } from '#app/env.server.ts'
import { database, storage } from '#app/ground.server.ts'
import { handlers } from '#app/jobs/handlers.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { personal, type PersonalColumn } from '#app/modules/privacy/catalogue.ts'
import { eraseByRequest, moveRequest } from '#app/modules/privacy/move-request.server.ts'
import { planErasure } from '#app/modules/privacy/plan-erasure.server.ts'
import { askOfOwnData } from '#app/modules/privacy/file-request.server.ts'
import { searchKey } from '#app/modules/text/search-key.ts'
import * as schema from '#db/schema/index.ts'
import { makeActor, makeEntry, makePublished, makeSubmitted } from '#tests/factories/index.ts'
import { ownMiddle, type Middle } from '#tests/matrix/middle.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'

const { users, entries, entryAuthors, media, persons, auditEvents, personRequests } = schema
let m: Middle
beforeAll(async () => {
  m = await ownMiddle()
})
/** Files of earlier tests: rows are put back between them, the bucket is not. */
let stale: string[] = []
beforeEach(async () => {
  await restoreWorld()
  stale = []
  stale = objectsWith()
})

/** Stands in every word that is written of the person, and nowhere else. */
const canary = 'chimyen'
const far = () => new Date(Date.now() + 24 * 3600_000)

type Planted = {
  victim: Actor
  personId: string
  requestId: string
  shared: string
  published: string
  own: string
}

/**
 * Somebody who reports, judges and was written of by others, with at least a row in every table of the catalogue: the judge
 * of the world who stepped back from a work, under a name and an address of their own.
 */
async function plant(called: string, { published = false, shared = false } = {}): Promise<Planted> {
  const { world: w } = m
  const judge = w.actors.recusedJudge
  const name = `${called} ${canary}`
  const email = `${canary}.thu@thu.vn`
  const tx = database()
  await tx
    .update(users)
    .set({
      name,
      nameKey: searchKey(name),
      email,
      phone: `0900 ${canary}`,
      passwordHash: canary,
      agencyId: w.agency.id,
    })
    .where(eq(users.id, judge.userId))
  const victim: Actor = { ...judge, name, email }
  const own = await makeEntry(victim, w.open, {
    state: 'submitted',
    number: 900,
    submittedAt: new Date(),
    withMedia: false,
  })
  const won = await makeSubmitted(published ? victim : w.actors.owner, w.judged, 901, { state: 'eligible' })
  const others = await makeEntry(shared ? victim : w.actors.owner, w.open, { withMedia: false })
  if (shared)
    await tx
      .insert(entryAuthors)
      .values({ entryId: others.id, position: 2, name: 'Người Cùng Làm', nameKey: 'nguoi cung lam' })
  for (const entryId of [own.id, ...(published ? [won.id] : []), ...(shared ? [others.id] : [])])
    await fill(entryId)
  await writtenByOthers(victim, won.id, published)
  await keptInStorage(victim, own.id)
  if (published)
    await makePublished(w.judged.id, w.actors.organizer, [
      {
        prize: 'first',
        categoryVi: 'Báo',
        categoryEn: 'Press',
        number: 901,
        title: `Đoạt giải ${canary}`,
        language: 'vi',
        authors: [name],
        agency: '',
      },
    ])
  const filed = await askOfOwnData(victim, { kind: 'erase', text: `Xin xóa ${canary}`, sure: 'on' })
  expect(filed).toHaveProperty('acknowledgeBy')
  const [request] = await tx.select().from(personRequests).where(eq(personRequests.name, name))
  await moveRequest(w.actors.admin, request!.id, { move: 'acknowledged', answer: '' })
  return {
    victim,
    personId: request!.personId!,
    requestId: request!.id,
    own: own.id,
    shared: others.id,
    published: won.id,
  }
}

/** Every column of a work and what hangs on it says the canary. */
async function fill(entryId: string) {
  const tx = database()
  await tx.execute(sql`
    update ${entries} set title = title || ${canary}, original_title = ${canary}, summary = ${canary},
      search_key = ${canary}, screening_note = ${canary} where id = ${entryId}`)
  await tx.execute(sql`
    update ${entryAuthors} set pen_name = ${canary}, job_title = ${canary}, unit = ${canary},
      phone = '0900 ' || ${canary}::text, address = ${canary} where entry_id = ${entryId} and position = 1`)
  await tx.execute(sql`
    update ${schema.entryParts} set title = ${canary}, outlet = ${canary}, url = 'https://x.vn/' || ${canary}::text
    where entry_id = ${entryId}`)
  await tx.insert(schema.priorAwards).values({
    entryId,
    position: 1,
    name: canary,
    level: canary,
    organiser: canary,
    awardedOn: canary,
  })
  const said = { title: canary } as never
  await tx.insert(schema.returnAsks).values({
    entryId,
    position: 1,
    section: 'work',
    reason: canary,
    keptWhy: canary,
    was: said,
    became: said,
    answeredAt: new Date(),
  })
  await tx.insert(schema.removedRows).values({
    id: `row_${entryId}`,
    entryId,
    kind: 'authors',
    position: 3,
    row: { name: canary },
    restsUntil: far(),
  })
  await tx.insert(schema.screenings).values({ entryId, decision: 'eligible', note: canary })
  const id = `med_${entryId}`
  const objectKey = `media/${id}/x`
  const body = Buffer.from(`tệp của ${canary}`)
  await storage().put(objectKey, body, 'application/pdf')
  await tx.insert(media).values({
    id,
    entryId,
    kind: 'pdf',
    name: `${canary}.pdf`,
    bytes: body.length,
    mime: 'application/pdf',
    fingerprint: `${canary}.pdf 1 2`,
    objectKey,
    partBytes: 8_388_608,
    state: 'complete',
    completedAt: new Date(),
  })
}

/** What provinces, the secretariat and other judges wrote, and what the person wrote as a judge. */
async function writtenByOthers({ userId, name, email }: Actor, wonId: string, published: boolean) {
  const { world: w } = m
  const tx = database()
  const place = { frame: '2025', code: '56' }
  await tx.insert(schema.invitees).values({
    ...place,
    editionId: w.open.id,
    kind: 'person',
    name,
    email,
    agency: canary,
    invitedBy: w.actors.coordinator.userId,
  })
  await tx.insert(schema.behalfEntries).values({
    ...place,
    entryId: w.half.id,
    enteredBy: w.actors.coordinator.userId,
    authorName: name,
    authorEmail: email,
    tokenHash: 'x',
  })
  await storage().put('sheets/chim/x', Buffer.from(name), 'text/plain')
  const rows = [{ row: 2, title: 'Khác', work: null, wrong: [], said: { authors: [name], email } }]
  await tx.insert(schema.bulkEntries).values({
    ...place,
    editionId: w.open.id,
    uploadedBy: w.actors.coordinator.userId,
    fileName: 'danh sách.xlsx',
    rows: rows as never,
    wrong: 0,
    annotatedKey: 'sheets/chim/x',
  })
  await tx
    .insert(schema.toldPeople)
    .values({ email, tokenHash: 'y', toldAt: far(), objectedAt: far(), reason: canary })
  await tx.insert(schema.invitations).values({
    name: canary,
    email,
    role: 'organizer',
    editionId: w.open.id,
    tokenHash: 'z',
    expiresAt: far(),
  })
  const session = { userId, expiresAt: far(), agent: canary, address: canary }
  await tx.insert(schema.sessions).values({ ...session, idHash: canary, id: canary })
  await tx.insert(schema.knownDevices).values({ userId, deviceHash: canary })
  await tx
    .insert(schema.passkeys)
    .values({ userId, credentialId: canary, publicKey: canary, counter: 0, name: canary })
  await tx.insert(schema.recoveryCodes).values({ userId, codeHash: canary })
  await tx
    .insert(schema.linkTokens)
    .values({ userId, tokenHash: canary, purpose: 'reset-password', expiresAt: far() })
  await tx.insert(schema.addressChanges).values({
    userId,
    oldEmail: email,
    newEmail: `${canary}.moi@thu.vn`,
    oldTokenHash: 'o',
    newTokenHash: 'n',
    expiresAt: far(),
  })
  await tx.insert(schema.consents).values({ userId, textVersion: canary, textSha256: canary })
  await tx.insert(schema.conflicts).values({
    editionId: w.elsewhere.id,
    judgeId: w.actors.otherJudge.userId,
    authorKey: searchKey(name),
    reason: 'Họ hàng',
  })
  await tx.execute(sql`update ${schema.conflicts} set reason = ${canary} where judge_id = ${userId}`)
  await tx.execute(sql`
    update ${schema.assignments} set ended_note = ${canary}, recusal_reason = ${canary} where judge_id = ${userId}`)
  await tx.execute(sql`
    update ${schema.scoreSheets} set note = ${canary}, private_note = ${canary} where judge_id = ${userId}`)
  await tx.execute(sql`
    insert into ${schema.scoreEvents} (sheet_id, version, judge_id, kind, points, note, private_note, reason)
    select id, 9, judge_id, 'submitted', '{}', ${canary}, ${canary}, ${canary}
    from ${schema.scoreSheets} where judge_id = ${userId}`)
  await tx
    .insert(schema.secondLooks)
    .values({ assignmentId: w.given.recused, askedBy: w.actors.chair.userId, note: canary })
  await tx.insert(schema.mailMessages).values([
    { recipient: email, subject: canary, body: canary, fault: canary, stopLink: canary, state: 'sent' },
    { recipient: email, subject: canary, body: canary, state: 'queued' },
    { recipient: 'khac@thu.vn', subject: 'Thư', body: `Kính gửi, ${name} đã nộp`, state: 'sent' },
  ])
  await tx.insert(schema.mailPreferences).values({ email, token: canary, stoppedAt: new Date() })
  await tx.execute(sql`
    insert into ${auditEvents} (actor_id, kind, subject_id, details)
    values (${userId}, 'entry.created', ${wonId}, ${JSON.stringify({ reason: canary })}::jsonb)`)
  await tx.execute(sql`
    update ${schema.reports} set figures = figures || ${JSON.stringify({ annex: [name] })}::jsonb`)
  await tx.insert(schema.minutes).values({
    roundId: w.round.id,
    letterhead: 'party',
    content: { judges: [name] } as never,
    dataHash: 'x',
    createdBy: w.actors.organizer.userId,
  })
  if (!published) return
  await tx.execute(
    sql`update ${schema.rounds} set state = 'closed', closed_at = now() where edition_id = ${w.judged.id}`,
  )
}

async function keptInStorage({ userId }: Actor, entryId: string) {
  const { world: w } = m
  const asked = { locale: 'vi' as const, state: 'done' as const, finishedAt: new Date(), expiresAt: far() }
  for (const key of ['exports/chim/own', 'exports/chim/edition'])
    await storage().put(key, Buffer.from(`${canary} ${entryId}`), 'text/plain')
  await database()
    .insert(schema.exports)
    .values([
      { ...asked, kind: 'ownData', requestedBy: userId, objectKey: 'exports/chim/own', failures: [canary] },
      {
        ...asked,
        editionId: w.open.id,
        kind: 'authors',
        requestedBy: w.actors.organizer.userId,
        objectKey: 'exports/chim/edition',
        failures: [canary],
      },
    ])
}

/** Columns of every table in which the canary is, and files of the bucket. */
async function foundIn(): Promise<string[]> {
  const tables = await database().execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await database().execute<{ column: string }>(sql`
      select distinct one.key as column
      from ${sql.identifier(name)} t, jsonb_each_text(to_jsonb(t)) as one
      where one.value ilike ${`%${canary}%`}`)
    found.push(...rows.map(({ column }) => `${name}.${column}`))
  }
  return found.sort()
}

function objectsWith(): string[] {
  const folder = join(inject('bucketFolder'), environment().S3_BUCKET)
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .filter((path) => !stale.includes(path) && readFileSync(path).includes(canary))
}

const runJobs = async () => {
  await handlers['clean-uploads']!({}, {} as never)
  await handlers['clear-past']!({}, {} as never)
}

const keptWhole = (one: PersonalColumn) => one.fate === 'kept'

describe('after an erasure', () => {
  /** Names that words are struck out by, with what JSON and SQL write otherwise. */
  const names = fc.sample(
    fc.array(fc.constantFrom('Nguyễn', "O'Ng", 'Thị "Ba"', 'Đặng\\', '100%', '_Lê', 'K’Bul'), {
      minLength: 1,
      maxLength: 3,
    }),
    { numRuns: 2, seed: 7 },
  )
  it.each(names.map((parts) => [parts.join(' ')]))(
    'no column of any table and no object says anything of %s, but those the catalogue keeps',
    async (name) => {
      const { requestId, personId } = await plant(name)
      const before = await foundIn()
      const planned = personal.map(({ column }) => column)
      // There was something to hide in every column of which the catalogue says that it goes.
      const wiped = personal
        .filter(({ fate }) => fate !== 'kept' && fate !== 'object')
        .map(({ column }) => column)
      const never: string[] = [
        'users.name_key',
        'user_names.name_key',
        'user_agencies.text',
        'entry_authors.name_key',
        'person_requests.answer',
      ]
      expect(wiped.filter((column) => !before.includes(column) && !never.includes(column))).toEqual([])
      expect(objectsWith().length).toBeGreaterThan(3)
      expect(await eraseByRequest(m.world.actors.admin, requestId)).toEqual({ told: true })
      await runJobs()
      const after = await foundIn()
      const kept: string[] = personal.filter(keptWhole).map(({ column }) => column)
      expect(after.filter((column) => !kept.includes(column))).toEqual([])
      expect(objectsWith()).toEqual([])
      expect(planned.length).toBe(new Set(planned).size)
      const [person] = await database().select().from(persons).where(eq(persons.id, personId))
      expect(person!.erasedBy).toBe(m.world.actors.admin.userId)
      const events = await database()
        .select()
        .from(auditEvents)
        .where(eq(auditEvents.kind, 'personal.erased'))
      expect(events.map(({ subjectId }) => subjectId)).toEqual([personId])
    },
  )

  it('names stay where they are published, and works where somebody else is an author of them', async () => {
    const { requestId, own, shared, published, victim } = await plant('Lê Văn', {
      published: true,
      shared: true,
    })
    await eraseByRequest(m.world.actors.admin, requestId)
    await runJobs()
    const rows = await database().select().from(entries)
    const by = new Map(rows.map((row) => [row.id, row]))
    expect(by.get(own)).toMatchObject({ title: '—', summary: '', state: 'withdrawn', ownerId: victim.userId })
    expect(by.get(published)).toMatchObject({ summary: '', state: 'eligible' })
    expect(by.get(published)!.title).toContain(canary)
    expect(by.get(shared)).toMatchObject({ summary: canary })
    const authors = await database().select().from(entryAuthors).where(eq(entryAuthors.position, 1))
    const author = (id: string) => authors.find(({ entryId }) => entryId === id)!
    expect(author(published)).toMatchObject({
      name: victim.name,
      penName: canary,
      phone: '',
      email: '',
      address: '',
    })
    expect(author(shared)).toMatchObject({ name: '—', penName: '—', phone: '', email: '', unit: '' })
    const files = await database().select().from(media)
    expect(files.find(({ entryId }) => entryId === shared)!.state).toBe('complete')
    expect(files.find(({ entryId }) => entryId === published)!.state).toBe('removed')
    expect(await foundIn()).toContain('publications.results')
  })
})

it('a dry run says what would go and what stays, and changes nothing', async () => {
  const { personId } = await plant('Lê Văn', { shared: true })
  const before = await foundIn()
  const { lines, obstacles } = await planErasure(personId, m.world.actors.admin.userId)
  expect(await foundIn()).toEqual(before)
  expect(obstacles).toEqual([])
  const line = (column: string) => lines.find((one) => one.column === column)
  expect(line('users.email')).toEqual({
    column: 'users.email',
    group: 'account',
    fate: 'address',
    rows: 1,
    kept: 0,
    why: null,
  })
  expect(line('entries.summary')).toMatchObject({ rows: 2, kept: 1, why: 'shared' })
  expect(line('score_events.note')).toMatchObject({ rows: 1, kept: 1, why: 'chain' })
  expect(lines.every(({ rows, kept }) => kept <= rows)).toBe(true)
})

it('is refused to whoever organizes only, for one’s own account, for the last administrator, and while they judge', async () => {
  const { requestId } = await plant('Lê Văn')
  const { organizer, admin, assignedJudge, stranger } = m.world.actors
  expect(await eraseByRequest(stranger, requestId)).toBeNull()
  expect(await eraseByRequest(organizer, requestId)).toMatchObject({
    refused: { key: 'personal.refused.adminOnly' },
  })
  const idOf = async (userId: string) =>
    (await database().select().from(users).where(eq(users.id, userId)))[0]!.personId
  const against = async (userId: string, by: string) => (await planErasure(await idOf(userId), by)).obstacles
  expect(await against(assignedJudge.userId, admin.userId)).toEqual(['judging'])
  expect(await against(admin.userId, admin.userId)).toEqual(['self', 'lastAdmin'])
  const second = await makeActor('admin')
  expect(await against(admin.userId, second.userId)).toEqual([])
  expect(await against(m.world.actors.owner.userId, admin.userId)).toEqual(['judged'])
  expect(await eraseByRequest(admin, requestId)).toEqual({ told: true })
  expect(await eraseByRequest(admin, requestId)).toMatchObject({ refused: { key: 'personal.refused.moved' } })
})
