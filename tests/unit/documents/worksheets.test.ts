import { writeXlsx } from 'hucre/xlsx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { forExcelIn, forPrograms, renderCsv } from '#app/modules/documents/csv.server.ts'
import { renderJson } from '#app/modules/documents/json.server.ts'
import { readWorksheet } from '#tests/support/worksheet.ts'
import { textOf } from '#app/modules/documents/worksheet-cell.ts'
import { renderXlsx, type Cell, type Column } from '#app/modules/documents/xlsx.server.ts'

const columns: Column[] = [
  { header: 'Tên', width: 40 },
  { header: 'Điểm; mean', width: 10, format: 'points' },
  { header: 'Số kỳ', width: 10, format: 'integer' },
  { header: 'Lúc', width: 18, format: 'moment' },
]
const late = new Date('2027-07-31T18:59:01Z')
const rows: Cell[][] = [
  ['Biển gọi', 87.256, 12.345, late],
  ['a "b", c', -0.005, null, null],
]

describe('CSV', () => {
  const lines = async (...given: Parameters<typeof renderCsv>) =>
    (await renderCsv(...given)).toString().split('\r\n')

  it('has a mark, a head and a line a row, points in two decimals, moments by the clock of Viet Nam', async () => {
    expect(await lines(columns, rows)).toEqual([
      '\uFEFFTên,"Điểm; mean",Số kỳ,Lúc',
      'Biển gọi,87.26,12.345,2027-08-01 01:59:01',
      '"a ""b"", c",-0.01,,',
      '',
    ])
    expect(await lines(columns, rows, forExcelIn('en'))).toEqual(await lines(columns, rows, forPrograms))
    expect(await lines(columns, rows, forExcelIn('vi'))).toEqual([
      '\uFEFFTên;"Điểm; mean";Số kỳ;Lúc',
      'Biển gọi;87,26;12,345;2027-08-01 01:59:01',
      '"a ""b"", c";-0,01;;',
      '',
    ])
  })

  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['a;b', '"a;b"'],
    ['a\nb', '"a\nb"'],
    ['it’s', 'it’s'],
    ["it's", `"it's"`],
    ['=1+1', `"'=1+1"`],
    ['+84', `"'+84"`],
    ['-1', `"'-1"`],
    ['@a', `"'@a"`],
    ['\ta', `"'\ta"`],
    ['\n=1', `"'\n=1"`],
    ['\r=1', `"'\r=1"`],
    [' =1', `"' =1"`],
    ['\u00a0\u200b@a', `"'\u00a0\u200b@a"`],
    ['＝1+1', `"'＝1+1"`],
    ['＋84', `"'＋84"`],
    ['－1', `"'－1"`],
    ['＠a', `"'＠a"`],
    ['0912', '0912'],
    ['– a', '– a'],
    ['a=1', 'a=1'],
  ])('writes %j as %j', async (text, written) => {
    const [, ...rest] = await lines([{ header: 'x', width: 1, format: 'points' }], [[text]])
    expect(rest.join('\r\n')).toBe(`${written}\r\n`)
  })
})

it('keeps the zeros of phones and codes for Excel, as text of its own, and writes them plainly for programs', async () => {
  const texts = ['0912345678', '056', '00', '123456789012', '5', '12345678901', '0912 345', '0a', '']
  const written = async (style?: Parameters<typeof renderCsv>[2]) =>
    (
      await renderCsv(
        [{ header: 'x', width: 1 }],
        texts.map((text) => [text]),
        style,
      )
    )
      .toString()
      .split('\r\n')
      .slice(1, -1)
  const kept = texts.slice(0, 4)
  for (const locale of ['vi', 'en'] as const)
    expect(await written(forExcelIn(locale))).toEqual([
      ...kept.map((text) => `"=""${text}"""`),
      ...texts.slice(4),
    ])
  expect(await written()).toEqual(texts)
  const body = await renderXlsx(
    'a',
    [{ header: 'x', width: 1 }],
    kept.map((text) => [text]),
  )
  expect((await readWorksheet(body))!.slice(1)).toEqual(kept.map((text) => [text]))
})

it('shows no digits of binary in any file', async () => {
  const column = [{ header: 'x', width: 1 }]
  const half = [[0.1 + 0.2], [1.1 * 3]]
  expect((await renderCsv(column, half)).toString()).toBe('\uFEFFx\r\n0.3\r\n3.3\r\n')
  expect(JSON.parse((await renderJson(column, half)).toString())).toEqual([{ x: 0.3 }, { x: 3.3 }])
  expect((await readWorksheet(await renderXlsx('a', column, half)))!.slice(1)).toEqual([[0.3], [3.3]])
})

it('writes JSON under the heads of the columns, moments in UTC', async () => {
  const text = (await renderJson(columns, [...rows, ['kết']])).toString()
  expect(JSON.parse(text)).toEqual([
    { Tên: 'Biển gọi', 'Điểm; mean': 87.26, 'Số kỳ': 12.345, Lúc: '2027-07-31T18:59:01.000Z' },
    { Tên: 'a "b", c', 'Điểm; mean': -0.01, 'Số kỳ': null, Lúc: null },
    { Tên: 'kết', 'Điểm; mean': null, 'Số kỳ': null, Lúc: null },
  ])
  expect(text.split('\n').length).toBe(6)
  expect((await renderJson(columns, [])).toString()).toBe('[\n\n]\n')
})

