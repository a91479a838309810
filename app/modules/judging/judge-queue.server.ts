import { and, asc, eq, sql } from 'drizzle-orm'
import { database, once } from '#app/ground.server.ts'
import { categories } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { assignments, scoreSheets } from '#db/schema/judging.ts'
import { standing } from './counting.server.ts'
import { minutesOf } from './reading-time.server.ts'
import type { SheetStateName } from './scoring.ts'

const expectedMinutes = minutesOf(sql`${entries.id}`, {
  minutesPerPage: sql`${categories.minutesPerPage}`,
  readingMinutes: sql`${categories.readingMinutes}`,
})

const queueQuery = once(() =>
  database()
    .select({
      id: assignments.id,
      number: entries.number,
      title: entries.title,
      minutes: expectedMinutes,
      state: sql<SheetStateName | null>`${scoreSheets.state}`,
      total: scoreSheets.total,
    })
    .from(assignments)
    .innerJoin(entries, eq(entries.id, assignments.entryId))
    .innerJoin(categories, eq(categories.id, entries.categoryId))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(
      and(
        eq(assignments.judgeId, sql.placeholder('judgeId')),
        eq(assignments.roundId, sql.placeholder('roundId')),
        standing,
      ),
    )
    .orderBy(asc(assignments.position))
    .prepare('judge_queue'),
)

/** A judge's queue in one round, in the judge's own order. Selects nothing that tells an author. */
export function queueOf(judgeId: string, roundId: string) {
  return queueQuery().execute({ judgeId, roundId })
}
