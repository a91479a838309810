import { and, asc, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { changeCategory } from '#app/modules/entries/change-category.server.ts'
import { changeEdition } from '#app/modules/entries/change-edition.server.ts'
import { changedEntries } from '#app/modules/entries/recheck.ts'
import { lastRecheck } from '#app/modules/entries/recheck-entries.server.ts'
import { recordEvent } from '#app/modules/audit/record-event.server.ts'
import { presetCriteria } from '#app/modules/editions/preset.ts'
import { auditEvents, categories, editions, entryAuthors, mailMessages, users } from '#db/schema/index.ts'
import {
  makeActor,
  makeEdition,
  makeEntry,
  makeMedia,
  makeSubmitted,
  type MadeEdition,
} from '#tests/factories/index.ts'
import { race } from '#tests/support/race.ts'

let organizer: Actor
beforeAll(async () => {
  organizer = await makeActor('organizer')
})

type Form = Parameters<typeof changeEdition>[2]
/** The form of an edition that changes nothing but what is said. */
const form = (edition: MadeEdition, more: Partial<Form> = {}): Form => ({
  nameVi: edition.nameVi,
  nameEn: edition.nameEn,
  windowStart: edition.windowStart,
  windowEnd: edition.windowEnd,
  opensAt: '2026-01-01T00:00',
  closesAt: '2030-01-01T23:59',
  graceMinutes: 60,
  postmarkDays: 10,
  endorsementQuota: 20,
  provincesSee: 'rank',
  maxParts: 5,
  twoThirdsRule: 'on',
  capPerAuthor: 7,
  rulesVi: edition.rulesVi,
  rulesEn: edition.rulesEn,
  ...more,
})
type CategoryForm = Parameters<typeof changeCategory>[3]
const categoryForm = (edition: MadeEdition, more: Partial<CategoryForm> = {}): CategoryForm => {
  const { nameVi, nameEn, medium, readingMinutes, minutesPerPage, requirements, quota } =
    edition.categories[0]!
  return {
    nameVi,
    nameEn,
    medium,
    readingMinutes,
    minutesPerPage,
    languages: [],
    files: requirements,
    criteria: presetCriteria,
    ...quota,
    ...more,
  }
}

const editionRow = async (id: string) =>
  (await database().select().from(editions).where(eq(editions.id, id)))[0]!
const detailsOf = async (editionId: string, kind: string) =>
  (
    await database()
      .select({
        actorId: auditEvents.actorId,
        subjectId: auditEvents.subjectId,
        details: auditEvents.details,
      })
      .from(auditEvents)
      .where(and(eq(auditEvents.editionId, editionId), eq(auditEvents.kind, kind)))
      .orderBy(asc(auditEvents.id))
  ).at(-1)!
const mailsTo = async (actor: Actor) =>
  (await database().select().from(mailMessages).where(eq(mailMessages.recipient, actor.email))).map(
    ({ subject, body }) => `${subject}\n${body}`,
  )

describe('an edition', () => {
  it('takes every field of its form, and the record says what changed', async () => {
    const edition = await makeEdition()
    const on = { endorsement: 'on', participationPublic: 'on' } as const
    await changeEdition(organizer, edition.id, form(edition))
    const before = await editionRow(edition.id)
    const changed = {
      nameVi: 'Tên',
      nameEn: 'Name',
      windowStart: '2026-01-01',
      windowEnd: '2026-12-31',
      graceMinutes: 5,
      postmarkDays: 6,
      endorsementQuota: 7,
      provincesSee: 'all' as const,
      maxParts: 8,
      rulesVi: 'Thể lệ',
      rulesEn: 'Rules',
    }
    const moments = { opensAt: '2026-02-01T07:00', closesAt: '2030-02-01T23:59' }
    const asked = form(edition, { ...changed, ...moments, ...on, capPerAuthor: '', twoThirdsRule: undefined })
    await changeEdition(organizer, edition.id, asked)
    const after = {
      ...changed,
      opensAt: new Date('2026-02-01T00:00:00Z'),
      closesAt: new Date('2030-02-01T16:59:59.999Z'),
      twoThirdsRule: false,
      endorsement: true,
      participationPublic: true,
      capPerAuthor: null,
    }
    expect(await editionRow(edition.id)).toEqual({ ...before, ...after })
    const told = Object.entries(after).map(([name, to]) => [
      name,
      { from: before[name as keyof typeof before], to },
    ])
    expect(await detailsOf(edition.id, 'edition.changed')).toEqual({
      actorId: organizer.userId,
      subjectId: edition.id,
      details: JSON.parse(JSON.stringify(Object.fromEntries(told))) as object,
    })
    await changeEdition(organizer, edition.id, form(edition, { capPerAuthor: 3 }))
    expect(await editionRow(edition.id)).toMatchObject({
      capPerAuthor: 3,
      twoThirdsRule: true,
      endorsement: false,
      participationPublic: false,
    })
  })

  it('is changed from what it is when its turn comes', async () => {
    const edition = await makeEdition()
    await changeEdition(organizer, edition.id, form(edition))
    const other = sql`update ${editions} set postmark_days = 3 where id = ${edition.id}`
    await race(other, [() => changeEdition(organizer, edition.id, form(edition, { postmarkDays: 3 }))])
    expect((await detailsOf(edition.id, 'edition.changed')).details).toEqual({})
  })
})

describe('a category', () => {
  it('takes every field of its form, and the record says what changed; the others stay', async () => {
    const edition = await makeEdition()
    const [first, second] = edition.categories
    const files = [{ kind: 'audio' as const, required: true, maxCount: 1, maxBytes: 1000 }]
    const changed = { nameVi: 'Tên', nameEn: 'Name', readingMinutes: 9, minutesPerPage: 4 }
    const quota = { first: 4, second: 3, third: 2, consolation: 1 }
    const medium = 'radio' as const
    const asked = categoryForm(edition, { ...changed, medium, files, languages: ['vi', 'en'], ...quota })
    expect(await changeCategory(organizer, edition.id, first!.id, asked)).toEqual({ checked: 0, changes: [] })
    const rows = await database()
      .select()
      .from(categories)
      .where(eq(categories.editionId, edition.id))
      .orderBy(asc(categories.position))
    const after = { ...changed, medium, languages: ['vi', 'en'], requirements: files, quota }
    expect(rows.slice(0, 2)).toEqual([{ ...first, ...after }, second])
    const told = Object.entries(after).map(([name, to]) => [
      name,
      { from: first![name as keyof typeof first], to },
    ])
    expect(await detailsOf(edition.id, 'edition.categoryChanged')).toEqual({
      actorId: organizer.userId,
      subjectId: first!.id,
      details: JSON.parse(JSON.stringify(Object.fromEntries(told))) as object,
    })
    await changeCategory(organizer, edition.id, first!.id, categoryForm(edition, { languages: [] }))
    const [again] = await database().select().from(categories).where(eq(categories.id, first!.id))
    expect(again!.languages).toBeNull()
  })
})

describe('what was submitted is checked again', () => {
  it('of its own edition where it competes, and its authors are told what turned round, each in their language', async () => {
    const [edition, elsewhere] = [await makeEdition(), await makeEdition()]
    const [first, second] = [await makeActor(), await makeActor()]
    await database().update(users).set({ locale: 'en' }).where(eq(users.id, second.userId))
    const out = { dates: ['2026-01-15'] }
    const lost = await makeSubmitted(first, edition, 1, { ...out, title: 'Ra ngoài' })
    const both = await makeSubmitted(second, edition, 2, {
      dates: ['2026-01-15', '2026-01-16'],
      state: 'submitted',
      title: 'Cả hai',
    })
    await makeSubmitted(first, edition, 3, { title: 'Ở lại' })
    await makeSubmitted(first, edition, 4, { ...out, state: 'ineligible', screeningReason: 'other' })
    await makeSubmitted(first, edition, 5, { ...out, state: 'withdrawn' })
    await makeEntry(first, edition, out)
    await makeSubmitted(first, elsewhere, 6, out)
    const asked = form(edition, { windowStart: '2026-06-01', maxParts: 1 })
    const change = (entry: typeof lost, rule: string) => ({
      entryId: entry.id,
      number: entry.number,
      title: entry.title,
      rule,
      holds: false,
    })
    const recheck = {
      checked: 3,
      changes: [change(lost, 'window'), change(both, 'window'), change(both, 'parts')],
    }
    expect(await changeEdition(organizer, edition.id, asked)).toEqual(recheck)
    expect(changedEntries(recheck as never)).toBe(2)
    expect(await detailsOf(edition.id, 'edition.rechecked')).toEqual({
      actorId: organizer.userId,
      subjectId: edition.id,
      details: recheck,
    })
    const [toFirst, toSecond] = [await mailsTo(first), await mailsTo(second)]
    expect([toFirst.length, toSecond.length]).toEqual([1, 1])
    for (const told of [first.name, 'Ra ngoài', `http://portal.test/entries/${lost.id}`, 'nay không đạt'])
      expect(toFirst[0]).toContain(told)
    expect(toFirst[0]!.match(/^– /gm)).toHaveLength(1)
    for (const told of [second.name, 'Cả hai', `http://portal.test/entries/${both.id}`])
      expect(toSecond[0]).toContain(told)
    expect(toSecond[0]).not.toContain('nay không đạt')
    expect(toSecond[0]!.match(/^– /gm)).toHaveLength(2)

    expect(await changeEdition(organizer, edition.id, form(edition))).toMatchObject({
      changes: recheck.changes.map((one) => ({ ...one, holds: true })),
    })
    expect((await mailsTo(first)).filter((mail) => mail.includes('nay đạt'))).toHaveLength(1)
  })

  it('by the category it is in', async () => {
    const edition = await makeEdition()
    const owner = await makeActor()
    await makeSubmitted(owner, edition, 1, { withMedia: true })
    await makeSubmitted(owner, edition, 2, { categoryId: edition.categories[2]!.id })
    const removed = await makeSubmitted(owner, edition, 3)
    await makeMedia(removed.id, { state: 'removed' })
    const image = { kind: 'image' as const, required: true, maxCount: 1, maxBytes: 1 }
    const asked = categoryForm(edition, { languages: ['vi'], files: [image] })
    const answer = await changeCategory(organizer, edition.id, edition.categories[0]!.id, asked)
    const [first] = edition.categories[0]!.requirements
    expect(answer).toMatchObject({ checked: 3, changes: [{ number: 1, rule: 'media', holds: false }] })
    const without = categoryForm(edition, { languages: ['vi'], files: [{ ...first!, required: false }] })
    const again = await changeCategory(organizer, edition.id, edition.categories[0]!.id, without)
    expect(again).toMatchObject({
      changes: [
        { number: 1, rule: 'media', holds: true },
        { number: 3, rule: 'media', holds: true },
      ],
    })
  })

  it('by how many works its authors have: one name is one author where addresses do not differ', async () => {
    const edition = await makeEdition()
    const owner = await makeActor()
    let number = 0
    const work = async (...authors: [string, string][]) => {
      number++
      const { id } = await makeSubmitted(owner, edition, number, { authorName: authors[0]![0] })
      await database().update(entryAuthors).set({ email: authors[0]![1] }).where(eq(entryAuthors.entryId, id))
      for (const [index, [name, email]] of authors.slice(1).entries())
        await database()
          .insert(entryAuthors)
          .values({ entryId: id, position: index + 2, name, nameKey: name.toLowerCase(), email })
      return number
    }
    const over: number[] = []
    over.push(await work(['An', 'an@thu.vn']))
    over.push(await work(['An', 'an@thu.vn']))
    await work(['Binh', 'mot@thu.vn'])
    await work(['Binh', 'hai@thu.vn'])
    over.push(await work(['Chi', '']))
    over.push(await work(['Chi', 'chi@thu.vn']))
    await work(['Dung', 'dung@thu.vn'], ['', ''])
    await work(['Em', 'em@thu.vn'], ['', ''])
    const answer = await changeEdition(organizer, edition.id, form(edition, { capPerAuthor: 1 }))
    const broken = over.map((one) => ({ number: one, rule: 'cap', holds: false }))
    expect(answer).toMatchObject({ checked: 8, changes: broken })
  })
})

describe('the last recheck of an edition', () => {
  it('is the newest, where it changed something', async () => {
    const [edition, elsewhere] = [await makeEdition(), await makeEdition()]
    const owner = await makeActor()
    expect(await lastRecheck(edition.id)).toBeNull()
    for (const [number, one] of [edition, elsewhere].entries())
      await makeSubmitted(owner, one, number + 1, { dates: ['2026-01-15'] })
    const found = await changeEdition(organizer, edition.id, form(edition, { windowStart: '2026-06-01' }))
    const other = await changeEdition(organizer, elsewhere.id, form(elsewhere, { windowStart: '2026-06-01' }))
    expect([found!.changes.length, other!.changes.length]).toEqual([1, 1])
    const later = {
      actorId: null,
      kind: 'edition.changed',
      subjectId: edition.id,
      editionId: edition.id,
    } as const
    await database().transaction((tx) => recordEvent(tx, later))
    expect([await lastRecheck(edition.id), await lastRecheck(elsewhere.id)]).toEqual([found, other])
    await changeEdition(organizer, edition.id, form(edition, { windowStart: '2026-06-01' }))
    expect(await lastRecheck(edition.id)).toBeNull()
  })
})