describe('a worksheet', () => {
  it('is read back as it was written: text, numbers, moments by the clock of Viet Nam', async () => {
    const body = await renderXlsx('Phiếu: chấm', columns, [...rows, ['\u0007=1+1\u0000', 1, 2, null]])
    const read = (await readWorksheet(body))!
    expect(read[0]).toEqual(['Tên', 'Điểm; mean', 'Số kỳ', 'Lúc'])
    expect(read[1]!.slice(0, 3)).toEqual(['Biển gọi', 87.26, 12.345])
    expect(new Date(read[1]![3] as Date).toISOString().slice(0, 16)).toBe('2027-08-01T01:59')
    expect([read[2]![0], read[2]![1]]).toEqual(['a "b", c', -0.01])
    expect(read[3]!.slice(0, 3)).toEqual(['=1+1', 1, 2])
    const files = unzipSync(body)
    const styles = strFromU8(files['xl/styles.xml']!)
    for (const format of ['0.00', 'dd/mm/yyyy hh:mm']) expect(styles).toContain(`formatCode="${format}"`)
    expect(strFromU8(files['xl/workbook.xml']!)).toMatch(/<sheet name="Phiếu {2}chấm"/)
  })

  it('is the first with anything in it, a merged cell in each of its rows and columns', async () => {
    const body = await writeXlsx({
      sheets: [
        { name: 'a', rows: [[null, '']] },
        {
          name: 'b',
          rows: [
            ['x', null, 1],
            [null, null, 2],
            ['y', 'z', 3],
          ],
          merges: [{ startRow: 0, startCol: 0, endRow: 1, endCol: 1 }],
        },
      ],
    })
    expect(await readWorksheet(body)).toEqual([
      ['x', 'x', 1],
      ['x', 'x', 2],
      ['y', 'z', 3],
    ])
  })

  it('is nothing where the file is none, or too large', async () => {
    const whole = await renderXlsx('a', columns, rows)
    const with0 = (at: number) => Uint8Array.from(whole, (byte, index) => (index === at ? 0 : byte))
    for (const file of [with0(0), with0(1), Buffer.from('PK, but no archive'), Buffer.from('')])
      expect(await readWorksheet(file)).toBeNull()
  })

  it('may be of ten million bytes, and not of one more', async () => {
    const files = unzipSync(await renderXlsx('a', columns, rows))
    const zipped = (more: number) => zipSync({ ...files, more: new Uint8Array(more) }, { level: 0 })
    const left = 10_000_000 - zipped(0).length
    expect((await readWorksheet(zipped(left)))!.length).toBe(3)
    expect(await readWorksheet(zipped(left + 1))).toBeNull()
  })

  it('is nothing where it unpacks to more than thirty million bytes, whatever it says of its size', async () => {
    const files = unzipSync(await renderXlsx('a', columns, rows))
    const zipped = (more: number) => zipSync({ ...files, more: new Uint8Array(more) })
    const own = Object.values(files).reduce((sum, one) => sum + one.length, 0)
    expect((await readWorksheet(zipped(30_000_000 - own)))!.length).toBe(3)
    const bomb = zipped(30_000_001 - own)
    expect(await readWorksheet(bomb)).toBeNull()
    // The sizes that the archive tells are made small, where they stand.
    const told = Buffer.from(bomb)
    const size = Buffer.from(Uint32Array.of(30_000_001 - own).buffer)
    for (let at = told.indexOf(size); at >= 0; at = told.indexOf(size)) told.writeUInt32LE(1, at)
    expect(await readWorksheet(told)).toBeNull()
  })

  it('is the first that is visible', async () => {
    const body = await writeXlsx({
      sheets: [
        { name: 'ẩn', rows: [['x']], hidden: true },
        { name: 'thấy', rows: [['y']] },
      ],
    })
    expect(await readWorksheet(body)).toEqual([['y']])
  })

  it('has no rows where the workbook has no sheet', async () => {
    const files = unzipSync(await renderXlsx('a', columns, rows))
    const workbook = strFromU8(files['xl/workbook.xml']!).replace(/<sheets>.*<\/sheets>/s, '<sheets/>')
    expect(await readWorksheet(zipSync({ ...files, 'xl/workbook.xml': strToU8(workbook) }))).toEqual([])
  })

  it.each([
    [null, ''],
    [undefined, ''],
    ['  Hòa  ', 'Hòa'],
    ['Hòa'.normalize('NFD'), 'Hòa'],
    [12.5, '12.5'],
    [true, 'true'],
    [0, '0'],
    [new Date('2026-05-01T00:00:00Z'), '2026-05-01'],
    [new Date(Number.NaN), ''],
  ])('says in a cell %j: %j', (cell, text) => expect(textOf(cell)).toBe(text))
})
