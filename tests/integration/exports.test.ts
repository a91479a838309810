import { eq } from 'drizzle-orm'
import { readXlsx } from 'hucre/xlsx'
import { unzipSync, strFromU8 } from 'fflate'
import { beforeAll, expect, it } from 'vitest'
import { database, storage } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { renderXlsx } from '#app/modules/documents/xlsx.server.ts'
import { makeExport } from '#app/modules/exports/make-export.server.ts'
import { openExport, requestExport } from '#app/modules/exports/request-export.server.ts'
import type { ExportKind, ExportParameters } from '#app/modules/exports/kinds.ts'
import { submitSheet } from '#app/modules/judging/score-sheet.server.ts'
import { presetsOf, removePreset, savePreset } from '#app/modules/exports/presets.server.ts'
import { readingOfJudge } from '#app/modules/judging/desk.server.ts'
import { queueOf } from '#app/modules/judging/judge-queue.server.ts'
import { exports } from '#db/schema/index.ts'
import {
  makeActor,
  makeAgency,
  makeEdition,
  makeSubmitted,
  openedRound,
  type MadeEdition,
} from '#tests/factories/index.ts'

let organizer: Actor
let edition: MadeEdition
const titles = [
  '=HYPERLINK("http://khac.vn","bấm")',
  '+84 và bạn bè',
  '-1 độ ở Sa Pa',
  '@bạn bè',
  '<script>alert(1)</script> & "ngoặc"',
  'Phở 🍜 và جزر',
  'Nguyễn',
]

beforeAll(async () => {
  organizer = await makeActor('organizer')
  const owner = await makeActor('reporter', {}, 'Đặng Văn Lâm')
  edition = await makeEdition({ number: 13 })
  const agency = await makeAgency('Báo Thử Xuất')
  for (const [index, title] of titles.entries())
    await makeSubmitted(owner, edition, index + 1, {
      title,
      agencyId: agency.id,
      submittedAt: new Date('2027-07-31T16:59:00Z'),
    })
})

