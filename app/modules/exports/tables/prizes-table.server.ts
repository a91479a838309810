import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { categories } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { agencies, provinces } from '#db/schema/provinces.ts'
import { prizesGiven } from '#db/schema/results.ts'
import { authorNames } from '../../entries/received.server.ts'
import { prizeOrder } from '../../results/awards.server.ts'
import { chosenWorks } from '../chosen.server.ts'
import { nameIn } from '../name-in.server.ts'
import { type ExportTable, type TableAsk, tableWith } from '../table.server.ts'

/** The prizes as they are decided now. */
export async function prizesTable({
  editionId,
  edition,
  locale,
  parameters,
}: TableAsk): Promise<ExportTable> {
  const t = translator(locale)
  const rows = await database().execute<{
    prize: string
    category: string
    number: number
    title: string
    language: string
    authors: string
    agency: string | null
    place: string | null
  }>(sql`
    select
      w.prize,
      ${nameIn(locale, sql`c`)} as category,
      e.number,
      e.title,
      e.language,
      g.name as agency,
      coalesce(p.name, e.bucket) as place,
      ${authorNames(sql`e`)} as authors
    from ${prizesGiven} w
    join ${entries} e on e.id = w.entry_id
    join ${categories} c on c.id = w.category_id
    left join ${agencies} g on g.id = e.agency_id
    left join ${provinces} p on p.frame = e.province_frame and p.code = e.province_code
    where w.edition_id = ${editionId} and ${chosenWorks(parameters)}
    order by ${prizeOrder(sql`w.prize`)}, c.position, e.number`)
  return tableWith(
    t('export.kind.prizes'),
    [
      { header: t('results.prize'), width: 16, cell: (row) => t(computed(`prize.${row.prize}`)) },
      { header: t('entry.category'), width: 34, cell: (row) => row.category },
      { header: t('entry.number'), width: 12, cell: (row) => entryNumber(edition, row.number) },
      { header: t('entry.title'), width: 60, cell: (row) => row.title },
      {
        header: t('export.column.language'),
        width: 16,
        cell: (row) => t(computed(`language.${row.language}`)),
      },
      { header: t('entry.section.authors'), width: 44, cell: (row) => row.authors ?? '' },
      { header: t('screening.agency'), width: 36, cell: (row) => row.agency ?? '' },
      {
        header: t('screening.place'),
        width: 22,
        cell: ({ place }) =>
          ['central', 'overseas', 'foreign'].includes(place ?? '')
            ? t(computed(`bucket.${place}`))
            : (place ?? ''),
      },
    ],
    rows,
  )
}
