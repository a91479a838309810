import { count, countDistinct, eq } from 'drizzle-orm'
import { asOf, database } from '#app/ground.server.ts'
import { entries } from '#db/schema/entries.ts'
import { finalists } from '#db/schema/judging.ts'
import { prizesGiven } from '#db/schema/results.ts'
import type { EntryState } from '../entries/entry.ts'
import { receivedStates } from '../entries/received.ts'

/** Counts of an edition for its track: by state, in the final, with a prize. */
export const editionCounts = (editionId: string) => asOf((takenAt) => countsAt(takenAt, editionId))

async function countsAt(takenAt: Date, editionId: string) {
  const byState = await database()
    .select({ state: entries.state, count: count() })
    .from(entries)
    .where(eq(entries.editionId, editionId))
    .groupBy(entries.state)
  const [final] = await database()
    .select({ count: countDistinct(finalists.entryId) })
    .from(finalists)
    .where(eq(finalists.editionId, editionId))
  const [prizes] = await database()
    .select({ count: count() })
    .from(prizesGiven)
    .where(eq(prizesGiven.editionId, editionId))
  const of = (state: EntryState) => byState.find((row) => row.state === state)?.count ?? 0
  const received = receivedStates.reduce((sum, state) => sum + of(state), 0)
  return {
    takenAt,
    drafts: of('draft'),
    received,
    waiting: of('submitted') + of('returned'),
    eligible: of('eligible'),
    ineligible: of('ineligible'),
    withdrawn: of('withdrawn'),
    inFinal: final!.count,
    prizes: prizes!.count,
  }
}
