import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  HeadingLevel,
  ImageRun,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type IParagraphOptions,
} from 'docx'
import { translator } from '#app/i18n/all.server.ts'
import { renderPng } from './png.server.ts'
import {
  closingBlocks,
  closingRows,
  placeInOnePiece,
  type DocumentBlock,
  type OfficialDocument,
} from './document.ts'

/** Twentieths of a point in a millimetre. */
const mm = 56.7
const pageWidth = Math.round((210 - 30 - 20) * mm)
const font = 'Times New Roman'

/**
 * A4 with the margins and type of 36-HD/VPTW and Decree 30/2020/NĐ-CP: Times New Roman 14, page number centred above the
 * text from page 2, headings as styles, heads of tables repeated on every page.
 */
export async function renderDocx(document: OfficialDocument): Promise<Buffer> {
  return Packer.toBuffer(
    new Document({
      title: document.title,
      creator: document.body,
      styles: {
        default: {
          document: {
            run: { font, size: 28, language: { value: document.language } },
            paragraph: { spacing: { after: 120, line: 300 } },
          },
          heading1: {
            run: { font, size: 28, bold: true, color: '000000' },
            paragraph: { spacing: { before: 200, after: 120 }, keepNext: true },
          },
          title: {
            run: { font, size: 30, bold: true, color: '000000' },
            paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 240, after: 60 } },
          },
        },
      },
      sections: [
        {
          properties: {
            titlePage: true,
            page: {
              size: { width: Math.round(210 * mm), height: Math.round(297 * mm) },
              margin: {
                top: Math.round(20 * mm),
                bottom: Math.round(20 * mm),
                left: Math.round(30 * mm),
                right: Math.round(20 * mm),
              },
            },
          },
          headers: {
            first: new Header({ children: [new Paragraph('')] }),
            default: new Header({
              children: [
                new Paragraph({
                  alignment: AlignmentType.CENTER,
                  children: [new TextRun({ children: [PageNumber.CURRENT], font, size: 26 })],
                }),
              ],
            }),
          },
          children: [
            letterhead(document),
            ...titled(document),
            ...text(document.blocks),
            new Paragraph({ keepNext: true }),
            signatures(document),
            ...annex(document),
          ],
        },
      ],
    }),
  )
}

function line(
  text: string,
  options: IParagraphOptions = {},
  run: { bold?: boolean; italics?: boolean; size?: number } = {},
): Paragraph {
  return new Paragraph({ ...options, children: [new TextRun({ text, font, ...run })] })
}

const bare = {
  top: { style: BorderStyle.NONE, size: 0, color: 'auto' },
  bottom: { style: BorderStyle.NONE, size: 0, color: 'auto' },
  left: { style: BorderStyle.NONE, size: 0, color: 'auto' },
  right: { style: BorderStyle.NONE, size: 0, color: 'auto' },
  insideHorizontal: { style: BorderStyle.NONE, size: 0, color: 'auto' },
  insideVertical: { style: BorderStyle.NONE, size: 0, color: 'auto' },
}

function columns(cells: Paragraph[][], shares: number[]): Table {
  const widths = shares.map((share) => Math.round(share * pageWidth))
  return new Table({
    width: { size: pageWidth, type: WidthType.DXA },
    columnWidths: widths,
    borders: bare,
    rows: [
      new TableRow({
        cantSplit: true,
        children: cells.map(
          (children, index) =>
            new TableCell({ width: { size: widths[index]!, type: WidthType.DXA }, borders: bare, children }),
        ),
      }),
    ],
  })
}

/** The rule under the Party's name, and under the national motto. */
const ruled: IParagraphOptions = {
  alignment: AlignmentType.CENTER,
  border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
  indent: { left: 150, right: 150 },
}

function letterhead(document: OfficialDocument): Table {
  const centre: IParagraphOptions = { alignment: AlignmentType.CENTER, spacing: { after: 0 } }
  const left = [
    line(placeInOnePiece(document.superior), centre, { size: 24 }),
    line(placeInOnePiece(document.body), centre, { size: 24, bold: true }),
    ...(document.letterhead === 'party' ? [line('*', centre, { size: 26 })] : []),
    ...(document.number ? [line(document.number, centre, { size: 26 })] : []),
    ...(document.about ? [line(document.about, centre, { size: 24 })] : []),
  ]
  const right =
    document.letterhead === 'party'
      ? [line('ĐẢNG CỘNG SẢN VIỆT NAM', ruled, { size: 28, bold: true })]
      : [
          line('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', centre, { size: 24, bold: true }),
          line('Độc lập - Tự do - Hạnh phúc', ruled, { size: 26, bold: true }),
        ]
  const date = line(document.placeAndDate, { alignment: AlignmentType.CENTER }, { italics: true, size: 28 })
  return columns([left, [...right, date]], [0.4, 0.6])
}

