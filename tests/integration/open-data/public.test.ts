import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asOf, database } from '#app/ground.server.ts'
import {
  drawPicture,
  mapValuesOf,
  pictureFile,
  type PictureAsk,
} from '#app/modules/open-data/draw-picture.server.ts'
import {
  openCsv,
  openFigures,
  publicAcross,
  publicEdition,
  publicFunnel,
  publicParticipation,
} from '#app/modules/open-data/public-figures.server.ts'
import { acrossEditions } from '#app/modules/participation/across-editions.server.ts'
import { participationOf } from '#app/modules/participation/participation-of.server.ts'
import {
  prizesGiven,
  editions,
  pastEditions,
  pastParticipation,
  populations,
  roundEntries,
  rounds,
} from '#db/schema/index.ts'
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
const day = 86_400_000
const past = { opensAt: new Date(0), closesAt: new Date(Date.now() - 9 * day) }

/** Edition 100 is published, 101 opened by its organizers, 102 neither; 99 was imported with its provinces. */
let published: MadeEdition
let opened: MadeEdition
let closed: MadeEdition

beforeAll(async () => {
  await database().delete(pastEditions)
  await database()
    .insert(pastEditions)
    .values([
      { number: 98, year: 2025, received: 40, rough: true, source: 'Báo chí' },
      { number: 99, year: 2026, received: 30, inFinal: 4, prizes: 3, source: 'Báo cáo' },
    ])
  await database().insert(pastParticipation).values({ number: 99, frame: '2025', code: '56', received: 4 })
  published = await makeEdition({ number: 100, ...past })
  opened = await makeEdition({ number: 101, ...past, participationPublic: true })
  closed = await makeEdition({ number: 102 })
  const owner = await makeActor('reporter', {}, 'Tác Giả')
  const agency = await makeAgency('Báo Mở', '56')
  for (const edition of [published, opened]) {
    const at = (moment: string) => ({ submittedAt: new Date(moment) })
    const first = await makeSubmitted(owner, edition, 1, {
      ...unit('56'),
      agencyId: agency.id,
      ...at('2027-03-01T01:00:00Z'),
    })
    for (const number of [2, 3, 4, 5])
      await makeSubmitted(owner, edition, number, {
        ...unit('56'),
        language: 'en',
        ...at('2027-03-03T01:00:00Z'),
      })
    await makeSubmitted(owner, edition, 6, {
      ...unit('01'),
      state: 'submitted',
      ...at('2027-03-03T01:00:00Z'),
    })
    await makeSubmitted(owner, edition, 7, {
      provinceFrame: null,
      provinceCode: null,
      bucket: 'overseas',
      ...at('2027-03-03T01:00:00Z'),
    })
    await makeEntry(owner, edition, unit('56'))
    const times = { opensAt: new Date(0), closesAt: new Date(1), readings: 2 }
    const [final] = await database()
      .insert(rounds)
      .values({ editionId: edition.id, stage: 'final', state: 'open', ...times })
      .returning()
    await database().insert(roundEntries).values({ roundId: final!.id, entryId: first.id })
    await database().insert(prizesGiven).values({
      editionId: edition.id,
      categoryId: edition.categories[0]!.id,
      entryId: first.id,
      prize: 'first',
    })
  }
  await database()
    .insert(populations)
    .values({ frame: '2025', code: '56', year: 2026, people: 2_000_000, source: 'Niên giám' })
  await makePublished(published.id, owner)
  await keepWorld()
})
beforeEach(restoreWorld)

