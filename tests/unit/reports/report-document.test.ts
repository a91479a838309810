import { describe, expect, it } from 'vitest'
import type { Prize } from '#app/modules/editions/prizes.ts'
import { noMeasures, type Measures } from '#app/modules/participation/measures.ts'
import { participationReport, worded, type ReportAsk } from '#app/modules/reports/report-document.server.ts'
import type { ReportFigures } from '#app/modules/reports/report-figures.server.ts'
import { commandOf } from '#app/modules/reports/draw-report.server.ts'
import { reportForm, wordingForm } from '#app/modules/reports/schema.ts'

const measures = (received: number, more: Partial<Measures> = {}): Measures => ({
  ...noMeasures,
  received,
  ...more,
})
const unit = (code: string, name: string, row: Measures) => ({ code, name, ...row })
const told = { final: true, prizes: true }

const figures: ReportFigures = {
  frame: '2025',
  edition: 13,
  takenAt: '2027-03-01T02:00:00.000Z',
  period: {},
  provinces: [
    unit(
      '01',
      'Hà Nội',
      measures(1200, { eligible: 1100, inFinal: 20, prizes: 5, agencies: 9, authors: 800 }),
    ),
    unit('56', 'Khánh Hòa', measures(0)),
  ],
  buckets: { central: measures(0), overseas: measures(0), foreign: measures(0) },
  unplaced: measures(0),
  participating: 1,
  of: 2,
  absent: [{ code: '56', name: 'Khánh Hòa' }],
  undecided: [],
  untold: [],
  byCategory: [
    {
      name: 'Báo in',
      ...measures(1000, { eligible: 900, inFinal: 15, prizes: 4, agencies: 8, authors: 700 }),
    },
    {
      name: 'Phát thanh',
      ...measures(200, { eligible: 200, inFinal: 5, prizes: 1, agencies: 3, authors: 150 }),
    },
  ],
  byLanguage: { vi: 1200 },
  byDay: {},
  ineligible: 0,
  standings: {},
  rounds: [],
  annex: [],
  urged: { invited: 0, registered: 0 },
  told,
}
const country: ReportAsk = {
  letterhead: 'party',
  kind: 'participation',
  province: null,
  tiles: [
    { code: '01', label: 'Hà Nội', row: 0, col: 0, island: false },
    { code: '56', label: 'Khánh Hòa', row: 1, col: 1, island: false },
  ],
}
const province = { code: '56', name: 'Khánh Hòa', isCity: false }
const at = new Date('2027-08-20T03:00:00Z')

const report = (more: Partial<ReportFigures> = {}, ask: Partial<ReportAsk> = {}) =>
  participationReport({ ...figures, ...more }, { ...country, ...ask }, at)
const own = (row: Measures, more: Partial<ReportFigures> = {}, ask: Partial<ReportAsk> = {}) =>
  report({ provinces: [unit('56', 'Khánh Hòa', row)], ...more }, { province, ...ask })
type Report = ReturnType<typeof report>
const said = ({ blocks }: Report) =>
  blocks.map((block) =>
    block.kind === 'table' ? 'table' : block.kind === 'picture' ? 'picture' : block.text,
  )
const tables = ({ blocks }: Report) => blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))
const grounds = 'Số liệu do Cổng Giải thưởng tổng hợp lúc 10:00 20/08/2027.'

