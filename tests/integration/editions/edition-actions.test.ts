import { asc, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { addCategory } from '#app/modules/editions/add-category.server.ts'
import { criteriaOf, editionWhole } from '#app/modules/editions/categories.server.ts'
import { createEdition } from '#app/modules/editions/create-edition.server.ts'
import { editionByNumber, editionChoices, listEditions } from '#app/modules/editions/editions.server.ts'
import { presetCategories, presetCriteria, presetRules } from '#app/modules/editions/preset.ts'
import { removeCategory } from '#app/modules/editions/remove-category.server.ts'
import { changeCategory } from '#app/modules/entries/change-category.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { auditEvents, categories, criteria, editions } from '#db/schema/index.ts'
import { makeActor, makeEdition, makePublished, makeSubmitted } from '#tests/factories/index.ts'

let organizer: Actor
beforeAll(async () => {
  organizer = await makeActor('organizer')
})

const eventsOf = (subjectId: string) =>
  database()
    .select({ kind: auditEvents.kind, actorId: auditEvents.actorId, editionId: auditEvents.editionId })
    .from(auditEvents)
    .where(eq(auditEvents.subjectId, subjectId))
const rowOf = async (number: number) =>
  (await database().select().from(editions).where(eq(editions.number, number)))[0]!
const without = <Row extends object>(rows: Row[], ...left: string[]) =>
  rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !left.includes(name))))
/** What the categories of an edition say, whoever they belong to. */
const wholeOf = async (editionId: string) =>
  (await editionWhole(editionId)).map(({ criteria: rubric, ...category }) => ({
    ...without([category], 'id', 'editionId')[0]!,
    criteria: without(rubric, 'id', 'categoryId'),
  }))

describe('a new edition', () => {
  it('has the preset’s dates, rules, categories and rubrics, and is on the record', async () => {
    expect(await createEdition(organizer, { number: 701, year: 2041, copyOf: '' })).toEqual({ number: 701 })
    const edition = await rowOf(701)
    expect(edition).toMatchObject({
      year: 2041,
      nameVi: 'Giải thưởng toàn quốc về thông tin đối ngoại lần thứ DCCI',
      nameEn: 'National External Information Service Award, edition DCCI',
      windowStart: '2040-07-01',
      windowEnd: '2041-06-30',
      opensAt: new Date('2041-05-31T17:00:00.000Z'),
      closesAt: new Date('2041-07-31T16:59:59.999Z'),
      ...presetRules,
    })
    const minutes = [12, 12, 15, 25, 120, 5, 15, 30]
    expect(await wholeOf(edition.id)).toMatchObject(
      presetCategories.map((category, index) => ({
        ...(JSON.parse(JSON.stringify(category)) as object),
        position: index + 1,
        readingMinutes: minutes[index],
        criteria: presetCriteria.map((row, at) => ({ ...row, position: at + 1 })),
      })),
    )
    expect(await eventsOf(edition.id)).toEqual([
      { kind: 'edition.created', actorId: organizer.userId, editionId: edition.id },
    ])
  })

  it('that is a copy has rules, categories and rubrics of the other, but dates and name of its own', async () => {
    const rules = {
      rulesVi: 'Thể lệ riêng',
      rulesEn: 'Own rules',
      maxParts: 3,
      twoThirdsRule: false,
      capPerAuthor: null,
      graceMinutes: 11,
      postmarkDays: 12,
      endorsement: true,
      endorsementQuota: 13,
      provincesSee: 'all' as const,
    }
    const source = await makeEdition(rules)
    await removeCategory(organizer, source.id, source.categories[1]!.id)
    await addCategory(organizer, source.id)
    expect(await createEdition(organizer, { number: 702, year: 2042, copyOf: source.id })).toEqual({
      number: 702,
    })
    const copy = await rowOf(702)
    expect(copy).toMatchObject({ ...rules, year: 2042, windowEnd: '2042-06-30' })
    expect(await wholeOf(copy.id)).toEqual(await wholeOf(source.id))
    expect(
      new Set([...(await editionWhole(copy.id)), ...(await editionWhole(source.id))].map(({ id }) => id))
        .size,
    ).toBe(16)
  })

  it.each([
    ['by who organizes one edition', 'mayNot', undefined],
    ['under a number there is', 'numberTaken', 'number'],
  ])('is not made %s', async (_by, key, field) => {
    const before = await database().$count(editions)
    const actor = field
      ? organizer
      : await makeActor('organizer', { editionId: (await makeEdition({ number: 703 })).id })
    const number = field ? (await makeEdition()).number : 704
    const refusal = field ? refuse(`edition.error.${key}`, {}, field) : refuse(`edition.error.${key}`)
    expect(await createEdition(actor, { number, year: 2043, copyOf: '' })).toEqual(refusal)
    expect((await database().$count(editions)) - before).toBe(1)
  })
})

