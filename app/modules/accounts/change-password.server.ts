import { and, eq, ne } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { sessions, users } from '#db/schema/accounts.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { endLinks } from './link-tokens.server.ts'
import { whyTooEasy } from './password-strength.server.ts'
import { checkPassword, hashPassword } from './passwords.server.ts'
import { giveBackTries, takeTry } from './rate-limit.server.ts'
import { endSteps } from './sign-in-steps.server.ts'
import { tellPasswordChanged } from './tell-owner.server.ts'

/** Sets a new password for who knows the one in force; every other session of theirs ends, and every link sent. */
export async function changePassword(
  actor: Actor,
  ask: { current: string; password: string },
): Promise<Refusal | null> {
  const wait = await takeTry('password-account', actor.userId)
  if (wait) return refuse('auth.error.tooMany', { seconds: wait })
  const [user] = await database()
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, actor.userId))
  if (!(await checkPassword(user!.passwordHash, ask.current)))
    return refuse('auth.error.wrongCurrent', {}, 'currentPassword')
  await giveBackTries('password-account', actor.userId)
  const tooEasy = whyTooEasy(ask.password, actor)
  if (tooEasy) return tooEasy
  const passwordHash = await hashPassword(ask.password)
  await database().transaction(async (tx) => {
    await tx.update(users).set({ passwordHash }).where(eq(users.id, actor.userId))
    await tx.delete(sessions).where(and(eq(sessions.userId, actor.userId), ne(sessions.id, actor.sessionId)))
    await endLinks(tx, actor.userId)
    await endSteps(tx, actor.userId)
    await tellPasswordChanged(tx, actor)
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'account.passwordChanged',
      subjectId: actor.userId,
    })
  })
  return null
}
