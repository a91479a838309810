import { and, desc, eq, ne, sql } from 'drizzle-orm'
import { database, once } from '#app/ground.server.ts'
import { editions } from '#db/schema/editions.ts'
import {
  assignments,
  conflictDeclarations,
  countingSheets,
  panelJudges,
  panels,
  rounds,
} from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { judgesIn } from '../actor/policy.ts'
import { stands } from './counting.server.ts'
import { inOrder } from './rounds-in-order.server.ts'

const roundsQuery = once(() =>
  database()
    .select({
      id: rounds.id,
      stage: rounds.stage,
      kind: rounds.kind,
      state: rounds.state,
      blind: rounds.blind,
      opensAt: rounds.opensAt,
      closesAt: rounds.closesAt,
      editionId: rounds.editionId,
      edition: editions.number,
      panel: panels.name,
      panelId: panels.id,
      /** whether the judge is the panel's chair, and went through the list of conflicts of the round */
      chair: panelJudges.chair,
      declared: sql<boolean>`exists (
        select 1
        from ${conflictDeclarations} d
        where d.round_id = ${rounds.id} and d.judge_id = ${sql.placeholder('judgeId')})`,
      assigned: sql<number>`(
        select count(*)::int
        from ${assignments} a
        where a.round_id = ${rounds.id} and a.judge_id = ${sql.placeholder('judgeId')} and ${stands})`,
      submitted: sql<number>`(
        select count(*)::int
        from ${countingSheets} s
        where s.round_id = ${rounds.id} and s.judge_id = ${sql.placeholder('judgeId')})`,
    })
    .from(panelJudges)
    .innerJoin(panels, eq(panels.id, panelJudges.panelId))
    .innerJoin(rounds, eq(rounds.id, panels.roundId))
    .innerJoin(editions, eq(editions.id, rounds.editionId))
    .where(and(eq(panelJudges.judgeId, sql.placeholder('judgeId')), ne(rounds.state, 'forming')))
    .orderBy(desc(editions.number), inOrder)
    .prepare('judge_rounds'),
)

/** The rounds a judge sits in, newest first, of editions they judge in: one row a panel. */
export async function roundsOfJudge(actor: Actor) {
  const rows = await roundsQuery().execute({ judgeId: actor.userId })
  return rows
    .filter((row) => judgesIn(actor, row.editionId))
    .map(({ editionId: _editionId, ...round }) => round)
}
