import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asOf, database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { editionCounts } from '#app/modules/home/edition-counts.server.ts'
import type { Dimension } from '#app/modules/participation/dimensions.ts'
import { measuresBy } from '#app/modules/participation/measures-by.server.ts'
import { holds, holdsSince, ownProvinces } from '#app/modules/participation/own-province.server.ts'
import { participationOf } from '#app/modules/participation/participation-of.server.ts'
import { printParticipation } from '#app/modules/participation/print.server.ts'
import { provinceFigures } from '#app/modules/participation/province-figures.server.ts'
import { participationOfProvince } from '#app/modules/participation/province-participation.server.ts'
import { prizesGiven, entryAuthors, roundEntries, rounds } from '#db/schema/index.ts'
import {
  makeActor,
  makeAgency,
  makeEdition,
  makeEntry,
  makePublished,
  makeSubmitted,
  type MadeEdition,
} from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'

const unit = (code: string, frame = '2025') => ({ provinceFrame: frame, provinceCode: code })
const outside = { provinceFrame: null, provinceCode: null }

/**
 * Eight works received in edition 100, and around them: one withdrawn, a draft, and what the editions before and after
 * received of the same people in the same places.
 */
let edition: MadeEdition
let before: MadeEdition
let owner: Actor

beforeAll(async () => {
  owner = await makeActor('reporter', {}, 'Ân Cũ')
  before = await makeEdition({ number: 90 })
  edition = await makeEdition({ number: 100 })
  const after = await makeEdition({ number: 110 })
  const [hoa, noi] = [await makeAgency('Báo Hòa', '56'), await makeAgency('Báo Nội', '01')]
  const [paper, foreignPaper, magazine] = edition.categories
  const ids: string[] = []
  const add = async (of: MadeEdition, authorName: string, values: Parameters<typeof makeSubmitted>[3]) => {
    const made = await makeSubmitted(owner, of, ids.length + 1, { authorName, ...values })
    ids.push(made.id)
    return made.id
  }
  const author = (entryId: string, name: string, nameKey: string, standing: 'press' | 'other' | '') =>
    database().insert(entryAuthors).values({ entryId, position: 2, name, nameKey, standing })
  const at = (moment: string) => ({ submittedAt: new Date(moment) })

  const first = await add(edition, 'Ân Cũ', {
    ...unit('56'),
    agencyId: hoa.id,
    ...at('2027-03-31T16:59:59.999Z'),
  })
  const second = await add(edition, 'Ân Cũ', {
    ...unit('58', '2004'),
    state: 'submitted',
    agencyId: hoa.id,
    language: 'en',
    genre: 'commentary',
    ...at('2027-03-31T17:00:00Z'),
  })
  await author(second, 'Bảo', 'bao', 'press')
  await add(edition, 'Chi', {
    ...unit('01'),
    state: 'ineligible',
    screeningReason: 'other',
    agencyId: noi.id,
    categoryId: foreignPaper!.id,
    language: 'en',
    ...at('2027-04-01T10:00:00Z'),
  })
  const fourth = await add(edition, 'Du', {
    ...outside,
    bucket: 'central',
    state: 'returned',
    returnUntil: new Date(),
    categoryId: magazine!.id,
    ...at('2027-04-30T16:59:59Z'),
  })
  await author(fourth, '', '', 'other')
  await add(edition, 'Ê', { ...unit('48'), ...at('2027-04-30T17:00:00Z') })
  await add(edition, 'Gia', { ...outside, ...at('2027-05-02T00:00:00Z') })
  await add(edition, 'Hà', { ...unit('56', '2004'), language: 'zh', ...at('2027-05-02T00:00:00Z') })
  await add(edition, 'Ích', { ...unit('56'), ...at('2027-05-02T00:00:00Z') })
  const withdrawn = await add(edition, 'Ân Cũ', { ...unit('56'), state: 'withdrawn' })
  await makeEntry(owner, edition, unit('56'))
  await makeEntry(owner, edition, { ...unit('56'), submittedAt: new Date() })
  const earlier = await add(before, 'Ân Cũ', unit('56'))
  await add(before, 'Bảo', { ...unit('56'), state: 'withdrawn' })
  await add(before, 'Nặc Danh', unit('56'))
  await author(ids.at(-1)!, '', '', '')
  await makeEntry(owner, before, { ...unit('56'), authorName: 'Hà' })
  await add(after, 'Chi', unit('56'))
  await database().update(entryAuthors).set({ standing: 'press' }).where(eq(entryAuthors.entryId, first))

  const times = { opensAt: new Date(0), closesAt: new Date(1), readings: 2 }
  const stages = await database()
    .insert(rounds)
    .values([
      { editionId: edition.id, stage: 'preliminary', ...times },
      { editionId: edition.id, stage: 'final', ...times },
      { editionId: before.id, stage: 'final', ...times },
    ])
    .returning({ id: rounds.id })
  const inRound = (stage: number, work: number) => ({ roundId: stages[stage]!.id, entryId: ids[work - 1]! })
  await database()
    .insert(roundEntries)
    .values([
      inRound(0, 1),
      inRound(0, 5),
      inRound(1, 1),
      inRound(1, 4),
      { ...inRound(1, 1), entryId: withdrawn },
      { roundId: stages[2]!.id, entryId: earlier },
    ])
  const prize = { editionId: edition.id, categoryId: paper!.id, prize: 'third' as const }
  await database()
    .insert(prizesGiven)
    .values([
      { ...prize, entryId: first },
      { ...prize, entryId: withdrawn },
    ])
  await keepWorld()
})
beforeEach(restoreWorld)

