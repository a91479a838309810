import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { users } from '#db/schema/accounts.ts'
import { categories, criteria } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { assignments, rounds, scores, scoreSheets } from '#db/schema/judging.ts'
import { vietnamese } from '#db/vietnamese.ts'
import type { EndReason } from '../../judging/reading.ts'
import type { SheetFlag } from '../../judging/scoring.ts'
import { chosenWorks } from '../chosen.server.ts'
import { nameIn } from '../name-in.server.ts'
import { type ExportTable, momentOf, pointsOf, type TableAsk, tableWith } from '../table.server.ts'
import { greatestOf } from '../../statistics/describe.ts'

type Row = {
  entry: string
  flags: SheetFlag[]
  stage: string
  number: number
  title: string
  category: string
  judge: string
  points: (number | null)[]
  criteria: string[]
  total: number | null
  state: string
  note: string
  submitted_at: string | null
  ended_why: EndReason | null
}

export async function sheetsTable({
  editionId,
  edition,
  locale,
  parameters,
  barred,
}: TableAsk): Promise<ExportTable> {
  const t = translator(locale)
  // As JSON, because the driver reads a null inside an array of numbers as NaN.
  const all = await database().execute<Row>(sql`
    select
      e.id as entry,
      s.flags,
      r.stage,
      e.number,
      e.title,
      ${nameIn(locale, sql`c`)} as category,
      u.name as judge,
      s.total,
      s.state,
      s.note,
      s.submitted_at,
      a.ended_why,
      to_json(array(
        select p.points
        from ${criteria} k
        left join ${scores} p on p.criterion_id = k.id and p.sheet_id = s.id
        where k.category_id = c.id
        order by k.position)) as points,
      array(
        select ${nameIn(locale, sql`k`)}
        from ${criteria} k
        where k.category_id = c.id
        order by k.position) as criteria
    from ${scoreSheets} s
    join ${assignments} a on a.id = s.assignment_id
    join ${rounds} r on r.id = s.round_id
    join ${entries} e on e.id = s.entry_id
    join ${categories} c on c.id = e.category_id
    join ${users} u on u.id = s.judge_id
    where r.edition_id = ${editionId} and ${chosenWorks(parameters)}
    order by r.number, e.number, u.name ${vietnamese}`)
  const rows = all.filter((row) => !barred.has(row.entry))
  const places = greatestOf(
    rows.map((row) => row.points.length),
    0,
  )
  // A criterion of the same name in every category stands by its name, others by their place on the sheet.
  const nameOf = (index: number) => {
    const names = new Set(rows.map((row) => row.criteria[index]))
    return names.size === 1 ? [...names][0]! : t('export.column.criterion', { number: index + 1 })
  }
  return tableWith(
    t('export.kind.sheets'),
    [
      { header: t('round.stageColumn'), width: 14, cell: (row) => t(computed(`round.stage.${row.stage}`)) },
      { header: t('entry.number'), width: 12, cell: (row) => entryNumber(edition, row.number) },
      { header: t('entry.title'), width: 60, cell: (row) => row.title },
      { header: t('entry.category'), width: 34, cell: (row) => row.category },
      { header: t('role.judge'), width: 28, cell: (row) => row.judge },
      ...Array.from({ length: places }, (_, index) => ({
        header: nameOf(index),
        width: 18,
        format: 'points' as const,
        cell: (row: Row) => pointsOf(row.points[index] ?? null),
      })),
      { header: t('judging.total'), width: 10, format: 'points', cell: (row) => pointsOf(row.total) },
      {
        header: t('entry.stateColumn'),
        width: 14,
        cell: (row) =>
          row.ended_why ? t(`judging.ended.${row.ended_why}`) : t(computed(`judging.state.${row.state}`)),
      },
      { header: t('judging.note'), width: 50, cell: (row) => row.note },
      {
        header: t('judging.flags'),
        width: 30,
        cell: (row) => row.flags.map((flag) => t(`judging.flag.${flag}`)).join(', '),
      },
      {
        header: t('export.column.sentAt'),
        width: 18,
        format: 'moment',
        cell: (row) => momentOf(row.submitted_at),
      },
    ],
    rows,
  )
}
