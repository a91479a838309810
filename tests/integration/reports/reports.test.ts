import { desc, eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asOf, database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { contentTypes } from '#app/modules/documents/content-types.ts'
import { readWorksheet } from '#tests/support/worksheet.ts'
import { printParticipation } from '#app/modules/participation/print.server.ts'
import { drawReport } from '#app/modules/reports/draw-report.server.ts'
import { reportFigures } from '#app/modules/reports/report-figures.server.ts'
import { reportFile } from '#app/modules/reports/report-file.server.ts'
import { reportOf, reportsOf } from '#app/modules/reports/report-list.server.ts'
import { reportForm } from '#app/modules/reports/schema.ts'
import { wordReport } from '#app/modules/reports/word-report.server.ts'
import { tilesOf } from '#app/modules/provinces/tiles.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import {
  auditEvents,
  prizesGiven,
  entryAuthors,
  invitees,
  panels,
  reports,
  roundEntries,
  rounds,
  users,
} from '#db/schema/index.ts'
import {
  makeActor,
  makeAgency,
  makeEdition,
  makeSubmitted,
  type MadeEdition,
} from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'

const unit = (code: string, frame = '2025') => ({ provinceFrame: frame, provinceCode: code })
const outside = { provinceFrame: null, provinceCode: null }
const day = (written: string) => new Date(`${written}T05:00:00Z`)
const form = (values: Record<string, string> = {}) => reportForm.parse(values)

let edition: MadeEdition
let other: MadeEdition
let organizer: Actor
let coordinator: Actor

beforeAll(async () => {
  organizer = await makeActor('organizer', {}, 'Ban Tổ Chức')
  coordinator = await makeActor('coordinator', unit('56'), 'Đầu Mối')
  edition = await makeEdition({ number: 100 })
  other = await makeEdition({ number: 101 })
  const owner = await makeActor('reporter', {}, 'Ân')
  const agency = await makeAgency('Báo Hòa', '56')
  const times = { opensAt: new Date(0), closesAt: new Date('2027-06-01T00:00:00Z'), readings: 2 }
  for (const of of [edition, other]) {
    const add = (number: number, values: Parameters<typeof makeSubmitted>[3]) =>
      makeSubmitted(owner, of, number, { title: `Bài ${number}`, submittedAt: day('2027-03-01'), ...values })
    const first = await add(1, { ...unit('56'), agencyId: agency.id, agencyText: 'Gõ tay' })
    await database().update(entryAuthors).set({ standing: 'press' }).where(eq(entryAuthors.entryId, first.id))
    await database()
      .insert(entryAuthors)
      .values([
        { entryId: first.id, position: 2, name: 'Bảo', nameKey: 'bao', standing: 'other' },
        { entryId: first.id, position: 3, name: '', nameKey: '', standing: 'foreign' },
      ])
    const second = await add(2, {
      ...unit('58', '2004'),
      state: 'ineligible',
      screeningReason: 'other',
      agencyText: 'Báo Gõ',
    })
    await database()
      .update(entryAuthors)
      .set({ standing: 'press' })
      .where(eq(entryAuthors.entryId, second.id))
    await add(3, { ...outside, bucket: 'central', language: 'en', submittedAt: day('2027-04-01') })
    await add(4, { ...unit('01'), state: 'ineligible', screeningReason: 'other' })
    await add(5, { ...unit('56'), state: 'withdrawn' })
    await add(6, { ...outside, bucket: 'overseas' })
    await add(7, { ...outside, bucket: 'foreign' })
    const [preliminary, final] = await database()
      .insert(rounds)
      .values([
        { editionId: of.id, stage: 'preliminary', state: 'open', ...times },
        { editionId: of.id, stage: 'final', ...times, opensAt: new Date(1) },
      ])
      .returning()
    await database()
      .insert(panels)
      .values([
        { roundId: preliminary!.id, position: 1, name: 'Một' },
        { roundId: preliminary!.id, position: 2, name: 'Hai' },
        { roundId: final!.id, position: 1, name: 'Ba' },
      ])
    await database().insert(roundEntries).values({ roundId: final!.id, entryId: first.id })
    await database()
      .insert(prizesGiven)
      .values({ editionId: of.id, categoryId: of.categories[0]!.id, entryId: first.id, prize: 'first' })
  }
  const came = await makeActor()
  const known = await makeActor()
  const invite = (email: string, more: object = {}) => ({
    editionId: edition.id,
    frame: '2025',
    code: '56',
    kind: 'person' as const,
    name: 'X',
    email,
    invitedBy: coordinator.userId,
    invitedAt: day('2027-03-01'),
    ...more,
  })
  await database()
    .update(users)
    .set({ emailConfirmedAt: day('2027-03-05') })
    .where(eq(users.id, came.userId))
  await database()
    .update(users)
    .set({ emailConfirmedAt: day('2027-02-01') })
    .where(eq(users.id, known.userId))
  await database()
    .insert(invitees)
    .values([
      invite(came.email),
      invite(known.email),
      invite('la@thu.vn', { frame: '2004', code: '58' }),
      invite('muon@thu.vn', { invitedAt: day('2027-05-01') }),
      invite('la@thu.vn', { code: '01' }),
      invite('noikhac@thu.vn', { code: '01' }),
      invite('kykhac@thu.vn', { editionId: other.id }),
    ])
  await keepWorld()
})
beforeEach(restoreWorld)

