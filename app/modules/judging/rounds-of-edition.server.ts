import { eq, sql } from 'drizzle-orm'
import { database, once } from '#app/ground.server.ts'
import { readingCounts, roundEntries, rounds } from '#db/schema/judging.ts'
import { inOrder } from './rounds-in-order.server.ts'

const counted = (what: 'assigned' | 'submitted') => sql<number>`(
  select coalesce(sum(c.${sql.raw(what)}), 0)::int from ${readingCounts} c where c.round_id = ${rounds}.id)`

const roundsQuery = once(() =>
  database()
    .select({
      round: rounds,
      entries: sql<number>`(
        select count(*)::int from ${roundEntries} r where r.round_id = ${rounds}.id)`,
      assigned: counted('assigned'),
      submitted: counted('submitted'),
    })
    .from(rounds)
    .where(eq(rounds.editionId, sql.placeholder('editionId')))
    .orderBy(inOrder)
    .prepare('rounds_of_edition'),
)

/** The rounds of an edition for its organizers, by what is counted of their readings. */
export const roundsOfEdition = (editionId: string) => roundsQuery().execute({ editionId })
