import { dayOf } from '#app/modules/documents/day-of.ts'
import { describe, expect, it } from 'vitest'
import type { SheetCell } from '#app/modules/documents/worksheet-cell.ts'
import { bulkColumns, checkSheet, type BulkColumn, type BulkWords } from '#app/modules/outreach/bulk.ts'

const words: BulkWords = {
  headers: new Map(bulkColumns.map((column) => [column.toLowerCase(), column])),
  categories: new Map([
    ['1', 'cat_1'],
    ['2', 'cat_2'],
  ]),
  languages: new Map([
    ['vi', 'vi'],
    ['en', 'en'],
  ]),
  genres: new Map([['phong su', 'reportage']]),
  languagesOf: new Map([
    ['cat_1', ['vi']],
    ['cat_2', null],
  ]),
  today: '2027-08-01',
  known: new Set(['co roi|an']),
}

type Line = Partial<Record<BulkColumn, SheetCell>>
const whole: Line = {
  title: ' Biển  Đông ',
  originalTitle: 'The Sea',
  category: 2,
  language: 'EN',
  genre: 'Phóng sự',
  authors: 'An;  Bình   Yên \nChi;;',
  email: 'AN@b.vn',
  phone: '0912 345 678',
  agency: 'Báo  Biển',
  publishedOn: '1/7/2027',
  outlet: 'Báo Biển',
  url: 'HTTPS://bao.vn/bai',
  summary: ' Dòng một\nDòng hai ',
  postmarkedOn: '30/6/2027',
  receivedOn: '1/8/2027',
}
const read = (...lines: Line[]) =>
  checkSheet([[...bulkColumns], ...lines.map((line) => bulkColumns.map((column) => line[column]))], words)
const rowOf = (line: Line) => read({ ...whole, ...line }).rows[0]!
const wrongOf = (line: Line) =>
  rowOf(line).wrong.map(({ column, why }) => [column, why.key.split('.').at(-1), why.values])

it('reads every column of a row that is right', () => {
  expect(rowOf({})).toEqual({
    row: 2,
    title: 'Biển Đông',
    wrong: [],
    work: {
      title: 'Biển Đông',
      originalTitle: 'The Sea',
      categoryId: 'cat_2',
      language: 'en',
      genre: 'reportage',
      authors: ['An', 'Bình Yên', 'Chi'],
      email: 'an@b.vn',
      phone: '0912 345 678',
      agency: 'Báo Biển',
      publishedOn: '2027-07-01',
      outlet: 'Báo Biển',
      url: 'HTTPS://bao.vn/bai',
      summary: 'Dòng một\nDòng hai',
      postmarkedOn: '2027-06-30',
      receivedOn: '2027-08-01',
    },
  })
})

it('needs five columns, and leaves the others empty', () => {
  const { title, category, language, authors, email } = whole
  expect(read({ title, category, language, authors, email }).rows).toMatchObject([
    {
      wrong: [],
      work: { originalTitle: '', genre: '', phone: '', agency: '', outlet: '', url: '', summary: '' },
    },
  ])
  expect(read({ title, category, language, authors, email }).rows[0]!.work).toMatchObject({
    publishedOn: null,
    postmarkedOn: null,
    receivedOn: null,
  })
})

const long = (length: number) => 'x'.repeat(length)
const names = (count: number) => Array.from({ length: count }, (_, index) => `Tên ${index}`).join(';')
const address = (length: number) => `an@${'b.'.repeat((length - 5) / 2)}${length % 2 ? 'vn' : 'com'}`

