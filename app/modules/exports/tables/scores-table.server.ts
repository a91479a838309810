import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { users } from '#db/schema/accounts.ts'
import { entries } from '#db/schema/entries.ts'
import { assignments, roundEntries } from '#db/schema/judging.ts'
import type { Stage } from '../../judging/round.ts'
import { lastRoundOf } from '../../judging/rounds-in-order.server.ts'
import { scoresOfRound } from '../../judging/scores-of-round.server.ts'
import { type ExportTable, type TableAsk, tableWith } from '../table.server.ts'

/**
 * The totals of one round in long form, by the column names `chungkhao stats` reads, in the order in which the portal
 * itself computes: whoever has this file comes to the same figures.
 */
export async function scoresTable(
  { editionId, edition, locale, barred }: TableAsk,
  stage: Stage,
): Promise<ExportTable> {
  const t = translator(locale)
  const round = await lastRoundOf(editionId, stage)
  const scores = round ? (await scoresOfRound(round.id)).filter((row) => !barred.has(row.entryId)) : []
  const named = await database().execute<{
    id: string
    name: string
    number: number | null
    title: string | null
  }>(sql`
    select id, name, null as number, null as title
    from ${users}
    where id in (select judge_id from ${assignments} where round_id = ${round?.id ?? ''})
    union all
    select e.id, null, e.number, e.title
    from ${entries} e
    join ${roundEntries} r on r.entry_id = e.id
    where r.round_id = ${round?.id ?? ''}`)
  const of = new Map(named.map((row) => [row.id, row]))
  return tableWith(
    t(`export.kind.${stage === 'final' ? 'scoresFinal' : 'scoresPreliminary'}`),
    [
      { header: 'judge', width: 28, cell: (row) => row.judgeId },
      { header: 'entry', width: 14, cell: (row) => entryNumber(edition, of.get(row.entryId)!.number) },
      { header: 'score', width: 10, format: 'points', cell: (row) => row.score },
      { header: 'judge_name', width: 28, cell: (row) => of.get(row.judgeId)!.name },
      { header: 'title', width: 60, cell: (row) => of.get(row.entryId)!.title },
      { header: 'position', width: 10, format: 'integer', cell: (row) => row.position },
      { header: 'sent_at', width: 18, format: 'moment', cell: (row) => row.sentAt },
    ],
    scores,
  )
}
