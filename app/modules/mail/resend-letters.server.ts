import { and, eq, inArray, not, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { mailMessages, mailServer } from '#db/schema/mail.ts'
import type { Actor } from '../actor/actor.ts'
import { administers } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { reviveDeadJobs } from '../queue/dead-jobs.server.ts'
import { enqueue } from '../queue/enqueue.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { letterMoves, resending } from './letter-moves.ts'
import { recipientStopped } from './stop-mail.server.ts'

/** What a letter begins anew with; what the server said last stays until it says something else. */
const anew = { state: letterMoves.resent.to, tries: 0, nextAt: sql`now()` }

/** Sends a letter that waits or failed at once, or one that may have gone once more. Null: not an admin, no such letter. */
export async function resendLetter(
  actor: Actor,
  id: string,
): Promise<{ recipient: string } | Refusal | null> {
  if (!administers(actor)) return null
  return database().transaction(async (tx) => {
    const [mail] = await tx
      .select({
        state: mailMessages.state,
        recipient: mailMessages.recipient,
        stopped: recipientStopped,
      })
      .from(mailMessages)
      .where(eq(mailMessages.id, id))
      .for('no key update')
    if (!mail) return null
    const move = resending(mail.state)
    if (!move) return refuse('admin.resend.refused.moved')
    if (mail.stopped) return refuse('admin.resend.refused.stopped')
    if (environment().SMTP_URL === undefined) return refuse('admin.resend.refused.noServer')
    await tx.update(mailMessages).set(anew).where(eq(mailMessages.id, id))
    await tryServerNow(tx)
    await enqueue(tx, 'send-mail', { mailId: id })
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'mail.resent',
      subjectId: id,
      details: { count: 1 },
    })
    return { recipient: mail.recipient }
  })
}

/** The same for all that wait or failed; those that may have gone are asked for one by one. */
export async function resendAll(actor: Actor): Promise<{ resent: number } | Refusal | null> {
  if (!administers(actor)) return null
  if (environment().SMTP_URL === undefined) return refuse('admin.resend.refused.noServer')
  return database().transaction(async (tx) => {
    const resent = await tx
      .update(mailMessages)
      .set(anew)
      .where(and(inArray(mailMessages.state, [...letterMoves.resent.from]), not(recipientStopped)))
    await tryServerNow(tx)
    await enqueue(tx, 'due-letters', {})
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'mail.resent',
      subjectId: 'all',
      details: { count: resent.count },
    })
    return { resent: resent.count }
  })
}

/** Lets every job that was tried in vain be tried again. */
export async function rerunJobs(actor: Actor): Promise<{ revived: number } | null> {
  if (!administers(actor)) return null
  return database().transaction(async (tx) => {
    const revived = await reviveDeadJobs(tx)
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'mail.jobsRerun',
      subjectId: 'all',
      details: { count: revived },
    })
    return { revived }
  })
}

const tryServerNow = (tx: Transaction) =>
  tx
    .update(mailServer)
    .set({ nextAt: sql`now()` })
    .where(sql`${mailServer.nextAt} > now()`)
