import { and, eq, inArray, ne } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { categories as categoryTable } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { panelCategories, roundEntries, roundMoves as moves, rounds } from '#db/schema/judging.ts'
import { categoriesOf } from '../editions/categories.server.ts'
import { countWithout } from './ballot.ts'
import { ballotsOfRound, electorateOf } from './ballots.server.ts'
import { conflictRegister } from './declared-conflicts.server.ts'
import { flaggedEntries } from './flagged-entries.server.ts'
import { withoutTitlesOf } from './kept-title.ts'
import { judgesOf, panelsWithJudges } from './panels-of-round.server.ts'
import { planOfRound, unassignedCount } from './plan-of-round.server.ts'
import { entriesBehind, progressOfJudges } from './round-progress.server.ts'
import { countsOf } from './move-round.server.ts'
import { movesOf, whyNotOpen } from './round-moves.ts'

export type RoundPage = NonNullable<Awaited<ReturnType<typeof roundPage>>>

/** A round as its organizers see it: panels, who could judge, how far each is, and what could not be assigned and why. */
export async function roundPage(
  edition: { id: string; number: number; resultsLockedAt: Date | null },
  roundId: string,
  barred: Set<string>,
) {
  const editionId = edition.id
  const [round] = await database()
    .select()
    .from(rounds)
    .where(and(eq(rounds.id, roundId), eq(rounds.editionId, editionId)))
  if (!round) return null
  const [panels, candidates, judges, behind, unassigned, plan, register, flagged, categories, made, counted] =
    await Promise.all([
      panelsWithJudges(roundId),
      judgesOf(editionId),
      progressOfJudges(roundId),
      entriesBehind(roundId, round.readings),
      unassignedCount(database(), roundId, round.readings),
      planShown(round, barred),
      conflictRegister(editionId),
      flaggedEntries(roundId, barred),
      categoriesOf(editionId),
      movesMade(roundId),
      countsOf(round),
    ])
  const [assigned, submitted] = [sumOf(judges, 'assigned'), sumOf(judges, 'submitted')]
  const toMove = { ...round, ...counted, locked: edition.resultsLockedAt !== null }
  return {
    edition: edition.number,
    round,
    panels,
    candidates: candidates.map(({ id, name }) => ({ id, name })),
    judges,
    behind: withoutTitlesOf(behind, barred),
    unassigned,
    assigned,
    submitted,
    plan,
    moves: movesOf(toMove),
    cannotOpen: whyNotOpen(toMove)?.refused ?? null,
    made,
    conflicts: register,
    flagged,
    categories: categories.map(({ id, nameVi, nameEn }) => ({ id, nameVi, nameEn })),
  }
}

/** Every reading is one judge's: what all have is what the round has. */
const sumOf = <Name extends string>(judges: Record<Name, number>[], name: Name) =>
  judges.reduce((sum, judge) => sum + judge[name], 0)

/** What was done with a round, in its order, by the names of those who did it. */
function movesMade(roundId: string) {
  return database()
    .select({
      id: moves.id,
      move: moves.move,
      at: moves.at,
      closesAt: moves.closesAt,
      by: users.name,
      reason: moves.reason,
    })
    .from(moves)
    .leftJoin(users, eq(users.id, moves.by))
    .where(eq(moves.roundId, roundId))
    .orderBy(moves.at, moves.id)
}

/** The plan that waits, with the titles of what falls short in it. */
async function planShown(round: typeof rounds.$inferSelect, barred: Set<string>) {
  const plan = round.state === 'closed' ? null : await planOfRound(round.id)
  if (!plan) return null
  const { id, state, progress, relaxed, outcome } = plan
  if (!outcome) return { id, state, progress, relaxed, outcome: null }
  const short = outcome.shortfalls.slice(0, 200)
  const ids = short.map((row) => row.entryId)
  const named = await database()
    .select({ id: entries.id, number: entries.number, title: entries.title })
    .from(entries)
    .where(inArray(entries.id, [...ids, '']))
  const byId = new Map(withoutTitlesOf(named, barred).map((row) => [row.id, row]))
  return {
    id,
    state,
    progress,
    relaxed,
    outcome: {
      status: outcome.status,
      proven: outcome.proven,
      added: outcome.added.length,
      removed: outcome.removed.length,
      loads: outcome.loads,
      loosening: outcome.loosening,
      short: outcome.shortfalls.length,
      shortfalls: short.map((row) => ({
        ...row,
        number: byId.get(row.entryId)?.number ?? null,
        title: byId.get(row.entryId)?.title ?? '',
      })),
    },
  }
}

/** The ballots of a round, and the works that may be voted on; of works in `barred` neither title nor vote is told. */
export async function ballotPage(editionId: string, roundId: string, barred: Set<string>) {
  const [round] = await database()
    .select()
    .from(rounds)
    .where(and(eq(rounds.id, roundId), eq(rounds.editionId, editionId), eq(rounds.kind, 'ballot')))
  if (!round) return null
  const [held, works, categories] = await Promise.all([
    ballotsOfRound(roundId),
    database()
      .select({
        id: entries.id,
        number: entries.number,
        title: entries.title,
        categoryId: entries.categoryId,
      })
      .from(roundEntries)
      .innerJoin(entries, eq(entries.id, roundEntries.entryId))
      .where(and(eq(roundEntries.roundId, roundId), ne(entries.state, 'disqualified')))
      .orderBy(entries.number),
    votedCategories(roundId),
  ])
  const sizes = new Map<string, number>()
  for (const { id, count } of held) sizes.set(id, count?.electorate ?? (await electorateOf(database(), id)))
  return {
    round: { id: round.id, stage: round.stage, state: round.state },
    ballots: held.map((ballot) => ({
      ...ballot,
      candidates: ballot.candidates.filter((id) => !barred.has(id)),
      count: ballot.count && countWithout(ballot.count, barred),
      electorate: sizes.get(ballot.id)!,
    })),
    works: withoutTitlesOf(works, barred),
    categories: categories.map(({ id, nameVi, nameEn }) => ({ id, nameVi, nameEn })),
  }
}

function votedCategories(roundId: string) {
  return database()
    .select({
      id: categoryTable.id,
      nameVi: categoryTable.nameVi,
      nameEn: categoryTable.nameEn,
    })
    .from(panelCategories)
    .innerJoin(categoryTable, eq(categoryTable.id, panelCategories.categoryId))
    .where(eq(panelCategories.roundId, roundId))
    .groupBy(categoryTable.id)
    .orderBy(categoryTable.position)
}
