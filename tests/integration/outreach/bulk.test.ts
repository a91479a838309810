import { readFileSync } from 'node:fs'
import { desc, eq, sql } from 'drizzle-orm'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { unzipSync, strFromU8 } from 'fflate'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database, storage } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { contentTypes } from '#app/modules/documents/content-types.ts'
import { readWorksheet } from '#tests/support/worksheet.ts'
import { renderXlsx, type Cell } from '#app/modules/documents/xlsx.server.ts'
import {
  annotatedFile,
  bulkOf,
  bulksOf,
  checkBulk,
  confirmBulk,
  discardBulk,
} from '#app/modules/outreach/bulk-entries.server.ts'
import { annotatedSheet, bulkTemplate } from '#app/modules/outreach/bulk-sheets.server.ts'
import { bulkWordsOf } from '#app/modules/outreach/bulk-words.server.ts'
import type { BulkWork, CheckedRow } from '#app/modules/outreach/bulk.ts'
import { cleanWorksheets } from '#app/modules/outreach/clean-worksheets.server.ts'
import { ownProvinces, type OwnProvince } from '#app/modules/participation/own-province.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import {
  auditEvents,
  behalfEntries,
  bulkEntries,
  editions,
  entries,
  entryAuthors,
  entryParts,
  mailMessages,
} from '#db/schema/index.ts'
import {
  makeActor,
  makeAgency,
  makeEdition,
  makeEntry,
  bulkWork,
  makeSubmitted,
  type MadeEdition,
} from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'

const here = { provinceFrame: '2025', provinceCode: '56' } as const
let edition: MadeEdition
let coordinator: Actor
let stranger: Actor
let province: OwnProvince

beforeAll(async () => {
  coordinator = await makeActor('coordinator', here, 'Đầu Mối')
  stranger = await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '01' })
  ;[province] = (await ownProvinces(coordinator)) as [OwnProvince]
  edition = await makeEdition({ number: 70 })
  await keepWorld()
})
beforeEach(restoreWorld)

const work = (title: string, more: Partial<BulkWork> = {}) => bulkWork(title, edition.categories[0]!.id, more)

async function checked(works: BulkWork[], values: Partial<typeof bulkEntries.$inferInsert> = {}) {
  const rows: CheckedRow[] = works.map((one, index) => ({
    row: index + 4,
    title: one.title,
    work: one,
    wrong: [],
  }))
  const [bulk] = await database()
    .insert(bulkEntries)
    .values({
      editionId: edition.id,
      frame: '2025',
      code: '56',
      uploadedBy: coordinator.userId,
      fileName: 'bảng.xlsx',
      rows,
      wrong: 0,
      annotatedKey: '',
      ...values,
    })
    .returning()
  return bulk!.id
}
const bulkRow = async (id: string) =>
  (await database().select().from(bulkEntries).where(eq(bulkEntries.id, id)))[0]!

describe('the words of an edition', () => {
  it('know its works by title and first author, but those withdrawn, unnamed and of others', async () => {
    const [own, other] = [await makeEdition({ number: 71 }), await makeEdition({ number: 72 })]
    const owner = await makeActor('reporter', {}, 'Chủ Bài')
    const first = await makeEntry(owner, own, { title: 'Bài Nháp' })
    await database().insert(entryAuthors).values({ entryId: first.id, position: 2, name: 'Người Hai' })
    await makeSubmitted(owner, own, 1, { title: 'Bài Nộp', state: 'submitted' })
    await makeSubmitted(owner, own, 2, { title: 'Bài Rút', state: 'withdrawn' })
    await makeEntry(owner, own, { title: '' })
    await makeSubmitted(owner, other, 3, { title: 'Kỳ khác' })
    const words = await bulkWordsOf(database(), own.id)
    expect([...words.known].sort()).toEqual(['bai nhap|chu bai', 'bai nop|chu bai'])
    const { id, nameVi, nameEn, languages } = own.categories[1]!
    const named = [nameVi, nameEn, '2'].map((name) => words.categories.get(name.toLowerCase()) ?? name)
    expect(named.at(-1)).toBe(id)
    expect([...words.categories.values()].filter((one) => one === id).length).toBe(3)
    expect(words.languagesOf.get(id)).toEqual(languages)
    expect(['tieng viet', 'vietnamese', 'vi'].map((name) => words.languages.get(name))).toEqual([
      'vi',
      'vi',
      'vi',
    ])
    expect(['phong su', 'reportage'].map((name) => words.genres.get(name))).toEqual([
      'reportage',
      'reportage',
    ])
    expect(['ten tac pham', 'title', 'ngay nhan'].map((name) => words.headers.get(name))).toEqual([
      'title',
      'title',
      'receivedOn',
    ])
  })
})

