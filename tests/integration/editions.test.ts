import { and, asc, eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { addCategory } from '#app/modules/editions/add-category.server.ts'
import { editionWhole } from '#app/modules/editions/categories.server.ts'
import { changeCategory } from '#app/modules/entries/change-category.server.ts'
import { removeCategory } from '#app/modules/editions/remove-category.server.ts'
import { createEdition } from '#app/modules/editions/create-edition.server.ts'
import { editionByNumber } from '#app/modules/editions/editions.server.ts'
import { typesOf } from '#app/modules/editions/file-kinds.ts'
import { categoryDetails } from '#app/modules/editions/schema.ts'
import { readingOfJudge } from '#app/modules/judging/desk.server.ts'
import { queueOf } from '#app/modules/judging/judge-queue.server.ts'
import { saveSheet } from '#app/modules/judging/score-sheet.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { auditEvents, mailMessages } from '#db/schema/index.ts'
import {
  makeActor,
  makeEdition,
  makeSubmitted,
  openedRound,
  type MadeEdition,
} from '#tests/factories/index.ts'

let organizer: Actor
beforeAll(async () => {
  organizer = await makeActor('organizer')
})

/** The category's form as the page sends it, with some fields changed. */
async function form(edition: MadeEdition, changed: Record<string, string | string[]> = {}) {
  const category = (await editionWhole(edition.id))[0]!
  const fields: Record<string, string | string[]> = {
    nameVi: category.nameVi,
    nameEn: category.nameEn,
    medium: category.medium,
    readingMinutes: String(category.readingMinutes),
    minutesPerPage: String(category.minutesPerPage),
    languages: category.languages ?? [],
    first: '1',
    second: '2',
    third: '3',
    consolation: '5',
  }
  for (const kind of ['pdf', 'image', 'audio', 'video']) {
    const wanted = category.requirements.find((row) => row.kind === kind)
    fields[`files.${kind}.need`] = wanted ? (wanted.required ? 'required' : 'optional') : 'none'
    fields[`files.${kind}.maxCount`] = '5'
    fields[`files.${kind}.megabytes`] = '100'
  }
  for (const [index, row] of category.criteria.entries()) {
    fields[`criteria.${index}.nameVi`] = row.nameVi
    fields[`criteria.${index}.nameEn`] = row.nameEn
    fields[`criteria.${index}.maxPoints`] = String(row.maxPoints / 100)
    fields[`criteria.${index}.guidanceVi`] = row.guidanceVi
    fields[`criteria.${index}.guidanceEn`] = row.guidanceEn
  }
  for (const field of ['nameVi', 'nameEn', 'maxPoints', 'guidanceVi', 'guidanceEn'])
    fields[`criteria.${category.criteria.length}.${field}`] = ''
  return { ...fields, ...changed }
}

const read = async (edition: MadeEdition, changed: Record<string, string | string[]> = {}) =>
  categoryDetails.parse(await form(edition, changed))

it('makes an edition from the preset, and one as a copy of another', async () => {
  expect(await createEdition(organizer, { number: 301, year: 2031, copyOf: '' })).toEqual({ number: 301 })
  const preset = (await editionByNumber(301))!
  const whole = await editionWhole(preset.id)
  expect(whole.map((category) => [category.nameVi, category.criteria.map((row) => row.maxPoints)])).toEqual(
    [
      'Báo, tạp chí tiếng Việt',
      'Báo, tạp chí tiếng nước ngoài',
      'Phát thanh',
      'Truyền hình',
      'Sách',
      'Ảnh',
      'Sản phẩm số, đa phương tiện',
      'Sáng kiến, sản phẩm có giá trị thông tin đối ngoại',
    ].map((name) => [name, [3000, 2500, 2500, 2000]]),
  )
  expect([preset.windowStart, preset.windowEnd, preset.closesAt.toISOString()]).toEqual([
    '2030-07-01',
    '2031-06-30',
    '2031-07-31T16:59:59.999Z',
  ])
  const first = { ...preset, categories: whole }
  await changeCategory(
    organizer,
    preset.id,
    whole[0]!.id,
    await read(first as unknown as MadeEdition, { nameVi: 'Báo in', languages: ['vi', 'en'] }),
  )
  expect(await createEdition(organizer, { number: 302, year: 2032, copyOf: preset.id })).toEqual({
    number: 302,
  })
  const copy = await editionWhole((await editionByNumber(302))!.id)
  expect(copy.length).toBe(8)
  expect([copy[0]!.nameVi, copy[0]!.languages]).toEqual(['Báo in', ['vi', 'en']])
  expect(copy[0]!.id).not.toBe(whole[0]!.id)
  expect(await createEdition(organizer, { number: 302, year: 2032, copyOf: '' })).toMatchObject({
    refused: { key: 'edition.error.numberTaken' },
  })
  const limited = await makeActor('organizer', { editionId: preset.id })
  expect(await createEdition(limited, { number: 303, year: 2033, copyOf: '' })).toMatchObject({
    refused: { key: 'edition.error.mayNot' },
  })
})

it('reads a category form: names its faults, drops criteria left empty, keeps types only where some are left out', async () => {
  const edition = await makeEdition()
  const fields = await form(edition, {
    'files.image.need': 'optional',
    'files.image.types': ['jpg', 'png'],
    'files.image.minPixels': '3000',
    'files.video.need': 'required',
    'files.video.types': typesOf('video'),
    'files.video.maxMinutes': '30',
    'criteria.0.maxPoints': '27,5',
    'criteria.4.nameVi': 'Thêm',
    'criteria.4.nameEn': 'More',
    'criteria.4.maxPoints': '2,5',
  })
  const read = categoryDetails.parse(fields)
  expect(read.files).toEqual([
    { kind: 'pdf', required: true, maxCount: 5, maxBytes: 100_000_000 },
    {
      kind: 'image',
      required: false,
      maxCount: 5,
      maxBytes: 100_000_000,
      types: ['jpg', 'png'],
      minPixels: 3000,
    },
    { kind: 'video', required: true, maxCount: 5, maxBytes: 100_000_000, maxMinutes: 30 },
  ])
  expect(read.criteria.map((row) => row.maxPoints)).toEqual([2750, 2500, 2500, 2000, 250])
  const wrong = categoryDetails.safeParse({
    ...fields,
    'criteria.1.maxPoints': 'nhiều',
    'criteria.4.nameEn': '',
    'files.pdf.megabytes': '0',
  })
  expect(wrong.error!.issues.map((issue) => issue.path.join('.')).sort()).toEqual([
    'criteria.1.maxPoints',
    'criteria.4.nameEn',
    'files.pdf.megabytes',
  ])
  categoryDetails.safeParse({ ...fields, '__proto__.stained': 'x', 'constructor.prototype.stained': 'x' })
  expect('stained' in {}).toBe(false)
  const none = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, name.startsWith('criteria.') ? '' : value]),
  )
  expect(categoryDetails.safeParse(none).error!.issues.map((issue) => issue.message)).toEqual([
    'edition.error.criteria',
  ])
})