describe('the report of the country', () => {
  it('says in order what was received, who took part, how, and on what grounds', () => {
    expect(said(report())).toEqual([
      'I. Tình hình chung',
      'Ban Tổ chức đã nhận 1.200 tác phẩm, sản phẩm, trong đó 1.100 hợp lệ; 20 vào vòng chung khảo, 5 đoạt giải.',
      '1/2 tỉnh, thành phố tham gia; 1 tỉnh, thành phố chưa có tác phẩm là: Khánh Hòa.',
      'II. Theo tỉnh, thành phố',
      'picture',
      'table',
      'III. Theo hạng mục',
      'table',
      'IV. Theo ngôn ngữ',
      'Tất cả tác phẩm đều bằng tiếng Việt.',
      'V. Căn cứ số liệu',
      grounds,
      expect.stringContaining('0 tác phẩm, sản phẩm ở phụ lục kèm theo (tệp bảng tính).'),
    ])
  })

  it('has its list of works in a worksheet beside it', () => {
    const work = {
      number: 1,
      title: 'Bài',
      authors: 'An',
      category: '',
      language: 'vi',
      agency: '',
      place: '',
    }
    const document = report({ annex: [{ ...work, state: 'eligible' }] })
    expect([document.annex, said(document).at(-1)]).toEqual([
      undefined,
      'Danh sách 1 tác phẩm, sản phẩm ở phụ lục kèm theo (tệp bảng tính).',
    ])
  })

  it('has between them what there is to say of works elsewhere, authors and rounds', () => {
    const texts = said(
      report({
        buckets: { central: measures(2), overseas: measures(0), foreign: measures(1) },
        standings: { press: 1500, foreign: 2, other: 0, '': 9 },
        rounds: [
          {
            stage: 'preliminary',
            panels: 4,
            opensAt: '2027-09-01T00:00:00Z',
            closesAt: '2027-09-10T18:00:00Z',
          },
        ],
      }),
    )
    expect(texts.slice(3, 6)).toEqual([
      'Ngoài các tỉnh, thành phố: cơ quan Trung ương gửi 2 tác phẩm; người nước ngoài gửi 1 tác phẩm.',
      'Tác giả gồm: 1.500 hội viên Hội Nhà báo, người có thẻ nhà báo; 2 người nước ngoài; 9 người chưa khai.',
      'Vòng sơ khảo: 4 tiểu ban, từ ngày 01/09/2027 đến ngày 11/09/2027.',
    ])
    expect(texts.length).toBe(13 + 3)
  })

  it('has the head and foot of an official document', () => {
    const { superior, body, number, placeAndDate, title, abstract, signatures, recipients, language, annex } =
      report()
    expect({ superior, number, placeAndDate, title, abstract, language, annex }).toEqual({
      superior: expect.any(String),
      number: 'Số      -BC/BTC',
      placeAndDate: 'Hà Nội, ngày 20 tháng 8 năm 2027',
      title: 'BÁO CÁO',
      abstract: 'về việc tham gia Giải thưởng toàn quốc về thông tin đối ngoại lần thứ XIII',
      language: 'vi-VN',
      annex: undefined,
    })
    expect(body).toContain('XIII')
    expect(signatures).toEqual([
      { office: '', name: '' },
      { office: 'TM. BAN TỔ CHỨC', name: '' },
    ])
    expect(recipients!.length).toBe(4)
    expect(report({}, { letterhead: 'state' }).number).toBe('Số:      /BC-BTC')
  })

  it.each([
    ['2027-01-31T17:00:00Z', 'ngày 01 tháng 02'],
    ['2027-02-28T17:00:00Z', 'ngày 01 tháng 3'],
    ['2027-01-09T00:00:00Z', 'ngày 09 tháng 01'],
    ['2027-12-31T16:59:00Z', 'ngày 31 tháng 12'],
  ])('at %s is of %s', (moment, day) => {
    expect(participationReport(figures, country, new Date(moment)).placeAndDate).toContain(day)
  })

  it.each([
    [{}, ''],
    [{ from: '2027-01-01' }, ' (từ ngày 01/01/2027)'],
    [{ to: '2027-06-30' }, ' (đến hết ngày 30/06/2027)'],
    [{ from: '2027-01-01', to: '2027-06-30' }, ' (từ ngày 01/01/2027 đến hết ngày 30/06/2027)'],
  ])('for %j is headed so', (period, words) => {
    expect(report({ period }).abstract).toBe(
      `về việc tham gia Giải thưởng toàn quốc về thông tin đối ngoại lần thứ XIII${words}`,
    )
    expect(report({ period }, { kind: 'halfYear' }).abstract).toMatch(/^sơ kết 6 tháng .* lần thứ XIII/)
  })

  it('has each unit, group and the sum of all in one table, a dash for what cannot be added up', () => {
    const [units, categories] = tables(
      report({
        untold: ['56', '04'],
        provinces: [...figures.provinces, unit('04', 'Cao Bằng', measures(3, { authors: 2 }))],
        unplaced: measures(7),
        buckets: { ...figures.buckets, overseas: measures(4, { authors: 3 }) },
      }),
    )
    expect(units!.head).toEqual([
      'Tỉnh, thành phố',
      'Đã nhận',
      'Hợp lệ',
      'Vào chung khảo',
      'Đoạt giải',
      'Cơ quan',
      'Tác giả',
    ])
    expect(units!.rows).toEqual([
      ['Hà Nội', '1.200', '1.100', '20', '5', '9', '800'],
      ['Khánh Hòa*', '?', '?', '?', '?', '?', '?'],
      ['Cao Bằng*', '3', '0', '0', '0', '0', '2'],
      ['Trung ương', '0', '0', '0', '0', '0', '0'],
      ['Người Việt Nam ở nước ngoài', '4', '0', '0', '0', '0', '3'],
      ['Người nước ngoài', '0', '0', '0', '0', '0', '0'],
      ['Chưa xác định được', '7', '0', '0', '0', '0', '0'],
      ['Tổng', '1.200', '1.100', '20', '5', '–', '–'],
    ])
    expect(categories!.rows).toEqual([
      ['Báo in', '1.000', '900', '15', '4', '8', '700'],
      ['Phát thanh', '200', '200', '5', '1', '3', '150'],
    ])
    expect(tables(report())[0]!.rows.length).toBe(2 + 3 + 1)
  })

  it.each([
    [{ final: false, prizes: false }, ['–', '–']],
    [{ final: true, prizes: false }, ['15', '–']],
    [{ final: false, prizes: true }, ['–', '4']],
  ])('told %j has a dash for the rest', (toldThen, cells) => {
    expect(tables(report({ told: toldThen }))[1]!.rows[0]!.slice(3, 5)).toEqual(cells)
  })

  it('has a map with every unit, a star where it may have more', () => {
    const picture = report({ untold: ['01', '56'] }).blocks.find((block) => block.kind === 'picture')!
    expect(picture.kind === 'picture' && picture.svg).toContain('<title>Hà Nội: 1.200*</title>')
    expect(picture.kind === 'picture' && picture.svg).toContain('<title>Khánh Hòa: ?</title>')
    const plain = report().blocks.find((block) => block.kind === 'picture')!
    expect(plain.kind === 'picture' && plain.svg).toContain('<title>Hà Nội: 1.200</title>')
    const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(
      plain.kind === 'picture' ? plain.svg : '',
    )!
    expect(plain).toMatchObject({ width: 0.5, ratio: Number(height) / Number(width) })
  })
})