describe('an edition', () => {
  it('is everybody’s once it is published, or opened by its organizers', async () => {
    const seen = async (number: number) => {
      const found = await publicEdition(number)
      return found && [found.edition.id, found.results]
    }
    expect([await seen(100), await seen(101), await seen(102), await seen(98)]).toEqual([
      [published.id, true],
      [opened.id, false],
      null,
      null,
    ])
    expect([await openFigures(102, '2025'), await openCsv(102, '2025')]).toEqual([null, null])
  })

  it('tells every number once it is published, and before nothing of results', async () => {
    const [all, some] = [(await openFigures(100, '2025'))!, (await openFigures(101, '2025'))!]
    expect(all.columns).toEqual(['received', 'eligible', 'inFinal', 'prizes', 'agencies', 'authors'])
    expect(some.columns).toEqual(['received', 'eligible', 'agencies', 'authors'])
    const of = (figures: typeof all, code: string) => figures.json.provinces.find((row) => row.code === code)
    const own = { code: '56', name: 'Khánh Hòa', received: 5, eligible: 5, agencies: 1, authors: 1 }
    expect(of(all, '56')).toEqual({ ...own, inFinal: 1, prizes: 1 })
    expect(of(some, '56')).toEqual(own)
    const zeros = { received: 0, eligible: 0, agencies: 0, authors: 0 }
    expect(some.json).toMatchObject({
      frame: '2025',
      edition: 101,
      participating: 2,
      of: 34,
      undecided: [],
      untold: [],
      buckets: {
        central: zeros,
        overseas: { received: 1, eligible: 1, agencies: 0, authors: 1 },
        foreign: zeros,
      },
      unplaced: zeros,
      byLanguage: { en: 4, vi: 3 },
      byDay: { '2027-03-01': 1, '2027-03-03': 6 },
    })
    expect(some.json.byCategory[0]).toEqual({
      name: opened.categories[0]!.nameVi,
      received: 7,
      eligible: 6,
      agencies: 1,
      authors: 1,
    })
    expect(JSON.stringify(some.json)).not.toMatch(/inFinal|prizes/)
    expect(some.json.absent.length).toBe(32)
  })

  it('is a CSV with a line a unit and a group, and one for what has no place', async () => {
    const lines = async (number: number, frame = '2025') =>
      (await openCsv(number, frame))!.toString().replace('\ufeff', '').trim().split('\r\n')
    const some = await lines(101)
    expect(some.length).toBe(1 + 34 + 3)
    expect([some[0], ...some.filter((line) => /,5[56],|^2025,01,|^2025,,/.test(line))]).toEqual([
      'frame,code,name,received,eligible,agencies,authors,complete',
      '2025,01,Hà Nội,1,0,0,1,yes',
      '2025,56,Khánh Hòa,5,5,1,1,yes',
      expect.stringMatching(/^2025,,[^,]+,0,0,0,0,yes$/),
      expect.stringMatching(/^2025,,[^,]+,1,1,0,1,yes$/),
      expect.stringMatching(/^2025,,[^,]+,0,0,0,0,yes$/),
    ])
    expect((await lines(100)).filter((line) => line.includes(',56,'))).toEqual([
      '2025,56,Khánh Hòa,5,5,1,1,1,1,yes',
    ])
    const before = await lines(101, '2004')
    expect(before.length).toBe(1 + 63 + 3 + 1)
    expect(before.filter((line) => line.endsWith(',no')).map((line) => line.split(',')[2])).toEqual([
      'Khánh Hòa',
      'Ninh Thuận',
    ])
    expect(before.at(-1)).toMatch(/^2004,,[^,]+,5,5,1,1,yes$/)
  })

  it('shows its page with zeros for what is not told', async () => {
    const [whole, told, hidden] = await asOf(() =>
      Promise.all([
        participationOf(opened.id, '2025'),
        publicParticipation(opened.id, '2025', true),
        publicParticipation(opened.id, '2025', false),
      ]),
    )
    const { takenAt, frame, tiles, days, statement, untold, rows, buckets, unplaced, categories } = whole
    const page = { takenAt, frame, tiles, days, statement, untold }
    expect(told).toEqual({
      ...page,
      rows,
      buckets,
      unplaced,
      categories,
    })
    const none = { inFinal: 0, prizes: 0 }
    expect(rows.some((row) => row.inFinal > 0 && row.prizes > 0)).toBe(true)
    expect(hidden).toEqual({
      ...page,
      rows: rows.map((row) => ({ ...row, ...none })),
      buckets: buckets.map((row) => ({ ...row, ...none })),
      unplaced: { ...unplaced, ...none },
      categories: categories.map((row) => ({ ...row, ...none })),
    })
  })

  it('tells of its funnel neither people nor drafts', async () => {
    expect(await publicFunnel(opened.id, false)).toEqual({ submitted: 7, eligible: 6 })
    expect(await publicFunnel(opened.id, true)).toEqual({ submitted: 7, eligible: 6, final: 1, prizes: 1 })
  })

  it('stands beside those before it that may be seen, none after it', async () => {
    const all = await acrossEditions('2025')
    expect(all.map((row) => row.number)).toEqual([98, 99, 100, 101, 102])
    const told = async (number: number) =>
      (await publicAcross(all, number)).map((row) => [row.number, row.received, row.inFinal, row.prizes])
    const before = [
      [98, 40, null, null],
      [99, 30, 4, 3],
      [100, 7, 1, 1],
    ]
    expect(await told(100)).toEqual(before)
    expect(await told(99)).toEqual(before.slice(0, 2))
    expect(await told(102)).toEqual([...before, [101, 7, null, null]])
  })
})

