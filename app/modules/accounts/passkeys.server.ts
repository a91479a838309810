import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { and, desc, eq, ne, or, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { passkeys, sessions, users } from '#db/schema/accounts.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { enter, type Entered, type From } from './enter.server.ts'
import { networkOf } from './network-of.ts'
import { algorithms, relyingParty, takeChallenge } from './passkey-challenges.server.ts'
import { broughtIn, type Brought } from './passkey-moves.ts'
import { takeTry } from './rate-limit.server.ts'
import { makeRecoveryCodes, recoveryCodesLeft } from './recovery-codes.server.ts'
import { tellSecondFactor } from './tell-owner.server.ts'

export const passkeysOf = (userId: string) =>
  database()
    .select({ id: passkeys.id, name: passkeys.name, usedAt: passkeys.usedAt, createdAt: passkeys.createdAt })
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(desc(passkeys.createdAt))

/**
 * Keeps the key a browser has made for this account. With the first one come ten recovery codes, shown this once, and
 * every other session ends.
 */
export async function addPasskey(
  actor: Actor,
  ask: { passkey: string; name: string },
  browser: string | null,
): Promise<{ codes: string[] | null } | Refusal> {
  const party = relyingParty()
  const brought = broughtIn(ask.passkey)
  if (!party || !brought) return refuse('auth.error.passkey.notMade')
  const made = await verifyRegistrationResponse({
    response: brought as unknown as Parameters<typeof verifyRegistrationResponse>[0]['response'],
    expectedChallenge: (challenge) => takeChallenge(challenge, browser, actor.userId),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => null)
  if (!made?.verified) return refuse('auth.error.passkey.notMade')
  const { credential } = made.registrationInfo
  const first = (await recoveryCodesLeft(actor.userId)) === 0
  return database().transaction(async (tx) => {
    const kept = await tx
      .insert(passkeys)
      .values({
        userId: actor.userId,
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        name: ask.name,
      })
      .onConflictDoNothing()
      .returning({ id: passkeys.id })
    if (kept.length === 0) return refuse('auth.error.passkey.notMade')
    const codes = first ? await makeRecoveryCodes(tx, actor.userId) : null
    await tx.delete(sessions).where(and(eq(sessions.userId, actor.userId), ne(sessions.id, actor.sessionId)))
    const details = { passkey: kept[0]!.id }
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'account.secondFactorSet',
      subjectId: actor.userId,
      details,
    })
    await tellSecondFactor(tx, actor, 'passkeyAdded')
    return { codes }
  })
}

/**
 * Signs in with a key that showed its owner (finger, face or PIN): both proofs at once. Refusals tell nobody which keys
 * there are.
 */
export async function signInWithPasskey(
  passkey: string,
  browser: string | null,
  from: From,
): Promise<Entered | Refusal> {
  const wait = await takeTry('passkey-address', networkOf(from.address))
  if (wait) return refuse('auth.error.tooMany', { seconds: wait })
  const brought = broughtIn(passkey)
  const held = brought && (await holderOf(brought.id))
  if (!held) return refuse('auth.error.passkey.unknown')
  if (!(await isAnswered(brought, held, browser))) {
    await database().transaction((tx) =>
      recordEvent(tx, {
        actorId: null,
        kind: 'account.signInFailed',
        subjectId: held.user.id,
        details: { how: 'passkey' },
      }),
    )
    return refuse('auth.error.passkey.unknown')
  }
  return enter(held.user, from, 'passkey')
}

async function holderOf(credentialId: string) {
  const [row] = await database()
    .select({
      key: passkeys,
      user: { id: users.id, email: users.email, name: users.name, locale: users.locale },
    })
    .from(passkeys)
    .innerJoin(users, eq(users.id, passkeys.userId))
    .where(
      and(
        eq(passkeys.credentialId, credentialId),
        sql`${users.disabledAt} is null and ${users.emailConfirmedAt} is not null`,
      ),
    )
  return row ?? null
}

type Held = NonNullable<Awaited<ReturnType<typeof holderOf>>>

async function isAnswered(brought: Brought, { key, user }: Held, browser: string | null): Promise<boolean> {
  const party = relyingParty()
  const { userHandle } = brought.response
  if (!party || (userHandle && Buffer.from(userHandle, 'base64url').toString() !== user.id)) return false
  const answer = await verifyAuthenticationResponse({
    response: brought as unknown as Parameters<typeof verifyAuthenticationResponse>[0]['response'],
    expectedChallenge: (challenge) => takeChallenge(challenge, browser, null),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: {
      id: key.credentialId,
      publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')),
      counter: key.counter,
    },
  }).catch(() => null)
  return answer?.verified ? countUp(key.id, answer.authenticationInfo.newCounter) : false
}

/** A key that counts must count on: of two uses of one count the second is of a copy. One that does not stays at 0. */
async function countUp(id: string, counter: number): Promise<boolean> {
  const counted = await database()
    .update(passkeys)
    .set({ counter, usedAt: sql`now()` })
    .where(
      and(
        eq(passkeys.id, id),
        or(sql`${passkeys.counter} < ${counter}`, sql`${passkeys.counter} = 0 and ${counter} = 0`),
      ),
    )
    .returning({ id: passkeys.id })
  return counted.length > 0
}

const own = (actor: Actor, id: string) => and(eq(passkeys.id, id), eq(passkeys.userId, actor.userId))

/** False where there is none of that id among one's own. */
export async function namePasskey(actor: Actor, id: string, name: string): Promise<boolean> {
  const named = await database()
    .update(passkeys)
    .set({ name })
    .where(own(actor, id))
    .returning({ id: passkeys.id })
  return named.length > 0
}

/** Takes one of one's own keys away; false where there is none of that id. */
export async function removePasskey(actor: Actor, id: string): Promise<boolean> {
  return database().transaction(async (tx) => {
    const removed = await tx.delete(passkeys).where(own(actor, id)).returning({ id: passkeys.id })
    if (removed.length === 0) return false
    const details = { passkey: id }
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'account.secondFactorRemoved',
      subjectId: actor.userId,
      details,
    })
    await tellSecondFactor(tx, actor, 'passkeyRemoved')
    return true
  })
}