describe('the sentence of what was received', () => {
  const sentence = (row: Partial<Measures>, more: Partial<ReportFigures> = {}) =>
    said(report({ byCategory: [{ name: 'Báo in', ...measures(9, row) }], ...more }))[1]
  const head = 'Ban Tổ chức đã nhận 9 tác phẩm, sản phẩm, trong đó'
  it.each([
    [
      {},
      {},
      `${head} chưa có tác phẩm được xác nhận hợp lệ; chưa có tác phẩm vào vòng chung khảo, chưa có tác phẩm đoạt giải.`,
    ],
    [
      { eligible: 1, inFinal: 1, prizes: 1 },
      { ineligible: 1 },
      `${head} 1 hợp lệ, 1 không hợp lệ; 1 vào vòng chung khảo, 1 đoạt giải.`,
    ],
    [
      { eligible: 1 },
      { told: { final: false, prizes: false } },
      `${head} 1 hợp lệ; kết quả chung khảo chưa công bố.`,
    ],
    [
      { eligible: 1, inFinal: 2 },
      { told: { final: true, prizes: false } },
      `${head} 1 hợp lệ; 2 vào vòng chung khảo, kết quả chung khảo chưa công bố.`,
    ],
    [{ received: 0 }, {}, 'Tính đến thời điểm báo cáo, chưa có tác phẩm, sản phẩm nào được gửi.'],
  ])('of %j %j', (row, more, words) => expect(sentence(row, more)).toBe(words))
})

