import QRCode from 'qrcode'
import { eq, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { entryNumber, roman } from '#app/i18n/format.ts'
import { editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { certificates } from '#db/schema/results.ts'
import type { Actor } from '../actor/actor.ts'
import { organizes } from '../actor/policy.ts'
import { renderPdf } from '../documents/pdf.server.ts'
import { prizes } from '../editions/prizes.ts'
import { publishedResults, type PublicResult } from './published-results.server.ts'

export type Certificate = PublicResult & { entryId: string; code: string }

/** The certificates of what is published now, by prize and number; empty while nothing is published. */
export async function certificatesOf(editionNumber: number): Promise<Certificate[]> {
  const published = await publishedResults(editionNumber)
  if (!published) return []
  const rows = await database()
    .select({ number: entries.number, entryId: entries.id, code: certificates.code })
    .from(certificates)
    .innerJoin(entries, eq(entries.id, certificates.entryId))
    .innerJoin(editions, eq(editions.id, entries.editionId))
    .where(eq(editions.number, editionNumber))
  const known = new Map(rows.map(({ number, ...row }) => [number, row]))
  return published.results
    .flatMap((result) => {
      const own = known.get(result.number)
      return own ? [{ ...result, ...own }] : []
    })
    .sort((a, b) => prizes.indexOf(a.prize) - prizes.indexOf(b.prize) || a.number - b.number)
}

/** One certificate a page, each with a QR code to its public page; long names and titles are set smaller, till they fit. */
export async function certificatesPdf(
  edition: { number: number; year: number },
  rows: Certificate[],
): Promise<Buffer> {
  const t = translator('vi')
  const pages = []
  for (const row of rows) {
    const link = `${environment().APP_ORIGIN}/certificates/${row.code}`
    pages.push({
      prize: t(`certificate.prize.${row.prize}`),
      title: row.title,
      authors: row.authors.join(', '),
      agency: row.agency,
      category: row.categoryVi,
      number: entryNumber(edition.number, row.number),
      link,
      qr: await QRCode.toString(link, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' }),
    })
  }
  const words = {
    title: t('certificate.documentTitle', { edition: roman(edition.number) }),
    office: t('certificate.office'),
    heading: t('certificate.heading'),
    award: t('certificate.award', { edition: roman(edition.number), year: edition.year }),
    work: t('certificate.work'),
    authors: t('certificate.authors'),
    agency: t('certificate.agency'),
    category: t('certificate.category'),
    check: t('certificate.check'),
  }
  return renderPdf(template, { words, pages })
}

/** The certificate of one winner, for the organizers of its edition; null where there is none. */
export async function certificateFile(actor: Actor, editionNumber: number, code: string) {
  const [edition] = await database().select().from(editions).where(eq(editions.number, editionNumber))
  if (!edition || !organizes(actor, edition.id)) return null
  const row = (await certificatesOf(editionNumber)).find((one) => one.code === code)
  if (!row) return null
  return {
    name: `giay-chung-nhan-${entryNumber(edition.number, row.number)}.pdf`,
    type: 'application/pdf',
    body: await certificatesPdf(edition, [row]),
  }
}

/** What anybody who has the code of a certificate may read; null where it is none, or its result no longer stands. */
export async function certificateBehind(code: string) {
  const [row] = await database().execute<{ edition: number; number: number }>(sql`
    select d.number as edition, e.number
    from ${certificates} c
    join ${entries} e on e.id = c.entry_id
    join ${editions} d on d.id = e.edition_id
    where c.code = ${code}`)
  if (!row) return null
  const published = await publishedResults(row.edition)
  const result = published?.results.find((one) => one.number === row.number)
  return result
    ? { ...result, edition: row.edition, year: published!.year, publishedAt: published!.publishedAt }
    : null
}

/** Whether a code is one of a certificate, whatever has become of its result. */
export const isCertificate = async (code: string): Promise<boolean> =>
  (await database().$count(certificates, eq(certificates.code, code))) > 0

const template = `
#let doc = json(bytes(sys.inputs.content))
#let words = doc.words
#set document(title: words.title)
#set page(paper: "a4", flipped: true, margin: 18mm)
#set text(size: 14pt)
#set par(leading: 0.7em)
#let above(one, scale) = align(center, {
  text(size: 13pt, words.office)
  v(2mm)
  heading(level: 1, text(size: 30pt, weight: "bold", fill: rgb("#1f6f70"), words.heading))
  v(1mm)
  text(size: 15pt, words.award)
  v(3mm)
  text(size: 24pt, weight: "bold", one.prize)
  v(2mm)
  par(text(size: 17pt * scale, weight: "bold", style: "italic", one.title))
})
#let below(one, scale) = {
  set text(size: 14pt * scale)
  grid(columns: (1fr, 34mm), gutter: 8mm, align: (left + bottom, center + bottom),
    { par([#words.authors #strong(one.authors)])
      if one.agency != "" { par([#words.agency #one.agency]) }
      par([#words.category #one.category])
      par(text(size: 11pt, [#one.number])) },
    { image(bytes(one.qr), format: "svg", width: 26mm, alt: one.link)
      text(size: 8pt, words.check) })
}
#let scales = range(20, 4, step: -1).map(step => step / 20)
#for (index, one) in doc.pages.enumerate() {
  if index > 0 { pagebreak() }
  block(width: 100%, height: 100%, stroke: 2pt + rgb("#1f6f70"), inset: 10mm, layout(space => {
    let high(part) = measure(width: space.width, part).height
    let fits(scale) = high(above(one, scale)) + high(below(one, scale)) + 8mm <= space.height
    let scale = scales.find(fits)
    let found = if scale == none { scales.last() } else { scale }
    above(one, found)
    v(1fr)
    below(one, found)
  }))
}
`
