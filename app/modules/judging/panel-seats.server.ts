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
import { stands } from './counting.server.ts'
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
  await endReadings(tx, actor, panel, leaving, '')
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
  await endReadings(tx, actor, panel, await endSeats(tx, panel.id), '')
}

/** Puts a judge on the seat of another, with its chair and limits; null where nobody sits on it. */
export async function handOver(
  tx: Transaction,
  actor: Actor,
  panel: { id: string; roundId: string },
  change: { from: string; to: string; reason: string },
): Promise<{ seatId: string } | null> {
  const own = and(liveSeats(panel.id), eq(panelSeats.judgeId, change.from))
  const [left] = await tx
    .update(panelSeats)
    .set({ until: sql`clock_timestamp()` })
    .where(own)
    .returning()
  if (!left) return null
  const { chair, maxEntries, maxMinutes, languages } = left
  const [taken] = await tx
    .insert(panelSeats)
    .values({ panelId: panel.id, judgeId: change.to, chair, maxEntries, maxMinutes, languages })
    .returning({ id: panelSeats.id })
  await tx.update(panelSeats).set({ replacedBy: taken!.id }).where(eq(panelSeats.id, left.id))
  await endReadings(tx, actor, panel, [change.from], change.reason)
  return { seatId: taken!.id }
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
 * Ends what judges who left a panel had not sent: its works, and works of open panels where they sit nowhere in the round
 * any more. What they sent stays and counts.
 */
async function endReadings(
  tx: Transaction,
  actor: Actor,
  panel: { id: string; roundId: string },
  judgeIds: string[],
  note: string,
): Promise<void> {
  await tx.execute(sql`
    update ${assignments} a
    set ended_at = clock_timestamp(), ended_why = 'replaced', ended_by = ${actor.userId}, ended_note = ${note}
    where a.round_id = ${panel.roundId} and a.judge_id = any(${sql.param(judgeIds)}::text[]) and ${stands}
      and (a.panel_id = ${panel.id} or not ${isSeated(sql`a.judge_id`, sql`a.round_id`)})
      and not exists (
        select 1 from ${scoreSheets} s where s.assignment_id = a.id and s.state = 'submitted')`)
}