describe('the sheet to fill in', () => {
  it.each(['vi', 'en'] as const)(
    'has in %s what must be filled marked, and one row as an example',
    async (locale) => {
      const t = translator(locale)
      const [head, example, ...more] = (await readWorksheet(await bulkTemplate(locale, 'Báo in')))!
      const column = (name: 'title') => t(`follow.bulk.column.${name}`)
      const sample = (name: 'title') => t(`follow.bulk.example.${name}`)
      const [names, needed] = [
        ['title', 'originalTitle', 'category', 'language', 'genre', 'authors', 'email', 'phone', 'agency'],
        ['title', 'category', 'language', 'authors', 'email'],
      ]
      const rest = ['publishedOn', 'outlet', 'url', 'summary', 'postmarkedOn', 'receivedOn']
      const all = [...names!, ...rest] as 'title'[]
      expect(head).toEqual(all.map((name) => column(name) + (needed!.includes(name) ? ' *' : '')))
      const empty = ['originalTitle', 'summary', 'postmarkedOn', 'receivedOn']
      expect(example!.map((cell) => cell ?? '')).toEqual(
        all.map((name) =>
          (name as string) === 'category' ? 'Báo in' : empty.includes(name) ? '' : sample(name),
        ),
      )
      expect(more).toEqual([])
    },
  )
})

it('gives every cell back where it was, with a verdict behind each row that was read', async () => {
  const wrong = (column: 'title' | 'email', key: string, values?: Record<string, number>) => ({
    column,
    why: { key: `follow.bulk.error.${key}`, values },
  })
  const rows: CheckedRow[] = [
    { row: 3, title: 'Một', work: work('Một'), wrong: [] },
    {
      row: 4,
      title: '',
      work: null,
      wrong: [wrong('title', 'tooLong', { max: 500 }), wrong('email', 'email')],
    },
  ]
  const cells = [['Danh sách'], ['Tên tác phẩm', 'Năm'], ['Một', 2027, 'Ghi chú'], [null, 0], ['Thừa']]
  const file = await annotatedSheet('vi', cells, 2, rows)
  expect((await readXlsx(file)).sheets[0]!.name).toBe('Tác phẩm')
  const given = (await readWorksheet(file))!.map((line) => line.map((cell) => cell ?? ''))
  expect(given).toEqual([
    ['Danh sách', '', '', ''],
    ['Tên tác phẩm', 'Năm', '', 'Kết quả kiểm tra'],
    ['Một', 2027, 'Ghi chú', 'Đúng'],
    [
      '',
      0,
      '',
      'Tên tác phẩm: dài quá 500 ký tự, hãy rút ngắn; Thư điện tử: không đúng dạng địa chỉ thư, hãy sửa',
    ],
    ['Thừa', '', '', ''],
  ])
  const sheet = strFromU8(unzipSync(new Uint8Array(file))['xl/worksheets/sheet1.xml']!)
  const widths = [...sheet.matchAll(/<col [^>]*?width="([\d.]+)"/g)].map(([, width]) =>
    Math.floor(Number(width)),
  )
  expect(widths).toEqual([22, 22, 22, 60])
})

