import { describe, expect, it } from 'vitest'
import { renderDocumentPdf } from '#app/modules/documents/document-pdf.server.ts'
import type { DocumentBlock, OfficialDocument } from '#app/modules/documents/document.ts'
import { renderPdf } from '#app/modules/documents/pdf.server.ts'
import { languages } from '#app/modules/editions/edition.ts'
import { isHere, printed } from '#tests/support/programs.ts'
import { fontsOf, outside, pagesOf, pdfFile } from '#tests/support/printed-pages.ts'

const missing = !isHere('pdftotext')
if (missing && process.env.CI) throw new Error('install poppler-utils')

/** A title in each language, and the font of ours that has its letters. */
const titles: Record<(typeof languages)[number], [title: string, font: string]> = {
  vi: ['Những người giữ biển ƯỢỄ', 'Tinos'],
  en: ['The Keepers of the Sea', 'Tinos'],
  fr: ['L’œuvre où naît l’été', 'Tinos'],
  zh: ['中国与越南的友好关系，繁體國際', 'NotoSansSC'],
  ru: ['Вьетнам и мир', 'Tinos'],
  es: ['¿Qué señor?', 'Tinos'],
  ja: ['ベトナムの海と人々、図書館の込み合う峠', 'NotoSansSC'],
  ko: ['베트남의 바다와 사람들', 'NotoSansKR'],
  lo: ['ຄວາມສາມັກຄີລາວຫວຽດນາມ', 'NotoSansLao'],
  km: ['មិត្តភាពវៀតណាមកម្ពុជា', 'NotoSansKhmer'],
  de: ['Größe über Maß', 'Tinos'],
  ar: ['فيتنام والعالم العربي', 'NotoSansArabic'],
  th: ['เวียดนามและประเทศไทย', 'NotoSansThai'],
  id: ['Laut dan manusia', 'Tinos'],
  pt: ['A coração e a nação', 'Tinos'],
}
const template = `
#let doc = json(bytes(sys.inputs.content))
#doc.title #strong(doc.title) #emph(doc.title)
`

it.skipIf(missing).each(languages)(
  'has its own letters for a title in %s, upright, bold and sloped',
  async (language) => {
    const [title, font] = titles[language]
    const file = pdfFile(renderPdf(template, { title }))
    const fonts = await fontsOf(file)
    // What no font of ours has would be taken from one of the machine, and be a box on a machine without any.
    expect(fonts.filter((name) => !name.startsWith('Tinos-') && !name.startsWith(`${font}-`))).toEqual([])
    expect(fonts.some((name) => name.startsWith(`${font}-`))).toBe(true)
    const text = await printed('pdftotext', file, '-')
    expect(text).not.toMatch(/[\ufffd\u0000]/)
  },
)

it
  .skipIf(missing)
  .each([
    ['Latin letters', 'a'.repeat(120)],
    ['capitals', 'Ư'.repeat(120)],
    ['an address', `https://bao.example/${'doc-'.repeat(30)}`],
    ['Cyrillic', 'Ж'.repeat(120)],
    ...(['zh', 'ja', 'ko', 'lo', 'km', 'ar', 'th'] as const).map((language): [string, string] => [
      language,
      titles[language][0].replaceAll(' ', '').repeat(9),
    ]),
  ])('breaks a word of 120 letters and more where the line ends: %s', async (_, word) => {
  const file = pdfFile(
    renderDocumentPdf({
      ...letter([{ kind: 'paragraph', text: word }, tableOf(word)]),
      title: word,
      abstract: word,
    }),
  )
  const pages = await pagesOf(file)
  expect(pages.flatMap((page) => outside(page, 45).filter(({ top }) => top > 45))).toEqual([])
})

const tableOf = (word: string): DocumentBlock => ({
  kind: 'table',
  head: ['A', 'B', 'C'],
  rows: [[word, word, word]],
  widths: [13, 35, 12],
  numbers: [],
})
const letter = (blocks: DocumentBlock[]): OfficialDocument => ({
  letterhead: 'state',
  superior: 'ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA',
  body: 'BAN CHỈ ĐẠO CÔNG TÁC THÔNG TIN ĐỐI NGOẠI',
  placeAndDate: 'Khánh Hòa, ngày 01 tháng 7 năm 2027',
  title: 'BÁO CÁO',
  abstract: 'về việc tham gia',
  blocks,
  signatures: [
    { office: '', name: '' },
    { office: 'TM. BAN CHỈ ĐẠO', name: '' },
  ],
  language: 'vi-VN',
})

describe('the signature', () => {
  const paragraph = (text: string): DocumentBlock => ({ kind: 'paragraph', text })
  const long = 'Ban Tổ chức đã nhận và phân loại tác phẩm của các tỉnh, thành phố theo đúng thể lệ. '.repeat(
    4,
  )
  const rows = (count: number): DocumentBlock => ({
    kind: 'table',
    head: ['A', 'B'],
    rows: Array.from({ length: count }, (_, index) => [`dòng ${index}`, 'x']),
    widths: [1, 1],
    numbers: [],
  })

  it.skipIf(missing).each<[string, DocumentBlock[]]>([
    ['a long paragraph', [paragraph(long)]],
    [
      'a short paragraph after a heading',
      [paragraph(long), { kind: 'heading', text: 'Mục' }, paragraph('Hết.')],
    ],
    ['two short paragraphs', [paragraph(long), paragraph('Một.'), paragraph('Hai.')]],
    ['a table', [rows(14)]],
    ['a table of one row', [paragraph(long), rows(1)]],
  ])('has two lines of text at least before it on its page, after %s', async (_, last) => {
    for (let before = 1; before <= 45; before++) {
      const blocks = [...Array.from({ length: before }, (_, index) => paragraph(`Dòng ${index}.`)), ...last]
      const pages = await pagesOf(pdfFile(renderDocumentPdf(letter(blocks))))
      const page = pages.at(-1)!
      const signed = page.words.find((word) => word.text === 'TM.')!
      // Above the text of page 2 stands its number.
      const above = page.words.filter((word) => word.top > 45 && word.bottom < signed.top)
      const lines = new Set(above.map((word) => Math.round(word.top / 4)))
      expect([before, lines.size >= 2]).toEqual([before, true])
    }
  })

  it.skipIf(missing)('stands below a letterhead whose place is in one piece', async () => {
    const [page] = await pagesOf(pdfFile(renderDocumentPdf(letter([paragraph(long)]))))
    const place = ['TỈNH', 'KHÁNH', 'HÒA'].map(
      (part) => page!.words.find(({ text }) => text.includes(part))!.top,
    )
    expect(new Set(place).size).toBe(1)
  })
})