describe('a cell is told wrong', () => {
  it.each<[Line, unknown[]]>([
    [{ title: '' }, [['title', 'required', undefined]]],
    [{ title: long(500) }, []],
    [{ title: long(501) }, [['title', 'tooLong', { max: 500 }]]],
    [{ originalTitle: long(500) }, []],
    [{ originalTitle: long(501) }, [['originalTitle', 'tooLong', { max: 500 }]]],
    [{ category: '' }, [['category', 'required', undefined]]],
    [{ category: 'Khác' }, [['category', 'unknown', { value: 'Khác' }]]],
    [{ language: '' }, [['language', 'required', undefined]]],
    [{ language: 'Klingon' }, [['language', 'unknown', { value: 'Klingon' }]]],
    [{ category: 1 }, [['language', 'notInCategory', undefined]]],
    [{ category: 1, language: 'vi' }, []],
    [{ category: 1, language: 'Klingon' }, [['language', 'unknown', { value: 'Klingon' }]]],
    [{ category: 'Khác', language: 'en' }, [['category', 'unknown', { value: 'Khác' }]]],
    [{ genre: '' }, []],
    [{ genre: 'Thơ' }, [['genre', 'unknown', { value: 'Thơ' }]]],
    [{ authors: ' ; ' }, [['authors', 'required', undefined]]],
    [{ authors: names(30) }, []],
    [{ authors: names(31) }, [['authors', 'authors', undefined]]],
    [{ authors: `An;${long(200)}` }, []],
    [{ authors: `An;${long(201)}` }, [['authors', 'authors', undefined]]],
    [{ email: '' }, [['email', 'required', undefined]]],
    [{ email: address(254) }, []],
    [{ email: address(255) }, [['email', 'email', undefined]]],
    [
      { email: address(301) },
      [
        ['email', 'tooLong', { max: 300 }],
        ['email', 'email', undefined],
      ],
    ],
    [{ email: 'an@b' }, [['email', 'email', undefined]]],
    [{ email: 'a n@b.vn' }, [['email', 'emailCharacter', { character: '“ ” (U+0020)' }]]],
    [{ email: 'an@b.vn, binh@b.vn' }, [['email', 'emailCharacter', { character: '“@” (U+0040)' }]]],
    [{ email: 'An <an@b.vn>' }, []],
    [{ phone: '1' }, [['phone', 'phone', undefined]]],
    [{ phone: long(31) }, [['phone', 'tooLong', { max: 30 }]]],
    [{ agency: long(301) }, [['agency', 'tooLong', { max: 300 }]]],
    [{ outlet: long(301) }, [['outlet', 'tooLong', { max: 300 }]]],
    [{ url: '' }, []],
    [{ url: 'http://a' }, []],
    [{ url: 'ftp://a' }, [['url', 'url', undefined]]],
    [{ url: 'bao.vn' }, [['url', 'url', undefined]]],
    [{ url: 'http://a b' }, [['url', 'url', undefined]]],
    [{ publishedOn: '' }, []],
    [{ publishedOn: '1/8/2027' }, []],
    [{ publishedOn: '2/8/2027' }, [['publishedOn', 'future', undefined]]],
    [{ publishedOn: 'hôm qua' }, [['publishedOn', 'date', { value: 'hôm qua' }]]],
    [{ postmarkedOn: '' }, []],
    [{ receivedOn: '' }, []],
    [{ postmarkedOn: '1/8/2027' }, []],
    [{ receivedOn: '29/6/2027' }, [['receivedOn', 'order', undefined]]],
    [{ title: 'CÓ RỒI', authors: 'Ân; Bình' }, [['title', 'known', undefined]]],
    [{ title: 'Có rồi', authors: 'Bình; An' }, []],
  ])('in %j: %j', (line, wrong) => expect(wrongOf(line)).toEqual(wrong))

  it('and its row is no work then, its title cut to what may stand', () => {
    const { work, title } = rowOf({ title: long(501) })
    expect([work, title]).toEqual([null, long(500)])
  })
})

it('tells a work twice at every row but its first, and of unnamed or authorless ones nothing', () => {
  const twice = (line: Line) => read({ ...whole, ...line }, { ...whole, ...line, email: 'x@y.vn' }).rows
  const wrong = (line: Line) =>
    twice(line).map((row) => row.wrong.map(({ why }) => why.key.split('.').at(-1)))
  expect(wrong({})).toEqual([[], ['twice']])
  expect(wrong({ title: '' })).toEqual([['required'], ['required']])
  expect(wrong({ authors: '' })).toEqual([['required'], ['required']])
  expect(wrong({ title: 'Có rồi', authors: 'An' })).toEqual([['known'], ['known']])
})

it.each<[SheetCell, string]>([
  [912345678, '0912345678'],
  ['912345678', '912345678'],
  [12345678, '12345678'],
  [1234567890, '1234567890'],
])('reads the telephone number %j as %s', (phone, said) => expect(rowOf({ phone }).work!.phone).toBe(said))

it('takes a summary of 20,000 letters whole, and refuses a longer one', () => {
  expect(rowOf({ summary: long(20_000) }).work!.summary).toBe(long(20_000))
  expect(rowOf({ summary: long(20_001) }).wrong).toEqual([
    { column: 'summary', why: { key: 'follow.bulk.error.tooLong', values: { max: 20_000 } } },
  ])
})

it.each([
  ['Lê An; Trần Bình', ['Lê An', 'Trần Bình']],
  ['Lê An, Trần Bình', ['Lê An', 'Trần Bình']],
  ['Lê An và Trần Bình', ['Lê An', 'Trần Bình']],
  ['Lê An VÀ Trần Bình', ['Lê An', 'Trần Bình']],
  ['Lê An and Trần Bình & Võ Vàng', ['Lê An', 'Trần Bình', 'Võ Vàng']],
  ['Lê An - Trần Bình – Võ Cảnh', ['Lê An', 'Trần Bình', 'Võ Cảnh']],
  ['- Lê An\n- Trần Bình', ['Lê An', 'Trần Bình']],
  ['1. Lê An\n2) Trần Bình', ['Lê An', 'Trần Bình']],
  ['Lê An\r\nTrần Bình', ['Lê An', 'Trần Bình']],
  ['Jean-Pierre Vàng', ['Jean-Pierre Vàng']],
  ['Hoàng Vân', ['Hoàng Vân']],
])('%j are the authors %j', (authors, names) => expect(rowOf({ authors }).work!.authors).toEqual(names))