describe('a worksheet that is sent', () => {
  const heads = [
    'Tên tác phẩm',
    'Hạng mục',
    'Ngôn ngữ',
    'Tác giả (cách nhau bằng dấu chấm phẩy)',
    'Thư điện tử',
  ]
  const sheetOf = (head: string[], rows: Cell[][]) =>
    renderXlsx(
      'Bảng',
      head.map((header) => ({ header, width: 20 })),
      rows,
    )
  const send = async (bytes: Uint8Array) =>
    checkBulk(coordinator, edition.id, province, {
      name: 'a'.repeat(197) + 'ồ'.normalize('NFD') + '.xlsx',
      bytes,
    })

  it.each([
    ['noHead', () => Buffer.from('không phải')],
    ['noHead', () => sheetOf(heads.slice(0, 4), [['Bài', 1, 'vi', 'An']])],
    ['noRows', () => sheetOf(heads, [])],
    ['noRows', () => sheetOf(heads, [[null, null, null, null, null]])],
  ])('is refused: %s', async (key, bytes) => {
    expect(await send(await bytes())).toEqual(refuse(`follow.bulk.error.${key}` as 'error.moved', {}, 'file'))
    expect(await database().select().from(bulkEntries)).toEqual([])
  })

  it('is refused whole where it has too many rows, never cut', async () => {
    const bytes = readFileSync('tests/files/worksheets/b01.xlsx')
    expect(await send(bytes)).toEqual(refuse('follow.bulk.error.tooMany', { max: 2000, count: 2100 }, 'file'))
    expect(await database().select().from(bulkEntries)).toEqual([])
  })

  it('is refused with how to save it where it is none', async () => {
    const old = Buffer.from('d0cf11e0a1b11ae1', 'hex')
    expect(await send(old)).toEqual(refuse('worksheet.error.old', {}, 'file'))
    expect(await database().select().from(bulkEntries)).toEqual([])
  })

  it('is read from separated text as well, noughts of telephones and all', async () => {
    const lines = [
      'sep=;',
      `${heads.slice(0, 5).join(';')};Điện thoại;Ngày đăng, phát`,
      'Bài, một;1;vi;An;an@thu.vn;912345678;15/7/2026',
    ]
    const { bulkId } = (await send(Buffer.from('\ufeff' + lines.join('\r\n'), 'utf16le'))) as {
      bulkId: string
    }
    const { rows, notes } = await bulkRow(bulkId)
    expect(rows.map((row) => [row.row, row.wrong, row.work?.phone, row.work?.publishedOn])).toEqual([
      [2, [], '0912345678', '2026-07-15'],
    ])
    expect(notes).toEqual([])
  })

  it('keeps what of it is hidden, to be told before anything is entered', async () => {
    const line = (index: number) => [`Bài ${index}`, 1, 'vi', `Người ${index}`, `n${index}@thu.vn`]
    const bytes = await writeXlsx({
      sheets: [
        { name: 'Cũ', rows: [heads, line(9)], hidden: true },
        { name: 'Mới', rows: [heads, line(1), line(2), line(3)], rowDefs: new Map([[2, { hidden: true }]]) },
        { name: 'Tiếp', rows: [heads, line(4)] },
      ],
    })
    const { bulkId } = (await send(bytes)) as { bulkId: string }
    const { rows, notes } = await bulkRow(bulkId)
    expect(rows.map((row) => row.title)).toEqual(['Bài 1', 'Bài 2', 'Bài 3'])
    expect(notes).toEqual([
      { key: 'worksheet.hiddenRows', values: { rows: '3' } },
      { key: 'worksheet.hiddenSheets', values: { sheets: '“Cũ”' } },
      { key: 'worksheet.otherSheets', values: { sheet: 'Mới', sheets: '“Tiếp”' } },
    ])
  })

  it('is the first whose head is known, behind a guide', async () => {
    const { bulkId } = (await send(readFileSync('tests/files/worksheets/b05.xlsx'))) as { bulkId: string }
    expect((await bulkRow(bulkId)).rows.map((row) => [row.row, row.title])).toEqual([[2, 'Sau tờ hướng dẫn']])
  })

  it('has its days read where they are clear, and says how to write the others', async () => {
    const { bulkId } = (await send(readFileSync('tests/files/worksheets/b11.xlsx'))) as { bulkId: string }
    const { rows } = await bulkRow(bulkId)
    expect(
      rows.flatMap(({ wrong, title }) =>
        wrong.filter(({ column }) => column === 'publishedOn').map(({ why }) => [title, why.key]),
      ),
    ).toEqual([['tháng năm', 'follow.bulk.error.date']])
  })

  it('is kept with what was read and what is wrong, its copy in the bucket', async () => {
    const bytes = await sheetOf(heads, [
      ['Bài Một', 1, 'vi', 'An', 'an@thu.vn'],
      ['', 1, 'vi', 'Bình', 'binh@thu.vn'],
    ])
    expect(await checkBulk(stranger, edition.id, province, { name: 'x', bytes })).toBeNull()
    const { bulkId } = (await send(bytes)) as { bulkId: string }
    const bulk = await bulkRow(bulkId)
    expect(bulk).toMatchObject({
      editionId: edition.id,
      frame: '2025',
      code: '56',
      uploadedBy: coordinator.userId,
      fileName: `${'a'.repeat(197)}ồ.x`,
      state: 'checked',
      wrong: 1,
      confirmedAt: null,
    })
    expect(bulk.rows.map((row) => [row.row, row.work?.title ?? null, row.wrong.length])).toEqual([
      [2, 'Bài Một', 0],
      [3, null, 1],
    ])
    expect(await annotatedFile(coordinator, bulkId)).toEqual({
      name: 'kiem-tra.xlsx',
      type: contentTypes.xlsx,
      body: await storage().read(bulk.annotatedKey),
    })
    expect(await annotatedFile(stranger, bulkId)).toBeNull()
    expect(await confirmBulk(coordinator, bulkId)).toEqual(
      refuse('follow.bulk.error.stillWrong', { count: 1 }),
    )
    expect(await annotatedFile(coordinator, await checked([work('Không có tệp')]))).toBeNull()
  })
})

