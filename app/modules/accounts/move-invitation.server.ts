import { eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { invitations } from '#db/schema/accounts.ts'
import { mailMessages } from '#db/schema/mail.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { invitationStateOf, mayGive, mayRescind, mayResend, type InvitationState } from './account-moves.ts'
import { renewInvitation, type RoundSaid } from './invite.server.ts'
import { originOf } from './origin-of.server.ts'
import { takeTry } from './rate-limit.server.ts'

type Invitation = typeof invitations.$inferSelect

/** Sends an invitation again, by a new link: the one of before is dead. Null where it is not the actor's to send. */
export async function resendInvitation(
  actor: Actor,
  id: string,
  rounds: RoundSaid[],
): Promise<{ email: string } | Refusal | null> {
  const [row] = await database().select().from(invitations).where(eq(invitations.id, id))
  if (!row || !mayGive(actor, row)) return null
  const wait = await takeTry('invite-account', actor.userId)
  if (wait) return refuse('auth.error.tooMany', { seconds: wait })
  return change(actor, id, 'account.invitationResent', mayResend, (tx) =>
    renewInvitation(tx, actor, id, rounds),
  )
}

/** Takes an invitation back: its link opens nothing any more. */
export async function rescindInvitation(
  actor: Actor,
  id: string,
): Promise<{ email: string } | Refusal | null> {
  return change(actor, id, 'account.invitationRescinded', mayRescind, async (tx) => {
    await tx
      .update(invitations)
      .set({ rescindedAt: sql`now()`, rescindedBy: actor.userId })
      .where(eq(invitations.id, id))
  })
}

async function change(
  actor: Actor,
  id: string,
  kind: 'account.invitationResent' | 'account.invitationRescinded',
  may: (state: InvitationState) => boolean,
  carryOut: (tx: Transaction) => Promise<void>,
): Promise<{ email: string } | Refusal | null> {
  return database().transaction(async (tx) => {
    const [row] = await tx.select().from(invitations).where(eq(invitations.id, id)).for('no key update')
    if (!row || !mayGive(actor, row)) return null
    const before = await stateIn(tx, row)
    if (!may(before)) return refuse('people.refused.already')
    await carryOut(tx)
    await recordEvent(tx, {
      actorId: actor.userId,
      kind,
      subjectId: id,
      editionId: row.editionId ?? row.endsWith,
      details: { role: row.role, before },
      from: await originOf(tx, actor),
    })
    return { email: row.email }
  })
}

async function stateIn(tx: Transaction, row: Invitation): Promise<InvitationState> {
  const [letter] = row.mailId
    ? await tx.select({ state: mailMessages.state }).from(mailMessages).where(eq(mailMessages.id, row.mailId))
    : []
  const [clock] = await tx.execute<{ now: string }>(sql`select now()`)
  const letterFailed = letter?.state === 'failed' || letter?.state === 'uncertain'
  return invitationStateOf({ ...row, letterFailed }, new Date(clock!.now))
}
