import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { searchKey } from '#app/modules/text/search-key.ts'
import { readWorksheet } from '#tests/support/worksheet.ts'
import { readWorkbook } from '#app/modules/documents/read-workbook.server.ts'
import { notesOn } from '#app/modules/documents/workbook.ts'
import { isRefusal, refuse } from '#app/modules/refusal/refusal.ts'
import { checkSheet, type BulkWords } from '#app/modules/outreach/bulk.ts'
import { annotatedSheet } from '#app/modules/outreach/bulk-sheets.server.ts'
import { converted, isHere } from '#tests/support/programs.ts'

const folder = mkdtempSync(join(tmpdir(), 'chungkhao-bulk-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const text = (value: string, more = '') =>
  `<table:table-cell office:value-type="string" ${more}><text:p>${value}</text:p></table:table-cell>`
const covered = '<table:covered-table-cell/>'
const row = (...cells: string[]) => `<table:table-row>${cells.join('')}</table:table-row>`
const day = (value: string) =>
  `<table:table-cell table:style-name="day" office:value-type="date" office:date-value="${value}"/>`
const nfd = (value: string) => value.normalize('NFD')

/** As somebody makes it in LibreOffice: a title over all columns, a blank row, one agency over three rows, dates of both kinds. */
const flat = `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles><number:date-style style:name="dmy"><number:day/><number:text>/</number:text><number:month/><number:text>/</number:text><number:year number:style="long"/></number:date-style><style:style style:name="day" style:family="table-cell" style:data-style-name="dmy"/></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="Khánh Hòa">
${row(text('Danh sách tác phẩm của tỉnh Khánh Hòa', 'table:number-columns-spanned="7"'), ...Array.from({ length: 6 }, () => covered))}
${row('<table:table-cell/>')}
${row(...['Tên tác phẩm *', 'Hạng mục *', 'Ngôn ngữ *', 'Tác giả (cách nhau bằng dấu chấm phẩy) *', 'Thư điện tử *', 'Ngày đăng, phát', 'Cơ quan'].map((head) => text(nfd(head))))}
${row(text(nfd('Những người giữ biển')), text('1'), text(nfd('Tiếng Việt')), text('Nguyễn Thị Hoa; Trần Văn Bình'), text('hoa@bao.vn'), day('2027-03-15'), text(nfd('Báo Khánh Hòa'), 'table:number-rows-spanned="3"'))}
${row(text('Đảo xa'), text('1'), text('tieng viet'), text('Lê An'), text('an@bao.vn'), text('16/3/2027'), covered)}
${row(text('Sóng'), text('Hạng mục lạ'), text('Tiếng Việt'), text('Lê An'), text('an@bao.vn'), text('2027-03-17'), covered)}
${row('<table:table-cell table:number-columns-repeated="7"/>')}
${row(text('Gió'), text('1'), text('Tiếng Việt'), text('Lê An'), text('không có thư'), text('hôm qua'), text(''))}
${row(text('Nắng'), text('1'), text('Tiếng Việt'), '<table:table-cell/>', text('an@bao.vn'), text('18.3.2027'), text(''))}
</table:table></office:spreadsheet></office:body></office:document>`

const words: BulkWords = {
  headers: new Map(
    (
      [
        ['Tên tác phẩm', 'title'],
        ['Hạng mục', 'category'],
        ['Ngôn ngữ', 'language'],
        ['Tác giả (cách nhau bằng dấu chấm phẩy)', 'authors'],
        ['Thư điện tử', 'email'],
        ['Ngày đăng, phát', 'publishedOn'],
        ['Cơ quan', 'agency'],
      ] as const
    ).map(([name, column]) => [searchKey(name), column]),
  ),
  categories: new Map([['1', 'cat_1']]),
  languages: new Map([['tieng viet', 'vi']]),
  genres: new Map(),
  languagesOf: new Map([['cat_1', null]]),
  today: '2027-08-01',
  known: new Set(),
}

it.skipIf(!isHere('soffice'))(
  'reads a worksheet of LibreOffice and gives it back with what is wrong in each row',
  async () => {
    writeFileSync(join(folder, 'tinh.fods'), flat)
    await converted(folder, 'tinh.fods', 'xlsx')
    const cells = (await readWorksheet(readFileSync(join(folder, 'tinh.xlsx'))))!
    const sheet = checkSheet(cells, words)
    expect([sheet.headRow, sheet.missing]).toEqual([3, []])
    expect(sheet.rows.map((one) => [one.row, one.wrong.map((fault) => fault.column)])).toEqual([
      [4, []],
      [5, []],
      [6, ['category']],
      [8, ['email', 'publishedOn']],
      [9, ['authors']],
    ])
    const [first, second] = sheet.rows
    expect(first!.work).toMatchObject({
      title: 'Những người giữ biển',
      authors: ['Nguyễn Thị Hoa', 'Trần Văn Bình'],
      publishedOn: '2027-03-15',
      agency: 'Báo Khánh Hòa',
    })
    expect(second!.work).toMatchObject({
      title: 'Đảo xa',
      publishedOn: '2027-03-16',
      agency: 'Báo Khánh Hòa',
    })

    writeFileSync(join(folder, 'tra-lai.xlsx'), await annotatedSheet('vi', cells, sheet.headRow, sheet.rows))
    await converted(folder, 'tra-lai.xlsx', 'csv:Text - txt - csv (StarCalc):9,34,76,1')
    const verdicts = readFileSync(join(folder, 'tra-lai.csv'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('\t').at(-1)!.replaceAll('""', '"').replace(/^"|"$/g, ''))
    expect(verdicts).toEqual([
      '',
      '',
      'Kết quả kiểm tra',
      'Đúng',
      'Đúng',
      'Hạng mục: không nhận ra “Hạng mục lạ”, hãy chọn theo mẫu',
      '',
      'Thư điện tử: không đúng dạng địa chỉ thư, hãy sửa; Ngày đăng, phát: “hôm qua” không rõ là ngày nào; hãy viết ngày/tháng/năm như 15/3/2027',
      'Tác giả (cách nhau bằng dấu chấm phẩy): còn trống, hãy điền',
    ])
  },
)

/** A table of which a row is hidden, two are filtered out, two stand in a closed group, and a column and a sheet are hidden. */
const hiding = flat
  .replace(
    '</office:automatic-styles>',
    '<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>',
  )
  .replace(
    /<table:table table:name="Khánh Hòa">[\s\S]*<\/table:table>/,
    `<table:table table:name="Tên">
<table:table-column/><table:table-column table:visibility="collapse"/>
<table:table-header-rows>${row(text('Họ tên'), text('Thư'))}</table:table-header-rows>
${row(text('A'), text('a@b.vn'))}
${row(text('B'), text('b@b.vn')).replace('<table:table-row>', '<table:table-row table:visibility="collapse">')}
${[row(text('C'), text('c@b.vn')), row(text('D'), text('d@b.vn'))].join('').replaceAll('<table:table-row>', '<table:table-row table:visibility="filter">')}
${row(text('E'), text('e@b.vn'))}
<table:table-row-group table:display="false">${[row(text('F'), text('f@b.vn')), row(text('G'), text('g@b.vn'))].join('').replaceAll('<table:table-row>', '<table:table-row table:visibility="collapse">')}</table:table-row-group>
${row(text('H'), text('h@b.vn'))}
</table:table><table:table table:name="Cũ" table:style-name="off"><table:table-column/>${row(text('x'))}</table:table>`,
  )

it.skipIf(!isHere('soffice'))(
  'reads the same from every kind of file, and what is hidden in it',
  async () => {
    writeFileSync(join(folder, 'an.fods'), hiding)
    const rows = ['Họ tên,Thư', ...[...'ABCDEFGH'].map((name) => `${name},${name.toLowerCase()}@b.vn`)]
    for (const kind of ['xlsx', 'ods']) {
      await converted(folder, 'an.fods', kind)
      const workbook = await readWorkbook(readFileSync(join(folder, `an.${kind}`)))
      if (isRefusal(workbook)) throw new Error(workbook.refused.key)
      expect(workbook.sheets.map(({ cells }) => cells.map((line) => line.join()))).toEqual([rows])
      expect(notesOn(workbook, { sheet: workbook.sheets[0]!, head: 0 }).map(({ values }) => values)).toEqual([
        { rows: '3–5, 7–8' },
        { columns: 'B (Thư)' },
        { sheets: '“Cũ”' },
      ])
    }
    await converted(folder, 'an.fods', 'csv:Text - txt - csv (StarCalc):59,34,76,1')
    expect((await readWorksheet(readFileSync(join(folder, 'an.csv'))))!.map((line) => line.join())).toEqual(
      rows,
    )
    await converted(folder, 'an.fods', 'xls')
    expect(await readWorkbook(readFileSync(join(folder, 'an.xls')))).toEqual(
      refuse('worksheet.error.old', {}, 'file'),
    )
  },
)
