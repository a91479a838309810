import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection, Transaction } from '#db/client.ts'
import {
  assignments,
  conflicts,
  entries,
  entryAuthors,
  panelCategories,
  panelJudges,
  panels,
  roundEntries,
  users,
} from '#db/schema/index.ts'
import type { Actor } from '../accounts/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import type { Refusal } from '../refusal.ts'
import {
  planAssignment,
  scatter,
  type AssignmentPlan,
  type Candidate,
  type Conflicts,
  type Panel,
} from './assignment.ts'
import { lockRound, type Round } from './form-round.server.ts'
import { refuseForming } from './policy.ts'

/** Assigns what is not yet assigned; what cannot be is listed with the reason and nothing that was scored moves. */
export async function assignRound(
  actor: Actor,
  roundId: string,
): Promise<{ added: number; short: number } | Refusal | null> {
  return database().transaction(async (tx) => {
    const round = await lockRound(tx, actor, roundId)
    if (!round) return null
    const refusal = refuseForming(round)
    if (refusal) return refusal
    if (round.stage === 'preliminary') await takeInEligible(tx, round)
    const plan = await planRound(tx, round)
    await insertPlan(tx, round, plan)
    const details = { added: plan.added.length, short: plan.shortfalls.length }
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'round.assigned',
      subjectId: roundId,
      editionId: round.editionId,
      details,
    })
    return details
  })
}

/** The preliminary round reads every eligible entry of its panels' categories; the final one reads what was advanced. */
async function takeInEligible(tx: Transaction, round: Round) {
  await tx.execute(sql`
    insert into ${roundEntries} (round_id, entry_id)
    select ${round.id}, e.id from ${entries} e join ${panelCategories} c on c.category_id = e.category_id and c.round_id = ${round.id}
    where e.edition_id = ${round.editionId} and e.state = 'eligible'
    on conflict do nothing`)
}

/** The plan as it would be now, nothing written. */
export async function planRound(connection: Connection, round: Round): Promise<AssignmentPlan> {
  const [roundPanels, candidates] = await Promise.all([
    panelsOf(connection, round.id),
    candidatesOf(connection, round.id),
  ])
  const judgeIds = [...new Set(roundPanels.flatMap((panel) => panel.judgeIds))]
  const found = await conflictsOf(connection, round, judgeIds)
  return planAssignment(roundPanels, candidates, found, round.readings)
}

async function panelsOf(connection: Connection, roundId: string): Promise<Panel[]> {
  const rows = await connection
    .select({ id: panels.id, judgeId: panelJudges.judgeId })
    .from(panels)
    .innerJoin(panelJudges, eq(panelJudges.panelId, panels.id))
    .where(eq(panels.roundId, roundId))
    .orderBy(panels.position, panelJudges.judgeId)
  return [...Map.groupBy(rows, (row) => row.id)].map(([id, members]) => ({
    id,
    judgeIds: members.map((row) => row.judgeId),
  }))
}

async function candidatesOf(connection: Connection, roundId: string): Promise<Candidate[]> {
  const rows = await connection
    .select({
      entryId: entries.id,
      panelId: panelCategories.panelId,
      assigned: sql<
        string[]
      >`coalesce(array_agg(${assignments.judgeId}) filter (where ${assignments.judgeId} is not null and ${assignments.recusedAt} is null), '{}')`,
      recused: sql<
        string[]
      >`coalesce(array_agg(${assignments.judgeId}) filter (where ${assignments.recusedAt} is not null), '{}')`,
    })
    .from(roundEntries)
    .innerJoin(entries, eq(entries.id, roundEntries.entryId))
    .innerJoin(
      panelCategories,
      and(eq(panelCategories.roundId, roundId), eq(panelCategories.categoryId, entries.categoryId)),
    )
    .leftJoin(assignments, and(eq(assignments.roundId, roundId), eq(assignments.entryId, entries.id)))
    .where(eq(roundEntries.roundId, roundId))
    .groupBy(entries.id, panelCategories.panelId)
    .orderBy(entries.id)
  return rows
}

