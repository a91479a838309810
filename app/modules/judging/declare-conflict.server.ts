import { and, eq, sql } from 'drizzle-orm'
import { database, once } from '#app/ground.server.ts'
import { searchKey } from '#app/i18n/search-key.ts'
import { agencies, assignments, conflicts, entries, panelJudges, panels, rounds } from '#db/schema/index.ts'
import type { Actor } from '../accounts/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal.ts'

/**
 * A judge declares an interest in an agency: its works that are already assigned are given back, sheets or not, in every
 * round that is not closed, and the next assignment keeps them away. Answers how many were given back.
 */
export async function declareConflict(
  actor: Actor,
  roundId: string,
  ask: { agency: string; reason: string },
): Promise<{ givenBack: number } | Refusal | null> {
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
    const givenBack = await tx.execute<{ id: string }>(sql`
      update ${assignments} a set recused_at = clock_timestamp(), recusal_reason = ${ask.reason}
      from ${rounds} r, ${entries} e
      where r.id = a.round_id and r.edition_id = ${seat.editionId} and r.state <> 'closed'
        and e.id = a.entry_id and e.agency_id = ${agency.id} and a.judge_id = ${actor.userId} and a.recused_at is null
      returning a.id`)
    for (const { id } of givenBack)
      await recordEvent(tx, {
        actorId: actor.userId,
        kind: 'assignment.recused',
        subjectId: id,
        editionId: seat.editionId,
        details: { agencyId: agency.id },
      })
    return { givenBack: givenBack.length }
  })
}

const declaredQuery = once(() =>
  database()
    .select({ id: conflicts.id, agency: agencies.name, reason: conflicts.reason })
    .from(conflicts)
    .innerJoin(agencies, eq(agencies.id, conflicts.agencyId))
    .where(eq(conflicts.judgeId, sql.placeholder('judgeId')))
    .orderBy(conflicts.createdAt)
    .prepare('declared_conflicts'),
)

export function declaredConflicts({ userId }: Actor) {
  return declaredQuery().execute({ judgeId: userId })
}