describe('editions', () => {
  it('are listed with their phase, the newest first', async () => {
    const hour = 3600_000
    const at = (hours: number) => new Date(Date.now() + hours * hour)
    const { id } = await makeEdition({ number: 801, opensAt: at(-2), closesAt: at(-1) })
    await makePublished(id, organizer)
    await makeEdition({ number: 802, opensAt: at(-2), closesAt: at(-1) })
    await makeEdition({ number: 803, opensAt: at(-1), closesAt: at(1) })
    await makeEdition({ number: 804, opensAt: at(1), closesAt: at(2) })
    const listed = (await listEditions()).filter(({ number }) => number > 800 && number < 900)
    expect(listed.map(({ number, phase }) => [number, phase])).toEqual([
      [804, 'upcoming'],
      [803, 'open'],
      [802, 'judging'],
      [801, 'published'],
    ])
    const choices = (await editionChoices()).filter(({ id }) => listed.some((edition) => edition.id === id))
    expect(choices.slice(0, 2)).toEqual([
      { id: listed[0]!.id, name: 'DCCCIV' },
      { id: listed[1]!.id, name: 'DCCCIII' },
    ])
    const { now, ...found } = (await editionByNumber(803))!
    expect([found, Math.abs(now.getTime() - Date.now()) < 60_000]).toEqual([listed[1], true])
  })

  it.each([[0], [-1], [1.5], [4000], [Number.NaN], [805]])('have none of the number %d', async (number) =>
    expect(await editionByNumber(number)).toBeNull(),
  )

  it('are found by the first and the last number there may be', async () => {
    for (const number of [1, 3999]) if (!(await rowOf(number))) await makeEdition({ number })
    expect([(await editionByNumber(1))!.number, (await editionByNumber(3999))!.number]).toEqual([1, 3999])
  })
})

describe('a category', () => {
  it('that is added stands at the end, with the preset’s rubric and quota and no files', async () => {
    const edition = await makeEdition()
    const { categoryId } = (await addCategory(organizer, edition.id))!
    const [row] = await database().select().from(categories).where(eq(categories.id, categoryId))
    expect(row).toMatchObject({
      editionId: edition.id,
      position: 9,
      nameVi: 'Hạng mục 9',
      nameEn: 'Category 9',
      medium: 'print',
      languages: null,
      requirements: [],
      quota: { first: 1, second: 2, third: 3, consolation: 5 },
    })
    expect(without(await criteriaOf([categoryId]), 'id')).toEqual(
      presetCriteria.map((criterion, index) => ({ ...criterion, categoryId, position: index + 1 })),
    )
    expect(await criteriaOf([])).toEqual([])
    const event = { kind: 'edition.categoryChanged', actorId: organizer.userId, editionId: edition.id }
    expect(await eventsOf(categoryId)).toEqual([event])
    expect(await removeCategory(organizer, edition.id, categoryId)).toEqual({ done: true })
    expect(await eventsOf(categoryId)).toEqual([event, event])
    expect((await editionWhole(edition.id)).map(({ id }) => id)).toEqual(
      edition.categories.map(({ id }) => id),
    )
  })

  it('is the first of an edition that has none', async () => {
    const edition = await makeEdition()
    for (const { id } of edition.categories) await removeCategory(organizer, edition.id, id)
    const { categoryId } = (await addCategory(organizer, edition.id))!
    expect(await editionWhole(edition.id)).toMatchObject([{ id: categoryId, position: 1 }])
  })

  it('is removed from its own edition alone, by who organizes it, and only while nothing refers to it', async () => {
    const [edition, elsewhere] = [await makeEdition(), await makeEdition()]
    await makeSubmitted(await makeActor(), edition, 1)
    const [used, free] = edition.categories
    const other = await makeActor('organizer', { editionId: elsewhere.id })
    expect([
      await removeCategory(organizer, edition.id, used!.id),
      await removeCategory(organizer, elsewhere.id, free!.id),
      await removeCategory(organizer, edition.id, 'cat_khongco'),
      await removeCategory(other, edition.id, free!.id),
      await addCategory(other, edition.id),
    ]).toEqual([refuse('edition.error.categoryInUse'), null, null, null, null])
    expect((await editionWhole(edition.id)).length).toBe(8)
    expect([...(await eventsOf(used!.id)), ...(await eventsOf(free!.id))]).toEqual([])
  })
})

describe('a rubric', () => {
  const changed = async (rubric: typeof presetCriteria) => {
    const edition = await makeEdition()
    const [first, second] = edition.categories
    const { nameVi, nameEn, medium, readingMinutes, minutesPerPage, requirements: files, quota } = first!
    const form = { nameVi, nameEn, medium, readingMinutes, minutesPerPage, files, languages: [], ...quota }
    const idsOf = async () => (await criteriaOf([first!.id])).map(({ id }) => id)
    const before = await idsOf()
    await changeCategory(organizer, edition.id, first!.id, { ...form, criteria: rubric })
    const rows = await database()
      .select()
      .from(criteria)
      .where(eq(criteria.categoryId, first!.id))
      .orderBy(asc(criteria.position))
    expect(without(rows, 'id', 'categoryId')).toEqual(
      rubric.map((row, index) => ({ ...row, position: index + 1 })),
    )
    expect((await criteriaOf([second!.id])).length).toBe(4)
    const after = await idsOf()
    return { kept: after.filter((id) => before.includes(id)).length, of: after.length }
  }
  const [one, two, three, four] = presetCriteria as [
    (typeof presetCriteria)[number],
    ...typeof presetCriteria,
  ]

  it.each([
    [
      'keeps its criteria where only words change',
      presetCriteria.map((row) => ({ ...row, nameVi: `${row.nameVi} mới` })),
      4,
      4,
    ],
    [
      'is made anew where points change',
      [{ ...one, maxPoints: 2900 }, { ...two!, maxPoints: 2600 }, three!, four!],
      0,
      4,
    ],
    ['is made anew where one goes', [one, two!, three!], 0, 3],
    ['is made anew where one comes', [...presetCriteria, four!], 0, 5],
  ])('%s', async (_what, rubric, kept, of) => expect(await changed(rubric)).toEqual({ kept, of }))
})
