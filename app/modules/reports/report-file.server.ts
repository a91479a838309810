import { translator } from '#app/i18n/all.server.ts'
import { entryNumber, roman } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import type { Actor } from '../actor/actor.ts'
import { contentTypes } from '../documents/content-types.ts'
import { documentFile } from '../documents/render-document.server.ts'
import { renderAnnex } from '../documents/annex-xlsx.server.ts'
import { annexOf, stateOf } from './report-document.server.ts'
import type { ReportFigures } from './report-figures.server.ts'
import { reportOf } from './report-list.server.ts'

/** The report as `docx` or `pdf`, or its annex as `xlsx`. */
export async function reportFile(actor: Actor, reportId: string, format: string) {
  const found = await reportOf(actor, reportId)
  if (!found) return null
  const { document, number, report, figures } = found
  const name = `bao-cao-${roman(number)}${report.code ? `-${report.code}` : ''}`
  if (format === 'docx' || format === 'pdf') return documentFile(document, name, format)
  if (format !== 'xlsx') return null
  return {
    name: `phu-luc-${roman(number)}${report.code ? `-${report.code}` : ''}.xlsx`,
    type: contentTypes.xlsx,
    body: await annexSheet(number, figures, annexOf(document.number ?? '', document.placeAndDate)),
  }
}

function annexSheet(edition: number, { annex }: ReportFigures, of: string): Promise<Buffer> {
  const t = translator('vi')
  const place = (name: string) =>
    ['central', 'overseas', 'foreign'].includes(name) ? t(computed(`bucket.${name}`)) : name
  return renderAnnex({
    name: t('report.annex'),
    title: t('report.annexTitle'),
    of,
    columns: [
      { header: t('entry.number'), width: 12 },
      { header: t('entry.title'), width: 60 },
      { header: t('entry.section.authors'), width: 44 },
      { header: t('entry.category'), width: 34 },
      { header: t('export.column.language'), width: 16 },
      { header: t('screening.agency'), width: 36 },
      { header: t('screening.place'), width: 22 },
      { header: t('entry.stateColumn'), width: 14 },
    ],
    rows: annex.map((row) => [
      entryNumber(edition, row.number),
      row.title,
      row.authors ?? '',
      row.category,
      t(computed(`language.${row.language}`)),
      row.agency,
      place(row.place),
      stateOf(row),
    ]),
  })
}