const ask = (of: MadeEdition, more: Partial<PictureAsk> = {}): PictureAsk => ({
  edition: { id: of.id, number: of.number },
  frame: '2025',
  measure: 'received',
  locale: 'vi',
  results: true,
  open: false,
  ...more,
})
const textsIn = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, said]) => said)
const titlesIn = (svg: string) => [...svg.matchAll(/<title>([^<]*)</g)].map(([, said]) => said)

describe('the map', () => {
  const valueOf = async (more: Partial<PictureAsk>, code = '56') =>
    (await mapValuesOf(ask(opened, more))).get(code)

  it('shows the measure asked for, and received for one that is not told', async () => {
    expect(await valueOf({})).toEqual({ value: 5, said: '5' })
    expect(await valueOf({ measure: 'prizes' })).toEqual({ value: 1, said: '1' })
    expect(await valueOf({ measure: 'prizes', results: false })).toEqual({ value: 5, said: '5' })
    expect(await valueOf({ measure: 'foreignShare' })).toEqual({ value: 0.8, said: '80 %' })
    expect(await valueOf({ measure: 'perMillion' })).toEqual({ value: 2.5, said: '2,5' })
    expect(await valueOf({ measure: 'perMillion', locale: 'en' })).toEqual({ value: 2.5, said: '2.5' })
    expect(await valueOf({ measure: 'perMillion' }, '01')).toEqual({ value: 0, said: '–' })
    expect(await valueOf({}, 'overseas')).toEqual({ value: 1, said: '1' })
  })
  it('says of units that cannot be told apart that they may have more', async () => {
    expect(await valueOf({ frame: '2004' }, '56')).toEqual({ value: 0, said: '?' })
    expect(await valueOf({ frame: '2004' }, '01')).toEqual({ value: 1, said: '1' })
  })
  it('has its title, every unit and what its colours stand for', async () => {
    const svg = await drawPicture('map', ask(opened, { measure: 'prizes', results: false }))
    expect(titlesIn(svg).slice(0, 1)).toEqual(['Mức độ tham gia Giải thưởng lần thứ CI'])
    expect(titlesIn(svg)).toContain('Khánh Hòa: 5')
    expect(textsIn(svg).slice(-5)).toEqual(['1', '2', '3', '4–5', 'Số tác phẩm đã nhận'])
  })
})

it('the calendar has the days of the edition, in the language asked for', async () => {
  const svg = await drawPicture('calendar', ask(opened))
  expect(titlesIn(svg)).toEqual([
    'Số tác phẩm nộp theo ngày, kỳ giải lần thứ CI',
    '01/03/2027: 1',
    '02/03/2027: 0',
    '03/03/2027: 6',
  ])
  expect(textsIn(svg).at(-1)).toBe('03/2027')
  expect(titlesIn(await drawPicture('calendar', ask(closed))).length).toBe(1)
})

