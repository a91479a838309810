import { eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { assignments, countingSheets, roundEntries, rounds } from '#db/schema/judging.ts'
import { stands } from './counting.server.ts'
import { inOrder } from './rounds-in-order.server.ts'

/** The rounds of an edition for its organizers. Names stand in full: in a select from one table drizzle leaves them short. */
export function roundsOfEdition(editionId: string) {
  return database()
    .select({
      round: rounds,
      entries: sql<number>`(select count(*)::int from ${roundEntries} r where r.round_id = rounds.id)`,
      assigned: sql<number>`(
        select count(*)::int from ${assignments} a where a.round_id = rounds.id and ${stands})`,
      submitted: sql<number>`(
        select count(*)::int
        from ${countingSheets} s
        where s.round_id = rounds.id)`,
    })
    .from(rounds)
    .where(eq(rounds.editionId, editionId))
    .orderBy(inOrder)
}