type Counts = [
  received: number,
  eligible: number,
  inFinal: number,
  prizes: number,
  agencies: number,
  authors: number,
]
const measures = ['received', 'eligible', 'inFinal', 'prizes', 'agencies', 'authors'] as const
const named = (counts: Counts) => Object.fromEntries(measures.map((name, index) => [name, counts[index]!]))
const nothing: Counts = [0, 0, 0, 0, 0, 0]

describe('participation', () => {
  it('has of every unit, group and category what was received, and what came of it', async () => {
    const whole = await participationOf(edition.id, '2025')
    expect([whole.frame, whole.rows.length]).toEqual(['2025', 34])
    expect(whole.rows.filter((row) => row.received > 0)).toEqual([
      { code: '48', name: 'Đà Nẵng', isCity: true, ...named([1, 1, 0, 0, 0, 1]) },
      { code: '01', name: 'Hà Nội', isCity: true, ...named([1, 0, 0, 0, 1, 1]) },
      { code: '56', name: 'Khánh Hòa', isCity: false, ...named([4, 3, 1, 1, 1, 4]) },
    ])
    expect(whole.rows.find((row) => row.code === '04')).toMatchObject(named(nothing))
    expect(whole.buckets).toEqual([
      { bucket: 'central', ...named([1, 0, 1, 0, 0, 1]) },
      { bucket: 'overseas', ...named(nothing) },
      { bucket: 'foreign', ...named(nothing) },
    ])
    expect(whole.unplaced).toEqual(named([1, 1, 0, 0, 0, 1]))
    expect(whole.days).toEqual([
      { day: '2027-03-31', count: 1 },
      { day: '2027-04-01', count: 2 },
      { day: '2027-04-30', count: 1 },
      { day: '2027-05-01', count: 1 },
      { day: '2027-05-02', count: 3 },
    ])
    expect(whole.languages).toEqual([
      { language: 'vi', count: 5 },
      { language: 'en', count: 2 },
      { language: 'zh', count: 1 },
    ])
    const of = (position: number, counts: Counts) => {
      const { id, nameVi, nameEn } = edition.categories[position]!
      return { id, nameVi, nameEn, ...named(counts) }
    }
    expect(whole.categories).toEqual([
      of(0, [6, 5, 1, 1, 1, 6]),
      of(1, [1, 0, 0, 0, 1, 1]),
      of(2, [1, 0, 1, 0, 0, 1]),
      ...[3, 4, 5, 6, 7].map((position) => of(position, nothing)),
    ])
    expect([whole.statement.participating, whole.statement.of, whole.untold]).toEqual([3, 34, []])
  })

  it.each([
    ['2027-03-31', '2027-03-31', ['2027-03-31'], ['Khánh Hòa 1']],
    ['2027-04-01', '2027-04-30', ['2027-04-01', '2027-04-30'], ['Hà Nội 1', 'Khánh Hòa 1']],
    [undefined, '2027-03-31', ['2027-03-31'], ['Khánh Hòa 1']],
    ['2027-05-01', undefined, ['2027-05-01', '2027-05-02'], ['Đà Nẵng 1', 'Khánh Hòa 2']],
  ])('from %s to %s counts the days of Viet Nam, both ends included', async (from, to, days, units) => {
    const whole = await participationOf(edition.id, '2025', { from, to })
    expect(whole.days.map((one) => one.day)).toEqual(days)
    const received = whole.rows.filter((row) => row.received > 0)
    expect(received.map((row) => `${row.name} ${row.received}`)).toEqual(units)
    const all = [...whole.rows, ...whole.buckets, whole.unplaced]
    expect(all.reduce((sum, row) => sum + row.received, 0)).toBe(
      whole.days.reduce((sum, one) => sum + one.count, 0),
    )
  })

  it('in the units of before says of what it cannot tell', async () => {
    const whole = await participationOf(edition.id, '2004')
    expect(whole.rows.filter((row) => row.received > 0).map((row) => [row.name, row.received])).toEqual([
      ['Hà Nội', 1],
      ['Khánh Hòa', 1],
      ['Ninh Thuận', 1],
    ])
    expect(whole.unplaced).toEqual(named([4, 4, 1, 1, 1, 4]))
    expect(whole.untold).toEqual(['48', '49', '56', '58'])
    expect(whole.statement.undecided.map((one) => one.name)).toEqual(['Đà Nẵng', 'Quảng Nam'])
  })
})

