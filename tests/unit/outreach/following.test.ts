import { describe, expect, it } from 'vitest'
import { textOf, type SheetCell } from '#app/modules/documents/worksheet-cell.ts'
import { dayOf } from '#app/modules/documents/day-of.ts'
import { checkSheet, type BulkWords } from '#app/modules/outreach/bulk.ts'
import { meets } from '#app/modules/outreach/campaign.ts'
import { endorsed } from '#app/modules/outreach/endorsement.ts'
import { filled, unknownFilling } from '#app/modules/outreach/filled.ts'
import { median, toldSteps } from '#app/modules/participation/funnel.ts'
import { readInvitees } from '#app/modules/outreach/invitation-list.ts'

describe('a pasted list of invitees', () => {
  it.each([
    ['Nguyễn Thị Hoa; Hoa@Bao.vn; Báo Khánh Hòa', 'Nguyễn Thị Hoa', 'hoa@bao.vn', 'Báo Khánh Hòa', null],
    ['Nguyễn Thị Hoa <hoa@bao.vn>', 'Nguyễn Thị Hoa', 'hoa@bao.vn', '', null],
    [
      'Nguyễn Thị Hoa; hoa@bao.vn; Báo và phát thanh, truyền hình Khánh Hòa',
      'Nguyễn Thị Hoa',
      'hoa@bao.vn',
      'Báo và phát thanh, truyền hình Khánh Hòa',
      null,
    ],
    [
      'Nguyễn Thị Hoa, hoa@bao.vn, Báo và phát thanh, truyền hình Khánh Hòa',
      'Nguyễn Thị Hoa',
      'hoa@bao.vn',
      'Báo và phát thanh, truyền hình Khánh Hòa',
      null,
    ],
    [
      'Cơ quan: Báo và phát thanh, truyền hình Khánh Hòa, toasoan@bao.vn',
      'Báo và phát thanh, truyền hình Khánh Hòa',
      'toasoan@bao.vn',
      'Báo và phát thanh, truyền hình Khánh Hòa',
      null,
    ],
    ['hoa@bao.vn\tNguyễn Thị Hoa\tBáo A', 'Nguyễn Thị Hoa', 'hoa@bao.vn', 'Báo A', null],
    ['Cơ quan: Báo Khánh Hòa, toasoan@bao.vn', 'Báo Khánh Hòa', 'toasoan@bao.vn', 'Báo Khánh Hòa', null],
    ['Nguyễn Thị Hoa'.normalize('NFD') + '; hoa@bao.vn', 'Nguyễn Thị Hoa', 'hoa@bao.vn', '', null],
    ['Nguyễn Thị Hoa', 'Nguyễn Thị Hoa', '', '', 'noEmail'],
    ['Nguyễn Thị Hoa; hoa@bao', 'Nguyễn Thị Hoa', 'hoa@bao', '', 'badEmail'],
    ['hoa@bao.vn', '', 'hoa@bao.vn', '', 'noName'],
  ])('%s', (line, name, email, agency, wrong) =>
    expect(readInvitees(line, 'Cơ quan:')).toEqual([
      { line: 1, kind: line.startsWith('Cơ quan') ? 'agency' : 'person', name, email, agency, wrong },
    ]),
  )
  it('counts empty lines and tells what comes twice', () => {
    const rows = readInvitees('An; an@b.vn\n\nBình; AN@b.vn\r\n', 'Cơ quan:')
    expect(rows.map((row) => [row.line, row.wrong])).toEqual([
      [1, null],
      [3, 'twice'],
    ])
  })
})

it.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
  [[0], 0],
])('the median of %j is %s', (values, middle) => expect(median(values)).toBe(middle))

const works = ['submitted', 'eligible']
const early = ['invited', 'registered', 'draft']
it.each([
  [{ results: true, open: false }, [...early, ...works, 'final', 'prizes']],
  [{ results: false, open: false }, [...early, ...works]],
  [{ results: true, open: true }, [...works, 'final', 'prizes']],
  [{ results: false, open: true }, works],
])('with %j the funnel tells %j', (ask, steps) => expect(toldSteps(ask)).toEqual(steps))

it.each([
  ['Kính gửi {họ tên}, {Chỉ Tiêu}', null],
  ['{chi tieu}', '{chi tieu}'],
  ['{name} {}', null],
])('%s has an unknown word in braces: %s', (text, word) =>
  expect(unknownFilling(text, 'campaign')).toBe(word),
)

it('fills in what stands in braces, in either language, and leaves the rest', () => {
  expect(filled('Kính gửi {họ tên}, {tỉnh} {TỈNH} {gì đó} {name}', { name: 'Hoa', province: 'Huế' })).toBe(
    'Kính gửi Hoa, Huế Huế {gì đó} Hoa',
  )
})

it.each([
  ['all', { received: 5, drafts: 0, target: null }, true],
  ['nothingSubmitted', { received: 0, drafts: 3, target: null }, true],
  ['nothingSubmitted', { received: 1, drafts: 0, target: null }, false],
  ['belowTarget', { received: 4, drafts: 0, target: 5 }, true],
  ['belowTarget', { received: 5, drafts: 0, target: 5 }, false],
  ['belowTarget', { received: 0, drafts: 0, target: null }, false],
  ['openDrafts', { received: 9, drafts: 1, target: 5 }, true],
  ['openDrafts', { received: 9, drafts: 0, target: 5 }, false],
] as const)('the condition %s on %j: %s', (condition, state, holds) =>
  expect(meets(condition, state)).toBe(holds),
)

