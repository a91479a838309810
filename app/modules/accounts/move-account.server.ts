import { eq, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { sessions, users } from '#db/schema/accounts.ts'
import type { Actor } from '../actor/actor.ts'
import { administers } from '../actor/policy.ts'
import type { AuditKind } from '../audit/events.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { queueLetter } from '../editions/secretariat.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { accountStateOf, moved, whyNotMove, type AccountMove } from './account-moves.ts'
import { oneAtATime, remainingWithout } from './change-role.server.ts'
import { endAccess } from './confirmed-account.server.ts'
import { issueLinkToken } from './link-tokens.server.ts'
import { originOf } from './origin-of.server.ts'
import { takeTry } from './rate-limit.server.ts'

type Account = typeof users.$inferSelect

const kinds: Record<AccountMove, AuditKind> = {
  disable: 'account.disabled',
  enable: 'account.enabled',
  endSessions: 'account.sessionsEnded',
  sendReset: 'account.resetSent',
}

/** Disables or enables an account, ends its sessions, or sends it a link to set a password; null where it is not there. */
export async function moveAccount(
  actor: Actor,
  userId: string,
  move: AccountMove,
): Promise<{ done: true } | Refusal | null> {
  if (!administers(actor)) return null
  if (move === 'sendReset') {
    const wait = await takeTry('reset-sent', actor.userId)
    if (wait) return refuse('auth.error.tooMany', { seconds: wait })
  }
  return database().transaction(async (tx) => {
    await oneAtATime(tx)
    const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('no key update')
    if (!user) return null
    const account = { userId, confirmed: user.emailConfirmedAt !== null, disabled: user.disabledAt !== null }
    const refusal = whyNotMove(actor, move, account)
    if (refusal) return refusal
    // Whoever was disabled or lost the role a moment ago disables nobody: an administrator is left.
    if (move === 'disable' && (await remainingWithout(tx, userId)).lastingAdmins === 0)
      return refuse('people.refused.lastAdmin')
    await carryOut(tx, user, move)
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: kinds[move],
      subjectId: userId,
      details: { before: accountStateOf(account), after: accountStateOf(moved(account, move)!) },
      from: await originOf(tx, actor),
    })
    return { done: true }
  })
}

async function carryOut(tx: Transaction, user: Account, move: AccountMove) {
  const own = eq(users.id, user.id)
  if (move === 'disable') {
    await tx
      .update(users)
      .set({ disabledAt: sql`now()` })
      .where(own)
    await endAccess(tx, user.id)
  }
  if (move === 'enable') await tx.update(users).set({ disabledAt: null }).where(own)
  if (move === 'endSessions') await tx.delete(sessions).where(eq(sessions.userId, user.id))
  if (move === 'sendReset') {
    const link = `${environment().APP_ORIGIN}/reset/${await issueLinkToken(tx, user.id, 'reset-password')}`
    await queueLetter(tx, {
      to: user.email,
      locale: user.locale,
      template: 'resetPassword',
      values: { link },
    })
  }
}
