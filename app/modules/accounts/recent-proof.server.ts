import { and, eq, gt, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { sessions, users } from '#db/schema/accounts.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { checkPassword } from './passwords.server.ts'
import { giveBackTries, takeTry } from './rate-limit.server.ts'

/** Minutes for which a proof holds: long enough for a form and what follows it, short enough for a screen left open. */
export const proofMinutes = 10

/** Whether who holds this session has shown who they are within the last minutes, by the clock of the database. */
export async function provedLately(actor: Actor): Promise<boolean> {
  const since = sql`now() - make_interval(mins => ${proofMinutes})`
  const found = await database()
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(ownSession(actor), gt(sessions.provedAt, since)))
  return found.length > 0
}

const ownSession = (actor: Actor) => and(eq(sessions.id, actor.sessionId), eq(sessions.userId, actor.userId))

/** Takes a password as proof that it is still them; from now on the session counts as proved. */
export async function proveAgain(actor: Actor, password: string): Promise<Refusal | null> {
  const wait = await takeTry('proof-account', actor.userId)
  if (wait) return refuse('auth.error.tooMany', { seconds: wait })
  const [user] = await database()
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, actor.userId))
  const right = await checkPassword(user?.passwordHash, password.slice(0, 200))
  await noteProof(actor, right)
  if (!right) return refuse('proof.wrong')
  await giveBackTries('proof-account', actor.userId)
  return null
}

/** Writes down what came of it: on the record, and in the session where it was right. */
async function noteProof(actor: Actor, right: boolean) {
  const { userId, sessionId } = actor
  await database().transaction(async (tx) => {
    if (right)
      await tx
        .update(sessions)
        .set({ provedAt: sql`now()` })
        .where(ownSession(actor))
    const kind = right ? 'account.provedAgain' : 'account.proofFailed'
    await recordEvent(tx, { actorId: userId, kind, subjectId: sessionId })
  })
}