describe('endorsement', () => {
  const work = (id: string, position: number | null, counts = true) => ({ id, position, counts })
  const standings = (works: ReturnType<typeof work>[], quota: number) =>
    endorsed(works, quota).map((row) => `${row.id}${row.place ?? ''} ${row.standing}`)
  it('endorses the first of the ranked up to the quota', () =>
    expect(standings([work('a', 2), work('b', 1), work('c', 3), work('d', null)], 2)).toEqual([
      'a2 endorsed',
      'b1 endorsed',
      'c3 reserve',
      'd unranked',
    ]))
  it('moves the reserve up when one is withdrawn', () =>
    expect(standings([work('a', 2), work('b', 1, false), work('c', 3), work('d', 4)], 2)).toEqual([
      'a1 endorsed',
      'b out',
      'c2 endorsed',
      'd3 reserve',
    ]))
  it('endorses none with a quota of 0', () => expect(standings([work('a', 1)], 0)).toEqual(['a1 reserve']))
})

describe('a cell', () => {
  it.each<[SheetCell, string | null | undefined]>([
    ['15/3/2027', '2027-03-15'],
    ['15-03-2027', '2027-03-15'],
    ['ngày 5.3.2027', '2027-03-05'],
    ['2027-03-15', '2027-03-15'],
    ['2027-03-15 00:00:00', '2027-03-15'],
    [46461, '2027-03-15'],
    [new Date('2027-03-15T00:00:00Z'), '2027-03-15'],
    ['', null],
    [null, null],
    ['31/2/2027', undefined],
    ['3/2027', undefined],
    [7, undefined],
  ])('%s is the day %s', (cell, day) => expect(dayOf(cell)).toBe(day))
  it('is read in NFC', () => expect(textOf(' Huế '.normalize('NFD'))).toBe('Huế'))
})

describe('a worksheet', () => {
  const words: BulkWords = {
    headers: new Map([
      ['ten tac pham', 'title'],
      ['hang muc', 'category'],
      ['ngon ngu', 'language'],
      ['tac gia', 'authors'],
      ['thu dien tu', 'email'],
      ['ngay dang, phat', 'publishedOn'],
    ]),
    categories: new Map([
      ['1', 'cat_1'],
      ['bao in', 'cat_1'],
    ]),
    languages: new Map([
      ['tieng viet', 'vi'],
      ['tieng anh', 'en'],
    ]),
    genres: new Map(),
    languagesOf: new Map([['cat_1', ['vi']]]),
    today: '2027-08-01',
    known: new Set(['co roi|an']),
  }
  const head = ['Tên tác phẩm *', 'Hạng mục *', 'Ngôn ngữ *', 'Tác giả *', 'Thư điện tử *', 'Ngày đăng, phát']
  const right = ['Biển', 'Báo in', 'Tiếng Việt', 'An; Bình', 'an@b.vn', '1/7/2027']
  const wrongOf = (...line: SheetCell[]) =>
    checkSheet([head, line], words).rows[0]!.wrong.map(
      (one) => `${one.column} ${one.why.key.split('.').at(-1)}`,
    )
  it('finds its head below a title, skips blank rows, and keeps the numbers of rows', () => {
    const sheet = checkSheet([['Danh sách của tỉnh'], [], head, [null, ' '], right], words)
    expect([sheet.headRow, sheet.rows.map((row) => [row.row, row.wrong])]).toEqual([3, [[5, []]]])
    expect(sheet.rows[0]!.work).toMatchObject({
      title: 'Biển',
      categoryId: 'cat_1',
      language: 'vi',
      authors: ['An', 'Bình'],
      publishedOn: '2027-07-01',
    })
  })
  it.each<[string, SheetCell[], string[]]>([
    ['nothing wrong', right, []],
    ['a category by its number', ['Biển', 1, 'Tiếng Việt', 'An', 'an@b.vn', ''], []],
    [
      'empty needed cells',
      ['Biển', '', '', '', '', ''],
      ['category required', 'language required', 'authors required', 'email required'],
    ],
    [
      'unknown words',
      ['Biển', 'Báo nói', 'Tiếng Klingon', 'An', 'an@b.vn', ''],
      ['category unknown', 'language unknown'],
    ],
    [
      'a language the category does not take',
      ['Biển', '1', 'Tiếng Anh', 'An', 'an@b.vn', ''],
      ['language notInCategory'],
    ],
    ['no address', ['Biển', '1', 'Tiếng Việt', 'An', 'an bao', ''], ['email email']],
    [
      'no date, and one to come',
      ['Biển', '1', 'Tiếng Việt', 'An', 'an@b.vn', 'hôm qua'],
      ['publishedOn date'],
    ],
    ['a day to come', ['Biển', '1', 'Tiếng Việt', 'An', 'an@b.vn', '2/8/2027'], ['publishedOn future']],
    ['a work the edition has', ['Có rồi', '1', 'Tiếng Việt', 'Ân', 'an@b.vn', ''], ['title known']],
  ])('%s', (_name, line, wrong) => expect(wrongOf(...line)).toEqual(wrong))
  it('names what comes twice at its second row', () =>
    expect(checkSheet([head, right, right], words).rows.map((row) => row.wrong.length)).toEqual([0, 1]))
  it('says which needed columns its head lacks', () =>
    expect(checkSheet([head.slice(0, 3), right], words).missing).toEqual(['authors', 'email']))
})
