import { and, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { panelJudges, panels } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { lockRound, mayJudge } from './form-round.server.ts'
import { handOver } from './panel-seats.server.ts'
import { whyNotForm } from './policy.ts'

/** Another judge takes the seat of one who drops out. Sheets that were sent stay; the rest waits for the next plan. */
export async function replaceJudge(
  actor: Actor,
  roundId: string,
  ask: { panelId: string; judgeId: string; by: string; reason: string },
): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const round = await lockRound(tx, actor, roundId)
    const [panel] = await tx
      .select()
      .from(panels)
      .where(and(eq(panels.id, ask.panelId), eq(panels.roundId, roundId)))
    if (!round || !panel) return null
    const refusal = whyNotForm(round)
    if (refusal) return refusal
    const [known] = await mayJudge(tx, round.editionId, [ask.by])
    const seated = await tx
      .select({ judgeId: panelJudges.judgeId })
      .from(panelJudges)
      .where(and(eq(panelJudges.panelId, panel.id), eq(panelJudges.judgeId, ask.by)))
    if (!known || seated.length > 0) return refuse('form.error.invalid', {}, 'by')
    const { judgeId: from, by: to, reason } = ask
    if (!(await handOver(tx, actor, panel, { from, to, reason }))) return refuse('error.moved')
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'panel.judgeReplaced',
      subjectId: panel.id,
      editionId: round.editionId,
      details: { judgeId: from, by: to, reason },
    })
    return { done: true }
  })
}