it('exports entries with typed cells, Vietnamese headers and nothing that acts as a formula', async () => {
  const { exportId } = (await requestExport(organizer, edition.id, 'entries', {}))!
  await makeExport(exportId)
  await makeExport(exportId)
  const [row] = await database().select().from(exports).where(eq(exports.id, exportId))
  expect([row!.state, row!.rows]).toEqual(['done', titles.length])
  const body = await storage().read(row!.objectKey!)
  const { sheets } = await readXlsx(body)
  const [head, ...rows] = sheets[0]!.rows
  expect(sheets[0]!.name).toBe('Tác phẩm')
  expect(head).toEqual([
    'Số',
    'Tên tác phẩm',
    'Tên gốc',
    'Hạng mục',
    'Loại hình',
    'Thể loại',
    'Ngôn ngữ',
    'Trạng thái',
    'Tác giả',
    'Cơ quan',
    'Tính cho tỉnh, thành phố',
    'Số kỳ',
    'Nộp lúc',
  ])
  expect(rows.map((cells) => cells.slice(0, 12))).toEqual(
    titles.map((title, index) => [
      `XIII-000${index + 1}`,
      title,
      expect.toBeOneOf(['', null]),
      'Báo, tạp chí tiếng Việt',
      'Báo in, tạp chí',
      'Phóng sự',
      'Tiếng Việt',
      'Hợp lệ',
      'Đặng Văn Lâm',
      'Báo Thử Xuất',
      'Hà Nội',
      1,
    ]),
  )
  expect(rows.map((cells) => (cells[12] as Date).toISOString())).toEqual(
    titles.map(() => '2027-07-31T23:59:00.000Z'),
  )
  const sheet = strFromU8(unzipSync(new Uint8Array(body))['xl/worksheets/sheet1.xml']!)
  expect(sheet).not.toContain('<f>')
  expect(sheet).toMatch(/<pane[^>]*ySplit="1"[^>]*state="frozen"/)
  expect(sheet).toMatch(/<col [^>]*width="60/)
})

async function exported(
  kind: ExportKind,
  parameters: ExportParameters = {},
  of = edition.id,
): Promise<Uint8Array> {
  const { exportId } = (await requestExport(organizer, of, kind, parameters))!
  await makeExport(exportId)
  const [row] = await database().select().from(exports).where(eq(exports.id, exportId))
  return storage().read(row!.objectKey!)
}

it('writes the same table as CSV, with nothing that acts as a formula', async () => {
  const lines = new TextDecoder('utf-8', { ignoreBOM: true })
    .decode(await exported('entries', { format: 'csv' }))
    .split('\r\n')
  const cells = (title: string, index: number) =>
    `XIII-000${index + 1};${title};;"Báo, tạp chí tiếng Việt";"Báo in, tạp chí";Phóng sự;Tiếng Việt;Hợp lệ;Đặng Văn Lâm;Báo Thử Xuất;Hà Nội;1;2027-07-31 23:59:00`
  expect(lines).toEqual([
    '\ufeffSố;Tên tác phẩm;Tên gốc;Hạng mục;Loại hình;Thể loại;Ngôn ngữ;Trạng thái;Tác giả;Cơ quan;"Tính cho tỉnh, thành phố";Số kỳ;Nộp lúc',
    ...[
      `"'=HYPERLINK(""http://khac.vn"",""bấm"")"`,
      `"'+84 và bạn bè"`,
      `"'-1 độ ở Sa Pa"`,
      `"'@bạn bè"`,
      `"<script>alert(1)</script> & ""ngoặc"""`,
      'Phở 🍜 và جزر',
      'Nguyễn',
    ].map(cells),
    '',
  ])
})

it('writes score sheets, ranking and participation cell by cell', async () => {
  const judged = await makeEdition({ number: 14 })
  const owner = await makeActor('reporter', {}, 'Đặng Văn Lâm')
  const agency = await makeAgency('Báo Được Chấm', '56')
  const place = { agencyId: agency.id, provinceCode: '56', submittedAt: new Date('2027-07-01T00:00:00Z') }
  await makeSubmitted(owner, judged, 1, { title: 'Một', ...place })
  await makeSubmitted(owner, judged, 2, { title: 'Hai', ...place })
  const given: Record<string, number[]> = {
    'Đỗ Thẩm': [3000, 2050, 2000, 1500],
    'Ân Khảo': [2500, 2000, 2000, 1525],
  }
  const judges = await Promise.all(Object.keys(given).map((name) => makeActor('judge', {}, name)))
  const roundId = await openedRound(organizer, judged, judges)
  for (const judge of judges)
    for (const row of await queueOf(judge.userId, roundId)) {
      if (row.title === 'Hai' && judge.name === 'Ân Khảo') continue
      const { rubric } = (await readingOfJudge(judge.userId, row.id))!
      const points = Object.fromEntries(rubric.map(({ id }, index) => [id, given[judge.name]![index]!]))
      await submitSheet(judge, row.id, { version: 0, points, note: '=chú ý' })
    }
  const sheet = async (kind: ExportKind) =>
    (await readXlsx(await exported(kind, {}, judged.id))).sheets[0]!.rows
  const category = 'Báo, tạp chí tiếng Việt'
  const [head, ...sheets] = await sheet('sheets')
  expect(head).toEqual([
    'Vòng',
    'Số',
    'Tên tác phẩm',
    'Hạng mục',
    'Giám khảo',
    'Đúng định hướng, chính xác, kịp thời',
    'Tính phát hiện, chiều sâu',
    'Hình thức, nghiệp vụ thể hiện',
    'Sức lan tỏa, hiệu quả đối ngoại',
    'Tổng điểm',
    'Trạng thái',
    'Ghi chú gửi Ban Thư ký',
    'Báo cho Ban Thư ký',
    'Gửi lúc',
  ])
  const row = (number: number, title: string, judge: string, points: number[], total: number) => [
    'Vòng sơ khảo',
    `XIV-000${number}`,
    title,
    category,
    judge,
    ...points,
    total,
    'Đã gửi',
    '=chú ý',
    '',
    expect.any(Date),
  ]
  expect(sheets).toEqual([
    row(1, 'Một', 'Ân Khảo', [25, 20, 20, 15.25], 80.25),
    row(1, 'Một', 'Đỗ Thẩm', [30, 20.5, 20, 15], 85.5),
    row(2, 'Hai', 'Đỗ Thẩm', [30, 20.5, 20, 15], 85.5),
  ])
  const [, ...ranking] = await sheet('ranking')
  expect(ranking).toEqual([
    [
      'Vòng sơ khảo',
      category,
      1,
      'XIV-0002',
      'Hai',
      agency.name,
      85.5,
      1,
      null,
      null,
      null,
      null,
      'Không',
      '',
    ],
    [
      'Vòng sơ khảo',
      category,
      2,
      'XIV-0001',
      'Một',
      agency.name,
      82.88,
      2,
      3.71,
      null,
      null,
      null,
      'Không',
      '',
    ],
  ])
  const [columns, ...places] = await sheet('participation')
  expect(columns).toEqual([
    'Mã',
    'Tỉnh, thành phố',
    'Đã nhận',
    'Hợp lệ',
    'Vào chung khảo',
    'Đoạt giải',
    'Cơ quan',
    'Tác giả',
    'Đủ số liệu',
  ])
  expect(places.length).toBe(34 + 3)
  expect(places.filter((cells) => cells[2] !== 0)).toEqual([['56', 'Khánh Hòa', 2, 2, 0, 0, 1, 1, 'Có']])
  expect(places.at(0)).toEqual(['91', 'An Giang', 0, 0, 0, 0, 0, 0, 'Có'])
})

it('asks for the permission again at download', async () => {
  const { exportId } = (await requestExport(organizer, edition.id, 'participation', { frame: '2025' }))!
  expect(await openExport(organizer, exportId)).toBeNull()
  await makeExport(exportId)
  const { headers } = await fetch((await openExport(organizer, exportId))!)
  expect(headers.get('Content-Disposition')).toContain('tham-gia-XIII.xlsx')
  expect(await openExport(await makeActor('judge'), exportId)).toBeNull()
  expect(
    await openExport(await makeActor('organizer', { editionId: (await makeEdition()).id }), exportId),
  ).toBeNull()
  expect(
    await requestExport(
      await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '01' }),
      edition.id,
      'entries',
      {},
    ),
  ).toBeNull()
})

