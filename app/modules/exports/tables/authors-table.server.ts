import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { entries, entryAuthors } from '#db/schema/entries.ts'
import { isReceived } from '../../entries/received.server.ts'
import { chosenWorks } from '../chosen.server.ts'
import { type ExportTable, type TableAsk, tableWith } from '../table.server.ts'

const fields = ['name', 'penName', 'standing', 'jobTitle', 'unit', 'phone', 'email', 'address'] as const

type Row = { number: number; title: string } & Record<(typeof fields)[number], string>

/** Every author of every work received, with how to reach them. */
export async function authorsTable({
  editionId,
  edition,
  locale,
  parameters,
  barred,
}: TableAsk): Promise<ExportTable> {
  const t = translator(locale)
  const rows = await database().execute<Row>(sql`
    select
      e.number,
      e.title,
      a.name,
      a.pen_name as "penName",
      a.standing,
      a.job_title as "jobTitle",
      a.unit,
      a.phone,
      a.email,
      a.address
    from ${entryAuthors} a
    join ${entries} e on e.id = a.entry_id
    where e.edition_id = ${editionId} and ${isReceived(sql`e`)} and ${chosenWorks(parameters)}
      and not e.id = any(${sql.param([...barred])}::text[])
    order by e.number, a.position`)
  return tableWith(
    t('export.kind.authors'),
    [
      { header: t('entry.number'), width: 12, cell: (row) => entryNumber(edition, row.number) },
      { header: t('entry.title'), width: 50, cell: (row) => row.title },
      ...fields.map((field) => ({
        header: t(`entry.field.${field}`),
        width: 26,
        cell: (row: Row) =>
          field === 'standing' ? t(computed(`entry.standing.${row.standing || 'untold'}`)) : row[field],
      })),
    ],
    rows,
  )
}