type Line = [key: string, ...Counts, foreignLanguage: number, firstTime: number]
describe('measures', () => {
  const lines: [Dimension, Line[]][] = [
    [
      'agency',
      [
        ['', 5, 4, 1, 0, 0, 5, 1, 5],
        ['Báo Hòa', 2, 1, 1, 1, 1, 2, 1, 1],
        ['Báo Nội', 1, 0, 0, 0, 1, 1, 1, 1],
      ],
    ],
    [
      'category',
      [
        ['Báo, tạp chí tiếng Việt', 6, 5, 1, 1, 1, 6, 2, 5],
        ['Báo, tạp chí tiếng nước ngoài', 1, 0, 0, 0, 1, 1, 1, 1],
        ['Phát thanh', 1, 0, 1, 0, 0, 1, 0, 1],
      ],
    ],
    [
      'medium',
      [
        ['print', 7, 5, 1, 1, 2, 7, 3, 6],
        ['radio', 1, 0, 1, 0, 0, 1, 0, 1],
      ],
    ],
    [
      'genre',
      [
        ['reportage', 7, 5, 2, 1, 2, 7, 2, 6],
        ['commentary', 1, 0, 0, 0, 1, 2, 1, 1],
      ],
    ],
    [
      'language',
      [
        ['vi', 5, 4, 2, 1, 1, 5, 0, 4],
        ['en', 2, 0, 0, 0, 2, 3, 2, 2],
        ['zh', 1, 1, 0, 0, 0, 1, 1, 1],
      ],
    ],
    [
      'standing',
      [
        ['', 7, 4, 1, 0, 2, 8, 3, 7],
        ['press', 2, 1, 1, 1, 1, 2, 1, 1],
        ['other', 1, 0, 1, 0, 0, 1, 0, 1],
      ],
    ],
    [
      'newness',
      [
        ['new', 6, 4, 1, 0, 1, 6, 2, 6],
        ['returning', 2, 1, 1, 1, 1, 2, 1, 1],
      ],
    ],
    [
      'month',
      [
        ['03/2027', 1, 1, 1, 1, 1, 1, 0, 0],
        ['04/2027', 3, 0, 1, 0, 2, 4, 2, 3],
        ['05/2027', 4, 4, 0, 0, 0, 4, 1, 4],
      ],
    ],
  ]
  const all = [...measures, 'foreignLanguage', 'firstTime'] as const

  it.each(lines)('by %s count works, agencies and people of each group', async (dimension, expected) => {
    const rows = await measuresBy(edition.id, dimension, '2025')
    const byCounts = (a: Line, b: Line) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)
    const found = rows.map((row) => [row.nameVi || row.key, ...all.map((name) => row[name])] as Line)
    expect(
      dimension === 'month' || dimension === 'agency' ? found.slice(0, 3) : found.toSorted(byCounts),
    ).toEqual(expected)
    if (dimension !== 'month')
      expect(rows.map((row) => row.received)).toEqual(
        rows.map((row) => row.received).toSorted((a, b) => b - a),
      )
  })

  it('by province have every unit of the frame, and what lies outside behind them', async () => {
    const rows = await measuresBy(edition.id, 'province', '2025')
    const counted = rows.filter((row) => row.received > 0)
    expect(rows.length).toBe(34 + 2)
    expect(counted.map((row) => [row.key, row.nameVi, row.nameEn, row.received, row.firstTime])).toEqual([
      ['48', 'Đà Nẵng', 'Đà Nẵng', 1, 1],
      ['01', 'Hà Nội', 'Hà Nội', 1, 1],
      ['56', 'Khánh Hòa', 'Khánh Hòa', 4, 3],
      ['central', '', '', 1, 1],
      ['', '', '', 1, 1],
    ])
  })

  it('keep to a period', async () => {
    const rows = await measuresBy(edition.id, 'language', '2025', { to: '2027-03-31' })
    expect(rows.map((row) => [row.key, row.received])).toEqual([['vi', 1]])
  })

  it('call nobody known in the first edition', async () => {
    const rows = await measuresBy(before.id, 'newness', '2025')
    expect(rows.map((row) => [row.key, row.received, row.authors, row.firstTime])).toEqual([['new', 2, 2, 2]])
  })
})