it('writes the rows of a real edition in seconds', async () => {
  const rows = Array.from({ length: 7500 }, (_, index) => [
    'Vòng sơ khảo',
    `XIII-${index}`,
    'Tên tác phẩm dài vừa phải',
    index,
    index / 100,
    new Date(0),
  ])
  const began = performance.now()
  const body = await renderXlsx(
    'Phiếu',
    ['a', 'b', 'c', 'd', 'e', 'f'].map((header) => ({ header, width: 12 })),
    rows,
  )
  expect(performance.now() - began).toBeLessThan(10_000)
  expect((await readXlsx(body)).sheets[0]!.rows.length).toBe(7501)
})

const stateOf = async (exportId: string) =>
  (await database().select().from(exports).where(eq(exports.id, exportId)))[0]!

it('writes JSON for programs and CSV as the Excel of the language opens it', async () => {
  const english = { ...organizer, locale: 'en' as const }
  const made = async (actor: Actor, kind: ExportKind, format: 'csv' | 'json') => {
    const { exportId } = (await requestExport(actor, edition.id, kind, { format }))!
    await makeExport(exportId)
    return (await storage().read((await stateOf(exportId)).objectKey!)).toString()
  }
  const rows = JSON.parse(await made(organizer, 'entries', 'json')) as Record<string, unknown>[]
  expect(rows.map((row) => [row['Số'], row['Tên tác phẩm'], row['Số kỳ']])).toEqual(
    titles.map((title, index) => [`XIII-000${index + 1}`, title, 1]),
  )
  expect((await made(organizer, 'authors', 'csv')).split('\r\n')[0]).toBe(
    '\ufeffSố;Tên tác phẩm;"Họ và tên, hoặc tên tổ chức";Bút danh;Đối tượng tác giả;Chức danh;Đơn vị;Điện thoại;Thư điện tử;Địa chỉ liên hệ',
  )
  expect((await made(english, 'authors', 'csv')).split('\r\n')[0]).toMatch(/^\ufeff[^;]+$/)
  for (const kind of ['media', 'prizes', 'audit', 'dispatch', 'participation'] as const)
    expect(Array.isArray(JSON.parse(await made(organizer, kind, 'json')))).toBe(true)
})

