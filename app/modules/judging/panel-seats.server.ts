import { and, eq, isNull, notInArray, sql, type SQL } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import {
  assignments,
  countingSheets,
  panelJudges,
  panels,
  panelSeats,
  scoreSheets,
} from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { standing, stands } from './counting.server.ts'
import type { JudgeLimits } from './schema.ts'

/** In SQL, whether a judge sits in a panel of a round now. */
export const isSeated = (judgeId: SQL, roundId: SQL) => sql<boolean>`exists (
  select 1
  from ${panelJudges} z
  join ${panels} y on y.id = z.panel_id
  where z.judge_id = ${judgeId} and y.round_id = ${roundId})`

/** In SQL, a table of those whose work a panel's list rests on: who sits in it now, and who left sheets that count. */
export const whoJudged = sql`(
  select z.panel_id, z.judge_id, bool_or(z.chair and z.until is null) as chair
  from ${panelSeats} z
  where z.until is null or exists (
    select 1 from ${countingSheets} s where s.panel_id = z.panel_id and s.judge_id = z.judge_id)
  group by z.panel_id, z.judge_id)`

type Seats = { judges: string[]; chair: string; limits: Map<string, JudgeLimits> }

/** Seats exactly these judges in a panel: seats of others end, with what they had not sent; who stays keeps the seat. */
export async function seatJudges(
  tx: Transaction,
  actor: Actor,
  panel: { id: string; roundId: string },
  { judges, chair, limits }: Seats,
): Promise<void> {
  const leaving = await endSeats(tx, panel.id, notInArray(panelSeats.judgeId, judges))
  await endReadings(tx, actor, panel, leaving, { reason: '', sheets: 'stay' })
  await tx.update(panelSeats).set({ chair: false }).where(liveSeats(panel.id))
  await tx
    .insert(panelSeats)
    .values(
      judges.map((judgeId) => ({
        panelId: panel.id,
        judgeId,
        chair: judgeId === chair,
        ...limits.get(judgeId),
      })),
    )
    .onConflictDoUpdate({
      target: [panelSeats.panelId, panelSeats.judgeId],
      targetWhere: isNull(panelSeats.until),
      set: {
        chair: sql`excluded.chair`,
        maxEntries: sql`excluded.max_entries`,
        maxMinutes: sql`excluded.max_minutes`,
        languages: sql`excluded.languages`,
      },
    })
}

/** Everybody leaves a panel. */
export async function emptyPanel(
  tx: Transaction,
  actor: Actor,
  panel: { id: string; roundId: string },
): Promise<void> {
  await endReadings(tx, actor, panel, await endSeats(tx, panel.id), { reason: '', sheets: 'stay' })
}

export type Leaving = { from: string; to: string | null; reason: string; sheets: 'stay' | 'fall' }
/** A reading that ended with its judge's leaving. */
export type Ended = { entryId: string; panelId: string }

/**
 * A judge leaves a panel, for somebody (`to`) who takes the seat with its chair and limits, or for nobody. What was not
 * sent ends; what was stays and counts, or falls away. Null where nobody sits there.
 */
export async function leaveSeat(
  tx: Transaction,
  actor: Actor,
  panel: { id: string; roundId: string },
  { from, to, reason, sheets }: Leaving,
): Promise<{ ended: Ended[] } | null> {
  const [left] = await tx
    .update(panelSeats)
    .set({ until: sql`clock_timestamp()` })
    .where(and(liveSeats(panel.id), eq(panelSeats.judgeId, from)))
    .returning()
  if (!left) return null
  if (to) {
    const { chair, maxEntries, maxMinutes, languages } = left
    const [taken] = await tx
      .insert(panelSeats)
      .values({ panelId: panel.id, judgeId: to, chair, maxEntries, maxMinutes, languages })
      .returning({ id: panelSeats.id })
    await tx.update(panelSeats).set({ replacedBy: taken!.id }).where(eq(panelSeats.id, left.id))
  }
  return { ended: await endReadings(tx, actor, panel, [from], { reason, sheets }) }
}

const liveSeats = (panelId: string) => and(eq(panelSeats.panelId, panelId), isNull(panelSeats.until))

async function endSeats(tx: Transaction, panelId: string, which?: SQL): Promise<string[]> {
  const rows = await tx
    .update(panelSeats)
    .set({ until: sql`clock_timestamp()` })
    .where(and(liveSeats(panelId), which))
    .returning({ judgeId: panelSeats.judgeId })
  return rows.map((row) => row.judgeId)
}

/**
 * Ends what judges who left a panel had of its works, and of works of open panels where they sit nowhere in the round any
 * more. What they sent stays and counts, unless it is to fall away with them.
 */
async function endReadings(
  tx: Transaction,
  actor: Actor,
  panel: { id: string; roundId: string },
  judgeIds: string[],
  { reason, sheets }: Pick<Leaving, 'reason' | 'sheets'>,
): Promise<Ended[]> {
  const rows = await tx.execute<Ended>(sql`
    update ${assignments} a
    set ended_at = clock_timestamp(), ended_why = 'replaced', ended_by = ${actor.userId}, ended_note = ${reason}
    where a.round_id = ${panel.roundId} and a.judge_id = any(${sql.param(judgeIds)}::text[]) and ${stands}
      and (a.panel_id = ${panel.id} or not ${isSeated(sql`a.judge_id`, sql`a.round_id`)})
      and (${sheets === 'fall'} or not exists (
        select 1 from ${scoreSheets} s where s.assignment_id = a.id and s.state = 'submitted'))
    returning a.entry_id as "entryId", a.panel_id as "panelId"`)
  return [...rows]
}

/** Those of a panel's judges who have readings in it that stand, but for some. */
export async function readersBut(tx: Transaction, panelId: string, judges: string[]): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ judgeId: assignments.judgeId })
    .from(assignments)
    .innerJoin(panelSeats, and(eq(panelSeats.judgeId, assignments.judgeId), liveSeats(panelId)))
    .where(and(eq(assignments.panelId, panelId), standing, notInArray(assignments.judgeId, judges)))
  return rows.map((row) => row.judgeId)
}