/**
 * A judge's own works (entered, or named as author by e-mail or by name), works of the own agency, and what the judge
 * declared. Later reasons do not replace earlier ones.
 */
export async function conflictsOf(
  connection: Connection,
  round: Pick<Round, 'id' | 'editionId'>,
  judgeIds: string[],
): Promise<Conflicts> {
  const found: Conflicts = new Map(judgeIds.map((judgeId) => [judgeId, new Map()]))
  if (judgeIds.length === 0) return found
  const inRound = eq(roundEntries.roundId, round.id)
  const own = await connection
    .selectDistinct({ judgeId: users.id, entryId: entries.id })
    .from(roundEntries)
    .innerJoin(entries, eq(entries.id, roundEntries.entryId))
    .innerJoin(entryAuthors, eq(entryAuthors.entryId, entries.id))
    .innerJoin(
      users,
      or(
        eq(users.id, entries.ownerId),
        eq(users.nameKey, entryAuthors.nameKey),
        eq(users.email, sql`lower(${entryAuthors.email})`),
      ),
    )
    .where(and(inRound, inArray(users.id, judgeIds)))
  const agency = await connection
    .select({ judgeId: users.id, entryId: entries.id })
    .from(roundEntries)
    .innerJoin(entries, eq(entries.id, roundEntries.entryId))
    .innerJoin(users, eq(users.agencyId, entries.agencyId))
    .where(and(inRound, inArray(users.id, judgeIds)))
  const declared = await connection
    .select({ judgeId: conflicts.judgeId, entryId: entries.id })
    .from(conflicts)
    .innerJoin(entries, or(eq(entries.id, conflicts.entryId), eq(entries.agencyId, conflicts.agencyId)))
    .innerJoin(roundEntries, and(inRound, eq(roundEntries.entryId, entries.id)))
    .where(and(eq(conflicts.editionId, round.editionId), inArray(conflicts.judgeId, judgeIds)))
  for (const [reason, rows] of [
    ['own', own],
    ['agency', agency],
    ['declared', declared],
  ] as const)
    for (const { judgeId, entryId } of rows)
      if (!found.get(judgeId)!.has(entryId)) found.get(judgeId)!.set(entryId, reason)
  return found
}

/** Each judge meets the entries in an order of the judge's own; it is kept with the assignment. */
async function insertPlan(tx: Transaction, round: Round, plan: AssignmentPlan) {
  const byJudge = Map.groupBy(plan.added, (row) => row.judgeId)
  const counted = await tx
    .select({ judgeId: assignments.judgeId, last: sql<number>`max(${assignments.position})` })
    .from(assignments)
    .where(eq(assignments.roundId, round.id))
    .groupBy(assignments.judgeId)
  const last = new Map(counted.map((row) => [row.judgeId, row.last]))
  const rows = [...byJudge].flatMap(([judgeId, own]) =>
    own
      .sort((a, b) => scatter(a.entryId + judgeId) - scatter(b.entryId + judgeId))
      .map((row, index) => ({ ...row, roundId: round.id, position: (last.get(judgeId) ?? 0) + index + 1 })),
  )
  for (let from = 0; from < rows.length; from += 1000)
    await tx.insert(assignments).values(rows.slice(from, from + 1000))
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
    .leftJoin(
      assignments,
      and(
        eq(assignments.roundId, roundEntries.roundId),
        eq(assignments.entryId, roundEntries.entryId),
        isNull(assignments.recusedAt),
      ),
    )
    .where(eq(roundEntries.roundId, roundId))
    .groupBy(roundEntries.entryId)
    .having(sql`count(${assignments.id}) < ${readings}`)
    .as('short')
  const [row] = await connection.select({ count: sql<number>`count(*)::int` }).from(short)
  return row!.count
}
