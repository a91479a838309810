import { and, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { assignmentPlans, assignments, panelJudges, panels, scoreSheets } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { readingOrder } from './assignment/order.ts'
import type { PlanOutcome } from './assignment/outcome.ts'
import { standing } from './counting.server.ts'
import { lockRound } from './form-round.server.ts'
import { whyNotForm } from './policy.ts'
import { problemOfRound } from './round-problem.server.ts'

/** Assigns what a plan says, if nothing it was worked out from has changed since. */
export async function applyPlan(
  actor: Actor,
  planId: string,
): Promise<{ added: number; short: number; roundId: string } | Refusal | null> {
  return database().transaction(async (tx) => {
    const [plan] = await tx
      .select()
      .from(assignmentPlans)
      .where(eq(assignmentPlans.id, planId))
      .for('no key update')
    const round = plan && (await lockRound(tx, actor, plan.roundId))
    if (!plan || !round) return null
    const refusal = whyNotForm(round)
    if (refusal) return refusal
    const { outcome } = plan
    if (plan.state !== 'ready' || !outcome || outcome.status !== 'optimal') return refuse('error.moved')
    await holdJudges(tx, round.id)
    if ((await problemOfRound(tx, round)).basis !== plan.basis) return refuse('round.error.planOld')
    for (const { entryId, judgeId } of outcome.removed) await takeBack(tx, actor, round.id, entryId, judgeId)
    await insertReadings(tx, round.id, outcome.added, plan.budget ? await nextWave(tx, round.id) : 0)
    await tx.update(assignmentPlans).set({ state: 'applied' }).where(eq(assignmentPlans.id, planId))
    const details = {
      added: outcome.added.length,
      removed: outcome.removed.length,
      short: outcome.shortfalls.length,
    }
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'round.assigned',
      subjectId: round.id,
      editionId: round.editionId,
      details,
    })
    return { added: details.added, short: details.short, roundId: round.id }
  })
}

/** Whoever changes the own account meanwhile comes before this plan, which is then out of date, or after it. */
const holdJudges = (tx: Transaction, roundId: string) =>
  tx.execute(sql`
    select u.id
    from ${users} u
    where u.id in (
      select j.judge_id from ${panelJudges} j join ${panels} p on p.id = j.panel_id where p.round_id = ${roundId})
    order by u.id
    for share`)

/** A reading that was begun is kept as one stepped back from; one that was not leaves no trace. */
async function takeBack(tx: Transaction, actor: Actor, roundId: string, entryId: string, judgeId: string) {
  const here = and(
    eq(assignments.roundId, roundId),
    eq(assignments.entryId, entryId),
    eq(assignments.judgeId, judgeId),
  )
  const begun = sql`exists (select 1 from ${scoreSheets} s where s.assignment_id = ${assignments.id})`
  await tx.delete(assignments).where(and(here, sql`not ${begun}`))
  await tx
    .update(assignments)
    .set({ endedAt: sql`clock_timestamp()`, endedWhy: 'conflict', endedBy: actor.userId })
    .where(and(here, standing))
}

async function nextWave(tx: Transaction, roundId: string): Promise<number> {
  const [row] = await tx
    .select({ last: sql<number>`coalesce(max(${assignments.wave}), 0)::int` })
    .from(assignments)
    .where(eq(assignments.roundId, roundId))
  return row!.last + 1
}

/**
 * Puts new readings behind what a judge has already, in the judge's own order. One that had ended, though not by a
 * conflict or with its sheet struck, is taken up again.
 */
export async function insertReadings(
  tx: Transaction,
  roundId: string,
  added: PlanOutcome['added'],
  wave: number,
): Promise<void> {
  const seats = await tx
    .selectDistinct({ judgeId: panelJudges.judgeId })
    .from(panelJudges)
    .innerJoin(panels, eq(panels.id, panelJudges.panelId))
    .where(eq(panels.roundId, roundId))
    .orderBy(panelJudges.judgeId)
  const seatOf = new Map(seats.map((row, index) => [row.judgeId, index]))
  const counted = await tx
    .select({ judgeId: assignments.judgeId, last: sql<number>`max(${assignments.position})` })
    .from(assignments)
    .where(eq(assignments.roundId, roundId))
    .groupBy(assignments.judgeId)
  const last = new Map(counted.map((row) => [row.judgeId, row.last]))
  const rows = [...Map.groupBy(added, (row) => row.judgeId)].flatMap(([judgeId, own]) =>
    readingOrder(own, (row) => row.entryId, seatOf.get(judgeId) ?? 0, seats.length).map((row, index) => ({
      ...row,
      roundId,
      wave,
      position: (last.get(judgeId) ?? 0) + index + 1,
    })),
  )
  for (let from = 0; from < rows.length; from += 1000)
    await tx
      .insert(assignments)
      .values(rows.slice(from, from + 1000))
      .onConflictDoUpdate({
        target: [assignments.roundId, assignments.entryId, assignments.judgeId],
        set: {
          panelId: sql`excluded.panel_id`,
          wave: sql`excluded.wave`,
          position: sql`excluded.position`,
          endedAt: null,
        },
        setWhere: sql`${assignments.endedAt} is not null`,
      })
}
