import { and, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection, Transaction } from '#db/client.ts'
import { categories } from '#db/schema/editions.ts'
import { rounds } from '#db/schema/judging.ts'
import { prizesGiven, outcomes } from '#db/schema/results.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { lockOrganizedEdition } from '../editions/guard.server.ts'
import type { RankingBasis } from '../judging/round.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { categoryDecision } from './decision.server.ts'
import { inOrder } from '../judging/rounds-in-order.server.ts'
import {
  brokenTies,
  departsFromOrder,
  hasLesserAbove,
  readRanking,
  type Deciding,
  type RankedEntry,
} from './ranking.ts'
import { asOfFitted, standOf } from './round-model.server.ts'
import { prizes } from '../editions/prizes.ts'

type Ranked = { rows: RankedEntry[]; deciding: Pick<Deciding, 'decidesBy' | 'rule'> }
/** How the scores rank the works of some categories, and what of the round that rests on. */
export type Ranking = { stand: string; of: Map<string, Ranked> }

/** Ranks categories of a round as of one moment; asked with nothing locked. */
export function rankCategories(roundId: string, categoryIds: string[]): Promise<Ranking> {
  return asOfFitted([roundId], async () => {
    const stand = await standOf(roundId)
    const of = new Map<string, Ranked>()
    for (const categoryId of categoryIds) {
      const { ranking, deciding } = await categoryDecision(roundId, categoryId, new Set())
      of.set(categoryId, { rows: readRanking(ranking, deciding), deciding })
    }
    return { stand, of }
  })
}

/** Keeps how a category was decided by its ranking. */
export async function recordOutcome(
  tx: Transaction,
  actor: Actor,
  roundId: string,
  categoryId: string,
  { rows, deciding }: Ranked,
  chosen: Set<string>,
): Promise<void> {
  const departs = departsFromOrder(rows.map(({ id, rank }) => ({ rank, chosen: chosen.has(id) })))
  await writeOutcome(tx, actor, roundId, categoryId, { chosen: chosen.size, departs, rows, deciding })
}

/** The prizes of each category against the ranking of the final round: a better rank never has the lesser prize. */
export async function recordPrizeOutcomes(
  tx: Transaction,
  actor: Actor,
  final: { id: string; editionId: string },
  ranking: Ranking,
): Promise<void> {
  const given = await tx
    .select({ id: prizesGiven.entryId, prize: prizesGiven.prize })
    .from(prizesGiven)
    .where(eq(prizesGiven.editionId, final.editionId))
  const prizeOf = new Map(given.map((row) => [row.id, row.prize]))
  for (const [categoryId, { rows, deciding }] of ranking.of) {
    const chosen = rows.filter((row) => prizeOf.has(row.id)).length
    if (chosen === 0) continue
    const place = (row: RankedEntry) => {
      const prize = prizeOf.get(row.id)
      return prize ? prizes.indexOf(prize) : prizes.length
    }
    const departs = hasLesserAbove(rows.map((row) => ({ rank: row.rank, place: place(row) })))
    await writeOutcome(tx, actor, final.id, categoryId, { chosen, departs, rows, deciding })
  }
}

type Decided = {
  chosen: number
  departs: boolean
  rows: RankedEntry[]
  deciding: { decidesBy: RankingBasis }
}

async function writeOutcome(
  tx: Transaction,
  actor: Actor,
  roundId: string,
  categoryId: string,
  made: Decided,
) {
  const values = {
    decidesBy: made.deciding.decidesBy,
    chosen: made.chosen,
    departs: made.departs,
    ties: brokenTies(made.rows),
    decidedBy: actor.userId,
    decidedAt: sql`clock_timestamp()`,
  }
  // A reason stands as long as the decision departs from the order.
  const reason = made.departs ? sql`${outcomes.reason}` : sql`''`
  await tx
    .insert(outcomes)
    .values({ roundId, categoryId, ...values })
    .onConflictDoUpdate({ target: [outcomes.roundId, outcomes.categoryId], set: { ...values, reason } })
}

/** Whether a decision of the edition departs from its order and nobody has said why. */
export async function lacksReasons(tx: Transaction, editionId: string): Promise<boolean> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(outcomes)
    .innerJoin(rounds, eq(rounds.id, outcomes.roundId))
    .where(and(eq(rounds.editionId, editionId), outcomes.departs, eq(outcomes.reason, '')))
  return row!.count > 0
}

/** Says why a decision departs from the order. */
export async function explainOutcome(
  actor: Actor,
  editionId: string,
  ask: { roundId: string; categoryId: string; reason: string },
): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const edition = await lockOrganizedEdition(tx, actor, editionId)
    if (!edition) return null
    if (edition.resultsLockedAt) return refuse('results.refused.locked')
    const [kept] = await tx
      .update(outcomes)
      .set({ reason: ask.reason })
      .where(
        and(
          eq(outcomes.roundId, ask.roundId),
          eq(outcomes.categoryId, ask.categoryId),
          outcomes.departs,
          sql`${outcomes.roundId} in (select r.id from ${rounds} r where r.edition_id = ${editionId})`,
        ),
      )
      .returning({ roundId: outcomes.roundId })
    if (!kept) return null
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'results.explained',
      subjectId: ask.roundId,
      editionId,
      details: { categoryId: ask.categoryId, reason: ask.reason },
    })
    return { done: true }
  })
}

/** How the categories of an edition were decided so far. */
export function outcomesOf(editionId: string, connection: Connection = database()) {
  return connection
    .select({
      roundId: outcomes.roundId,
      stage: rounds.stage,
      categoryId: outcomes.categoryId,
      nameVi: categories.nameVi,
      nameEn: categories.nameEn,
      decidesBy: outcomes.decidesBy,
      chosen: outcomes.chosen,
      ties: outcomes.ties,
      departs: outcomes.departs,
      reason: outcomes.reason,
    })
    .from(outcomes)
    .innerJoin(rounds, eq(rounds.id, outcomes.roundId))
    .innerJoin(categories, eq(categories.id, outcomes.categoryId))
    .where(eq(rounds.editionId, editionId))
    .orderBy(inOrder, categories.position)
}
