import { eq } from 'drizzle-orm'
import { readXlsx } from 'hucre/xlsx'
import { unzipSync, strFromU8 } from 'fflate'
import { beforeAll, expect, it } from 'vitest'
import { database, storage } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/accounts/actor.ts'
import { renderXlsx } from '#app/modules/exports/formats/xlsx.server.ts'
import { makeExport } from '#app/modules/exports/make-export.server.ts'
import { openExport, requestExport } from '#app/modules/exports/request-export.server.ts'
import { exports } from '#db/schema/index.ts'
import {
  makeActor,
  makeAgency,
  makeEdition,
  makeSubmitted,
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
    'Tính cho',
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

it('asks for the permission again at download', async () => {
  const { exportId } = (await requestExport(organizer, edition.id, 'participation', { frame: '2025' }))!
  expect(await openExport(organizer, exportId)).toBeNull()
  await makeExport(exportId)
  expect(
    (await fetch((await openExport(organizer, exportId))!)).headers.get('Content-Disposition'),
  ).toContain('tham-gia-XIII.xlsx')
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
