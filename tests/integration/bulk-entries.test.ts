import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { database, storage } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { readWorksheet } from '#tests/support/worksheet.ts'
import { renderXlsx, type Cell } from '#app/modules/documents/xlsx.server.ts'
import { annotatedFile, bulkOf, checkBulk, confirmBulk } from '#app/modules/outreach/bulk-entries.server.ts'
import { bulkTemplate } from '#app/modules/outreach/bulk-sheets.server.ts'
import { ownProvinces, type OwnProvince } from '#app/modules/participation/own-province.server.ts'
import { entries } from '#db/schema/index.ts'
import { makeActor, makeEdition, type MadeEdition } from '#tests/factories/index.ts'

let edition: MadeEdition
let coordinator: Actor
let stranger: Actor
let province: OwnProvince

beforeAll(async () => {
  coordinator = await makeActor(
    'coordinator',
    { provinceFrame: '2025', provinceCode: '56' },
    'Đầu mối Khánh Hòa',
  )
  stranger = await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '01' })
  ;[province] = (await ownProvinces(coordinator)) as [OwnProvince]
  edition = await makeEdition({ number: 70 })
})

const heads = [
  'Tên tác phẩm *',
  'Hạng mục',
  'Ngôn ngữ',
  'Tác giả (cách nhau bằng dấu chấm phẩy)',
  'Thư điện tử',
  'Ngày đăng, phát',
]
const sheetOf = (rows: Cell[][]) =>
  renderXlsx(
    'Tác phẩm',
    heads.map((header) => ({ header, width: 20 })),
    rows,
  )
const line = (index: number, title = `Bài ${index}`): Cell[] => [
  title,
  1,
  'Tiếng Việt',
  `Tác Giả ${index}; Người Thứ Hai`,
  `tg${index}@thu.vn`,
  '15/7/2026',
]

describe('a worksheet of works', () => {
  it('reads its own template, whose example row is a work like any other', async () => {
    const cells = (await readWorksheet(await bulkTemplate('vi', edition.categories[0]!.nameVi)))!
    expect(cells.length).toBe(2)
    expect(cells[0]!.length).toBe(15)
  })

  it('is given back with what is wrong in each row, and enters nothing', async () => {
    const own = await makeEdition({ number: 76 })
    const file = await sheetOf([
      line(1),
      ['', 'Không có hạng mục này', 'Tiếng Việt', 'A', 'a@b.vn', '32/1/2027'],
      line(3),
    ])
    expect(await checkBulk(stranger, own.id, province, { name: 'x', bytes: file })).toBeNull()
    const { bulkId } = (await checkBulk(coordinator, own.id, province, {
      name: 'Bảng.xlsx',
      bytes: file,
    })) as { bulkId: string }
    expect(await bulkOf(stranger, bulkId)).toBeNull()
    expect(await annotatedFile(stranger, bulkId)).toBeNull()
    expect(await confirmBulk(stranger, bulkId)).toBeNull()
    expect(await confirmBulk(coordinator, bulkId)).toMatchObject({
      refused: { key: 'follow.bulk.error.stillWrong' },
    })
    const given = (await readWorksheet((await annotatedFile(coordinator, bulkId))!.body))!
    expect(given.map((cells) => cells.at(-1))).toEqual([
      'Kết quả kiểm tra',
      'Đúng',
      'Tên tác phẩm: còn trống, hãy điền; Hạng mục: không nhận ra “Không có hạng mục này”, hãy chọn theo mẫu; Ngày đăng, phát: “32/1/2027” không rõ là ngày nào; hãy viết ngày/tháng/năm như 15/3/2027',
      'Đúng',
    ])
    expect(given[1]!.slice(0, 2)).toEqual(['Bài 1', 1])
    expect(
      await checkBulk(coordinator, own.id, province, { name: 'x', bytes: Buffer.from('không phải bảng') }),
    ).toMatchObject({ field: 'file' })
    const [count] = await database().execute<{ count: number }>(
      sql`select count(*)::int as count from entries where edition_id = ${own.id}`,
    )
    expect(count!.count).toBe(0)
  })

  it('enters 500 rows at once within seconds, with a mail to each author, and only once', async () => {
    const own = await makeEdition({ number: 77 })
    const file = await sheetOf(Array.from({ length: 500 }, (_, index) => line(1000 + index)))
    const began = Date.now()
    const { bulkId } = (await checkBulk(coordinator, own.id, province, { name: 'x.xlsx', bytes: file })) as {
      bulkId: string
    }
    expect(await confirmBulk(coordinator, bulkId)).toMatchObject({ entered: 500 })
    expect(Date.now() - began).toBeLessThan(15_000)
    expect(await confirmBulk(coordinator, bulkId)).toMatchObject({ refused: { key: 'error.moved' } })
    const [made] = await database().execute<Record<string, number>>(sql`
      select count(*)::int as entries, count(distinct b.author_email)::int as mails, (select count(*)::int from entry_authors a join entries x on x.id = a.entry_id where x.edition_id = ${own.id}) as authors
      from entries e join behalf_entries b on b.entry_id = e.id where e.edition_id = ${own.id} and e.state = 'draft' and e.province_code = '56'`)
    expect(made).toEqual({ entries: 500, mails: 500, authors: 1000 })
    const again = (await checkBulk(coordinator, own.id, province, { name: 'x.xlsx', bytes: file })) as {
      bulkId: string
    }
    expect((await bulkOf(coordinator, again.bulkId))!.bulk.wrong).toBe(500)
  })

  it('enters all or nothing when a row can no longer be', async () => {
    const own = await makeEdition({ number: 78 })
    const { bulkId } = (await checkBulk(coordinator, own.id, province, {
      name: 'x',
      bytes: await sheetOf([line(1), line(2)]),
    })) as { bulkId: string }
    const other = (await checkBulk(coordinator, own.id, province, {
      name: 'y',
      bytes: await sheetOf([line(2)]),
    })) as { bulkId: string }
    expect(await confirmBulk(coordinator, other.bulkId)).toMatchObject({ entered: 1 })
    expect(await confirmBulk(coordinator, bulkId)).toMatchObject({
      refused: { key: 'follow.bulk.error.knownRow', values: { row: 3 } },
    })
    const rows = await database().select().from(entries).where(eq(entries.editionId, own.id))
    expect(rows.length).toBe(1)
    expect(await storage().size((await bulkOf(coordinator, bulkId))!.bulk.annotatedKey)).toBeGreaterThan(0)
  })
})