it.each([
  [2_583_822_222, '02583822222'],
  [912_345_678, '0912345678'],
  ['2583822222', '2583822222'],
])('gives a telephone number %s its nought back: %s', (phone, read) =>
  expect(rowOf({ phone }).work!.phone).toBe(read),
)

describe('a head', () => {
  const line = ['Biển', '2', 'en', 'An', 'an@b.vn']
  const head = ['title', 'category', 'language', 'authors', 'email']
  it.each<[string, SheetCell[][], unknown]>([
    [
      'is the first row with three of our columns',
      [['x'], ['title', 'category', 'x'], head, line],
      [3, [], [4]],
    ],
    [
      'may be marked, and in any order',
      [head.map((name) => `${name} *`).reverse(), [...line].reverse()],
      [1, [], [2]],
    ],
    ['is missing what it lacks', [['title', 'category', 'language'], line], [1, ['authors', 'email'], []]],
    ['is nowhere', [['a', 'b', 'c'], line], [1, ['title', 'category', 'language', 'authors', 'email'], []]],
    [
      'has other columns too',
      [
        ['STT', ...head, 'Ghi chú'],
        ['1', ...line, 'x'],
      ],
      [1, [], [2]],
    ],
    [
      'names a column twice: the first counts',
      [
        [...head, 'title'],
        [...line, 'Núi'],
      ],
      [1, [], [2]],
    ],
    ['has lines below without anything', [head, [], [null, ' '], line], [1, [], [4]]],
    [
      'has a line that lies outside our columns',
      [
        [...head, 'x'],
        ['', '', '', '', '', 'chú'],
      ],
      [1, [], []],
    ],
  ])('%s', (_name, cells, expected) => {
    const { headRow, missing, rows } = checkSheet(cells, words)
    expect([headRow, missing, rows.map((row) => row.row)]).toEqual(expected)
    if (rows.length > 0) expect(rows[0]).toMatchObject({ title: 'Biển', wrong: [] })
  })
})

it('reads 2,000 rows, and of more none, but says how many', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...whole, title: `Bài ${index}` }))
  expect(
    [2000, 2001].map((count) => read(...lines(count))).map((sheet) => [sheet.rows.length, sheet.filled]),
  ).toEqual([
    [2000, 2000],
    [0, 2001],
  ])
})

it.each<[SheetCell, string | null | undefined]>([
  [20_000, undefined],
  [20_001, '1954-10-04'],
  [79_999, '2119-01-10'],
  [80_000, undefined],
  [46_461.75, '2027-03-15'],
  [new Date('x'), undefined],
  [true, undefined],
  ['2027-3-5', '2027-03-05'],
  ['2027-03-05T10:00', '2027-03-05'],
  ['2027-13-05', undefined],
  ['2027-03-05x', undefined],
  ['29/2/2028', '2028-02-29'],
  ['29/2/2027', undefined],
  ['Ngày 1/2/2027', '2027-02-01'],
  ['1/10/26', '2026-10-01'],
  ['1.10.26', '2026-10-01'],
  ['1/10-26', undefined],
  ['01/10/2026 08:30', '2026-10-01'],
  ['01/10/2026, 8:30:15 PM', '2026-10-01'],
  ['08h30 01/10/2026', '2026-10-01'],
  ['01/10/2026 lúc 8 giờ 30', '2026-10-01'],
  ['01 tháng 10 năm 2026', '2026-10-01'],
  ['ngày 1 tháng 10, 2026', '2026-10-01'],
  ['1 tháng Mười năm 2026', '2026-10-01'],
  ['1 tháng mười hai năm 2026', '2026-12-01'],
  ['5 tháng năm năm 2026', '2026-05-05'],
  ['Thứ năm, 1/10/2026', '2026-10-01'],
  ['Thứ 5 ngày 1/10/2026', '2026-10-01'],
  ['Chủ nhật, ngày 4 tháng 10 năm 2026', '2026-10-04'],
  ['1 October 2026', '2026-10-01'],
  ['Oct 1st, 2026', '2026-10-01'],
  ['2026/10/1', '2026-10-01'],
  ['1 Brumaire 2026', undefined],
  ['10/2026', undefined],
  ['tháng 10 năm 2026', undefined],
  ['31/4/26', undefined],
  ['13/13/2026', undefined],
  ['10/13/2026', undefined],
  ['hôm qua', undefined],
  ['  ', null],
  [undefined, null],
])('%s is the day %s', (cell, day) => expect(dayOf(cell)).toBe(day))
