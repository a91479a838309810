import { and, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { reports } from '#db/schema/reports.ts'
import type { Actor } from '../actor/actor.ts'
import { type Refusal, refuse } from '../refusal/refusal.ts'
import { reportOf } from './report-list.server.ts'

/** The wording as it was edited; a save that does not build on the newest is refused. */
export async function wordReport(
  actor: Actor,
  reportId: string,
  ask: { version: number; wording: Record<string, string> },
): Promise<{ done: true } | Refusal | null> {
  const found = await reportOf(actor, reportId)
  if (!found) return null
  const saved = await database()
    .update(reports)
    .set({ wording: ask.wording, version: sql`${reports.version} + 1` })
    .where(and(eq(reports.id, reportId), eq(reports.version, ask.version)))
    .returning({ id: reports.id })
  return saved.length > 0 ? { done: true } : refuse('entry.refused.stale')
}