describe('the statement of who took part', () => {
  const statement = (more: Partial<ReportFigures>) => said(report(more))[2]
  const named = (...names: string[]) => names.map((name) => ({ code: '', name }))
  it.each([
    [{ participating: 2, absent: [] }, '2/2 tỉnh, thành phố tham gia.'],
    [
      { participating: 0, absent: named('A', 'B') },
      'Chưa có tỉnh, thành phố nào trong 2 tỉnh, thành phố tham gia.',
    ],
    [
      { participating: 1, of: 3, absent: named('A', 'B') },
      '1/3 tỉnh, thành phố tham gia; 2 tỉnh, thành phố chưa có tác phẩm là: A, B.',
    ],
  ])('of %j', (more, words) => expect(statement(more)).toBe(words))

  it('never calls absent whom it cannot tell, and says what has no place', () => {
    const unsure = statement({
      undecided: named('A', 'B'),
      absent: named('C'),
      unplaced: measures(5),
      untold: ['x'],
    })!
    expect(unsure).toMatch(/^Xác định được 1\/2 tỉnh, thành phố tham gia; chưa ghi nhận: C\. /)
    expect(unsure).toContain('A, B')
    expect(unsure).toContain('5 tác phẩm không xếp được')
    const nobody = statement({ undecided: named('A'), absent: [] })!
    expect(nobody).toMatch(/chưa ghi nhận: (?!\.)[^.]+\. /)
    expect(nobody).not.toContain('không xếp được')
    expect(nobody.length).toBeLessThan(unsure.length)
    const plain = statement({})!
    const marked = statement({ untold: ['x'] })!
    expect([marked.startsWith(`${plain} `), marked.length > plain.length]).toEqual([true, true])
  })
})

describe('languages', () => {
  const words = (byLanguage: Record<string, number>) => {
    const texts = said(report({ byLanguage }))
    const at = texts.indexOf('IV. Theo ngôn ngữ')
    return at < 0 ? null : texts[at + 1]
  }
  it.each([
    [{}, null],
    [{ vi: 3 }, 'Tất cả tác phẩm đều bằng tiếng Việt.'],
    [{ vi: 3, en: 1 }, '1 trong 4 tác phẩm bằng tiếng nước ngoài: 1 bằng tiếng Anh.'],
    [
      { vi: 4, en: 1, lo: 3 },
      '4 tác phẩm bằng tiếng nước ngoài (50,0 %): 3 bằng tiếng Lào, 1 bằng tiếng Anh.',
    ],
    [{ en: 5 }, '5 tác phẩm bằng tiếng nước ngoài (100,0 %): 5 bằng tiếng Anh.'],
  ])('of %j', (byLanguage, text) => expect(words(byLanguage)).toBe(text))
})

