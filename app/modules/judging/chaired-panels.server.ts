import { and, eq, sql } from 'drizzle-orm'
import { database, once } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { panelJudges, panels, rounds } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { judgesIn } from '../actor/policy.ts'

/** A panel as its chair sees it; null to anybody else. */
export async function chaired(connection: Connection, actor: Actor, panelId: string) {
  const [row] = await connection
    .select({ panel: panels, round: rounds })
    .from(panelJudges)
    .innerJoin(panels, eq(panels.id, panelJudges.panelId))
    .innerJoin(rounds, eq(rounds.id, panels.roundId))
    .where(
      and(
        eq(panelJudges.judgeId, actor.userId),
        eq(panelJudges.panelId, panelId),
        eq(panelJudges.chair, true),
      ),
    )
  return row && judgesIn(actor, row.round.editionId) ? row : null
}

export const chairs = async (actor: Actor, panelId: string) =>
  (await chaired(database(), actor, panelId)) !== null

const chairedQuery = once(() =>
  database()
    .select({ id: panels.id, name: panels.name, roundId: panels.roundId, editionId: rounds.editionId })
    .from(panelJudges)
    .innerJoin(panels, eq(panels.id, panelJudges.panelId))
    .innerJoin(rounds, eq(rounds.id, panels.roundId))
    .where(
      and(
        eq(panelJudges.judgeId, sql.placeholder('judgeId')),
        eq(panelJudges.chair, true),
        sql`${rounds.state} <> 'forming'`,
      ),
    )
    .orderBy(rounds.opensAt, panels.position)
    .prepare('chaired_panels'),
)

/** The panels an actor chairs, in rounds that are open or over. */
export async function chairedPanels(actor: Actor) {
  const rows = await chairedQuery().execute({ judgeId: actor.userId })
  return rows
    .filter((row) => judgesIn(actor, row.editionId))
    .map(({ editionId: _editionId, ...panel }) => panel)
}