const told = { final: true, prizes: true }
const figuresOf = (province: string | null, period = {}, toldThen = told, number = 100) =>
  reportFigures({ edition: { id: edition.id, number }, frame: '2025', province, period, told: toldThen })

const line = (number: number, more: object) => ({
  number,
  title: `Bài ${number}`,
  authors: 'Ân',
  persons: expect.any(Array),
  category: edition.categories[0]!.nameVi,
  language: 'vi',
  agency: '',
  place: '',
  state: 'eligible',
  prize: null,
  ...more,
})
const hoa = () => [
  line(1, {
    authors: expect.stringMatching(/^Ân, Bảo/),
    agency: 'Báo Hòa',
    place: 'Khánh Hòa',
    prize: 'first',
  }),
  line(2, { agency: 'Báo Gõ', place: 'Khánh Hòa', state: 'ineligible' }),
]

describe('the figures of a report', () => {
  const preliminary = {
    stage: 'preliminary',
    panels: 2,
    opensAt: expect.anything(),
    closesAt: expect.anything(),
  }
  it('of the country are what is printed, and what only a report says', async () => {
    const [printed, figures] = await asOf(() =>
      Promise.all([printParticipation({ edition: 100, frame: '2025', period: {} }), figuresOf(null)]),
    )
    expect(figures).toEqual({
      ...printed,
      ineligible: 2,
      // Ân told it of one work, and is one author.
      standings: { press: 1, other: 1 },
      rounds: [preliminary],
      annex: [
        ...hoa(),
        line(3, { language: 'en', place: 'central' }),
        line(4, { place: 'Hà Nội', state: 'ineligible' }),
        line(6, { place: 'overseas' }),
        line(7, { place: 'foreign' }),
      ],
      urged: { invited: 5, registered: 1 },
      told,
    })
  })

  it('keep who is behind each name of the annex, in the order of the names', async () => {
    const { annex } = (await figuresOf(null))!
    for (const { number, persons } of annex) {
      const [row] = await database().execute<{ persons: string[] }>(sql`
        select array_agg(a.person_id order by a.position) as persons
        from entry_authors a
        join entries e on e.id = a.entry_id
        where e.edition_id = ${edition.id} and e.number = ${number}`)
      expect(persons).toEqual(row!.persons)
    }
  })

  it('of a province are its own', async () => {
    const [printed, figures] = await asOf(() =>
      Promise.all([
        printParticipation({ edition: 100, frame: '2025', period: {}, province: '56' }),
        figuresOf('56'),
      ]),
    )
    expect(figures).toEqual({
      ...printed,
      ineligible: 1,
      standings: { press: 1, other: 1 },
      rounds: [preliminary],
      annex: hoa(),
      urged: { invited: 4, registered: 1 },
      told,
    })
    expect(await figuresOf('99')).toBeNull()
    expect(await figuresOf(null, {}, told, 9999)).toBeNull()
  })

  it('keep to the period, what is urged too', async () => {
    const early = (await figuresOf(null, { to: '2027-03-31' }))!
    expect([early.annex.map((row) => row.number), early.urged]).toEqual([
      [1, 2, 4, 6, 7],
      { invited: 4, registered: 1 },
    ])
    const late = (await figuresOf('56', { from: '2027-04-01' }))!
    expect([late.annex, late.urged]).toEqual([[], { invited: 1, registered: 0 }])
  })

  it.each([
    [{ final: true, prizes: true }, [1, 1]],
    [{ final: true, prizes: false }, [1, 0]],
    [{ final: false, prizes: true }, [0, 1]],
    [{ final: false, prizes: false }, [0, 0]],
  ])('told %j have of the final and of prizes %j', async (toldThen, counts) => {
    const { provinces, byCategory, told: kept } = (await figuresOf('56', {}, toldThen))!
    expect([provinces[0]!.inFinal, provinces[0]!.prizes]).toEqual(counts)
    expect([byCategory[0]!.inFinal, byCategory[0]!.prizes, kept]).toEqual([...counts, toldThen])
  })
})