describe('the report of a province', () => {
  const sent = measures(6, { eligible: 2 })
  const row = (number: number) => ({
    number,
    title: `Bài ${number}`,
    authors: 'An',
    category: 'Báo in',
    language: 'vi',
    agency: '',
    place: '',
    state: 'eligible',
  })

  it('says what the province sent, with its annex behind', () => {
    const document = own(sent, {
      annex: [row(1), { ...row(2), authors: null as never, category: null as never }],
    })
    expect(said(document)).toEqual([
      'I. Tình hình chung',
      'Tính đến thời điểm báo cáo, Ban Tổ chức đã nhận 6 tác phẩm, sản phẩm của tỉnh Khánh Hòa, trong đó 2 hợp lệ; chưa có tác phẩm vào vòng chung khảo, chưa có tác phẩm đoạt giải.',
      'II. Theo hạng mục',
      'table',
      'III. Theo ngôn ngữ',
      'Tất cả tác phẩm đều bằng tiếng Việt.',
      'IV. Căn cứ số liệu',
      grounds,
      'Danh sách 2 tác phẩm, sản phẩm ở phụ lục kèm theo.',
    ])
    const [heading, table] = document.annex!
    expect(heading).toEqual({ kind: 'heading', text: 'Phụ lục: Danh sách tác phẩm, sản phẩm' })
    expect(table!.kind === 'table' && table!.rows).toEqual([
      ['XIII-0001', 'Bài 1', 'An', 'Báo in', 'Hợp lệ'],
      ['XIII-0002', 'Bài 2', '', '', 'Hợp lệ'],
    ])
    const { superior, body, number, placeAndDate, signatures } = document
    expect({ superior, body, number, placeAndDate, office: signatures[1]!.office }).toEqual({
      superior: 'TỈNH ỦY KHÁNH HÒA',
      body: 'BAN CHỈ ĐẠO CÔNG TÁC THÔNG TIN ĐỐI NGOẠI',
      number: 'Số      -BC/BCĐ',
      placeAndDate: 'Khánh Hòa, ngày 20 tháng 8 năm 2027',
      office: 'TM. BAN CHỈ ĐẠO',
    })
    expect(said(own(sent, { standings: { press: 3 } }))).toContain(
      'Tác giả gồm: 3 hội viên Hội Nhà báo, người có thẻ nhà báo.',
    )
  })

  it('that sent nothing has no tables and no annex', () => {
    const none = own(measures(0), { standings: { press: 3 } })
    expect(said(none)).toEqual([
      'I. Tình hình chung',
      'Tính đến thời điểm báo cáo, tỉnh Khánh Hòa chưa có tác phẩm, sản phẩm nào được gửi.',
      'II. Căn cứ số liệu',
      grounds,
    ])
    expect(none.annex).toBeUndefined()
    const city = own(measures(0), {}, { province: { ...province, isCity: true } })
    expect([said(city)[1], city.superior]).toEqual([
      'Tính đến thời điểm báo cáo, thành phố Khánh Hòa chưa có tác phẩm, sản phẩm nào được gửi.',
      'THÀNH ỦY KHÁNH HÒA',
    ])
  })

  it.each([{ from: '2027-01-01' }, { to: '2027-06-30' }, { from: '2027-01-01', to: '2027-06-30' }])(
    'of the period %j says nothing of other times',
    (period) => {
      expect(said(own(measures(0), { period }))[1]).toBe(
        'Trong kỳ báo cáo, tỉnh Khánh Hòa không có tác phẩm, sản phẩm nào được gửi.',
      )
      expect(said(own(sent, { period }))[1]).toBe(
        'Trong kỳ báo cáo, Ban Tổ chức đã nhận 6 tác phẩm, sản phẩm của tỉnh Khánh Hòa, trong đó 2 hợp lệ; chưa có tác phẩm vào vòng chung khảo, chưa có tác phẩm đoạt giải.',
      )
      const country = said(report({ period }))
      expect(country[1]).toMatch(/^Trong kỳ báo cáo, Ban Tổ chức đã nhận 1\.200 tác phẩm/)
      expect(country[2]).toBe(
        'Trong kỳ báo cáo, 1/2 tỉnh, thành phố tham gia; 1 tỉnh, thành phố không có tác phẩm là: Khánh Hòa.',
      )
      const none = report({ period, byCategory: [], participating: 0 })
      expect(said(none).slice(1, 3)).toEqual([
        'Trong kỳ báo cáo không có tác phẩm, sản phẩm nào được gửi.',
        'Trong kỳ báo cáo, không có tỉnh, thành phố nào trong 2 tỉnh, thành phố tham gia.',
      ])
      expect(said(report({ period, absent: [], participating: 2 }))[2]).toBe(
        'Trong kỳ báo cáo, 2/2 tỉnh, thành phố tham gia.',
      )
      expect(said(report({ period, undecided: [{ code: '', name: 'A' }] }))[2]).toMatch(
        /^Trong kỳ báo cáo, xác định được 1\/2 tỉnh, thành phố tham gia; không ghi nhận: Khánh Hòa\. /,
      )
    },
  )

  it('names in its annex the prize of a work that has one', () => {
    const prize = (given: Prize | null | undefined) =>
      own(sent, { annex: [{ ...row(1), prize: given }] }).annex!.flatMap((block) =>
        block.kind === 'table' ? block.rows[0]!.slice(-1) : [],
      )
    expect([prize('consolation'), prize('first'), prize(null), prize(undefined)]).toEqual([
      ['Giải Khuyến khích'],
      ['Giải Nhất'],
      ['Hợp lệ'],
      ['Hợp lệ'],
    ])
  })

  it('whose works cannot be told apart says so', () => {
    expect(said(own(measures(0), { untold: ['56'] }))[1]).toMatch(/^Theo địa giới này chưa xác định được/)
    const texts = said(own(sent, { untold: ['56'] }))
    expect(texts[1]).toMatch(
      /^Tính đến thời điểm báo cáo, Ban Tổ chức đã nhận 6 tác phẩm, sản phẩm của tỉnh Khánh Hòa, /,
    )
    expect(texts[2]).toMatch(/^Số thực tế có thể lớn hơn: .* tỉnh Khánh Hòa hay không\.$/)
  })

  it('tells of half a year how the urging went', () => {
    const words = (invited: number, kind: ReportAsk['kind'] = 'halfYear') =>
      said(own(measures(0), { urged: { invited, registered: 2 } }, { kind }))[2]
    expect(words(0)).toBe('Trong kỳ báo cáo chưa có lời mời tham gia nào được gửi qua cổng.')
    expect(words(1500)).toBe(
      'Trong kỳ báo cáo đã gửi lời mời tham gia đến 1.500 cá nhân, cơ quan; 2 trong số đó đã đăng ký tham gia trên cổng.',
    )
    expect(words(5, 'participation')).toBe('II. Căn cứ số liệu')
    expect(said(report({ urged: { invited: 1, registered: 1 } }, { kind: 'halfYear' }))[3]).toMatch(
      /^Trong kỳ báo cáo/,
    )
  })
})

