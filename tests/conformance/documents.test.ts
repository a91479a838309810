import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, expect, it } from 'vitest'
import { renderDocumentPdf } from '#app/modules/documents/document-pdf.server.ts'
import { renderDocx } from '#app/modules/documents/docx.server.ts'
import { unitsOn } from '#app/modules/provinces/history.ts'
import { participationReport } from '#app/modules/reports/report-document.server.ts'
import { tilesOf } from '#app/modules/provinces/tiles.ts'
import { converted, isHere, printed } from '#tests/support/programs.ts'
import { mappedHistory } from '#tests/support/provinces.ts'
import type { MinutesContent } from '#app/modules/results/minutes.ts'
import { minutesDocument } from '#app/modules/results/minutes-document.server.ts'

const missing = !isHere('soffice') || !isHere('pdftotext')
if (missing && process.env.CI) throw new Error('install libreoffice-writer and poppler-utils')
if (missing) console.warn('apt-get install libreoffice-writer poppler-utils, to open what is written')

const folder = mkdtempSync(join(tmpdir(), 'chungkhao-documents-'))
afterAll(() => rmSync(folder, { recursive: true }))

const rows = Array.from({ length: 90 }, (_, index) => ({
  rank: index + 1,
  number: index + 1,
  title: index === 0 ? 'Những người giữ biển – “Trường Sa” & <Hoàng Sa>' : `Tác phẩm thứ ${index + 1}`,
  agency: 'Báo và phát thanh, truyền hình Khánh Hòa',
  readings: 3,
  mean: 95 - index / 2,
  adjusted: 94.5 - index / 2,
  inFinal: index < 9,
  prize: null,
}))
const content: MinutesContent = {
  edition: 13,
  year: 2027,
  stage: 'preliminary',
  panel: 'Tiểu ban 1',
  opensAt: '2027-09-01T01:00:00.000Z',
  closesAt: '2027-09-18T10:00:00.000Z',
  closedAt: '2027-09-18T09:30:00.000Z',
  chair: 'Nguyễn Thị Hằng',
  judges: ['Đỗ Văn Ước', 'Nguyễn Thị Hằng', 'Trần Bửu Quyền'],
  entries: 90,
  sheets: 270,
  recusals: 2,
  decidesBy: 'adjusted',
  tieRule: ['mainCriterion', 'council'],
  categories: [
    { name: 'Báo, tạp chí tiếng Việt', rows, ties: [{ number: 5, toldBy: 'mainCriterion' }], departure: '' },
  ],
  ballots: [],
  dataHash: 'a'.repeat(64),
  chainHead: 'b'.repeat(64),
  signedOff: [],
}
const at = new Date('2027-09-20T03:00:00Z')

/** Without runs of space: where a line breaks is the program's own business. */
const flat = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ')

const textOf = async (pdf: string, ...options: string[]) =>
  flat(await printed('pdftotext', '-layout', ...options, pdf, '-'))

it.skipIf(missing).each([
  ['party', 'ĐẢNG CỘNG SẢN VIỆT NAM'],
  ['state', 'Độc lập - Tự do - Hạnh phúc'],
] as const)(
  'writes minutes that Word’s kin opens whole, with the letterhead of the %s',
  async (letterhead, motto) => {
    const document = minutesDocument(content, letterhead, at)
    const docx = join(folder, `${letterhead}.docx`)
    writeFileSync(docx, await renderDocx(document))
    await converted(folder, `${letterhead}.docx`, 'pdf')
    const first = await textOf(join(folder, `${letterhead}.pdf`), '-l', '1')
    const whole = await textOf(join(folder, `${letterhead}.pdf`))
    expect(first).toContain(motto)
    expect(first).toContain('Hà Nội, ngày 20 tháng 9 năm 2027')
    expect(first).toContain('BIÊN BẢN')
    expect(first).not.toMatch(/^\s*1\s/)
    expect(await textOf(join(folder, `${letterhead}.pdf`), '-f', '2', '-l', '2')).toMatch(/^ ?2 /)
    expect(whole).toContain('Đỗ Văn Ước, Nguyễn Thị Hằng, Trần Bửu Quyền')
    expect(whole).toContain('“Trường Sa” &')
    for (const number of [1, 45, 90]) expect(whole).toContain(`XIII-${String(number).padStart(4, '0')}`)
    expect(whole.match(/Kết luận/g)!.length).toBeGreaterThan(1)
    expect(whole).toContain('TRƯỞNG TIỂU BAN')
  },
)