it('stands on the track of the edition by state, in the final and with a prize', async () => {
  expect(await editionCounts(edition.id)).toEqual({
    takenAt: expect.any(Date),
    drafts: 2,
    received: 8,
    waiting: 2,
    eligible: 5,
    ineligible: 1,
    withdrawn: 1,
    inFinal: 3,
    prizes: 2,
  })
})

describe('one province', () => {
  it('has its categories, agencies, days and languages, and its place among all', async () => {
    const [own, whole] = await asOf(() =>
      Promise.all([participationOfProvince(edition.id, '2025', '56'), participationOf(edition.id, '2025')]),
    )
    expect(own).toEqual({
      row: { code: '56', name: 'Khánh Hòa', isCity: false, ...named([4, 3, 1, 1, 1, 4]) },
      rank: 1,
      of: 34,
      whole,
      categories: expect.anything(),
      agencies: [{ name: 'Báo Hòa', received: 2, eligible: 1 }],
      days: [
        { day: '2027-03-31', count: 1 },
        { day: '2027-04-01', count: 1 },
        { day: '2027-05-02', count: 2 },
      ],
      languages: [
        { language: 'vi', count: 2 },
        { language: 'en', count: 1 },
        { language: 'zh', count: 1 },
      ],
    })
    expect(own.categories.map((row) => row.received)).toEqual([4, 0, 0, 0, 0, 0, 0, 0])
    const late = await participationOfProvince(edition.id, '2025', '56', { from: '2027-05-01' })
    expect([late.row!.received, late.agencies, late.days.length]).toEqual([2, [], 1])
  })

  it.each([
    ['56', 1],
    ['48', 2],
    ['01', 2],
    ['04', null],
    ['99', null],
  ])('%s is number %s', async (code, rank) => {
    expect((await participationOfProvince(edition.id, '2025', code)).rank).toBe(rank)
  })

  it('is printed with its own lines, and the country as it is', async () => {
    const print = (more: object) =>
      printParticipation({ edition: 100, frame: '2025', period: { from: '2027-04-01' }, ...more })
    const [own, whole] = await asOf(async () => [(await print({ province: '56' }))!, (await print({}))!])
    expect(own).toEqual({
      ...whole,
      provinces: [{ code: '56', name: 'Khánh Hòa', ...named([3, 2, 0, 0, 1, 4]) }],
      byCategory: expect.anything(),
      byLanguage: { en: 1, vi: 1, zh: 1 },
      byDay: { '2027-04-01': 1, '2027-05-02': 2 },
    })
    expect(own.byCategory[0]).toEqual({ name: 'Báo, tạp chí tiếng Việt', ...named([3, 2, 0, 0, 1, 4]) })
    expect(whole).toMatchObject({
      frame: '2025',
      edition: 100,
      period: { from: '2027-04-01' },
      buckets: { central: named([1, 0, 1, 0, 0, 1]), overseas: named(nothing), foreign: named(nothing) },
      unplaced: named([1, 1, 0, 0, 0, 1]),
      participating: 3,
      of: 34,
      undecided: [],
      untold: [],
      byLanguage: { vi: 4, en: 2, zh: 1 },
      byDay: { '2027-04-01': 2, '2027-04-30': 1, '2027-05-01': 1, '2027-05-02': 3 },
    })
    expect([whole.provinces.length, whole.absent.length]).toEqual([34, 31])
    expect(await print({ province: '99' })).toBeNull()
    expect(await print({ edition: 9999 })).toBeNull()
  })
})

