import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import type { OfficialDocument } from '#app/modules/documents/document.ts'
import { renderDocx } from '#app/modules/documents/docx.server.ts'
import { documentFile } from '#app/modules/documents/render-document.server.ts'

const plain: OfficialDocument = {
  letterhead: 'party',
  superior: 'BAN TUYÊN GIÁO',
  body: 'BAN TỔ CHỨC',
  number: 'Số 12-BC/BTC',
  placeAndDate: 'Hà Nội, ngày 01 tháng 02 năm 2026',
  title: 'BIÊN BẢN',
  abstract: 'về việc chấm',
  blocks: [
    { kind: 'heading', text: '1. Thời gian' },
    { kind: 'paragraph', text: 'Hội đồng họp.' },
    {
      kind: 'table',
      head: ['Tác phẩm', 'Điểm'],
      rows: [['Biển gọi', '87,50']],
      widths: [2, 1],
      numbers: [1],
    },
    {
      kind: 'picture',
      svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"><rect width="10" height="5"/></svg>',
      text: 'Bản đồ',
      width: 0.63,
      ratio: 0.456,
    },
  ],
  signatures: [
    { office: 'THƯ KÝ', name: 'Lê Bình' },
    { office: 'CHỦ TỊCH', name: 'Trần An' },
  ],
  language: 'vi-VN',
}

async function xmlOf(document: OfficialDocument): Promise<string> {
  return strFromU8(unzipSync(await renderDocx(document))['word/document.xml']!)
}
/** The text of each paragraph, in order; an empty one between brackets. */
const paragraphs = (xml: string) =>
  [...xml.matchAll(/<w:p>(.*?)<\/w:p>|<w:p\/>/gs)].map(([whole]) =>
    [...whole.matchAll(/<w:t[ >][^<]*<\/w:t>/g)].map(([run]) => run.replace(/<[^>]+>/g, '')).join(''),
  )
const paragraphWith = (xml: string, text: string) =>
  [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([whole]) => whole).find((whole) => whole.includes(`>${text}<`))!

describe('a DOCX', () => {
  let xml: string
  beforeAll(async () => {
    xml = await xmlOf(plain)
  })

  it('says everything once, in its order', () => {
    expect(paragraphs(xml).filter(Boolean)).toEqual([
      'BAN TUYÊN GIÁO',
      'BAN TỔ CHỨC',
      '*',
      'Số 12-BC/BTC',
      'ĐẢNG CỘNG SẢN VIỆT NAM',
      'Hà Nội, ngày 01 tháng 02 năm 2026',
      'BIÊN BẢN',
      'về việc chấm',
      '1. Thời gian',
      'Hội đồng họp.',
      'Tác phẩm',
      'Điểm',
      'Biển gọi',
      '87,50',
      'THƯ KÝ',
      'Lê Bình',
      'CHỦ TỊCH',
      'Trần An',
    ])
  })

  /** Millimetres in twentieths of a point, to the nearest: 20 mm are 1134, 30 mm are 1701. */
  it('is A4 with the margins of the rules', () => {
    expect(xml).toContain('w:w="11907" w:h="16840"')
    expect(xml).toMatch(/w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"/)
    expect(paragraphWith(xml, 'Hội đồng họp.')).toContain('w:firstLine="567"')
    expect(paragraphWith(xml, 'Hội đồng họp.')).toContain('w:val="both"')
    expect(paragraphWith(xml, '1. Thời gian')).toContain('w:val="Heading1"')
  })

  it('shares its tables out over the line, heads in the middle, numbers right', () => {
    const grids = [...xml.matchAll(/<w:tblGrid>(.*?)<\/w:tblGrid>/g)].map(([, grid]) =>
      [...grid!.matchAll(/w:w="(\d+)"/g)].map(([, width]) => Number(width)),
    )
    expect(grids).toEqual([
      [3629, 5443],
      [6048, 3024],
      [4536, 4536],
    ])
    expect(paragraphWith(xml, 'Tác phẩm')).toContain('w:jc w:val="center"')
    expect(paragraphWith(xml, 'Điểm')).toContain('w:jc w:val="center"')
    expect(paragraphWith(xml, 'Biển gọi')).toContain('w:jc w:val="left"')
    expect(paragraphWith(xml, '87,50')).toContain('w:jc w:val="right"')
  })

  it('has a picture as wide as was asked, with what it shows in words', () => {
    // 0.63 of 9072/1440 inches at 96 dots are 381 dots, 0.456 of them 174; 9,525 units each
    expect(xml).toContain(`cx="${381 * 9525}" cy="${174 * 9525}"`)
    expect(xml).toContain('descr="Bản đồ"')
  })
})

it('of a State body has the national motto and no star, and no number where there is none', async () => {
  const { number: _, ...rest } = plain
  const said = paragraphs(await xmlOf({ ...rest, letterhead: 'state', blocks: [] })).filter(Boolean)
  expect(said).toEqual([
    'BAN TUYÊN GIÁO',
    'BAN TỔ CHỨC',
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Độc lập - Tự do - Hạnh phúc',
    'Hà Nội, ngày 01 tháng 02 năm 2026',
    'BIÊN BẢN',
    'về việc chấm',
    'THƯ KÝ',
    'Lê Bình',
    'CHỦ TỊCH',
    'Trần An',
  ])
})

it('has those who receive it left of the signature, and an annex on a page of its own', async () => {
  const xml = await xmlOf({
    ...plain,
    blocks: [],
    recipients: ['Như trên', 'Lưu VT'],
    annex: [{ kind: 'heading', text: 'Phụ lục' }],
  })
  expect(paragraphs(xml).filter(Boolean).slice(8)).toEqual([
    'Nơi nhận:',
    '- Như trên',
    '- Lưu VT',
    'CHỦ TỊCH',
    'Trần An',
    'Phụ lục',
  ])
  expect(xml).toContain('<w:pageBreakBefore/>')
  expect(await xmlOf({ ...plain, blocks: [] })).not.toContain('<w:pageBreakBefore/>')
})

it('comes as the file that was asked for', async () => {
  const docx = await documentFile({ ...plain, blocks: [] }, 'bien-ban', 'docx')
  const pdf = await documentFile({ ...plain, blocks: [] }, 'bien-ban', 'pdf')
  expect([docx.name, docx.body.subarray(0, 2).toString()]).toEqual(['bien-ban.docx', 'PK'])
  expect([pdf.name, pdf.body.subarray(0, 4).toString()]).toEqual(['bien-ban.pdf', '%PDF'])
  expect(pdf.type).toBe('application/pdf')
})
