import { and, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
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