describe('the coordinator of a province', () => {
  const place = { frame: '2025', code: '56', name: 'Khánh Hòa', isCity: false }
  const figures = (provincesSee: 'own' | 'rank' | 'all') =>
    provinceFigures({ id: edition.id, provincesSee }, place)

  it('sees its own figures, of the final and of prizes only what is told', async () => {
    const hidden = await figures('own')
    expect(hidden).toEqual({
      row: { code: '56', name: 'Khánh Hòa', isCity: false, ...named([4, 3, 0, 0, 1, 4]) },
      of: 34,
      rank: null,
      median: null,
      categories: expect.anything(),
      agencies: [{ name: 'Báo Hòa', received: 2, eligible: 1 }],
      days: expect.anything(),
      hidden: ['inFinal', 'prizes'],
      others: null,
    })
    expect([hidden.days.length, hidden.categories[0]!.inFinal, hidden.categories[0]!.prizes]).toEqual([
      3, 0, 0,
    ])
    await database().update(rounds).set({ state: 'open' }).where(eq(rounds.editionId, edition.id))
    const opened = await figures('own')
    expect([opened.hidden, opened.row.inFinal, opened.row.prizes]).toEqual([['prizes'], 1, 0])
    await makePublished(edition.id, owner)
    const published = await figures('own')
    expect([published.hidden, published.row.inFinal, published.row.prizes]).toEqual([[], 1, 1])
  })

  it('sees of others what the organizers allow: nothing, the place among them, or what they received', async () => {
    const [own, rank, all] = [await figures('own'), await figures('rank'), await figures('all')]
    expect([own.rank, own.median, own.others]).toEqual([null, null, null])
    expect([rank.rank, rank.median, rank.others]).toEqual([1, 0, null])
    const whole = await participationOf(edition.id, '2025')
    expect([all.rank, all.median]).toEqual([1, 0])
    expect(all.others).toEqual({
      rows: whole.rows.map((row) => ({ ...row, inFinal: 0, prizes: 0, agencies: 0, authors: 0 })),
      tiles: whole.tiles,
      statement: whole.statement,
    })
  })

  it('holds what the unit has become', async () => {
    const old = await makeActor('coordinator', unit('58', '2004'))
    expect(await ownProvinces(old)).toEqual([place])
    const city = await makeActor('coordinator', unit('48'))
    expect(await ownProvinces(city)).toEqual([{ frame: '2025', code: '48', name: 'Đà Nẵng', isCity: true }])
    expect(await ownProvinces(owner)).toEqual([])
    const asked = [
      ['2025', '56'],
      ['2025', '48'],
      ['2004', '56'],
      ['2004', '58'],
      ['2004', '48'],
      ['2025', null],
    ] as const
    const answers = async (of: typeof holds) =>
      Promise.all(asked.map(([frame, code]) => of(old, frame, code)))
    expect(await answers(holds)).toEqual([true, false, false, false, false, false])
    expect(await answers(holdsSince)).toEqual([true, false, true, true, false, false])
  })
})