describe('a report in other words', () => {
  const document = own(measures(6), {
    annex: [
      {
        number: 1,
        title: 'Bài',
        authors: 'An',
        category: 'Báo',
        language: 'vi',
        agency: '',
        place: '',
        state: 'eligible',
      },
    ],
  })
  it('is the same without any', () => expect(worded(document, {})).toEqual(document))
  it('has every line that was given, and the others as they were', () => {
    const lines = { superior: 'A', body: 'B', number: 'C', placeAndDate: 'D', title: 'E', abstract: 'F' }
    const changed = worded(document, {
      ...lines,
      signer: 'G',
      signerName: 'H',
      recipients: 'I\n \nJ\n',
      'block.0': 'Mục một',
      'block.1': 'Đoạn\n\n \nthêm',
      'block.2': ' ',
      'block.5': '',
      'annex.0': 'Danh sách',
    })
    expect(changed).toEqual({
      ...document,
      ...lines,
      annexOf: '(Kèm theo Báo cáo số C D)',
      signatures: [document.signatures[0], { office: 'G', name: 'H' }],
      recipients: ['I', 'J'],
      blocks: [
        { kind: 'heading', text: 'Mục một' },
        { kind: 'paragraph', text: 'Đoạn' },
        { kind: 'paragraph', text: 'thêm' },
        document.blocks[3],
        document.blocks[4],
        ...document.blocks.slice(6),
      ],
      annex: [{ kind: 'heading', text: 'Danh sách' }, document.annex![1]],
    })
    expect(worded(document, { signerName: 'H' }).signatures[1]).toEqual({
      office: 'TM. BAN CHỈ ĐẠO',
      name: 'H',
    })
  })
  it.each([
    ['Số      -BC/BCĐ', 'Khánh Hòa, ngày 01 tháng 7 năm 2027', 'số ……-BC/BCĐ ngày 01 tháng 7 năm 2027'],
    ['Số:      /BC-BCĐ', 'Khánh Hòa, ngày    tháng 7 năm 2027', 'số ……/BC-BCĐ ngày    tháng 7 năm 2027'],
    ['Số: 12/BC-BCĐ', 'Khánh Hòa, ngày 01 tháng 7 năm 2027', 'số 12/BC-BCĐ ngày 01 tháng 7 năm 2027'],
    ['Số 12-BC/BCĐ', 'Tháng 7', 'số 12-BC/BCĐ Tháng 7'],
  ])('says under its annex whose it is: %s, %s', (number, placeAndDate, said) =>
    expect(worded(document, { number, placeAndDate }).annexOf).toBe(`(Kèm theo Báo cáo ${said})`),
  )
  it('keeps its picture, and has no annex where there was none', () => {
    const map = worded(report(), { 'block.4': 'x', 'block.5': 'y' })
    expect([map.blocks, map.annex, map.annexOf]).toEqual([report().blocks, undefined, undefined])
  })
})

