import { and, desc, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { panels, rounds } from '#db/schema/judging.ts'
import { minutes } from '#db/schema/results.ts'
import type { Actor } from '../actor/actor.ts'
import { organizes } from '../actor/policy.ts'

/** The minutes drawn up of a round, newest first. */
export function minutesOfRound(roundId: string) {
  return database()
    .select({
      id: minutes.id,
      panel: panels.name,
      letterhead: minutes.letterhead,
      dataHash: minutes.dataHash,
      at: minutes.createdAt,
      by: users.name,
    })
    .from(minutes)
    .innerJoin(users, eq(users.id, minutes.createdBy))
    .leftJoin(panels, eq(panels.id, minutes.panelId))
    .where(eq(minutes.roundId, roundId))
    .orderBy(desc(minutes.createdAt))
}

/** One set of minutes for whoever organizes its edition. */
export async function minutesFor(actor: Actor, minutesId: string) {
  const [found] = await database()
    .select({ minutes, editionId: rounds.editionId })
    .from(minutes)
    .innerJoin(rounds, eq(rounds.id, minutes.roundId))
    .where(and(eq(minutes.id, minutesId)))
  return found && organizes(actor, found.editionId) ? found : null
}
