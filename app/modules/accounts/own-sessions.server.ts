import { and, desc, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { sessions } from '#db/schema/accounts.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'

export function sessionsOf(actor: Actor) {
  return database()
    .select({
      id: sessions.id,
      agent: sessions.agent,
      address: sessions.address,
      createdAt: sessions.createdAt,
    })
    .from(sessions)
    .where(eq(sessions.userId, actor.userId))
    .orderBy(desc(sessions.createdAt))
}

/** Ends one of one's own sessions; false where there is none of that id. */
export async function endOwnSession(actor: Actor, sessionId: string): Promise<boolean> {
  return database().transaction(async (tx) => {
    const own = and(eq(sessions.id, sessionId), eq(sessions.userId, actor.userId))
    const ended = await tx.delete(sessions).where(own).returning({ id: sessions.id })
    if (ended.length)
      await recordEvent(tx, { actorId: actor.userId, kind: 'account.sessionEnded', subjectId: sessionId })
    return ended.length > 0
  })
}
