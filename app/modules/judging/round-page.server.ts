import { and, eq, inArray } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { entries, rounds } from '#db/schema/index.ts'
import { planRound, unassignedCount } from './assign-round.server.ts'
import {
  entriesBehind,
  judgesOf,
  panelsWithJudges,
  progressOfJudges,
  roundsOfEdition,
} from './queries.server.ts'

/** A round as its organizers see it: panels, who could judge, how far each is, and what could not be assigned and why. */
export async function roundPage(editionId: string, roundId: string) {
  const [round] = await database()
    .select()
    .from(rounds)
    .where(and(eq(rounds.id, roundId), eq(rounds.editionId, editionId)))
  if (!round) return null
  const [panels, candidates, judges, behind, unassigned, all, shortfalls] = await Promise.all([
    panelsWithJudges(roundId),
    judgesOf(editionId),
    progressOfJudges(roundId),
    entriesBehind(roundId, round.readings),
    unassignedCount(database(), roundId, round.readings),
    roundsOfEdition(editionId),
    shortfallsOf(round),
  ])
  const { assigned, submitted } = all.find((row) => row.round.id === roundId)!
  return {
    round,
    panels,
    candidates: candidates.map(({ id, name }) => ({ id, name })),
    judges,
    behind: [...behind],
    unassigned,
    assigned,
    submitted,
    shortfalls,
  }
}

/** What another run of the assignment would still leave short, with its reasons. */
async function shortfallsOf(round: typeof rounds.$inferSelect) {
  if (round.state === 'closed') return []
  const { shortfalls } = await planRound(database(), round)
  if (shortfalls.length === 0) return []
  const named = await database()
    .select({ id: entries.id, number: entries.number, title: entries.title })
    .from(entries)
    .where(
      inArray(
        entries.id,
        shortfalls.map((row) => row.entryId),
      ),
    )
  const byId = new Map(named.map((row) => [row.id, row]))
  return shortfalls.map((row) => ({
    ...row,
    number: byId.get(row.entryId)?.number ?? null,
    title: byId.get(row.entryId)?.title ?? '',
  }))
}
