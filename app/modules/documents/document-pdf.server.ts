import { translator } from '#app/i18n/all.server.ts'
import type { OfficialDocument } from './document.ts'
import { renderPdf } from './pdf.server.ts'

/** The same document as `renderDocx` writes, as PDF. */
export const renderDocumentPdf = (document: OfficialDocument): Buffer =>
  renderPdf(template, { ...document, recipientsHead: translator('vi')('report.recipientsHead') })

const template = `
#let doc = json(bytes(sys.inputs.content))
#set document(title: doc.title)
#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 20mm),
  header: context { if counter(page).get().first() > 1 { align(center, text(size: 13pt, counter(page).display())) } })
#set text(lang: "vi", size: 13pt, font: "Tinos")
#set par(justify: true, leading: 0.75em, spacing: 0.9em)
#show heading: it => block(above: 1.1em, below: 0.7em, text(size: 13pt, weight: "bold", it.body))
#let rule(width) = line(length: width, stroke: 0.6pt)
#grid(columns: (42%, 58%), align: center,
  { set par(justify: false, leading: 0.5em); text(size: 12pt, doc.superior); linebreak(); text(size: 12pt, weight: "bold", doc.body)
    if doc.letterhead == "party" { linebreak(); [\\*] } else { v(-0.5em); rule(30%) }
    if doc.at("number", default: none) != none { v(-0.2em); text(size: 13pt, doc.number) } },
  { set par(justify: false, leading: 0.5em)
    if doc.letterhead == "party" { text(size: 14pt, weight: "bold")[ĐẢNG CỘNG SẢN VIỆT NAM]; v(-0.6em); rule(80%) }
    else { text(size: 12pt, weight: "bold")[CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM]; linebreak(); text(size: 13pt, weight: "bold")[Độc lập - Tự do - Hạnh phúc]; v(-0.6em); rule(60%) }
    text(size: 13pt, style: "italic", doc.placeAndDate) })
#v(8mm)
#align(center, text(size: 14pt, weight: "bold", doc.title))
#align(center, text(weight: "bold", doc.abstract))
#v(4mm)
#let written(blocks) = for part in blocks {
  if part.kind == "heading" { heading(level: 1, part.text) }
  else if part.kind == "paragraph" { par(first-line-indent: (amount: 10mm, all: true), part.text) }
  else if part.kind == "picture" { align(center, image(bytes(part.svg), format: "svg", width: part.width * 100%, alt: part.text)) }
  else {
    set text(size: 11pt)
    set par(justify: false)
    show table.cell: set block(breakable: false)
    table(columns: part.widths.map(width => width * 1fr), stroke: 0.5pt, inset: 4pt,
      align: (x, y) => if y == 0 { center } else if x in part.numbers { right } else { left },
      table.header(..part.head.map(strong)), ..part.rows.flatten())
  }
}
#written(doc.blocks)
#v(8mm)
#block(breakable: false, grid(columns: doc.signatures.map(_ => 1fr), align: center,
  ..doc.signatures.enumerate().map(((index, one)) => {
    if index == 0 and doc.at("recipients", default: ()).len() > 0 {
      set par(justify: false, leading: 0.5em, spacing: 0.5em)
      align(left, { text(size: 12pt, weight: "bold", style: "italic", doc.recipientsHead); text(size: 11pt, list(marker: [-], indent: 0pt, body-indent: 4pt, ..doc.recipients)) })
    } else { strong(one.office); v(24mm); strong(one.name) } })))
#if doc.at("annex", default: none) != none { pagebreak(); written(doc.annex) }
`