it.skipIf(missing)('writes the same minutes as PDF, with page numbers from page 2', async () => {
  const pdf = join(folder, 'minutes.pdf')
  writeFileSync(pdf, renderDocumentPdf(minutesDocument(content, 'party', at)))
  const about = await printed('pdfinfo', pdf)
  expect(about).toMatch(/A4/)
  expect(about).toMatch(/Tagged: +yes/)
  const structure = await printed('pdfinfo', '-struct-text', pdf)
  for (const tag of ['H1', 'Table', 'THead', 'TH', 'TD'])
    expect(structure).toMatch(new RegExp(`^ *${tag}\\b`, 'm'))
  expect(await printed('pdffonts', pdf)).toMatch(/Tinos-Regular/)
  const whole = await textOf(pdf)
  expect(whole).toContain('ĐẢNG CỘNG SẢN VIỆT NAM')
  expect(whole).toContain(
    'Xếp hạng theo điểm hiệu chỉnh; khi bằng điểm lần lượt xét: điểm tiêu chí thứ nhất; Hội đồng quyết định.',
  )
  expect(whole).toContain('XIII-0090')
  expect(whole).toContain('a'.repeat(64))
  expect(await textOf(pdf, '-f', '2', '-l', '2')).toMatch(/^ ?2 /)
  expect(await textOf(pdf, '-l', '1')).not.toMatch(/^ ?1 /)
  expect(readFileSync(pdf).length).toBeLessThan(400_000)
})

const counts = { eligible: 1, inFinal: 0, prizes: 0, agencies: 1, authors: 1 }
const reportOf = (letterhead: 'party' | 'state') =>
  participationReport(
    {
      takenAt: '2027-07-01T00:00:00.000Z',
      frame: '2025',
      edition: 13,
      period: { from: '2027-01-01', to: '2027-06-30' },
      provinces: unitsOn(mappedHistory(), '2025', '2027-01-01').map(({ code, name }, index) => ({
        code,
        name,
        received: index,
        ...counts,
      })),
      buckets: {
        central: { received: 3, ...counts },
        overseas: { received: 0, ...counts },
        foreign: { received: 0, ...counts },
      },
      unplaced: { received: 0, ...counts },
      participating: 33,
      of: 34,
      absent: [{ code: '89', name: 'An Giang' }],
      undecided: [],
      untold: [],
      byCategory: [{ name: 'Phát thanh', received: 564, ...counts }],
      byLanguage: { vi: 500, en: 64 },
      byDay: {},
      ineligible: 3,
      standings: { press: 500, foreign: 2 },
      rounds: [],
      annex: [],
      urged: { invited: 12, registered: 5 },
      told: { final: true, prizes: true },
    },
    {
      letterhead,
      kind: 'halfYear',
      province: null,
      tiles: tilesOf('2025'),
    },
    at,
  )

