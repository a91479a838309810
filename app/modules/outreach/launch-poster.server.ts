import QRCode from 'qrcode'
import { translator } from '#app/i18n/all.server.ts'
import { roman } from '#app/i18n/format.ts'
import { contentTypes } from '../documents/content-types.ts'
import { renderPdf } from '../documents/pdf.server.ts'
import type { OwnProvince } from '../participation/own-province.server.ts'
import { linesOf } from './launch-file.server.ts'
import type { Launch } from './launch-of.server.ts'
import { unitSaid } from './signature.server.ts'

export const posterSizes = ['a4', 'a3'] as const
export type PosterSize = (typeof posterSizes)[number]

/** The poster of a province on one page, with the code that leads to its registration link. */
export async function launchPoster(
  { edition, facts, pieces }: Launch,
  province: OwnProvince,
  size: PosterSize,
) {
  const t = translator('vi')
  const { text } = pieces.find((one) => one.kind === 'poster')!
  const content = {
    size,
    head: t('launch.posterHead'),
    edition: t('launch.posterEdition', { edition: roman(edition.number), year: edition.year }),
    call: text.call,
    lines: linesOf(text.body),
    deadline: text.deadline,
    scan: text.scan,
    link: facts.link,
    qr: await QRCode.toString(facts.link, { type: 'svg', margin: 0 }),
    foot: t('launch.posterFoot', { unit: unitSaid(province, 'vi') }),
  }
  return {
    name: `ap-phich-${roman(edition.number)}-${size}.pdf`,
    type: contentTypes.pdf,
    body: renderPdf(template, content),
  }
}

/** Everything is measured by the width of the page, so that A3 is A4 made larger; what is long gets smaller letters. */
const template = `
#let content = json(bytes(sys.inputs.content))
#set document(title: content.head)
#let k = if content.size == "a3" { 1.414 } else { 1 }
#let ink = rgb("#17333a")
#let accent = rgb("#006a6a")
#set page(paper: content.size, margin: (x: 18mm * k, y: 16mm * k))
#set text(font: ("Be Vietnam Pro", "Tinos"), size: 15pt * k, fill: ink)
#set par(leading: 0.62em, justify: false)
#let fitted(most, least, width, height, body) = layout(space => {
  let size = most
  while size > least and measure(block(width: width, text(size: size, body))).height > height { size -= 1pt }
  block(width: width, text(size: size, body))
})
#grid(columns: (auto, 1fr), column-gutter: 5mm * k, align: horizon,
  polygon(fill: accent, ..range(10).map(i => {
    let r = if calc.even(i) { 9mm * k } else { 3.6mm * k }
    let a = i * 36deg - 90deg
    (9mm * k + r * calc.cos(a), 9mm * k + r * calc.sin(a)) })),
  { text(size: 17pt * k, weight: "semibold", fill: accent, content.head); linebreak()
    text(size: 17pt * k, weight: "semibold", content.edition) })
#v(3mm * k)
#line(length: 100%, stroke: 1.2pt * k + accent)
#v(1fr)
#context fitted(36pt * k, 20pt * k, 174mm * k, 62mm * k, text(weight: "semibold", content.call))
#v(1fr)
#context fitted(17pt * k, 11pt * k, 174mm * k, 62mm * k, for one in content.lines { par(spacing: 0.9em, one) })
#v(0.6fr)
#block(fill: accent, inset: (x: 6mm * k, y: 4.5mm * k), radius: 2mm * k, width: 100%,
  text(size: 22pt * k, weight: "semibold", fill: white, content.deadline))
#v(1fr)
#grid(columns: (52mm * k, 1fr), column-gutter: 8mm * k, align: horizon,
  image(bytes(content.qr), format: "svg", width: 52mm * k),
  { text(size: 18pt * k, weight: "semibold", content.scan); v(2mm * k); text(size: 12pt * k, link(content.link)) })
#v(1fr)
#line(length: 100%, stroke: 0.6pt * k + luma(150))
#v(2mm * k)
#text(size: 12pt * k, content.foot)
`