it.each([
  [null, {}, '--frame 2025'],
  ['56', {}, '--province 2025:56'],
  ['56', { from: '2027-01-01' }, '--province 2025:56 --from 2027-01-01'],
  [null, { to: '2027-06-30' }, '--frame 2025 --to 2027-06-30'],
  [null, { from: '2027-01-01', to: '2027-06-30' }, '--frame 2025 --from 2027-01-01 --to 2027-06-30'],
])('of %s in %j is printed again by a command', (code, period, rest) => {
  expect(commandOf(13, code, '2025', { from: '', to: '', ...period })).toBe(
    `npx chungkhao participation --edition 13 ${rest}`,
  )
})

describe('the form of a report', () => {
  const wrong = (fields: object) =>
    reportForm.safeParse(fields).error?.issues.map((issue) => [issue.path[0], issue.message]) ?? []
  const [from, to] = ['2027-01-01', '2027-06-30']
  it.each([
    [{}, []],
    [{ from, to }, []],
    [{ from, to: from }, []],
    [{ from: to, to: from }, [['to', 'report.error.order']]],
    [{ from }, []],
    [{ to }, []],
    [{ kind: 'halfYear' }, [['from', 'report.error.halfYear']]],
    [{ kind: 'halfYear', from }, [['from', 'report.error.halfYear']]],
    [{ kind: 'halfYear', to }, [['from', 'report.error.halfYear']]],
    [{ kind: 'halfYear', from, to }, []],
  ])('%j', (fields, issues) => expect(wrong(fields)).toEqual(issues))
  it.each([
    [{ from: '1/1/2027' }],
    [{ province: '5' }],
    [{ province: '567' }],
    [{ frame: 'x' }],
    [{ kind: 'x' }],
  ])('refuses %j', (fields) => expect(wrong(fields).length).toBe(1))
  it('of words takes what is named as words, to 20,000 letters', () => {
    const long = 'x'.repeat(20_001)
    expect(
      wordingForm.parse({ version: '3', 'w.title': 'a\r\nb', 'w.body': long, other: 'x', 'ww.x': 'y' }),
    ).toEqual({
      version: 3,
      wording: { title: 'a\nb', body: long.slice(1) },
    })
    expect(wordingForm.parse({ version: 'x' })).toEqual({ version: 0, wording: {} })
  })
})