it('narrows what has a row a work to a category and a place', async () => {
  const own = await makeEdition({ number: 26 })
  const author = await makeActor()
  const categoryId = own.categories[1]!.id
  await makeSubmitted(author, own, 1, { provinceCode: '56', title: 'Ở đây' })
  await makeSubmitted(author, own, 2, { provinceFrame: '2004', provinceCode: '58', title: 'Ở đây trước' })
  await makeSubmitted(author, own, 3, { provinceCode: '01', title: 'Nơi khác' })
  await makeSubmitted(author, own, 4, { provinceCode: '56', categoryId, title: 'Hạng mục khác' })
  const numbers = async (kind: ExportKind, parameters: ExportParameters) => {
    const made = (await requestExport(organizer, own.id, kind, { ...parameters, format: 'json' }))!
    await makeExport(made.exportId)
    const rows = JSON.parse((await storage().read((await stateOf(made.exportId)).objectKey!)).toString()) as {
      Số: string
    }[]
    return [...new Set(rows.map((row) => row.Số.slice(-1)))].join('')
  }
  for (const kind of ['entries', 'authors'] as const) {
    expect(await numbers(kind, {})).toBe('1234')
    expect(await numbers(kind, { place: '2025:56' })).toBe('124')
    expect(await numbers(kind, { place: '2025:56', category: categoryId })).toBe('4')
    expect(await numbers(kind, { place: 'foreign' })).toBe('')
  }
})

it('names a worksheet as Excel takes it', async () => {
  for (const kind of ['scoresPreliminary', 'scoresFinal'] as const) {
    const { exportId } = (await requestExport(organizer, edition.id, kind, { format: 'xlsx' }))!
    await makeExport(exportId)
    const file = unzipSync(await storage().read((await stateOf(exportId)).objectKey!))
    const [, name] = /<sheet name="([^"]*)"/.exec(strFromU8(file['xl/workbook.xml']!))!
    expect(name!.length).toBeLessThanOrEqual(31)
  }
})

it('keeps a choice under a name, for the organizers of the edition', async () => {
  const ask = { name: 'Hằng tuần', kind: 'entries', parameters: { format: 'csv' } }
  expect(await savePreset(await makeActor('reporter'), edition.id, ask)).toBeNull()
  expect(await savePreset(organizer, edition.id, ask)).toEqual({ done: true })
  expect(await savePreset(organizer, edition.id, { ...ask, parameters: { format: 'json' } })).toMatchObject({
    field: 'preset',
  })
  const [preset, ...more] = await presetsOf(edition.id)
  expect([preset!.parameters, more]).toEqual([{ format: 'csv' }, []])
  expect(await removePreset(organizer, 'edn_khac', preset!.id)).toBe(false)
  expect(await removePreset(organizer, edition.id, preset!.id)).toBe(true)
})
