import { desc, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { createDraft, mostDrafts } from '#app/modules/entries/create-draft.server.ts'
import { factsOf } from '#app/modules/entries/entry-facts.server.ts'
import { loadDossier } from '#app/modules/entries/load-entry.server.ts'
import { ownEntries } from '#app/modules/entries/own-entries.server.ts'
import { receiptFor } from '#app/modules/access/dossier.server.ts'
import { receiptOf } from '#app/modules/entries/receipt.server.ts'
import { standingOf } from '#app/modules/entries/standing.server.ts'
import { submitEntry } from '#app/modules/entries/submit-entry.server.ts'
import { putBackEntry, takeBackEntry, withdrawEntry } from '#app/modules/entries/take-back-entry.server.ts'
import { entryPage } from '#app/modules/home/entry-page.server.ts'
import { ownWorks } from '#app/modules/home/own-works.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { retractResults } from '#app/modules/results/publish-results.server.ts'
import {
  auditEvents,
  editions,
  entries,
  entryAuthors,
  mailMessages,
  prizesGiven,
  users,
} from '#db/schema/index.ts'
import {
  entryRow,
  makeActor,
  makeAgency,
  makeEdition,
  makeEntry,
  makeMedia,
  makePublished,
  makeSubmitted,
  type MadeEdition,
} from '#tests/factories/index.ts'
import { granted } from '#tests/support/granted.ts'

let owner: Actor
let edition: MadeEdition
const long = new Date('2026-01-01T00:00:00Z')

beforeAll(async () => {
  owner = await makeActor('reporter', {}, 'Trần Minh Tâm')
  edition = await makeEdition()
})

const eventsOf = (subjectId: string) =>
  database()
    .select({
      kind: auditEvents.kind,
      actorId: auditEvents.actorId,
      editionId: auditEvents.editionId,
      details: auditEvents.details,
    })
    .from(auditEvents)
    .where(eq(auditEvents.subjectId, subjectId))
    .orderBy(auditEvents.id)
const event = (kind: string, details: object = {}) => ({
  kind,
  actorId: owner.userId,
  editionId: edition.id,
  details,
})
const nextNumber = async () =>
  (await database().select().from(editions).where(eq(editions.id, edition.id)))[0]!.nextEntryNumber
const recent = (moment: Date | null) => Date.now() - moment!.getTime() < 60_000

describe('a new draft', () => {
  it('has its first part and the actor as first author, and is on the record', async () => {
    await database().update(users).set({ phone: '0909' }).where(eq(users.id, owner.userId))
    const { entryId } = (await createDraft(owner, edition.id)) as { entryId: string }
    const { entry, parts, authors, awards, files, owned } = (await loadDossier(owner, entryId))!
    expect(entry).toMatchObject({ editionId: edition.id, ownerId: owner.userId, state: 'draft', version: 1 })
    expect(parts).toMatchObject([{ position: 1, title: '', publishedOn: null }])
    expect(authors).toMatchObject([
      { position: 1, name: owner.name, nameKey: 'tran minh tam', email: owner.email, phone: '0909' },
    ])
    expect([authors.length, awards, files, owned]).toEqual([1, [], [], true])
    expect(await eventsOf(entryId)).toEqual([event('entry.created')])
  })

  it.each([
    ['by who reports nothing', () => makeActor('judge'), () => edition.id, 'notReporter'],
    ['in no edition', () => owner, () => 'edi_khongco', 'noEdition'],
    [
      'too late',
      () => owner,
      async () => (await makeEdition({ closesAt: new Date(Date.now() - 1000) })).id,
      'tooLate',
    ],
    [
      'too early',
      () => owner,
      async () => (await makeEdition({ opensAt: new Date(Date.now() + 3600_000) })).id,
      'tooEarly',
    ],
  ])('is not made %s', async (_when, actor, editionId, key) => {
    const before = await database().$count(entries)
    expect(await createDraft(await actor(), await editionId())).toEqual(refuse(`entry.refused.${key}`))
    expect(await database().$count(entries)).toBe(before)
  })
})

describe('a work that is submitted', () => {
  it('has a number, a code, a place and a mail; its number is taken', async () => {
    const { id } = await makeEntry(owner, edition, {
      title: 'Biển đảo',
      ownPlace: 'overseas',
      updatedAt: long,
    })
    const number = await nextNumber()
    const answer = (await submitEntry(owner, id)) as { numberText: string; receiptCode: string }
    const row = await entryRow(id)
    expect(row).toMatchObject({
      state: 'submitted',
      number,
      receiptCode: answer.receiptCode,
      provinceFrame: null,
      provinceCode: null,
      bucket: 'overseas',
      version: 2,
    })
    expect([recent(row.submittedAt), recent(row.updatedAt)]).toEqual([true, true])
    expect(await nextNumber()).toBe(number + 1)
    expect(await eventsOf(id)).toEqual([event('entry.submitted', { number })])
    const [mail] = await database()
      .select()
      .from(mailMessages)
      .where(eq(mailMessages.recipient, owner.email))
      .orderBy(desc(mailMessages.createdAt))
      .limit(1)
    for (const told of [
      answer.numberText,
      owner.name,
      'Biển đảo',
      `http://portal.test/receipts/${answer.receiptCode}`,
    ])
      expect(mail!.body).toContain(told)
    expect(mail!.subject).toContain(answer.numberText)
  })

  it('counts where its agency sits, whatever place its author has', async () => {
    const agency = await makeAgency('Báo Khánh Hòa Nộp', '56')
    const { id } = await makeEntry(owner, edition, { agencyId: agency.id, ownPlace: 'p:01' })
    await submitEntry(owner, id)
    expect(await entryRow(id)).toMatchObject({ provinceFrame: '2025', provinceCode: '56', bucket: null })
  })

  it('is handed in again as it was: number, code and day stay, what was asked for is done', async () => {
    const submittedAt = new Date(Date.now() - 3600_000)
    const { id } = await makeEntry(owner, edition, {
      state: 'returned',
      number: 500,
      receiptCode: 'giuNguyenMa1',
      submittedAt,
      returnUntil: new Date(Date.now() + 3600_000),
      returnFields: ['work'],
      screeningReason: 'other',
      updatedAt: long,
    })
    const before = await nextNumber()
    expect(await submitEntry(owner, id)).toMatchObject({ receiptCode: 'giuNguyenMa1' })
    const row = await entryRow(id)
    expect(row).toMatchObject({
      state: 'submitted',
      number: 500,
      submittedAt,
      returnUntil: null,
      returnFields: null,
      screeningReason: null,
    })
    expect(recent(row.updatedAt)).toBe(true)
    expect([await nextNumber(), await eventsOf(id)]).toEqual([
      before,
      [event('entry.completed', { number: 500 })],
    ])
  })

  it.each([
    ['not whole', { title: '' }, refuse('entry.refused.missing')],
    ['against a rule', { language: 'fr', originalTitle: 'La mer' }, refuse('rule.languageNot')],
    ['not whole and too late', { title: '', number: 501 }, refuse('entry.refused.tooLate')],
  ])('is refused where it is %s, and nothing is taken', async (what, values, refusal) => {
    const late = what.endsWith('late')
      ? await makeEdition({ closesAt: new Date(Date.now() - 1000) })
      : edition
    const { id } = await makeEntry(owner, late, values)
    const before = [await entryRow(id), await nextNumber()]
    expect(await submitEntry(owner, id)).toEqual(refusal)
    expect([await entryRow(id), await nextNumber()]).toEqual(before)
    expect(await eventsOf(id)).toEqual([])
  })
})

describe('a submitted work', () => {
  it.each([
    ['taken back', takeBackEntry, 'draft', 'entry.takenBack'],
    ['withdrawn', withdrawEntry, 'withdrawn', 'entry.withdrawn'],
  ] as const)('is %s with its number, on the record', async (_what, move, state, kind) => {
    const { id, number } = await makeSubmitted(owner, edition, state === 'draft' ? 601 : 602, {
      state: 'submitted',
      updatedAt: long,
    })
    expect(await move(owner, id)).toEqual({ done: true })
    const row = await entryRow(id)
    expect(row).toMatchObject({ state, number, version: 2 })
    expect([recent(row.updatedAt), await eventsOf(id)]).toEqual([true, [event(kind)]])
    expect(await takeBackEntry(owner, id)).toEqual(refuse('entry.refused.notSubmitted'))
  })

  it('a draft is withdrawn but not taken back', async () => {
    const { id } = await makeEntry(owner, edition, { withMedia: false })
    expect(await takeBackEntry(owner, id)).toEqual(refuse('entry.refused.notSubmitted'))
    expect(await withdrawEntry(owner, id)).toEqual({ done: true })
    expect((await entryRow(id)).state).toBe('withdrawn')
  })
})

describe('a draft that was withdrawn', () => {
  const withdrawn = async (of = edition) => {
    const { id } = await makeEntry(owner, of, { withMedia: false })
    await withdrawEntry(owner, id)
    return id
  }
  const age = (id: string, time: string) =>
    database()
      .update(entries)
      .set({ restsUntil: sql`${entries.restsUntil} - ${time}::interval` })
      .where(eq(entries.id, id))

  it('is put back once, by its author alone, on the record', async () => {
    const id = await withdrawn()
    expect(await putBackEntry(await makeActor(), id)).toBeNull()
    expect(await putBackEntry(owner, id)).toEqual({ done: true })
    expect(await entryRow(id)).toMatchObject({ state: 'draft', restsUntil: null, version: 3 })
    expect(await eventsOf(id)).toEqual([event('entry.withdrawn'), event('entry.putBack')])
    expect(await putBackEntry(owner, id)).toEqual(refuse('entry.refused.notWithdrawn'))
  })

  it.each([
    ['6 days 23:59', { done: true }],
    ['7 days 00:01', refuse('entry.refused.draftRestOver')],
  ])('%s after', async (time, answer) => {
    const id = await withdrawn()
    await age(id, time)
    expect(await putBackEntry(owner, id)).toEqual(answer)
  })

  it('stays withdrawn once the edition is closed, or where a hundred drafts are there', async () => {
    const closing = await makeEdition()
    const id = await withdrawn(closing)
    await database()
      .update(editions)
      .set({ closesAt: sql`now() - interval '1 second'` })
      .where(eq(editions.id, closing.id))
    expect(await putBackEntry(owner, id)).toEqual(refuse('entry.refused.tooLate'))
    const open = await makeEdition()
    const other = await withdrawn(open)
    const drafts = Array.from({ length: mostDrafts }, () => ({ editionId: open.id, ownerId: owner.userId }))
    await database().insert(entries).values(drafts)
    expect(await putBackEntry(owner, other)).toEqual(
      refuse('entry.refused.tooManyDrafts', { max: mostDrafts }),
    )
  })

  it('is out for good where it had been handed in', async () => {
    const { id } = await makeSubmitted(owner, edition, 603, { state: 'submitted' })
    await withdrawEntry(owner, id)
    expect((await entryRow(id)).restsUntil).toBeNull()
    expect(await putBackEntry(owner, id)).toEqual(refuse('entry.refused.withdrawnForGood'))
  })
})

describe('a receipt', () => {
  it('says number, moment and files of its own work, and of no draft', async () => {
    const made = await makeSubmitted(owner, edition, 700, { state: 'submitted', receiptCode: 'bienNhan7001' })
    const other = await makeSubmitted(owner, edition, 701, {
      state: 'submitted',
      receiptCode: 'bienNhan7011',
    })
    const file = await makeMedia(made.id, { sha256: 'a'.repeat(64) })
    await makeMedia(made.id, { state: 'removed' })
    await makeMedia(other.id)
    expect(await receiptOf('bienNhan7001')).toEqual({
      number: 700,
      edition: edition.number,
      submittedAt: made.submittedAt,
      supplementedAt: null,
      state: 'submitted',
      files: [{ kind: 'pdf', bytes: file.bytes, sha256: 'a'.repeat(64) }],
    })
    expect((await receiptOf('bienNhan7011'))!.number).toBe(701)
    expect(
      granted(await receiptFor(owner, made.id))
        .body.subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    await database().update(entries).set({ state: 'draft' }).where(eq(entries.id, made.id))
    expect([await receiptOf('bienNhan7001'), await receiptFor(owner, made.id)]).toEqual([null, null])
    const without = await makeEntry(owner, edition, { withMedia: false, state: 'withdrawn' })
    expect([await receiptFor(owner, without.id), await receiptFor(owner, 'ent_khongco')]).toEqual([
      null,
      null,
    ])
  })
})

describe('a dossier', () => {
  it('has the province, files and rows of its own, and says whose it is', async () => {
    const agency = await makeAgency('Báo Cà Mau Hồ Sơ', '96')
    const { id } = await makeEntry(owner, edition, {
      agencyId: agency.id,
      provinceFrame: '2004',
      provinceCode: '15',
      withMedia: false,
    })
    const [kept, arriving] = [
      await makeMedia(id, { startedAt: new Date(Date.now() - 9000) }),
      await makeMedia(id, { state: 'uploading', completedAt: null }),
    ]
    await makeMedia(id, { state: 'removed' })
    await makeEntry(owner, edition)
    const dossier = (await loadDossier(owner, id))!
    expect(dossier.entry.id).toBe(id)
    expect(dossier.provinceName).toBe('Yên Bái')
    expect([dossier.edition.id, dossier.category!.id, dossier.agency!.id]).toEqual([
      edition.id,
      edition.categories[0]!.id,
      agency.id,
    ])
    expect(dossier.files.map((file) => file.id)).toEqual([kept.id, arriving.id])
    expect([dossier.parts.length, dossier.authors.length, dossier.owned]).toEqual([1, 1, true])
    expect(recent(dossier.now)).toBe(true)
    expect((await standingOf(dossier)).place).toEqual({ province: 'Yên Bái', bucket: null })
    const organizer = await makeActor('organizer')
    expect((await loadDossier(organizer, id))!.owned).toBe(false)
    await database().update(entries).set({ provinceFrame: '2025' }).where(eq(entries.id, id))
    expect((await loadDossier(owner, id))!.provinceName).toBe('Lào Cai')
  })

  it('is told to the rules with all they ask about', async () => {
    const { id } = await makeEntry(owner, edition, { categoryId: null, agencyText: 'Báo Lạ' })
    const dossier = (await loadDossier(owner, id))!
    const { entry, parts, authors, files: media } = dossier
    const facts = await factsOf(dossier)
    expect(facts).toMatchObject({
      title: entry.title,
      language: 'vi',
      genre: 'reportage',
      summary: entry.summary,
      agencyText: 'Báo Lạ',
      ownPlace: 'p:01',
      hasAgency: false,
      category: null,
    })
    expect([facts.parts, facts.authors, facts.awards, facts.media]).toEqual([parts, authors, [], media])
    const agency = await makeAgency('Báo Lạ Đã Biết')
    const categoryId = edition.categories[1]!.id
    await database().update(entries).set({ categoryId, agencyId: agency.id }).where(eq(entries.id, id))
    const known = await factsOf((await loadDossier(owner, id))!)
    const { languages, requirements } = edition.categories[1]!
    expect([known.hasAgency, known.category]).toEqual([true, { languages, requirements }])
  })
})

describe('the works of an author', () => {
  it('are those of the edition that compete, by name and, where both are told, by address', async () => {
    const own = await makeEdition()
    const mail = 'tam@thu.vn'
    let number = 0
    const work = async (name: string, email: string, where = own, state = 'submitted') => {
      number++
      const withdrawn = state === 'withdrawn'
      const values = { state: withdrawn ? ('withdrawn' as const) : ('submitted' as const), authorName: name }
      const { id } = await makeSubmitted(owner, where, number, values)
      await database().update(entryAuthors).set({ email }).where(eq(entryAuthors.entryId, id))
      return id
    }
    const worksOf = async (id: string) => (await factsOf((await loadDossier(owner, id))!)).worksOfAuthors
    const first = await work('Lê Tâm', mail)
    expect(await worksOf(first)).toEqual([{ name: 'Lê Tâm', works: 1 }])
    await work('LE TAM', mail)
    await work('Lê Tâm', '')
    await work('Lê Tâm', 'khac@thu.vn')
    await work('Lê Khác', mail)
    await work('Lê Tâm', mail, own, 'withdrawn')
    await work('Lê Tâm', mail, await makeEdition())
    expect(await worksOf(first)).toEqual([{ name: 'Lê Tâm', works: 3 }])
    const nameless = await work('Lê Tâm', '')
    expect(await worksOf(nameless)).toEqual([{ name: 'Lê Tâm', works: 5 }])
    await database()
      .insert(entryAuthors)
      .values([
        { entryId: nameless, position: 2, name: 'Lê Khác', nameKey: 'le khac' },
        { entryId: nameless, position: 3 },
      ])
    expect(await worksOf(nameless)).toEqual([
      { name: 'Lê Tâm', works: 5 },
      { name: 'Lê Khác', works: 2 },
    ])
    await database()
      .delete(entryAuthors)
      .where(sql`${entryAuthors.entryId} = ${nameless} and position < 3`)
    expect(await worksOf(nameless)).toEqual([])
  })
})

it('lists one’s own works, those of the newest edition and changed last first', async () => {
  const [reporter, later] = [await makeActor(), await makeEdition({ number: 900 })]
  const early = await makeEdition({ number: 899 })
  const made = [
    await makeEntry(reporter, early, { withMedia: false }),
    await makeEntry(reporter, later, { withMedia: false, updatedAt: new Date(Date.now() - 9000) }),
    await makeEntry(reporter, later, { withMedia: false, categoryId: null }),
  ] as const
  await makeEntry(await makeActor(), later, { withMedia: false })
  const rows = await ownEntries(reporter)
  expect(rows.map(({ id }) => id)).toEqual([made[2].id, made[1].id, made[0].id])
  const { id, title, updatedAt } = made[1]
  expect(rows[1]).toEqual({
    id,
    title,
    updatedAt,
    number: null,
    state: 'draft',
    returnUntil: null,
    edition: 900,
    closesAt: later.closesAt,
    categoryVi: later.categories[0]!.nameVi,
    categoryEn: later.categories[0]!.nameEn,
  })
  expect(rows[0]!.categoryVi).toBeNull()
})

it('tells a prize in one’s list and on the page of the work once it is published, and not after a retraction', async () => {
  const reporter = await makeActor()
  const judged = await makeEdition({ number: 898 })
  const winner = await makeSubmitted(reporter, judged, 1)
  await makeSubmitted(reporter, judged, 2)
  const categoryId = judged.categories[0]!.id
  await database()
    .insert(prizesGiven)
    .values({ editionId: judged.id, categoryId, entryId: winner.id, prize: 'consolation' })
  const told = async () => [
    (await ownWorks(reporter)).map((row) => row.prize).sort(),
    granted(await entryPage(reporter, winner.id)).prize,
  ]
  expect(await told()).toEqual([[null, null], null])
  const organizer = await makeActor('organizer')
  await makePublished(judged.id, organizer)
  expect(await told()).toEqual([['consolation', null], 'consolation'])
  await retractResults(organizer, judged.id, 'Công bố nhầm')
  expect(await told()).toEqual([[null, null], null])
})
