import { and, eq, ne } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { passkeys, recoveryCodes, sessions, totpSecrets, users } from '#db/schema/accounts.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { issueLinkToken, useLinkToken } from './link-tokens.server.ts'
import { relyingParty } from './passkey-challenges.server.ts'
import { passkeysOf } from './passkeys.server.ts'
import { giveBackTries, takeTry } from './rate-limit.server.ts'
import { makeRecoveryCodes, recoveryCodesLeft } from './recovery-codes.server.ts'
import { endSteps } from './sign-in-steps.server.ts'
import { standingOfUser } from './standing.server.ts'
import { tellSecondFactor } from './tell-owner.server.ts'
import { offerTotp, setUpTotp } from './totp.server.ts'

/** What the page of the second factor shows: the one there is, or what is needed to set one up. */
export async function secondFactorOf(actor: Actor) {
  const { hasCode, hasPasskey, required } = await standingOfUser(actor.userId)
  return {
    passkeys: await passkeysOf(actor.userId),
    mayHavePasskeys: relyingParty() !== null,
    hasCode,
    required,
    codesLeft: hasCode || hasPasskey ? await recoveryCodesLeft(actor.userId) : 0,
    offer: hasCode ? null : await offerTotp(actor),
  }
}

/**
 * Sets it up where the telephone shows the right code; answers the recovery codes, which are shown this once. Every
 * other session of the account ends; this one goes on, or the answer with the codes would find nobody signed in.
 */
export async function setUpSecondFactor(
  actor: Actor,
  code: string,
  now = Date.now(),
): Promise<{ codes: string[] } | Refusal> {
  const wait = await takeTry('code-account', actor.userId)
  if (wait) return refuse('auth.error.tooMany', { seconds: wait })
  const answer = await database().transaction(async (tx) => {
    if (!(await setUpTotp(tx, actor, code, now))) return refuse('auth.error.second.setUp', {}, 'code')
    const codes = await makeRecoveryCodes(tx, actor.userId)
    await tx.delete(sessions).where(and(eq(sessions.userId, actor.userId), ne(sessions.id, actor.sessionId)))
    await recordOwn(tx, actor, 'account.secondFactorSet')
    await tellSecondFactor(tx, actor, 'secondFactorSet')
    return { codes }
  })
  if ('codes' in answer) await giveBackTries('code-account', actor.userId)
  return answer
}

/** Ten new codes; the old ones work no more. Null where there is nothing they would stand in for. */
export async function renewRecoveryCodes(actor: Actor): Promise<string[] | null> {
  const { hasCode, hasPasskey } = await standingOfUser(actor.userId)
  if (!hasCode && !hasPasskey) return null
  return database().transaction(async (tx) => {
    const codes = await makeRecoveryCodes(tx, actor.userId)
    await recordOwn(tx, actor, 'account.recoveryCodesMade')
    return codes
  })
}

/** Takes one's own second factor away: for another telephone, or for none where none is required. */
export async function removeSecondFactor(actor: Actor): Promise<boolean> {
  return database().transaction(async (tx) => {
    const removed = await takeAway(tx, actor.userId)
    if (!removed) return false
    await recordOwn(tx, actor, 'account.secondFactorRemoved')
    await tellSecondFactor(tx, actor, 'secondFactorRemoved')
    return true
  })
}

/** For whoever runs the portal: a link, good once, by which somebody who lost everything may begin anew. */
export async function recoverAdmin(email: string): Promise<string | null> {
  return database().transaction(async (tx) => {
    const [user] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email))
    if (!user) return null
    await recordEvent(tx, {
      actorId: null,
      kind: 'account.secondFactorReset',
      subjectId: user.id,
      details: { asked: true },
    })
    return `${environment().APP_ORIGIN}/recover/${await issueLinkToken(tx, user.id, 'reset-second-factor')}`
  })
}

/** What that link does: the second factor is no more and every session ends; the password stays. */
export async function resetSecondFactor(token: string): Promise<Refusal | null> {
  return database().transaction(async (tx) => {
    const userId = await useLinkToken(tx, token, 'reset-second-factor')
    if (!userId) return refuse('auth.error.deadLink')
    await tx.delete(passkeys).where(eq(passkeys.userId, userId))
    await takeAway(tx, userId)
    await tx.delete(sessions).where(eq(sessions.userId, userId))
    await endSteps(tx, userId)
    const [user] = await tx.select().from(users).where(eq(users.id, userId))
    await recordEvent(tx, { actorId: userId, kind: 'account.secondFactorReset', subjectId: userId })
    await tellSecondFactor(tx, user!, 'secondFactorRemoved')
    return null
  })
}

/** The recovery codes stay as long as there is a passkey they stand in for. */
async function takeAway(tx: Transaction, userId: string): Promise<boolean> {
  const keys = await tx.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.userId, userId))
  if (keys.length === 0) await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
  const gone = await tx
    .delete(totpSecrets)
    .where(eq(totpSecrets.userId, userId))
    .returning({ userId: totpSecrets.userId })
  return gone.length > 0
}

const recordOwn = (tx: Transaction, { userId }: Actor, kind: Parameters<typeof recordEvent>[1]['kind']) =>
  recordEvent(tx, { actorId: userId, kind, subjectId: userId })
