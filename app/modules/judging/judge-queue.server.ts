import { and, asc, eq, sql } from 'drizzle-orm'
import { database, once } from '#app/ground.server.ts'
import { categories } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { assignments, scoreSheets } from '#db/schema/judging.ts'
import { standing } from './counting.server.ts'
import { asKnown, placeholders, stillHolds } from './known-conflicts.server.ts'
import { minutesOf } from './reading-time.server.ts'
import type { SheetStateName } from './scoring.ts'

const expectedMinutes = minutesOf(sql`${entries.id}`, {
  minutesPerPage: sql`${categories.minutesPerPage}`,
  readingMinutes: sql`${categories.readingMinutes}`,
})

const [judgeId, roundId] = [sql`${sql.placeholder('judgeId')}`, sql`${sql.placeholder('roundId')}`]

const queueQuery = once(() =>
  database()
    .select({
      id: assignments.id,
      number: entries.number,
      title: entries.title,
      minutes: expectedMinutes,
      state: sql<SheetStateName | null>`${scoreSheets.state}`,
      total: scoreSheets.total,
      barred: sql<boolean>`${entries.id} = any(${placeholders.works}::text[])`,
      holds: stillHolds(placeholders),
    })
    .from(assignments)
    .innerJoin(entries, eq(entries.id, assignments.entryId))
    .innerJoin(categories, eq(categories.id, entries.categoryId))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(and(eq(assignments.judgeId, judgeId), eq(assignments.roundId, roundId), standing))
    .orderBy(asc(assignments.position))
    .prepare('judge_queue'),
)

/** A judge's queue in one round, in the judge's own order. Tells nothing of an author. */
export const queueOf = async (ofJudge: string, inRound: string) =>
  (await queueAndHidden(ofJudge, inRound)).queue

/** The same, and how many works are not in it because the judge must keep away from them. */
export async function queueAndHidden(ofJudge: string, inRound: string) {
  const rows = await asKnown(ofJudge, async (known) => {
    const found = await queueQuery().execute({ judgeId: ofJudge, roundId: inRound, ...known })
    return found.every((row) => row.holds) ? found : null
  })
  const queue = rows!.filter((row) => !row.barred).map(({ barred: _barred, holds: _holds, ...row }) => row)
  return { queue, hidden: rows!.length - queue.length }
}