describe('a report', () => {
  const draw = async (actor: Actor, values: Record<string, string> = {}, of = edition) =>
    (await drawReport(actor, of, form(values)))?.reportId ?? null
  const rowOf = async (id: string) => (await database().select().from(reports).where(eq(reports.id, id)))[0]!

  it('is drawn up for the country by its organizers, for a province by its coordinator too', async () => {
    expect(await draw(coordinator)).toBeNull()
    expect(await draw(coordinator, { province: '01' })).toBeNull()
    expect(await draw(await makeActor('judge'), { province: '56' })).toBeNull()
    expect(await draw(organizer, { province: '99' })).toBeNull()
    const ask = { from: '2027-03-01', to: '2027-03-31', kind: 'halfYear', letterhead: 'state' }
    const country = (await draw(organizer, ask))!
    expect(await rowOf(country)).toMatchObject({
      editionId: edition.id,
      frame: '2025',
      code: null,
      ask,
      createdBy: organizer.userId,
      version: 1,
      wording: {},
      figures: { period: { from: '2027-03-01', to: '2027-03-31' }, told },
    })
    const [event] = await database().select().from(auditEvents).orderBy(desc(auditEvents.id)).limit(1)
    expect(event).toMatchObject({
      actorId: organizer.userId,
      kind: 'participation.reported',
      subjectId: country,
      editionId: edition.id,
      details: { ...ask, province: null, frame: '2025' },
    })
    const own = (await draw(coordinator, { province: '56' }))!
    const { figures, code } = await rowOf(own)
    expect([code, figures]).toMatchObject(['56', { period: {}, told: { final: false, prizes: false } }])
    expect(Object.keys((figures as { period: object }).period)).toEqual([])
  })

  it('is read by organizers, and by the coordinator who drew it up', async () => {
    const [mine, theirs, country] = [
      (await draw(coordinator, { province: '56', from: '2027-03-01' }))!,
      (await draw(organizer, { province: '56' }))!,
      (await draw(organizer, { frame: '2004', to: '2027-03-31' }))!,
    ]
    const colleague = await makeActor('coordinator', unit('56'))
    const seen = async (actor: Actor) =>
      Promise.all([mine, theirs, country].map(async (id) => (await reportOf(actor, id)) !== null))
    expect(await seen(organizer)).toEqual([true, true, true])
    expect(await seen(coordinator)).toEqual([true, false, false])
    expect(await seen(colleague)).toEqual([false, false, false])
    expect(await seen(await makeActor('organizer', { editionId: other.id }))).toEqual([false, false, false])
    expect(await seen({ ...coordinator, roles: [] })).toEqual([false, false, false])
    expect(await reportOf(organizer, 'rep_khac')).toBeNull()
    const found = (await reportOf(coordinator, mine))!
    expect([found.number, found.by, found.command, found.shown]).toEqual([
      100,
      'Đầu Mối',
      'npx chungkhao participation --edition 100 --province 2025:56 --from 2027-03-01',
      {
        letterhead: 'party',
        kind: 'participation',
        province: { code: '56', name: 'Khánh Hòa', isCity: false },
        tiles: expect.anything(),
      },
    ])
    const whole = (await reportOf(organizer, country))!
    expect(whole.command).toBe('npx chungkhao participation --edition 100 --frame 2004 --to 2027-03-31')
    expect(whole.shown.province).toBeNull()
    expect(whole.shown.tiles.length).toBe(tilesOf('2004').length)
  })

  it('stands in the list of its edition; a coordinator’s own in that of the province', async () => {
    const [first, second, third, elsewhere] = [
      (await draw(organizer, { province: '56' }))!,
      (await draw(coordinator, { province: '56' }))!,
      (await draw(organizer, {}))!,
      (await draw(organizer, { province: '56' }, other))!,
    ]
    for (const [index, id] of [third, second, first, elsewhere].entries())
      await database()
        .update(reports)
        .set({ takenAt: new Date(Date.now() - index * 60_000) })
        .where(eq(reports.id, id))
    const ids = async (...asked: Parameters<typeof reportsOf>) =>
      (await reportsOf(...asked)).map((row) => row.id)
    expect(await ids(edition.id)).toEqual([third, second, first])
    expect(await ids(other.id)).toEqual([elsewhere])
    const of = (actor: Actor, code: string) => ({ userId: actor.userId, frame: '2025', code })
    expect(await ids(edition.id, of(coordinator, '56'))).toEqual([second])
    expect(await ids(edition.id, of(organizer, '56'))).toEqual([first])
    expect(await ids(edition.id, of(coordinator, '01'))).toEqual([])
    expect((await reportsOf(edition.id))[1]).toEqual({
      id: second,
      code: '56',
      ask: { kind: 'participation', letterhead: 'party', from: '', to: '' },
      takenAt: expect.any(Date),
      by: 'Đầu Mối',
    })
  })

  it('is worded upon its newest version, itself alone', async () => {
    const [id, beside] = [(await draw(coordinator, { province: '56' }))!, (await draw(organizer, {}))!]
    const word = (actor: Actor, version: number, title: string) =>
      wordReport(actor, id, { version, wording: { title } })
    expect(await word(await makeActor('coordinator', unit('01')), 1, 'X')).toBeNull()
    expect(await word(coordinator, 0, 'X')).toEqual(refuse('entry.refused.stale'))
    expect(await word(coordinator, 1, 'MỘT')).toEqual({ done: true })
    expect(await word(organizer, 1, 'X')).toEqual(refuse('entry.refused.stale'))
    expect(await word(organizer, 2, 'HAI')).toEqual({ done: true })
    expect(await rowOf(id)).toMatchObject({ version: 3, wording: { title: 'HAI' } })
    expect(await rowOf(beside)).toMatchObject({ version: 1, wording: {} })
    const { written, document } = (await reportOf(coordinator, id))!
    expect([written.title, document.title]).toEqual(['BÁO CÁO', 'HAI'])
  })

  it('is taken along as a document, its annex as a worksheet', async () => {
    const [own, country] = [(await draw(coordinator, { province: '56' }))!, (await draw(organizer))!]
    const file = async (id: string, format: string) => {
      const made = await reportFile(organizer, id, format)
      return made && [made.name, made.type, made.body.subarray(0, 2).toString()]
    }
    expect(await file(own, 'docx')).toEqual(['bao-cao-C-56.docx', contentTypes.docx, 'PK'])
    expect(await file(country, 'pdf')).toEqual(['bao-cao-C.pdf', contentTypes.pdf, '%P'])
    expect(await file(own, 'xlsx')).toEqual(['phu-luc-C-56.xlsx', contentTypes.xlsx, 'PK'])
    expect(await file(country, 'xlsx')).toEqual(['phu-luc-C.xlsx', contentTypes.xlsx, 'PK'])
    expect([await file(own, 'exe'), await reportFile(await makeActor(), own, 'xlsx')]).toEqual([null, null])
    const [title, of, , head, ...rows] = (await readWorksheet(
      (await reportFile(organizer, country, 'xlsx'))!.body,
    ))!
    const { document } = (await reportOf(organizer, country))!
    const day = document.placeAndDate.replace(/^.*, /, '')
    expect([title![0], of![0], head![0]]).toEqual([
      'Phụ lục: Danh sách tác phẩm, sản phẩm',
      `(Kèm theo Báo cáo số ……-BC/BTC ${day})`,
      'Số',
    ])
    expect(rows.map((row) => [row[0], row[4], row[5], row[6], row[7]].map((cell) => cell ?? ''))).toEqual([
      ['C-0001', 'Tiếng Việt', 'Báo Hòa', 'Khánh Hòa', 'Giải Nhất'],
      ['C-0002', 'Tiếng Việt', 'Báo Gõ', 'Khánh Hòa', 'Không hợp lệ'],
      ['C-0003', 'Tiếng Anh', '', 'Trung ương', 'Hợp lệ'],
      ['C-0004', 'Tiếng Việt', '', 'Hà Nội', 'Không hợp lệ'],
      ['C-0006', 'Tiếng Việt', '', 'Người Việt Nam ở nước ngoài', 'Hợp lệ'],
      ['C-0007', 'Tiếng Việt', '', 'Người nước ngoài', 'Hợp lệ'],
    ])
  })
})
