import { translator } from '#app/i18n/all.server.ts'
import {
  closingBlocks,
  closingRows,
  placeInOnePiece,
  type DocumentBlock,
  type OfficialDocument,
} from './document.ts'
import { renderPdf } from './pdf.server.ts'

/** The same document as `renderDocx` writes, as PDF. */
export function renderDocumentPdf(document: OfficialDocument): Buffer {
  const taken = closingBlocks(document.blocks)
  const apart = document.blocks.length - taken
  const [cut, kept] = cutTable(document.blocks.slice(apart))
  return renderPdf(template, {
    ...document,
    superior: placeInOnePiece(document.superior),
    body: placeInOnePiece(document.body),
    recipientsHead: translator('vi')('report.recipientsHead'),
    blocks: document.blocks.slice(0, apart),
    cut,
    closing: kept,
    // What is longer than half a page breaks where it must.
    inOnePiece: lettersOf(kept) < 1500,
  })
}

const lettersOf = (blocks: DocumentBlock[]) =>
  blocks.reduce((sum, block) => sum + (block.kind === 'paragraph' ? block.text.length : 0), 0)

/** The last blocks without the rows of a table that need not stay with the signature, and those rows. */
function cutTable(blocks: DocumentBlock[]): [cut: DocumentBlock[], kept: DocumentBlock[]] {
  const [first, ...rest] = blocks
  if (first?.kind !== 'table' || first.rows.length <= closingRows) return [[], blocks]
  return [
    [{ ...first, rows: first.rows.slice(0, -closingRows) }],
    [{ ...first, head: [], rows: first.rows.slice(-closingRows) }, ...rest],
  ]
}

const template = `
#let doc = json(bytes(sys.inputs.content))
#set document(title: doc.title)
#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 20mm),
  header: context { if counter(page).get().first() > 1 { align(center, text(size: 13pt, counter(page).display())) } })
#set text(size: 13pt)
#set par(justify: true, leading: 0.75em, spacing: 0.9em)
#show heading: it => block(above: 1.1em, below: 0.7em, text(size: 13pt, weight: "bold", it.body))
#let rule(width) = line(length: width, stroke: 0.6pt)
#grid(columns: (42%, 58%), align: center,
  { set par(justify: false, leading: 0.5em); text(size: 12pt, doc.superior); linebreak(); text(size: 12pt, weight: "bold", doc.body)
    if doc.letterhead == "party" { linebreak(); [\\*] } else { v(-0.5em); rule(30%) }
    if doc.at("number", default: none) != none { v(-0.2em); text(size: 13pt, doc.number) }
    if doc.at("about", default: none) != none { v(-0.2em); block(width: 85%, text(size: 12pt, doc.about)) } },
  { set par(justify: false, leading: 0.5em)
    if doc.letterhead == "party" { text(size: 14pt, weight: "bold")[ĐẢNG CỘNG SẢN VIỆT NAM]; v(-0.6em); rule(80%) }
    else { text(size: 12pt, weight: "bold")[CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM]; linebreak(); text(size: 13pt, weight: "bold")[Độc lập - Tự do - Hạnh phúc]; v(-0.6em); rule(60%) }
    text(size: 13pt, style: "italic", doc.placeAndDate) })
#if doc.title != "" {
  v(8mm)
  align(center, text(size: 14pt, weight: "bold", doc.title))
  align(center, text(weight: "bold", doc.abstract))
}
#if doc.at("addressed", default: none) != none {
  v(6mm)
  set par(justify: false)
  pad(left: 20mm, grid(columns: (auto, 1fr), column-gutter: 4mm, doc.addressed.head,
    if doc.addressed.to.len() == 1 { doc.addressed.to.first() } else { list(marker: [-], indent: 0pt, body-indent: 4pt, ..doc.addressed.to) }))
}
#v(4mm)
#let lined(part) = {
  set text(size: 11pt)
  set par(justify: false)
  show table.cell: set block(breakable: false)
  let head = if part.head.len() > 0 { (table.header(..part.head.map(strong)),) } else { () }
  table(columns: part.widths.map(width => width * 1fr), stroke: 0.5pt, inset: 4pt,
    align: (x, y) => if y < head.len() { center } else if x in part.numbers { right } else { left },
    ..head, ..part.rows.flatten())
}
#let written(blocks) = for part in blocks {
  if part.kind == "heading" { heading(level: 1, part.text) }
  else if part.kind == "paragraph" { par(first-line-indent: (amount: 10mm, all: true), part.text) }
  else if part.kind == "picture" { align(center, image(bytes(part.svg), format: "svg", width: part.width * 100%, alt: part.text)) }
  else { lined(part) }
}
#written(doc.blocks)
#if doc.cut.len() > 0 { block(below: 0pt, written(doc.cut)) }
#if doc.closing.len() > 0 {
  block(above: if doc.cut.len() > 0 { 0pt } else { 0.9em }, sticky: true, breakable: not doc.inOnePiece, written(doc.closing))
}
#block(above: 8mm, breakable: false, grid(columns: doc.signatures.map(_ => 1fr), align: center,
  ..doc.signatures.enumerate().map(((index, one)) => {
    if index == 0 and doc.at("recipients", default: ()).len() > 0 {
      set par(justify: false, leading: 0.5em, spacing: 0.5em)
      align(left, { text(size: 12pt, weight: "bold", style: "italic", doc.recipientsHead); text(size: 11pt, list(marker: [-], indent: 0pt, body-indent: 4pt, ..doc.recipients)) })
    } else { strong(one.office); v(24mm); strong(one.name) } })))
#if doc.at("annex", default: none) != none {
  pagebreak()
  written(doc.annex.slice(0, 1))
  if doc.at("annexOf", default: none) != none { align(center, emph(doc.annexOf)) }
  written(doc.annex.slice(1))
}
`