describe('the worksheets of a province', () => {
  it('are those of the edition and of the unit as it is today, the newest first', async () => {
    const other = await makeEdition({ number: 73 })
    const older = await checked([work('A'), work('B')], {
      wrong: 2,
      fileName: 'cũ.xlsx',
      createdAt: new Date(Date.now() - 60_000),
    })
    const newer = await checked([work('A')], { state: 'discarded' })
    const hidden = [
      await checked([], { code: '01' }),
      await checked([], { frame: '2004' }),
      await checked([], { frame: '2004', code: '01' }),
    ]
    await checked([], { editionId: other.id })
    const row = { createdAt: expect.any(Date) as Date }
    expect(await bulksOf(edition.id, province)).toEqual([
      { id: newer, fileName: 'bảng.xlsx', state: 'discarded', wrong: 0, rows: 1, ...row },
      { id: older, fileName: 'cũ.xlsx', state: 'checked', wrong: 2, rows: 2, ...row },
    ])
    expect(await bulkOf(coordinator, newer)).toEqual({ bulk: await bulkRow(newer), province })
    for (const id of [...hidden, 'blk_khac']) expect(await bulkOf(coordinator, id)).toBeNull()
    expect(await bulkOf(stranger, newer)).toBeNull()
  })

  it('can be thrown away while they are not entered, by the province', async () => {
    const open = await checked([work('A')])
    const done = await checked([work('A')], { state: 'confirmed', confirmedAt: new Date() })
    expect(await discardBulk(stranger, open)).toBeNull()
    expect(await discardBulk(coordinator, open)).toEqual({ done: true })
    expect(await discardBulk(coordinator, done)).toEqual({ done: true })
    expect([(await bulkRow(open)).state, (await bulkRow(done)).state]).toEqual(['discarded', 'confirmed'])
    expect(await confirmBulk(coordinator, open)).toEqual(refuse('error.moved'))
  })
})

