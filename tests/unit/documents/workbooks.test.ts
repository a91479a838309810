import { readFileSync } from 'node:fs'
import { strToU8, zipSync } from 'fflate'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { readWorkbook } from '#app/modules/documents/read-workbook.server.ts'
import { isHiddenData, notesOn, sheetToRead, type Workbook } from '#app/modules/documents/workbook.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

const read = async (file: Uint8Array) => {
  const workbook = await readWorkbook(file)
  if (isRefusal(workbook)) throw new Error(workbook.refused.key)
  return workbook
}
const refusal = async (file: Uint8Array) => {
  const workbook = await readWorkbook(file)
  return isRefusal(workbook) ? [workbook.refused.key, workbook.field] : workbook
}
const cellsOf = async (file: Uint8Array) => (await read(file)).sheets[0]?.cells

/** The notes on the first sheet that has this word in a row, which is its head. */
function notes(workbook: Workbook, word: string) {
  const found = sheetToRead(workbook, (cells) => cells.findIndex((line) => line.includes(word)))
  return notesOn(workbook, found).map(({ key, values }) => [key.replace('worksheet.', ''), values])
}

describe('separated text', () => {
  const table = [
    ['Tên tác phẩm', 'Ngày đăng, phát', 'Giới thiệu'],
    ['Biển, đảo; quê hương', '15/3/2027', 'Dòng một\nDòng "hai", ba'],
    ['Sóng', '', ''],
  ]
  const quoted = (separator: string, end = '\r\n') =>
    table
      .map((row) =>
        row
          .map((cell) => (/[",;\t|\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
          .join(separator),
      )
      .join(end) + end
  const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()
  it.each([
    ['commas', Buffer.from(quoted(','))],
    ['semicolons', Buffer.from(quoted(';'))],
    ['tabulators', Buffer.from(quoted('\t'))],
    ['bars', Buffer.from(quoted('|'))],
    ['line feeds alone', Buffer.from(quoted(';', '\n'))],
    ['a mark of UTF-8', Buffer.from('\ufeff' + quoted(';'))],
    ['UTF-16 as Excel writes it', Buffer.from('\ufeff' + quoted('\t'), 'utf16le')],
    ['UTF-16 of the other order', utf16be('\ufeff' + quoted('\t'))],
    ['UTF-16 without a mark', Buffer.from(quoted(','), 'utf16le')],
    ['a line that names its separator', Buffer.from('sep=^\r\n' + quoted('^'))],
    ['a mark, and such a line in quotes', Buffer.from('\ufeff"sep=;"\n' + quoted(';'))],
  ])('is read with %s', async (_, file) => expect(await cellsOf(file)).toEqual(table))

  it('finds its separator below a guide, and where the texts are full of others', async () => {
    const file = Buffer.from(
      ['Hướng dẫn: điền đủ, đúng, rõ', '', 'Tên;Ngày;Giới thiệu', 'A, B, C;1/2/2027;x, y, z', 'D;;x, y'].join(
        '\n',
      ),
    )
    expect(await cellsOf(file)).toEqual([
      ['Hướng dẫn: điền đủ, đúng, rõ'],
      [''],
      ['Tên', 'Ngày', 'Giới thiệu'],
      ['A, B, C', '1/2/2027', 'x, y, z'],
      ['D', '', 'x, y'],
    ])
  })

  it('takes digits for numbers, but not behind a nought, and takes back what was written for Excel', async () => {
    const file = Buffer.from(`a;12;912345678;0912;="0912";"=""056""";'=1+1;'quoted;1.234;-5\n`)
    expect(await cellsOf(file)).toEqual([
      ['a', 12, 912345678, '0912', '0912', '056', '=1+1', "'quoted", '1.234', '-5'],
    ])
  })

  it('has no sheet where nothing stands in it', async () => {
    expect(await read(Buffer.from(';;\n;;\n'))).toEqual({ sheets: [], hiddenSheets: [] })
  })
})

describe('what is no worksheet', () => {
  const text = 'Họ tên;Thư\nNguyễn Thị Hoa;hoa@bao.vn\n'
  it.each([
    ['an old worksheet of Excel', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'old'],
    ['nothing', Buffer.from(''), 'unknown'],
    ['letters of an old code page', Buffer.from(text, 'latin1'), 'unknown'],
    ['a page', Buffer.from('  <html><table><tr><td>a</td></tr></table></html>'), 'unknown'],
    ['a worksheet in XML of 2003', Buffer.from('\ufeff<?xml version="1.0"?><Workbook/>'), 'unknown'],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj'), 'unknown'],
    ['text with control letters', Buffer.from('a;b\u0001\n'), 'unknown'],
    ['an archive of something else', zipSync({ 'a.txt': strToU8('a') }), 'unknown'],
    ['an archive that is cut', zipSync({ 'a.txt': strToU8('a') }).subarray(0, 40), 'unknown'],
    ['too much text', Buffer.alloc(10_000_001, 'a;b\n'), 'tooLarge'],
    ['too much unpacked', zipSync({ 'a.xml': new Uint8Array(30_000_001) }), 'tooLarge'],
  ])('%s is refused with how to save it', async (_, file, key) =>
    expect(await refusal(file)).toEqual([`worksheet.error.${key}`, 'file']),
  )
})

describe('what is hidden in a workbook of Excel', () => {
  const rows = [
    ['Danh sách', null, null],
    ['Tên', 'Thư', 'Điện thoại'],
    ...Array.from({ length: 8 }, (_, index) => [`Người ${index}`, `n${index}@b.vn`, null]),
    [null, null, null],
  ]
  it('is named: rows by number, filtered ones too, columns by letter and head, sheets by name', async () => {
    const file = await writeXlsx({
      sheets: [
        { name: 'Hướng dẫn', rows: [['Xin đọc kỹ']] },
        {
          name: 'Dữ liệu',
          rows,
          columns: [{}, { hidden: true }, { hidden: true }],
          rowDefs: new Map([0, 4, 6, 7, 9, 10].map((row) => [row, { hidden: true }])),
        },
        { name: 'Cũ', rows: [['x']], hidden: true },
        { name: 'Rất ẩn', rows: [['x']], veryHidden: true },
        { name: 'Trống', rows: [[]], hidden: true },
      ],
    })
    const workbook = await read(file)
    expect(workbook.sheets.map(({ name }) => name)).toEqual(['Hướng dẫn', 'Dữ liệu'])
    const found = notes(workbook, 'Thư')
    expect(found).toEqual([
      ['hiddenRows', { rows: '5, 7–8, 10' }],
      ['hiddenColumns', { columns: 'B (Thư), C (Điện thoại)' }],
      ['hiddenSheets', { sheets: '“Cũ”, “Rất ẩn”' }],
      ['otherSheets', { sheet: 'Dữ liệu', sheets: '“Hướng dẫn”' }],
    ])
    const keys = found.map(([key]) => ({ key: `worksheet.${key as string}` }))
    expect(keys.map(isHiddenData)).toEqual([true, true, false, false])
  })

  it('is nothing where all is shown, or what is hidden is empty', async () => {
    const file = await writeXlsx({
      sheets: [
        {
          name: 'a',
          rows,
          columns: [{}, {}, {}, { hidden: true }],
          rowDefs: new Map([[10, { hidden: true }]]),
        },
      ],
    })
    expect(notes(await read(file), 'Thư')).toEqual([])
  })

  it('counts a row or column drawn without height or width as hidden', async () => {
    const file = await writeXlsx({
      sheets: [{ name: 'a', rows, rowDefs: new Map([[3, { height: 0 }]]), columns: [{ width: 0 }] }],
    })
    expect(notes(await read(file), 'Thư').map(([key]) => key)).toEqual(['hiddenRows', 'hiddenColumns'])
  })

  it('names twenty places at most, and columns past Z by two letters', async () => {
    const wide = [['Thư', ...Array.from({ length: 30 }, (_, index) => index)]]
    const columns = wide[0]!.map((_, place) => ({ hidden: place > 7 }))
    const [[, values]] = notes(
      await read(await writeXlsx({ sheets: [{ name: 'a', rows: wide, columns }] })),
      'Thư',
    ) as [[string, { columns: string }]]
    expect(values.columns.split(', ').at(0)).toBe('I (7)')
    expect(values.columns).toMatch(/AA \(25\), AB \(26\), …$/)
  })
})

describe('a workbook of LibreOffice', () => {
  const cell = (value: string) =>
    `<table:table-cell office:value-type="string"><text:p>${value}</text:p></table:table-cell>`
  const row = (cells: string[], more = '') =>
    `<table:table-row ${more}>${cells.map(cell).join('')}</table:table-row>`
  const ods = (tables: string, styles = '') =>
    zipSync({
      mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
      'content.xml': strToU8(
        `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
      ),
    })
  const style = (name: string, display: boolean) =>
    `<style:style style:name="${name}" style:family="table"><style:table-properties table:display="${display}"/></style:style>`

  it('keeps the rows of groups and of a repeated head, and tells what is hidden', async () => {
    const workbook = await read(
      ods(
        `<table:table table:name="Cũ" table:style-name="ta2">${row(['x'])}</table:table>
        <table:table table:name="Dữ liệu" table:style-name="ta1">
        <table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>
        <table:table-header-rows>${row(['Tên', 'Thư', 'Cơ quan'])}</table:table-header-rows>
        ${row(['A', 'a@b.vn', 'Báo A'])}
        ${row(['B', 'b@b.vn'], 'table:visibility="filter"')}
        <table:table-row table:number-rows-repeated="2" table:visibility="collapse"><table:table-cell table:style-name="ce1" table:number-columns-repeated="16384"/></table:table-row>
        <table:table-row-group table:display="false">${row(['C', 'c@b.vn'], 'table:number-rows-repeated="2"')}</table:table-row-group>
        ${row(['D', 'd@b.vn'])}
        <table:table-row table:number-rows-repeated="1048560"><table:table-cell table:style-name="ce1" table:number-columns-repeated="16384"/></table:table-row>
        </table:table>`,
        style('ta1', true) + style('ta2', false),
      ),
    )
    expect(workbook.hiddenSheets).toEqual(['Cũ'])
    expect(workbook.sheets[0]!.cells.map((line) => line.join())).toEqual([
      'Tên,Thư,Cơ quan',
      'A,a@b.vn,Báo A',
      'B,b@b.vn',
      '',
      '',
      'C,c@b.vn',
      'C,c@b.vn',
      'D,d@b.vn',
    ])
    expect(notes(workbook, 'Thư')).toEqual([
      ['hiddenRows', { rows: '3, 6–7' }],
      ['hiddenColumns', { columns: 'C (Cơ quan)' }],
      ['hiddenSheets', { sheets: '“Cũ”' }],
    ])
  })

  it('is refused where a few letters stand for millions of cells', async () => {
    const bomb = (rows: number, columns: number) =>
      ods(
        `<table:table table:name="a"><table:table-row table:number-rows-repeated="${rows}"><table:table-cell table:number-columns-repeated="${columns}" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>`,
      )
    expect((await cellsOf(bomb(1000, 1000)))!.length).toBe(1000)
    expect(await refusal(bomb(1001, 1000))).toEqual(['worksheet.error.tooLarge', 'file'])
    expect(await refusal(bomb(1_048_576, 16_384))).toEqual(['worksheet.error.tooLarge', 'file'])
  })
})

it('reads the cases: a guide before the data, and more rows than may be entered', async () => {
  const of = (name: string) => read(readFileSync(new URL(`../../files/worksheets/${name}`, import.meta.url)))
  expect((await of('b05.xlsx')).sheets.length).toBe(2)
  expect((await of('b01.xlsx')).sheets[0]!.cells.length).toBeGreaterThan(2100)
})
