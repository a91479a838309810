import QRCode from 'qrcode'
import { environment } from '#app/env.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { entryNumber, formatBytes, formatMoment } from '#app/i18n/format.ts'
import { renderPdf } from '../documents/pdf.server.ts'
import type { Dossier } from './load-entry.server.ts'

/** The receipt of a submitted entry as PDF, with a QR code to its public page; null where there is none. */
export async function receiptPdf(dossier: Dossier): Promise<{ name: string; body: Buffer } | null> {
  if (!dossier.entry.receiptCode || dossier.entry.state === 'draft') return null
  const { entry, edition, files, authors } = dossier
  const t = translator('vi')
  const number = entryNumber(edition.number, entry.number)
  const link = `${environment().APP_ORIGIN}/receipts/${entry.receiptCode}`
  const content = {
    office: t('receipt.office'),
    heading: t('receipt.title').toLocaleUpperCase('vi'),
    rows: [
      [t('receipt.number'), number],
      [t('receipt.work'), entry.title],
      [t('receipt.author'), authors.map((author) => author.name).join(', ')],
      [t('receipt.time'), formatMoment(entry.submittedAt, 'vi')],
      ...(entry.supplementedAt
        ? [[t('receipt.supplemented'), formatMoment(entry.supplementedAt, 'vi')]]
        : []),
    ],
    head: [t('receipt.file'), t('receipt.size')],
    hash: t('receipt.hash'),
    files: files
      .filter((file) => file.state === 'complete' && !file.misfit)
      .map((file) => [file.name, formatBytes(file.bytes, 'vi'), file.sha256 ?? t('receipt.computing')]),
    check: t('receipt.check'),
    link,
    qr: await QRCode.toString(link, { type: 'svg', margin: 0 }),
  }
  return { name: `${number}.pdf`, body: renderPdf(template, content) }
}

/** A hash stands on one line of its own, so that it is found and copied as it is. */
const template = `
#let content = json(bytes(sys.inputs.content))
#set document(title: content.heading)
#set page(paper: "a4", margin: (left: 30mm, rest: 20mm))
#set text(size: 13pt)
#align(center, text(size: 12pt, content.office))
#v(10mm)
#align(center, text(size: 16pt, weight: "bold", content.heading))
#v(6mm)
#grid(columns: (38mm, 1fr), row-gutter: 4mm, ..content.rows.map(row => (text(fill: luma(90), row.at(0)), strong(row.at(1)))).flatten())
#v(6mm)
#table(columns: (1fr, auto), stroke: 0.4pt + luma(160), table.header(..content.head.map(strong)),
  ..content.files.map(row => (row.at(0), row.at(1),
    table.cell(colspan: 2, text(size: 8pt)[#content.hash: #text(font: "DejaVu Sans Mono", row.at(2))]))).flatten())
#v(8mm)
#grid(columns: (32mm, 1fr), gutter: 6mm, image(bytes(content.qr), format: "svg", width: 32mm), [#content.check \\ #link(content.link)])
`
