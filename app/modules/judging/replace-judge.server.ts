import { and, eq, inArray } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { assignments, panelJudges, panels } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { insertReadings } from './apply-plan.server.ts'
import { worksBarredTo } from './known-conflicts.server.ts'
import { lockRound, mayJudge, type Round } from './form-round.server.ts'
import { leaveSeat, type Ended } from './panel-seats.server.ts'
import { whyNotForm } from './policy.ts'
import { awayReasons } from './reading.ts'

/** Who leaves which panel and why, who takes over (`by`, '' for nobody), and whether what was sent goes on counting. */
export type Replacement = {
  panelId: string
  judgeId: string
  by: string
  reason: string
  sheets: 'stay' | 'fall'
}

/**
 * A judge leaves a panel, and another may take the seat: what the first had not sent is the other's at once, but for works
 * the other must keep away from, which wait for the next plan as all does where nobody takes over.
 */
export async function replaceJudge(
  actor: Actor,
  roundId: string,
  ask: Replacement,
): Promise<{ moved: number; waiting: number } | Refusal | null> {
  return database().transaction(async (tx) => {
    const round = await lockRound(tx, actor, roundId)
    const [panel] = await tx
      .select()
      .from(panels)
      .where(and(eq(panels.id, ask.panelId), eq(panels.roundId, roundId)))
    if (!round || !panel) return null
    const refusal = whyNotForm(round) ?? (await whyNotTakeOver(tx, round, panel.id, ask.by))
    if (refusal) return refusal
    const { judgeId, by, reason, sheets } = ask
    const left = await leaveSeat(tx, actor, panel, { from: judgeId, to: by || null, reason, sheets })
    if (!left) return refuse('error.moved')
    const moved = by ? await takeOver(tx, round, by, left.ended) : 0
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: by ? 'panel.judgeReplaced' : 'panel.judgeLeft',
      subjectId: panel.id,
      editionId: round.editionId,
      details: { judgeId, by, reason, sheets, moved },
    })
    return { moved, waiting: left.ended.length - moved }
  })
}

async function whyNotTakeOver(
  tx: Transaction,
  round: Round,
  panelId: string,
  by: string,
): Promise<Refusal | null> {
  if (!by) return null
  const [known] = await mayJudge(tx, round.editionId, [by])
  const seated = await tx
    .select({ judgeId: panelJudges.judgeId })
    .from(panelJudges)
    .where(and(eq(panelJudges.panelId, panelId), eq(panelJudges.judgeId, by)))
  return known && seated.length === 0 ? null : refuse('form.error.invalid', {}, 'by')
}

/** Gives a judge what another had; not what they read already, keep away from or had struck. */
async function takeOver(tx: Transaction, round: Round, judgeId: string, ended: Ended[]): Promise<number> {
  const barred = await worksBarredTo(judgeId, round.editionId, tx)
  const own = await tx
    .select({ entryId: assignments.entryId, endedWhy: assignments.endedWhy, endedAt: assignments.endedAt })
    .from(assignments)
    .where(
      and(
        eq(assignments.roundId, round.id),
        eq(assignments.judgeId, judgeId),
        inArray(assignments.entryId, [...ended.map((row) => row.entryId), '']),
      ),
    )
  const never: (string | null)[] = [...awayReasons, 'struck']
  const has = own.filter(({ endedAt, endedWhy }) => endedAt === null || never.includes(endedWhy))
  const not = new Set([...barred, ...has.map((row) => row.entryId)])
  const added = ended.filter(({ entryId }) => !not.has(entryId)).map((row) => ({ ...row, judgeId }))
  await insertReadings(tx, round.id, added, 0)
  return added.length
}
