import { describe, expect, it } from 'vitest'
import { readProvinceLines } from '#app/modules/participation/province-lines.ts'

const units = [
  { code: '01', name: 'Hà Nội' },
  { code: '46', name: 'Huế' },
  { code: '77', name: 'Bà Rịa - Vũng Tàu' },
  { code: '79', name: 'TP Hồ Chí Minh' },
]
const read = (text: string) =>
  readProvinceLines(text, units).map(({ line, code, numbers }) => [line, code, ...numbers])

describe('a line', () => {
  it.each([
    ['Hà Nội; 5', [1, '01', 5]],
    ['ha noi\t5', [1, '01', 5]],
    ['01 | 5', [1, '01', 5]],
    ['1; 5', [1, '01', 5]],
    ['TP. Huế; 5', [1, '46', 5]],
    ['Thành phố Huế; 5', [1, '46', 5]],
    ['tỉnh Huế; 5', [1, '46', 5]],
    ['Bà Rịa-Vũng Tàu; 5', [1, '77', 5]],
    ['Hồ Chí Minh; 5', [1, '79', 5]],
    ['Huế'.normalize('NFD') + '; 5', [1, '46', 5]],
    ['46; Huế; 5; 6', [1, '46', 5, 6]],
    ['STT 3; Huế; 5', [1, '46', 5]],
    ['Huế; 5; ; 7', [1, '46', 5, 7]],
    ['Huế; 1.234.567; 1 234; 12.34; -5; x', [1, '46', 1_234_567, 1234, null, null, null]],
    ['Huế; 1\u00a0234', [1, '46', 1234]],
    ['Huế; 1.2345', [1, '46', null]],
    ['Huế', [1, '46']],
    ['Sài Gòn; 5', [1, null, 5]],
    ['x; Sài Gòn; 5', [1, null, null, 5]],
  ])('%j is read as %j', (line, expected) => expect(read(line)).toEqual([expected]))

  it('without anything is passed over and still counted', () => {
    expect(read('Huế; 5\n\n ; | \t\r\nHà Nội; 6')).toEqual([
      [1, '46', 5],
      [4, '01', 6],
    ])
  })
})

describe('a first line', () => {
  it.each([
    ['Tỉnh; Số tác phẩm', [[2, '46', 5]]],
    ['Tổng cộng', [[2, '46', 5]]],
    [
      'Sài Gòn; 3',
      [
        [1, null, 3],
        [2, '46', 5],
      ],
    ],
    [
      'Hà Nội; chưa có',
      [
        [1, '01', null],
        [2, '46', 5],
      ],
    ],
    [
      'Hà Nội',
      [
        [1, '01'],
        [2, '46', 5],
      ],
    ],
  ])('%j', (head, lines) => expect(read(`${head}\nHuế; 5`)).toEqual(lines))

  it('alone is a head', () => {
    expect(read('Huế; 5\nTỉnh; Số')).toEqual([
      [1, '46', 5],
      [2, null, null],
    ])
  })
})

it('says how the line was typed, to 120 letters, and reads every line', () => {
  const [one] = readProvinceLines(` Huế; ${'x'.repeat(200)} `, units)
  expect(one!.typed).toBe(`Huế; ${'x'.repeat(115)}`)
  expect(readProvinceLines('Huế; 1\n'.repeat(501), units).length).toBe(501)
})
