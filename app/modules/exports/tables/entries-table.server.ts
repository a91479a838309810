import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { categories } from '#db/schema/editions.ts'
import { entries, entryParts } from '#db/schema/entries.ts'
import { agencies, provinces } from '#db/schema/provinces.ts'
import { authorNames, wasHandedIn } from '../../entries/received.server.ts'
import { chosenWorks } from '../chosen.server.ts'
import { nameIn } from '../name-in.server.ts'
import { type ExportTable, momentOf, type TableAsk, tableWith } from '../table.server.ts'

export async function entriesTable({
  editionId,
  edition,
  locale,
  parameters,
  barred,
}: TableAsk): Promise<ExportTable> {
  const t = translator(locale)
  const rows = await database().execute<{
    number: number
    title: string
    original_title: string
    category: string
    medium: string
    genre: string
    language: string
    state: string
    authors: string
    agency: string | null
    place: string | null
    bucket: string | null
    parts: number
    submitted_at: string
  }>(sql`
    select
      e.number,
      e.title,
      e.original_title,
      ${nameIn(locale, sql`c`)} as category,
      c.medium,
      e.genre,
      e.language,
      e.state,
      g.name as agency,
      p.name as place,
      e.bucket,
      e.submitted_at,
      ${authorNames(sql`e`)} as authors,
      (select count(*)::int from ${entryParts} x where x.entry_id = e.id) as parts
    from ${entries} e
    left join ${categories} c on c.id = e.category_id
    left join ${agencies} g on g.id = e.agency_id
    left join ${provinces} p on p.frame = e.province_frame and p.code = e.province_code
    where e.edition_id = ${editionId} and ${wasHandedIn(sql`e`)} and ${chosenWorks(parameters)}
      and not e.id = any(${sql.param([...barred])}::text[])
    order by e.number`)
  return tableWith(
    t('export.kind.entries'),
    [
      { header: t('entry.number'), width: 12, cell: (row) => entryNumber(edition, row.number) },
      { header: t('entry.title'), width: 60, cell: (row) => row.title },
      { header: t('entry.field.originalTitle'), width: 40, cell: (row) => row.original_title },
      { header: t('entry.category'), width: 34, cell: (row) => row.category },
      {
        header: t('export.column.medium'),
        width: 18,
        cell: (row) => (row.medium ? t(computed(`medium.${row.medium}`)) : ''),
      },
      {
        header: t('entry.field.genre'),
        width: 16,
        cell: (row) => (row.genre ? t(computed(`genre.${row.genre}`)) : ''),
      },
      {
        header: t('export.column.language'),
        width: 16,
        cell: (row) => t(computed(`language.${row.language}`)),
      },
      { header: t('entry.stateColumn'), width: 14, cell: (row) => t(computed(`entry.state.${row.state}`)) },
      { header: t('entry.section.authors'), width: 44, cell: (row) => row.authors ?? '' },
      { header: t('screening.agency'), width: 36, cell: (row) => row.agency ?? '' },
      {
        header: t('screening.place'),
        width: 22,
        cell: (row) => (row.bucket ? t(computed(`bucket.${row.bucket}`)) : (row.place ?? '')),
      },
      { header: t('export.column.parts'), width: 9, format: 'integer', cell: (row) => row.parts },
      {
        header: t('screening.submittedAt'),
        width: 18,
        format: 'moment',
        cell: (row) => momentOf(row.submitted_at),
      },
    ],
    rows,
  )
}
