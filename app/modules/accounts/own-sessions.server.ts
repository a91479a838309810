import { and, desc, eq, ne } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { sessions } from '#db/schema/accounts.ts'
import type { Actor } from '../actor/actor.ts'
import { endSteps } from './sign-in-steps.server.ts'
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

/** Ends every session of one's own but the one that asks; answers how many there were. */
export async function endOtherSessions(actor: Actor): Promise<number> {
  return database().transaction(async (tx) => {
    const others = and(eq(sessions.userId, actor.userId), ne(sessions.id, actor.sessionId))
    const ended = await tx.delete(sessions).where(others).returning({ id: sessions.id })
    await endSteps(tx, actor.userId)
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'account.sessionsEnded',
      subjectId: actor.userId,
      details: { count: ended.length },
    })
    return ended.length
  })
}

export const recordSignOut = ({ userId, sessionId }: Actor) =>
  database().transaction((tx) =>
    recordEvent(tx, { actorId: userId, kind: 'account.signedOut', subjectId: sessionId }),
  )