/** What it is and on what; in an official letter whom it addresses. */
function titled({ title, abstract, addressed }: OfficialDocument): (Paragraph | Table)[] {
  const head = title
    ? [
        new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(title)] }),
        line(abstract, { alignment: AlignmentType.CENTER }, { bold: true }),
      ]
    : []
  if (!addressed) return head
  const mark = addressed.to.length === 1 ? '' : '- '
  const to = addressed.to.map((one) => line(`${mark}${one}`, { spacing: { after: 60 } }))
  return [
    ...head,
    new Paragraph(''),
    columns([[line(addressed.head, { alignment: AlignmentType.RIGHT })], to], [0.25, 0.75]),
    new Paragraph(''),
  ]
}

/** The text, whose last blocks stay with the signature. */
function text(blocks: DocumentBlock[]): (Paragraph | Table)[] {
  const apart = blocks.length - closingBlocks(blocks)
  return blocks.flatMap((block, index) => written(block, index >= apart))
}

function annex({ annex: blocks = [], annexOf }: OfficialDocument): (Paragraph | Table)[] {
  const [head, ...rest] = blocks
  if (!head) return []
  return [
    new Paragraph({ pageBreakBefore: true }),
    ...written(head),
    ...(annexOf ? [line(annexOf, { alignment: AlignmentType.CENTER }, { italics: true })] : []),
    ...rest.flatMap((block) => written(block)),
  ]
}

function written(block: DocumentBlock, keepNext = false): (Paragraph | Table)[] {
  if (block.kind === 'heading')
    return [new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(block.text)] })]
  if (block.kind === 'paragraph')
    return [
      line(block.text, {
        keepNext,
        alignment: AlignmentType.BOTH,
        indent: { firstLine: Math.round(10 * mm) },
      }),
    ]
  if (block.kind === 'picture') return [picture(block, keepNext)]
  return [table(block, keepNext), new Paragraph({ keepNext })]
}

/** Twice as many dots as a screen shows, so that it prints well; widths are in dots of 1/96 inch. */
function picture(
  { svg, text, width, ratio }: Extract<DocumentBlock, { kind: 'picture' }>,
  keepNext: boolean,
): Paragraph {
  const dots = Math.round((pageWidth / 1440) * 96 * width)
  return new Paragraph({
    keepNext,
    alignment: AlignmentType.CENTER,
    // A line as high as the picture: without the rule it would be cut to a line of text.
    spacing: { line: 240, lineRule: LineRuleType.AUTO },
    children: [
      new ImageRun({
        type: 'png',
        data: renderPng(svg, dots * 3),
        transformation: { width: dots, height: Math.round(dots * ratio) },
        altText: { name: text, description: text, title: text },
      }),
    ],
  })
}

function table(
  { head, rows, widths, numbers }: Extract<DocumentBlock, { kind: 'table' }>,
  keepNext: boolean,
): Table {
  const all = widths.reduce((sum, width) => sum + width, 0)
  const sizes = widths.map((width) => Math.round((width / all) * pageWidth))
  const cell = (text: string, index: number, bold: boolean, stays = false) =>
    new TableCell({
      width: { size: sizes[index]!, type: WidthType.DXA },
      margins: { left: 60, right: 60, top: 30, bottom: 30 },
      children: [
        line(
          text,
          {
            keepNext: stays,
            alignment: bold
              ? AlignmentType.CENTER
              : numbers.includes(index)
                ? AlignmentType.RIGHT
                : AlignmentType.LEFT,
            spacing: { after: 0, line: 240 },
          },
          { bold, size: 22 },
        ),
      ],
    })
  return new Table({
    width: { size: pageWidth, type: WidthType.DXA },
    columnWidths: sizes,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: head.map((text, index) => cell(text, index, true)),
      }),
      ...rows.map(
        (row, at) =>
          new TableRow({
            cantSplit: true,
            children: row.map((text, index) =>
              cell(text, index, false, keepNext && at >= rows.length - closingRows),
            ),
          }),
      ),
    ],
  })
}

function signatures({ signatures: signed, recipients = [] }: OfficialDocument): Table {
  const centre: IParagraphOptions = { alignment: AlignmentType.CENTER }
  const close: IParagraphOptions = { spacing: { after: 0, line: 240 } }
  const receiving = [
    line(translator('vi')('report.recipientsHead'), close, { bold: true, italics: true, size: 24 }),
    ...recipients.map((one) => line(`- ${one}`, close, { size: 22 })),
  ]
  return columns(
    signed.map(({ office, name }, index) =>
      index === 0 && recipients.length > 0
        ? receiving
        : [
            line(office, centre, { bold: true }),
            new Paragraph(''),
            new Paragraph(''),
            new Paragraph(''),
            line(name, centre, { bold: true }),
          ],
    ),
    signed.map(() => 1 / signed.length),
  )
}
