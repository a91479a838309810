import { and, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { reports } from '#db/schema/reports.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { type Refusal, refuse } from '../refusal/refusal.ts'
import { reportOf } from './report-list.server.ts'

/** The wording as it was edited, every version of it on the record; a save that does not build on the newest is refused. */
export async function wordReport(
  actor: Actor,
  reportId: string,
  ask: { version: number; wording: Record<string, string> },
): Promise<{ done: true } | Refusal | null> {
  const found = await reportOf(actor, reportId)
  if (!found) return null
  return database().transaction(async (tx) => {
    const [saved] = await tx
      .update(reports)
      .set({ wording: ask.wording, version: sql`${reports.version} + 1` })
      .where(and(eq(reports.id, reportId), eq(reports.version, ask.version)))
      .returning({ editionId: reports.editionId, version: reports.version })
    if (!saved) return refuse('entry.refused.stale')
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'participation.worded',
      subjectId: reportId,
      editionId: saved.editionId,
      details: { version: saved.version, wording: ask.wording },
    })
    return { done: true }
  })
}
