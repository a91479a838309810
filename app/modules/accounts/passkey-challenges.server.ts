import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server'
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { passkeyChallenges, passkeys } from '#db/schema/accounts.ts'
import type { Actor } from '../actor/actor.ts'
import { newToken, tokenHash } from './link-tokens.server.ts'
import { relyingPartyOf } from './passkey-moves.ts'

/** Minutes to find the key, the finger or the other telephone. */
const challengeMinutes = 5

/** EdDSA, ES256, RS256: what devices and keychains of today make (COSE). Asking for more warns of experiments of Node. */
export const algorithms = [-8, -7, -257]

export const relyingParty = () => relyingPartyOf(environment().APP_ORIGIN)

/** Asks any key of this portal to sign in with, whoever's it is; `browser` is what the asking browser is known by. */
export async function challengeToSignIn() {
  const party = relyingParty()
  if (!party) return null
  const options = await generateAuthenticationOptions({ rpID: party.id, userVerification: 'required' })
  return { options, browser: await keep(options.challenge, null) }
}

/** Asks the browser to make a key for this account; those it holds already are left out. */
export async function challengeToRegister(actor: Actor) {
  const party = relyingParty()
  if (!party) return null
  const held = await database()
    .select({ id: passkeys.credentialId })
    .from(passkeys)
    .where(eq(passkeys.userId, actor.userId))
  const options = await generateRegistrationOptions({
    rpName: 'Chung Khảo',
    rpID: party.id,
    userID: new TextEncoder().encode(actor.userId),
    userName: actor.email,
    userDisplayName: actor.name,
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: held,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { options, browser: await keep(options.challenge, actor.userId) }
}

async function keep(challenge: string, userId: string | null): Promise<string> {
  const browser = newToken()
  await database()
    .insert(passkeyChallenges)
    .values({
      challengeHash: tokenHash(challenge),
      browserHash: tokenHash(browser),
      userId,
      expiresAt: new Date(Date.now() + challengeMinutes * 60_000),
    })
  return browser
}

/** Uses a challenge up; false where it was answered before, is too old, or was asked by another browser or for another. */
export async function takeChallenge(challenge: string, browser: string | null, userId: string | null) {
  if (!browser) return false
  const used = await database()
    .delete(passkeyChallenges)
    .where(
      and(
        eq(passkeyChallenges.challengeHash, tokenHash(challenge)),
        eq(passkeyChallenges.browserHash, tokenHash(browser)),
        userId ? eq(passkeyChallenges.userId, userId) : isNull(passkeyChallenges.userId),
        gt(passkeyChallenges.expiresAt, sql`now()`),
      ),
    )
    .returning({ hash: passkeyChallenges.challengeHash })
  return used.length > 0
}
