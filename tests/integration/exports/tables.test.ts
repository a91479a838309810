import { and, eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import type { ExportParameters, TableKind } from '#app/modules/exports/kinds.ts'
import type { TableAsk } from '#app/modules/exports/table.server.ts'
import { exportTables } from '#app/modules/exports/tables.server.ts'
import { setTargets } from '#app/modules/participation/set-targets.server.ts'
import {
  assignments,
  auditEvents,
  prizesGiven,
  criteria,
  entries,
  entryAuthors,
  entryParts,
  scoreSheets,
  users,
} from '#db/schema/index.ts'
import {
  makeActor,
  makeAgency,
  makeEdition,
  makeEntry,
  makeMedia,
  makeSubmitted,
  type MadeEdition,
} from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'
import { plantWorld, type World } from '#tests/matrix/world.ts'

const unit = (code: string, frame = '2025') => ({ provinceFrame: frame, provinceCode: code })
const outside = { provinceFrame: null, provinceCode: null }
const at = new Date('2027-07-31T16:59:00Z')

let edition: MadeEdition
let owner: Actor
const ids: string[] = []

/** Works in every place and of every state, and the same again in an edition that nobody asks about. */
beforeAll(async () => {
  owner = await makeActor('reporter', {}, 'Ân')
  edition = await makeEdition({ number: 100 })
  const other = await makeEdition({ number: 101 })
  const agency = await makeAgency('Báo Xuất', '56')
  for (const of of [edition, other]) {
    const [paper, foreign] = of.categories
    const add = async (number: number, values: Parameters<typeof makeSubmitted>[3]) => {
      const made = await makeSubmitted(owner, of, number, {
        title: `Bài ${number}`,
        submittedAt: at,
        ...values,
      })
      if (of === edition) ids[number] = made.id
      return made.id
    }
    const first = await add(1, { ...unit('56'), agencyId: agency.id, originalTitle: 'One', language: 'en' })
    await add(2, { ...outside, bucket: 'foreign', state: 'submitted', categoryId: foreign!.id })
    await add(3, { ...outside, bucket: null, state: 'ineligible', screeningReason: 'other', genre: '' })
    await add(4, { ...unit('58', '2004'), state: 'withdrawn', categoryId: null })
    await makeEntry(owner, of, unit('56'))
    await database().insert(entryAuthors).values({
      entryId: first,
      position: 2,
      name: 'Bảo',
      nameKey: 'bao',
      penName: 'Bút',
      standing: 'press',
      jobTitle: 'Phóng viên',
      unit: 'Ban Thời sự',
      phone: '0911',
      email: 'bao@thu.vn',
      address: 'Huế',
    })
    await database().insert(entryParts).values({ entryId: first, position: 2 })
    const file = { sha256: 'a'.repeat(64), durationSeconds: 12, pages: 3 }
    await makeMedia(first, { ...file, name: 'một.pdf', bytes: 5 })
    await makeMedia(first, { name: 'dở.pdf', state: 'uploading', completedAt: null, uploadId: 'x' })
    await makeMedia(await add(5, { ...unit('01') }), { name: 'năm.pdf', bytes: 7 })
    const prize = (entryId: string, prize: 'first' | 'third', categoryId = paper!.id) => ({
      editionId: of.id,
      categoryId,
      entryId,
      prize,
    })
    const second = await add(6, { ...outside, bucket: 'central', title: 'Bài giải ba' })
    const third = await add(7, { ...outside, bucket: null, title: 'Bài không nơi', categoryId: foreign!.id })
    await database()
      .insert(prizesGiven)
      .values([prize(second, 'third'), prize(first, 'first'), prize(third, 'third', foreign!.id)])
  }
  await keepWorld()
})
beforeEach(restoreWorld)

const tableOf = async (kind: TableKind, more: Partial<TableAsk> = {}, parameters: ExportParameters = {}) => {
  const ask = { editionId: edition.id, edition: 100, locale: 'vi' as const, barred: new Set<string>() }
  const { name, columns, rows } = await exportTables[kind]({ ...ask, parameters, ...more })
  return { name, heads: columns.map((column) => column.header), rows }
}

it('works: everything handed in, with its state, place and parts', async () => {
  const rest = { genre: 'Phóng sự', language: 'Tiếng Việt' }
  const paper = ['Báo, tạp chí tiếng Việt', 'Báo in, tạp chí']
  const { rows } = await tableOf('entries')
  expect(rows).toEqual([
    [
      'C-0001',
      'Bài 1',
      'One',
      ...paper,
      rest.genre,
      'Tiếng Anh',
      'Hợp lệ',
      'Ân, Bảo',
      'Báo Xuất',
      'Khánh Hòa',
      2,
      at,
    ],
    [
      'C-0002',
      'Bài 2',
      '',
      'Báo, tạp chí tiếng nước ngoài',
      paper[1],
      rest.genre,
      rest.language,
      'Đã nộp',
      'Ân',
      '',
      'Người nước ngoài',
      1,
      at,
    ],
    ['C-0003', 'Bài 3', '', ...paper, '', rest.language, 'Không hợp lệ', 'Ân', '', '', 1, at],
    ['C-0004', 'Bài 4', '', null, '', rest.genre, rest.language, 'Đã rút', 'Ân', '', 'Ninh Thuận', 1, at],
    ['C-0005', 'Bài 5', '', ...paper, rest.genre, rest.language, 'Hợp lệ', 'Ân', '', 'Hà Nội', 1, at],
    [
      'C-0006',
      'Bài giải ba',
      '',
      ...paper,
      rest.genre,
      rest.language,
      'Hợp lệ',
      'Ân',
      '',
      'Trung ương',
      1,
      at,
    ],
    [
      'C-0007',
      'Bài không nơi',
      '',
      'Báo, tạp chí tiếng nước ngoài',
      paper[1],
      rest.genre,
      rest.language,
      'Hợp lệ',
      'Ân',
      '',
      '',
      1,
      at,
    ],
  ])
  const english = await tableOf('entries', { locale: 'en' })
  expect([english.name, english.rows[0]!.slice(3, 8)]).toEqual([
    translator('en')('export.kind.entries'),
    ['Vietnamese-language press', 'Newspaper, magazine', 'Reportage', 'English', 'Eligible'],
  ])
})

it('authors: every one of every work received, with how to reach them', async () => {
  const { rows } = await tableOf('authors')
  const ân = (number: number, title = `Bài ${number}`) => [
    `C-000${number}`,
    title,
    'Ân',
    '',
    'Chưa khai',
    '',
    '',
    '0900000000',
    owner.email,
    'Hà Nội',
  ]
  expect(rows).toEqual([
    ân(1),
    [
      'C-0001',
      'Bài 1',
      'Bảo',
      'Bút',
      'Hội viên Hội Nhà báo, người có thẻ nhà báo',
      'Phóng viên',
      'Ban Thời sự',
      '0911',
      'bao@thu.vn',
      'Huế',
    ],
    ân(2),
    ân(3),
    ân(5),
    ân(6, 'Bài giải ba'),
    ân(7, 'Bài không nơi'),
  ])
})

it('files: those finished of works received, but of works kept from whoever asks', async () => {
  const all = [
    ['C-0001', 'Bài 1', 'PDF', 'một.pdf', 5, 12, 3, 'a'.repeat(64)],
    ['C-0005', 'Bài 5', 'PDF', 'năm.pdf', 7, null, null, ''],
  ]
  expect((await tableOf('media')).rows).toEqual(all)
  expect((await tableOf('media', { barred: new Set([ids[1]!]) })).rows).toEqual(all.slice(1))
  expect((await tableOf('media', {}, { place: '2025:56' })).rows).toEqual(all.slice(0, 1))
})

it('prizes: the highest first, then by category', async () => {
  const paper = 'Báo, tạp chí tiếng Việt'
  const { rows } = await tableOf('prizes')
  expect(rows).toEqual([
    ['Giải Nhất', paper, 'C-0001', 'Bài 1', 'Tiếng Anh', 'Ân, Bảo', 'Báo Xuất', 'Khánh Hòa'],
    ['Giải Ba', paper, 'C-0006', 'Bài giải ba', 'Tiếng Việt', 'Ân', '', 'Trung ương'],
    ['Giải Ba', 'Báo, tạp chí tiếng nước ngoài', 'C-0007', 'Bài không nơi', 'Tiếng Việt', 'Ân', '', ''],
  ])
  for (const [bucket, place] of [
    ['overseas', 'Người Việt Nam ở nước ngoài'],
    ['foreign', 'Người nước ngoài'],
    ['central', 'Trung ương'],
  ] as const) {
    await database().update(entries).set({ bucket }).where(eq(entries.id, ids[6]!))
    expect((await tableOf('prizes')).rows[1]!.at(-1)).toBe(place)
  }
  const narrowed = await tableOf('prizes', {}, { category: edition.categories[1]!.id })
  expect(narrowed.rows.map((row) => row[2])).toEqual(['C-0007'])
  expect((await tableOf('prizes', {}, { place: 'central' })).rows.map((row) => row[2])).toEqual(['C-0006'])
})

it('participation: every unit, then the groups outside and what has no place', async () => {
  const { rows } = await tableOf('participation')
  expect(rows.filter((row) => row[2] !== 0)).toEqual([
    ['01', 'Hà Nội', 1, 1, 0, 0, 0, 1, 'Có'],
    ['56', 'Khánh Hòa', 1, 1, 0, 1, 1, 2, 'Có'],
    ['', 'Trung ương', 1, 1, 0, 1, 0, 1],
    ['', 'Người nước ngoài', 1, 0, 0, 0, 0, 1],
    ['', 'Chưa xác định được', 2, 1, 0, 1, 0, 1],
  ])
  expect(rows.length).toBe(34 + 3 + 1)
  const before = (await tableOf('participation', {}, { frame: '2004' })).rows
  expect([before.length, before.filter((row) => row.at(-1) === 'Không').map((row) => row[1])]).toEqual([
    63 + 3 + 1,
    ['Khánh Hòa', 'Ninh Thuận'],
  ])
})

it('whom to write to: each coordinator, and each province that has none', async () => {
  const organizer = await makeActor('organizer')
  const held = await makeActor('coordinator', unit('56'), 'Đầu Mối')
  await database().update(users).set({ phone: '0922' }).where(eq(users.id, held.userId))
  await setTargets(
    organizer,
    edition.id,
    new Map([
      ['56', 3],
      ['01', 1],
      ['04', 2],
    ]),
  )
  await makeSubmitted(owner, edition, 30, { ...unit('01') })
  const { rows } = await tableOf('dispatch')
  const none = translator('vi')('campaign.noCoordinator')
  expect(rows.length).toBe(34)
  expect(rows.filter((row) => ['56', '01', '04', '08'].includes(String(row[0])))).toEqual([
    ['04', 'Cao Bằng', none, '', '', 0, 2, 2],
    ['01', 'Hà Nội', none, '', '', 2, 1, 0],
    ['56', 'Khánh Hòa', 'Đầu Mối', held.email, '0922', 1, 3, 2],
    ['08', 'Tuyên Quang', none, '', '', 0, null, null],
  ])
  const below = (await tableOf('dispatch', {}, { condition: 'belowTarget' })).rows
  expect(below.map((row) => row[0])).toEqual(['04', '56'])
})

it('the record: who did what when in this edition, by the portal itself where nobody did', async () => {
  const other = await makeEdition({ number: 102 })
  const event = { kind: 'export.requested' as const, subjectId: 'exp_1', details: {} }
  const row = (values: object) => ({ ...event, editionId: edition.id, at, ...values })
  await database()
    .insert(auditEvents)
    .values([
      row({ actorId: owner.userId }),
      row({ actorId: null, at: new Date(0), subjectId: 'exp_0' }),
      row({ actorId: owner.userId, editionId: other.id }),
    ])
  const t = translator('vi')
  expect((await tableOf('audit')).rows).toEqual([
    [new Date(0), t('audit.export.requested'), t('admin.system'), 'exp_0'],
    [at, t('audit.export.requested'), 'Ân', 'exp_1'],
  ])
})

describe('of the judging', () => {
  let w: World
  const table = (kind: TableKind, more: Partial<TableAsk> = {}, parameters: ExportParameters = {}) =>
    tableOf(kind, { editionId: w.judged.id, edition: 302, ...more }, parameters)
  const paper = 'Báo, tạp chí tiếng Việt'
  const foreign = 'Báo, tạp chí tiếng nước ngoài'
  const head = ['CCCII-0002', '']
  const moment = expect.any(Date) as Date

  beforeEach(async () => {
    w = await plantWorld()
    head[1] = w.second.title
    const sheet = { roundId: w.round.id, state: 'draft' as const }
    await database()
      .insert(scoreSheets)
      .values({
        ...sheet,
        assignmentId: w.given.recused,
        entryId: w.work.id,
        judgeId: w.actors.recusedJudge.userId,
        note: 'Ghi chú',
        flags: ['suspectedCopy', 'brokenMedia'],
      })
    const [other] = await database()
      .select()
      .from(assignments)
      .where(eq(assignments.judgeId, w.actors.otherPanelJudge.userId))
    await database()
      .insert(scoreSheets)
      .values({ ...sheet, assignmentId: other!.id, entryId: w.third.id, judgeId: other!.judgeId })
    await database()
      .update(criteria)
      .set({ nameVi: 'Tiêu chí riêng' })
      .where(and(eq(criteria.categoryId, w.judged.categories[1]!.id), eq(criteria.position, 1)))
  })

  it('sheets: every one with its points, in a column by name where all have the criterion', async () => {
    const t = translator('vi')
    const all = await table('sheets')
    expect(all.heads.slice(5, 9)).toEqual([
      'Tiêu chí 1',
      'Tính phát hiện, chiều sâu',
      'Hình thức, nghiệp vụ thể hiện',
      'Sức lan tỏa, hiệu quả đối ngoại',
    ])
    const round = 'Vòng sơ khảo'
    const none = [null, null, null, null, null]
    const flags = `${t('judging.flag.suspectedCopy')}, ${t('judging.flag.brokenMedia')}`
    expect(all.rows).toEqual([
      [
        round,
        'CCCII-0001',
        'Tác phẩm chung',
        paper,
        'Giám Khảo Đã Từ Chối',
        ...none,
        t('judging.state.recused'),
        'Ghi chú',
        flags,
        null,
      ],
      [round, ...head, paper, 'Giám Khảo Cùng Tiểu Ban', 25, 25, 25, 20, 95, 'Đã gửi', '', '', moment],
      [round, ...head, paper, 'Trưởng Tiểu Ban Thử', 30, 25, 25, 20, 100, 'Đã gửi', '', '', moment],
      [
        round,
        'CCCII-0003',
        w.third.title,
        foreign,
        'Giám Khảo Tiểu Ban Khác',
        ...none,
        t('judging.state.draft'),
        '',
        '',
        null,
      ],
    ])
    const some = await table('sheets', { barred: new Set([w.third.id]) })
    expect([some.rows.length, some.heads[5]]).toEqual([3, 'Đúng định hướng, chính xác, kịp thời'])
    expect((await table('sheets', {}, { category: w.judged.categories[1]!.id })).rows.length).toBe(1)
    const nothing = await tableOf('sheets', { editionId: w.open.id })
    expect([nothing.rows, nothing.heads.length]).toEqual([[], 10])
  })

  it('scores: those of one round, to be computed again', async () => {
    const row = (judge: Actor, score: number) => [
      judge.userId,
      head[0],
      score,
      judge.name,
      head[1],
      1,
      moment,
    ]
    const { name, heads, rows } = await table('scoresPreliminary')
    expect([name, heads]).toEqual([
      'Điểm vòng sơ khảo (để tính lại)',
      ['judge', 'entry', 'score', 'judge_name', 'title', 'position', 'sent_at'],
    ])
    const expected = [row(w.actors.chair, 100), row(w.actors.otherJudge, 95)]
    expect(rows).toEqual(expected.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)))
    expect((await table('scoresPreliminary', { barred: new Set([w.second.id]) })).rows).toEqual([])
    expect(await table('scoresFinal')).toEqual({
      name: 'Điểm vòng chung khảo (để tính lại)',
      heads,
      rows: [],
    })
    expect((await tableOf('scoresPreliminary', { editionId: w.open.id })).rows).toEqual([])
  })

  it('ranking: round by round and category by category, in the order that decides', async () => {
    const [first, last] = ['Vòng sơ khảo', 'Vòng chung khảo']
    const unread = [null, 0, null, null, null, null]
    const expected = [
      [first, paper, 1, ...head, '', 97.5, 2, expect.closeTo(3.5355, 3), null, null, null, 'Có', ''],
      [first, paper, null, 'CCCII-0001', 'Tác phẩm chung', '', ...unread, 'Không', ''],
      [first, foreign, null, 'CCCII-0003', w.third.title, '', ...unread, 'Không', ''],
      [last, paper, null, ...head, '', ...unread, 'Có', ''],
    ]
    expect((await table('ranking')).rows).toEqual(expected)
    expect((await table('ranking', {}, { category: w.judged.categories[1]!.id })).rows).toEqual([expected[2]])
    const barred = await table('ranking', { barred: new Set([w.second.id]) })
    expect(barred.rows.map((row) => row[6])).toEqual(barred.rows.map(() => null))
    expect((await tableOf('ranking', { editionId: w.open.id })).rows).toEqual([])
    await database().insert(prizesGiven).values({
      editionId: w.judged.id,
      categoryId: w.judged.categories[0]!.id,
      entryId: w.second.id,
      prize: 'first',
    })
    expect((await table('ranking')).rows.map((row) => row.at(-1))).toEqual(['Giải Nhất', '', '', 'Giải Nhất'])
  })
})
