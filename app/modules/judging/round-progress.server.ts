import { eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { entries } from '#db/schema/entries.ts'
import { assignments, conflictDeclarations, panels, roundEntries, scoreSheets } from '#db/schema/judging.ts'
import { vietnamese } from '#db/vietnamese.ts'
import { stillIn } from '../entries/received.server.ts'
import { counting, counts, keptAway, standing, steppedBack, stands } from './counting.server.ts'

/** How far each judge of a round is. */
export function progressOfJudges(roundId: string) {
  return database()
    .select({
      id: users.id,
      name: users.name,
      panel: panels.name,
      assigned: sql<number>`count(*) filter (where ${standing})::int`,
      begun: sql<number>`count(*) filter (where ${scoreSheets.state} = 'draft' and ${standing})::int`,
      submitted: sql<number>`count(*) filter (where ${counting})::int`,
      recused: sql<number>`count(*) filter (where ${keptAway})::int`,
      lastAt: sql<string | null>`max(${scoreSheets.updatedAt})`,
      declared: sql<boolean>`exists (
        select 1 from ${conflictDeclarations} d where d.round_id = ${roundId} and d.judge_id = ${users.id})`,
    })
    .from(assignments)
    .innerJoin(users, eq(users.id, assignments.judgeId))
    .innerJoin(panels, eq(panels.id, assignments.panelId))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(eq(assignments.roundId, roundId))
    .groupBy(users.id, panels.id)
    .having(sql`count(*) filter (where ${standing} or ${keptAway}) > 0`)
    .orderBy(panels.position, sql`${users.name} ${vietnamese}`)
}

/** Entries of a round with fewer sheets than wanted, the furthest behind first. */
export function entriesBehind(roundId: string, readings: number) {
  return database().execute<{
    id: string
    number: number
    title: string
    assigned: number
    submitted: number
    recused: number
  }>(sql`
    select
      e.id,
      e.number,
      e.title,
      count(a.id) filter (where ${stands})::int as assigned,
      count(s.id) filter (where ${counts})::int as submitted,
      count(a.id) filter (where ${steppedBack})::int as recused
    from ${roundEntries} r
    join ${entries} e on e.id = r.entry_id
    left join ${assignments} a on a.round_id = r.round_id and a.entry_id = r.entry_id
    left join ${scoreSheets} s on s.assignment_id = a.id
    where r.round_id = ${roundId} and ${stillIn(sql`e`)}
    group by e.id
    having count(s.id) filter (where ${counts}) < ${readings}
    order by submitted, assigned, e.number
    limit 200`)
}