it('checks what was submitted again when a category changes its languages or files, on the record', async () => {
  const edition = await makeEdition()
  const owner = await makeActor('reporter')
  await makeSubmitted(owner, edition, 1, { title: 'Tiếng Việt', withMedia: true })
  await makeSubmitted(owner, edition, 2, { title: 'Không tệp' })
  await makeSubmitted(owner, edition, 3, {
    categoryId: edition.categories[1]!.id,
    language: 'en',
    withMedia: true,
  })
  const category = edition.categories[0]!
  const same = await changeCategory(organizer, edition.id, category.id, await read(edition))
  expect(same).toEqual({ checked: 3, changes: [] })
  const changed = await changeCategory(
    organizer,
    edition.id,
    category.id,
    await read(edition, { languages: ['fr'], 'files.pdf.need': 'optional' }),
  )
  if (!changed || isRefusal(changed)) throw new Error('refused')
  expect(changed.changes.map(({ number, rule, holds }) => [number, rule, holds])).toEqual([
    [1, 'language', false],
    [2, 'language', false],
    [2, 'media', true],
  ])
  const [event] = await database()
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents.subjectId, category.id), eq(auditEvents.kind, 'edition.categoryChanged')))
    .orderBy(asc(auditEvents.id))
    .offset(1)
  expect(event!.details).toMatchObject({ languages: { from: ['vi'], to: ['fr'] } })
  const mails = await database().select().from(mailMessages).where(eq(mailMessages.recipient, owner.email))
  expect(mails.length).toBe(2)
  expect(mails.map((mail) => mail.body).join('\n')).toContain('– Ngôn ngữ của hạng mục: nay không đạt.')
})

it('lets a rubric that was scored with change its words, but neither its criteria nor their points', async () => {
  const edition = await makeEdition()
  const owner = await makeActor('reporter')
  await makeSubmitted(owner, edition, 1)
  const judges = [await makeActor('judge'), await makeActor('judge')]
  const roundId = await openedRound(organizer, edition, judges)
  const categoryId = edition.categories[0]!.id
  const save = async (changed: Record<string, string>) =>
    changeCategory(organizer, edition.id, categoryId, await read(edition, changed))
  expect(await save({ 'criteria.0.maxPoints': '40' })).toMatchObject({ checked: 1 })
  const [row] = await queueOf(judges[0]!.userId, roundId)
  const { rubric } = (await readingOfJudge(judges[0]!.userId, row!.id))!
  await saveSheet(judges[0]!, row!.id, { version: 0, points: { [rubric[0]!.id]: 100 }, note: '' })
  expect(await save({ 'criteria.0.maxPoints': '30' })).toMatchObject({
    refused: { key: 'edition.error.criteriaInUse' },
    field: 'criteria',
  })
  expect(await save({ 'criteria.0.nameVi': 'Đúng, chính xác' })).toMatchObject({ checked: 1 })
  expect((await readingOfJudge(judges[0]!.userId, row!.id))!.rubric[0]!.nameVi).toBe('Đúng, chính xác')
})

it('adds a category and removes one nobody uses', async () => {
  const edition = await makeEdition()
  await makeSubmitted(await makeActor(), edition, 1)
  const { categoryId } = (await addCategory(organizer, edition.id))!
  expect((await editionWhole(edition.id)).map((category) => category.position)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9,
  ])
  expect(await removeCategory(organizer, edition.id, categoryId)).toEqual({ done: true })
  expect(await removeCategory(organizer, edition.id, edition.categories[0]!.id)).toMatchObject({
    refused: { key: 'edition.error.categoryInUse' },
  })
  const other = await makeActor('organizer', { editionId: (await makeEdition()).id })
  expect(await addCategory(other, edition.id)).toBeNull()
  expect(await removeCategory(other, edition.id, edition.categories[1]!.id)).toBeNull()
})