it.skipIf(missing).each(['party', 'state'] as const)(
  'writes the report of the %s whole: map, every province, recipients, tags',
  async (letterhead) => {
    const document = reportOf(letterhead)
    const docx = join(folder, `report-${letterhead}.docx`)
    const pdf = join(folder, `report-${letterhead}-own.pdf`)
    writeFileSync(docx, await renderDocx(document))
    writeFileSync(pdf, renderDocumentPdf(document))
    await converted(folder, `report-${letterhead}.docx`, 'pdf')
    for (const file of [pdf, join(folder, `report-${letterhead}.pdf`)]) {
      const whole = await textOf(file)
      expect(whole).toContain(
        letterhead === 'party' ? 'ĐẢNG CỘNG SẢN VIỆT NAM' : 'Độc lập - Tự do - Hạnh phúc',
      )
      expect(whole).toContain(
        '33/34 tỉnh, thành phố tham gia; 1 tỉnh, thành phố không có tác phẩm là: An Giang.',
      )
      expect(whole).toContain('Nơi nhận:')
      // Between the two columns the words of the signature may stand.
      expect(whole).toMatch(/- Ban Chỉ đạo các tỉnh, thành phố/)
      expect(whole).toMatch(letterhead === 'party' ? /- Lưu Văn phòng\./ : /- Lưu: VT\./)
      expect(whole).toContain('TM. BAN TỔ CHỨC')
      expect(whole).toContain('sơ kết 6 tháng')
      expect(whole).toContain('đã gửi lời mời tham gia đến 12 cá nhân, cơ quan')
      for (const unit of unitsOn(mappedHistory(), '2025', '2027-01-01')) expect(whole).toContain(unit.name)
      const images = await printed('pdfimages', '-list', file)
      const drawn =
        file === pdf
          ? whole.includes('Hoàng Sa') && whole.includes('Trường Sa')
          : /\n +\d+ +0 image/.test(images)
      expect(drawn).toBe(true)
    }
    const structure = await printed('pdfinfo', '-struct', pdf)
    for (const tag of ['H1', 'Figure', 'Table', 'THead', 'TH'])
      expect(structure).toMatch(new RegExp(`^ *${tag}\\b`, 'm'))
    expect(await printed('pdfinfo', pdf)).toMatch(/Tagged: +yes/)
    expect(await textOf(pdf, '-f', '2', '-l', '2')).toMatch(/^ ?2 /)
    const inside = strFromU8(unzipSync(readFileSync(docx))['word/document.xml']!)
    expect(inside).toMatch(/<w:pStyle w:val="Heading1"\/>/)
    expect(inside).toMatch(/<w:tblHeader\/>/)
  },
)

/** Reports whose text ends at each place of a page: one line more in each, in paragraphs, or as rows of a table at the end. */
const ending = (lines: number, last: 'paragraph' | 'table') => {
  const document = reportOf('state')
  const texts = Array.from({ length: lines }, (_, index) => `Dòng thứ ${index + 1}.`)
  const table = {
    kind: 'table' as const,
    head: ['Tên'],
    rows: texts.map((one) => [one]),
    widths: [1],
    numbers: [],
  }
  const paragraphs = texts.map((text) => ({ kind: 'paragraph' as const, text }))
  return { ...document, blocks: last === 'table' ? [table] : paragraphs }
}

it.skipIf(missing).each(['paragraph', 'table'] as const)(
  'never leaves the signature alone on a page, whatever the length of the text before it: %s',
  async (last) => {
    const lengths = Array.from({ length: 26 }, (_, index) => index + 10)
    const names = lengths.map((lines) => `ending-${last}-${lines}`)
    for (const [index, lines] of lengths.entries())
      writeFileSync(join(folder, `${names[index]}.docx`), await renderDocx(ending(lines, last)))
    await converted(
      folder,
      names.map((name) => `${name}.docx`),
      'pdf',
    )
    const pages: number[] = []
    for (const name of names) {
      const all = (await printed('pdftotext', '-layout', join(folder, `${name}.pdf`), '-'))
        .normalize('NFC')
        .split('\f')
        .slice(0, -1)
      pages.push(all.length)
      const signed = all.findIndex((page) => page.includes('TM. BAN TỔ CHỨC'))
      expect([name, signed, all[signed]!.includes('Nơi nhận:')]).toEqual([name, all.length - 1, true])
      expect([name, [...all[signed]!.matchAll(/Dòng thứ/g)].length >= 2]).toEqual([name, true])
    }
    // The lengths cross the foot of a page, or nothing was shown.
    expect([Math.min(...pages), Math.max(...pages)]).toEqual([1, 2])
  },
  120_000,
)
