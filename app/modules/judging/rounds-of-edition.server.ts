import { count, eq, inArray, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { assignments, roundEntries, rounds, scoreSheets } from '#db/schema/judging.ts'
import { counting, standing } from './counting.server.ts'
import { inOrder } from './rounds-in-order.server.ts'

/** The rounds of an edition for its organizers; the readings of each are gone through once for both of their numbers. */
export function roundsOfEdition(editionId: string) {
  const db = database()
  const own = db.select({ id: rounds.id }).from(rounds).where(eq(rounds.editionId, editionId))
  const works = db
    .select({ roundId: roundEntries.roundId, entries: count().as('entries') })
    .from(roundEntries)
    .where(inArray(roundEntries.roundId, own))
    .groupBy(roundEntries.roundId)
    .as('works')
  const readings = db
    .select({
      roundId: assignments.roundId,
      assigned: sql<number>`count(*) filter (where ${standing})`.as('assigned'),
      submitted: sql<number>`count(*) filter (where ${counting})`.as('submitted'),
    })
    .from(assignments)
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(inArray(assignments.roundId, own))
    .groupBy(assignments.roundId)
    .as('readings')
  return db
    .select({
      round: rounds,
      entries: sql<number>`coalesce(${works.entries}, 0)::int`,
      assigned: sql<number>`coalesce(${readings.assigned}, 0)::int`,
      submitted: sql<number>`coalesce(${readings.submitted}, 0)::int`,
    })
    .from(rounds)
    .leftJoin(works, eq(works.roundId, rounds.id))
    .leftJoin(readings, eq(readings.roundId, rounds.id))
    .where(eq(rounds.editionId, editionId))
    .orderBy(inOrder)
}
