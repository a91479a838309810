import { and, desc, eq, ne, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { entries } from '#db/schema/entries.ts'
import { assignmentPlans, assignments, roundEntries } from '#db/schema/judging.ts'
import { standing } from './counting.server.ts'

/** The plan an organizer is shown: the newest of the round that was not applied. */
export async function planOfRound(roundId: string) {
  const [plan] = await database()
    .select()
    .from(assignmentPlans)
    .where(eq(assignmentPlans.roundId, roundId))
    .orderBy(desc(assignmentPlans.createdAt))
    .limit(1)
  return plan && plan.state !== 'applied' ? plan : null
}

/** Entries of the round that still have fewer readers than wanted. */
export async function unassignedCount(
  connection: Connection,
  roundId: string,
  readings: number,
): Promise<number> {
  const short = connection
    .select({ entryId: roundEntries.entryId })
    .from(roundEntries)
    .innerJoin(entries, and(eq(entries.id, roundEntries.entryId), ne(entries.state, 'disqualified')))
    .leftJoin(
      assignments,
      and(
        eq(assignments.roundId, roundEntries.roundId),
        eq(assignments.entryId, roundEntries.entryId),
        standing,
      ),
    )
    .where(eq(roundEntries.roundId, roundId))
    .groupBy(roundEntries.entryId)
    .having(sql`count(${assignments.id}) < ${readings}`)
    .as('short')
  const [row] = await connection.select({ count: sql<number>`count(*)::int` }).from(short)
  return row!.count
}
