import { and, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { searchKey } from '#app/i18n/search-key.ts'
import { agencies, conflicts, panelJudges, panels, rounds } from '#db/schema/index.ts'
import type { Actor } from '../accounts/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal.ts'

/** A judge declares an interest in an agency; the next assignment keeps its works away. */
export async function declareConflict(
  actor: Actor,
  roundId: string,
  ask: { agency: string; reason: string },
): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const [seat] = await tx
      .select({ editionId: rounds.editionId })
      .from(panelJudges)
      .innerJoin(panels, eq(panels.id, panelJudges.panelId))
      .innerJoin(rounds, eq(rounds.id, panels.roundId))
      .where(and(eq(panelJudges.judgeId, actor.userId), eq(rounds.id, roundId)))
    if (!seat) return null
    const [agency] = await tx
      .select({ id: agencies.id })
      .from(agencies)
      .where(eq(agencies.nameKey, searchKey(ask.agency)))
    if (!agency) return refuse('judging.refused.noAgency', {}, 'agency')
    await tx
      .insert(conflicts)
      .values({ editionId: seat.editionId, judgeId: actor.userId, agencyId: agency.id, reason: ask.reason })
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'conflict.declared',
      subjectId: actor.userId,
      editionId: seat.editionId,
      details: { agencyId: agency.id },
    })
    return { done: true }
  })
}

const declaredQuery = () =>
  database()
    .select({ id: conflicts.id, agency: agencies.name, reason: conflicts.reason })
    .from(conflicts)
    .innerJoin(agencies, eq(agencies.id, conflicts.agencyId))
    .where(eq(conflicts.judgeId, sql.placeholder('judgeId')))
    .orderBy(conflicts.createdAt)
    .prepare('declared_conflicts')

let prepared: ReturnType<typeof declaredQuery> | undefined

export function declaredConflicts({ userId }: Actor) {
  return (prepared ??= declaredQuery()).execute({ judgeId: userId })
}
