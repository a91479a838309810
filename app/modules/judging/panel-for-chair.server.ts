import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { entries } from '#db/schema/entries.ts'
import { assignments, panelJudges, scoreSheets, secondLooks } from '#db/schema/judging.ts'
import { vietnamese } from '#db/vietnamese.ts'
import type { Actor } from '../actor/actor.ts'
import { spreadOf } from '../statistics/describe.ts'
import { chaired } from './chaired-panels.server.ts'
import { worksBarredTo } from './known-conflicts.server.ts'
import { greatestOf, leastOf } from '../statistics/describe.ts'
import { counts, stands } from './counting.server.ts'

type Row = {
  entryId: string
  number: number
  title: string
  totals: number[] | null
  wanted: number
  asked: number
}

/**
 * Progress of a panel and, once the chair's own sheets are in, where its judges disagree most: mean, deviation and range
 * of each work, never who gave what. Works the chair must keep away from are left out.
 */
export async function panelForChair(actor: Actor, panelId: string) {
  const found = await chaired(database(), actor, panelId)
  if (!found) return null
  const [judges, works, barred] = await Promise.all([
    progressOf(database(), panelId),
    worksOf(panelId),
    worksBarredTo(actor.userId, found.round.editionId),
  ])
  const own = judges.find((judge) => judge.id === actor.userId)!
  const ownDone = own.submitted >= own.assigned
  return {
    panel: {
      id: panelId,
      name: found.panel.name,
      signedOffAt: found.panel.signedOffAt,
      signedOffHash: found.panel.signedOffHash,
    },
    round: { id: found.round.id, stage: found.round.stage, state: found.round.state, kind: found.round.kind },
    judges: judges.map(({ name, assigned, submitted }) => ({ name, assigned, submitted })),
    ownDone,
    whole: judges.every((judge) => judge.submitted >= judge.assigned),
    works: ownDone
      ? works
          .filter((row) => !barred.has(row.entryId))
          .map(({ totals, ...row }) => {
            const given = totals ?? []
            const range = given.length > 1 ? greatestOf(given) - leastOf(given) : null
            return { ...row, ...spreadOf(given), range }
          })
          .sort((a, b) => (b.range ?? -1) - (a.range ?? -1) || a.number - b.number)
      : [],
  }
}

export async function progressOf(connection: Connection, panelId: string) {
  const rows = await connection.execute<{
    id: string
    name: string
    assigned: number
    submitted: number
  }>(sql`
    select
      u.id,
      u.name,
      count(a.id) filter (where ${stands})::int as assigned,
      count(s.id) filter (where ${counts})::int as submitted
    from ${panelJudges} j
    join ${users} u on u.id = j.judge_id
    left join ${assignments} a on a.panel_id = j.panel_id and a.judge_id = j.judge_id
    left join ${scoreSheets} s on s.assignment_id = a.id
    where j.panel_id = ${panelId}
    group by u.id
    order by u.name ${vietnamese}`)
  return [...rows]
}

async function worksOf(panelId: string) {
  const rows = await database().execute<Row>(sql`
    select
      e.id as "entryId",
      e.number,
      e.title,
      count(a.id)::int as wanted,
      array_agg(s.total order by s.total) filter (where ${counts}) as totals,
      (
        select count(*)::int
        from ${secondLooks} l
        join ${assignments} x on x.id = l.assignment_id
        where x.entry_id = e.id and x.panel_id = ${panelId}) as asked
    from ${assignments} a
    join ${entries} e on e.id = a.entry_id
    left join ${scoreSheets} s on s.assignment_id = a.id
    where a.panel_id = ${panelId} and ${stands}
    group by e.id`)
  return [...rows]
}