describe('entering the rows', () => {
  it('makes of each a draft with its authors, part, place and letter, and says so once on the record', async () => {
    const own = await makeEdition({ number: 74 })
    const seated = await makeAgency('Báo Đà Nẵng Thử', '48')
    const category = own.categories[1]!.id
    const days = { publishedOn: '2026-07-01', postmarkedOn: '2026-07-02', receivedOn: '2026-07-03' }
    const full = work('Bài Đầy Đủ', {
      originalTitle: 'The Whole',
      categoryId: category,
      language: 'en',
      genre: 'reportage',
      authors: ['Ân', 'Bình'],
      email: 'an74@thu.vn',
      phone: '0900',
      agency: 'Báo Đà Nẵng Thử',
      outlet: 'Báo Thử',
      url: 'https://bao.vn',
      summary: 'Giới thiệu',
      ...days,
    })
    const unknown = work('Bài Cơ Quan Lạ', { categoryId: category, agency: 'Báo Lạ', email: 'la74@thu.vn' })
    const bare = work('Bài Trống', { categoryId: category, email: 'trong74@thu.vn' })
    const bulkId = await checked([full, unknown, bare], { editionId: own.id })
    expect(await confirmBulk(stranger, bulkId)).toBeNull()
    expect(await confirmBulk(coordinator, bulkId)).toEqual({ entered: 3, edition: 74, code: '56' })
    expect(await bulkRow(bulkId)).toMatchObject({ state: 'confirmed', confirmedAt: expect.any(Date) })
    const rows = await database()
      .select()
      .from(entries)
      .where(eq(entries.editionId, own.id))
      .orderBy(sql`array_position(array['Bài Đầy Đủ', 'Bài Cơ Quan Lạ', 'Bài Trống'], title)`)
    const common = { editionId: own.id, ownerId: coordinator.userId, state: 'draft', categoryId: category }
    expect(rows).toMatchObject([
      {
        ...common,
        title: 'Bài Đầy Đủ',
        originalTitle: 'The Whole',
        searchKey: 'bai day du the whole',
        language: 'en',
        genre: 'reportage',
        summary: 'Giới thiệu',
        agencyId: seated.id,
        agencyText: 'Báo Đà Nẵng Thử',
        ownPlace: '',
        provinceFrame: '2025',
        provinceCode: '48',
        postmarkedOn: '2026-07-02',
        receivedOn: '2026-07-03',
      },
      { ...common, agencyId: null, agencyText: 'Báo Lạ', ownPlace: '', ...here },
      { ...common, agencyId: null, agencyText: '', ownPlace: 'p:56', ...here, postmarkedOn: null },
    ])
    const ofFirst = <Table extends typeof entryAuthors | typeof entryParts>(table: Table) =>
      database()
        .select()
        .from(table as typeof entryAuthors)
        .where(eq((table as typeof entryAuthors).entryId, rows[0]!.id))
        .orderBy((table as typeof entryAuthors).position)
    expect(await ofFirst(entryAuthors)).toMatchObject([
      { position: 1, name: 'Ân', nameKey: 'an', email: 'an74@thu.vn', phone: '0900' },
      { position: 2, name: 'Bình', nameKey: 'binh', email: '', phone: '' },
    ])
    expect(await ofFirst(entryParts)).toMatchObject([
      { position: 1, publishedOn: '2026-07-01', outlet: 'Báo Thử', url: 'https://bao.vn' },
    ])
    const told = await database()
      .select()
      .from(behalfEntries)
      .where(eq(behalfEntries.bulkId, bulkId))
      .orderBy(behalfEntries.authorEmail)
    expect(told).toMatchObject([
      {
        entryId: rows[0]!.id,
        frame: '2025',
        code: '56',
        enteredBy: coordinator.userId,
        authorName: 'Ân',
        authorEmail: 'an74@thu.vn',
        postmarkedOn: '2026-07-02',
        receivedOn: '2026-07-03',
      },
      { entryId: rows[1]!.id, authorEmail: 'la74@thu.vn' },
      { entryId: rows[2]!.id, authorEmail: 'trong74@thu.vn' },
    ])
    const mails = await database().select().from(mailMessages).orderBy(mailMessages.recipient)
    expect(mails.map((mail) => mail.recipient)).toEqual(['an74@thu.vn', 'la74@thu.vn', 'trong74@thu.vn'])
    const [event] = await database().select().from(auditEvents).orderBy(desc(auditEvents.id)).limit(1)
    expect(event).toMatchObject({
      actorId: coordinator.userId,
      kind: 'entry.bulkEntered',
      subjectId: bulkId,
      editionId: own.id,
      details: { count: 3, province: '2025:56' },
    })
    expect(await confirmBulk(coordinator, bulkId)).toEqual(refuse('error.moved'))
  })

  it('enters none where one is late, is there already, or has a category that has gone', async () => {
    const own = await makeEdition({ number: 75 })
    const categoryId = own.categories[0]!.id
    await makeEntry(await makeActor('reporter', {}, 'An'), own, { title: 'Có Rồi' })
    const entered = async (second: BulkWork, values: Partial<typeof bulkEntries.$inferInsert> = {}) =>
      confirmBulk(
        coordinator,
        await checked([work('Trước', { categoryId }), second], { editionId: own.id, ...values }),
      )
    expect(await entered(work('có rồi', { categoryId }))).toEqual(
      refuse('follow.bulk.error.knownRow', { row: 5 }),
    )
    expect(await entered(work('Sau', { categoryId: 'cat_khac' }))).toEqual(refuse('error.moved'))
    expect(await entered(work('Sau', { categoryId, postmarkedOn: '2999-01-01' }))).toEqual(
      refuse('follow.bulk.error.lateRow', { row: 5 }),
    )
    await database()
      .update(editions)
      .set({ opensAt: new Date(0), closesAt: new Date(1) })
      .where(eq(editions.id, own.id))
    expect(await entered(work('Sau', { categoryId }))).toEqual(
      refuse('follow.bulk.error.lateRow', { row: 4 }),
    )
    const rows = await database().select().from(entries).where(eq(entries.editionId, own.id))
    expect(rows.map((row) => row.title)).toEqual(['Có Rồi'])
  })
})

describe('the copy of a worksheet in the bucket', () => {
  it.each([
    ['is kept for a month', '30 days - 1 minute', true],
    ['is removed after it', '30 days 1 minute', false],
  ])('%s', async (_name, age, kept) => {
    const key = `sheets/thu/${age}`
    await storage().put(key, Buffer.from('bảng'), contentTypes.xlsx)
    const createdAt = sql`now() - ${age.replace(' - 1 minute', ' -1 minute')}::interval` as unknown as Date
    const id = await checked([], { annotatedKey: key, createdAt })
    await cleanWorksheets()
    expect([(await bulkRow(id)).annotatedKey, (await storage().size(key)) !== null]).toEqual([
      kept ? key : '',
      kept,
    ])
  })
})
