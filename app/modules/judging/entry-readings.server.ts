import { eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { assignments, rounds, scoreSheets } from '#db/schema/judging.ts'
import { vietnamese } from '#db/vietnamese.ts'
import { whyNotStrike } from './policy.ts'
import { inOrder } from './rounds-in-order.server.ts'
import type { SheetStateName } from './scoring.ts'

/**
 * Every reading of one entry for its organizers: of a sheet that was sent total, flags and note to the secretariat, and why
 * a judge stepped back.
 */
export async function readingsOf(entryId: string, edition: { resultsLockedAt: Date | null }) {
  const rows = await database()
    .select({
      id: assignments.id,
      stage: rounds.stage,
      judge: users.name,
      state: sql<SheetStateName | null>`${scoreSheets.state}`,
      total: scoreSheets.total,
      note: scoreSheets.note,
      flags: scoreSheets.flags,
      sheetId: scoreSheets.id,
      roundState: rounds.state,
      endedWhy: assignments.endedWhy,
      endedNote: assignments.endedNote,
    })
    .from(assignments)
    .innerJoin(rounds, eq(rounds.id, assignments.roundId))
    .innerJoin(users, eq(users.id, assignments.judgeId))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(eq(assignments.entryId, entryId))
    .orderBy(inOrder, sql`${users.name} ${vietnamese}`)
  return rows.map(({ roundState, ...row }) => ({
    ...row,
    // What a judge is still writing is nobody else's.
    ...(row.state !== 'submitted' && { total: null, note: null, flags: null }),
    mayStrike:
      row.state === 'submitted' && !row.endedWhy && whyNotStrike({ state: roundState }, edition) === null,
  }))
}