it.each([
  [
    { results: true, open: false },
    'Từ lời mời đến giải, kỳ giải lần thứ CI',
    ['0', '0', '1', '7', '6', '1', '1'],
  ],
  [{ results: false, open: false }, 'Từ lời mời đến giải, kỳ giải lần thứ CI', ['0', '0', '1', '7', '6']],
  [{ results: true, open: true }, 'Từ lúc nộp đến giải, kỳ giải lần thứ CI', ['7', '6', '1', '1']],
  [{ results: false, open: true }, 'Từ lúc nộp đến giải, kỳ giải lần thứ CI', ['7', '6']],
])('the funnel for %j is %s with %j', async (more, title, said) => {
  const texts = textsIn(await drawPicture('funnel', ask(opened, more)))
  expect([texts[0], texts.filter((text) => /^\d+$/.test(text!))]).toEqual([title, said])
})

describe('the editions', () => {
  const names = async (open: boolean, of = closed) =>
    textsIn(await drawPicture('editions', ask(of, { open }))).filter((text) =>
      /^[XCI]+V?[XI]* \(|≈|^\d+$/.test(text!),
    )

  it('are all for organizers, with totals only for what is known by its total', async () => {
    const svg = await drawPicture('editions', ask(closed))
    expect(titlesIn(svg)[0]).toBe('Số tác phẩm qua các kỳ giải')
    expect(textsIn(svg).slice(-2)).toEqual(['Các kỳ giải chỉ có tổng số:', 'XCVIII (2025): ≈ 40'])
    const heads = textsIn(svg).filter((text) => /^X?C[IX]* \(/.test(text!))
    expect(heads).toEqual(['XCIX (2026)', 'C (2027)', 'CI (2027)', 'CII (2027)'])
    expect(titlesIn(svg).filter((title) => title === 'Khánh Hòa: 5').length).toBe(2)
    expect(titlesIn(svg).filter((title) => title === 'Khánh Hòa: 4').length).toBe(1)
  })
  it('are for everybody those that may be seen', async () => {
    expect((await names(true)).some((text) => text!.startsWith('CII'))).toBe(false)
    expect((await names(false)).some((text) => text!.startsWith('CII'))).toBe(true)
  })
})

describe('the slope', () => {
  it('leads from the last edition whose provinces are known, or from the one asked for', async () => {
    const svg = await drawPicture('slope', ask(published))
    expect(titlesIn(svg)[0]).toBe('Từ kỳ giải lần thứ XCIX đến lần thứ C')
    expect(titlesIn(svg)).toContain('Khánh Hòa: 4 → 5')
    expect(titlesIn(svg)).toContain('Hà Nội: 0 → 1')
    expect(textsIn(svg).slice(1, 3)).toEqual(['XCIX', 'C'])
    expect(titlesIn(await drawPicture('slope', ask(opened)))[0]).toBe('Từ kỳ giải lần thứ C đến lần thứ CI')
    expect(titlesIn(await drawPicture('slope', ask(opened, { from: 99 })))[0]).toBe(
      'Từ kỳ giải lần thứ XCIX đến lần thứ CI',
    )
  })
  it('is none where there are no two', async () => {
    const svg = await drawPicture('slope', ask(opened, { from: 98 }))
    expect(titlesIn(svg)).toEqual(['Chưa có hai kỳ giải cùng có số liệu theo tỉnh, thành phố'])
    expect(titlesIn(await drawPicture('slope', ask(closed, { open: true }))).length).toBe(1)
  })
})

it('a picture is a file by its name, as SVG or as PNG', async () => {
  const svg = (await pictureFile('funnel.svg', ask(opened)))!
  expect([svg.name, svg.type]).toEqual(['funnel-CI.svg', 'image/svg+xml'])
  expect(svg.body.toString()).toBe(await drawPicture('funnel', ask(opened)))
  const png = (await pictureFile('funnel.png', ask(opened)))!
  expect([png.name, png.type, png.body.subarray(1, 4).toString()]).toEqual([
    'funnel-CI.png',
    'image/png',
    'PNG',
  ])
  for (const name of ['funnel.gif', 'other.svg', 'funnel', 'xfunnel.svg'])
    expect(await pictureFile(name, ask(opened))).toBeNull()
})

it('closing an edition again hides it', async () => {
  await database().update(editions).set({ participationPublic: false }).where(eq(editions.id, opened.id))
  expect(await publicEdition(101)).toBeNull()
})
