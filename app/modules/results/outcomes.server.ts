import { and, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection, Transaction } from '#db/client.ts'
import { categories } from '#db/schema/editions.ts'
import { rounds } from '#db/schema/judging.ts'
import { awards, outcomes } from '#db/schema/results.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { lockOrganizedEdition } from '../editions/guard.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { categoryDecision } from './decision.server.ts'
import { finalRoundOf } from './final-round.server.ts'
import { brokenTies, departsFromOrder, readRanking, type RankedEntry } from './ranking.ts'
import type { Prize } from '../editions/prizes.ts'

/** Keeps how a category was decided, by the ranking as the transaction sees it. */
export async function recordOutcome(
  tx: Transaction,
  actor: Actor,
  roundId: string,
  categoryId: string,
  chosen: Set<string>,
): Promise<void> {
  const { ranking, deciding } = await categoryDecision(roundId, categoryId, new Set(), null, tx)
  const rows = readRanking(ranking, deciding)
  const departs = departsFromOrder(rows.map(({ id, rank }) => ({ rank, chosen: chosen.has(id) })))
  await writeOutcome(tx, actor, roundId, categoryId, { chosen: chosen.size, departs, rows, deciding })
}

const worth: Prize[] = ['special', 'first', 'second', 'third', 'consolation']

/** The prizes of each category against the ranking of the final round: a better rank never has the lesser prize. */
export async function recordPrizeOutcomes(tx: Transaction, actor: Actor, editionId: string): Promise<void> {
  const final = await finalRoundOf(editionId, tx)
  if (!final) return
  const own = await tx
    .select({ id: categories.id })
    .from(categories)
    .where(eq(categories.editionId, editionId))
    .orderBy(categories.position)
  const given = await tx.execute<{ id: string; prize: Prize }>(sql`
    select entry_id as id, prize
    from ${awards}
    where edition_id = ${editionId}`)
  const prizeOf = new Map(given.map((row) => [row.id, row.prize]))
  for (const { id: categoryId } of own) {
    const { ranking, deciding } = await categoryDecision(final.id, categoryId, new Set(), null, tx)
    const rows = readRanking(ranking, deciding)
    const chosen = rows.filter((row) => prizeOf.has(row.id)).length
    if (chosen === 0) continue
    const place = (row: RankedEntry) => {
      const prize = prizeOf.get(row.id)
      return prize ? worth.indexOf(prize) : worth.length
    }
    const departs = rows.some((row) =>
      rows.some((other) => (row.rank ?? Infinity) < (other.rank ?? Infinity) && place(row) > place(other)),
    )
    await writeOutcome(tx, actor, final.id, categoryId, { chosen, departs, rows, deciding })
  }
}

type Decided = {
  chosen: number
  departs: boolean
  rows: RankedEntry[]
  deciding: { decidesBy: 'raw' | 'adjusted' }
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
    .orderBy(sql`${rounds.stage} desc`, categories.position)
}
