import { and, eq, lt } from 'drizzle-orm'
import { Secret, TOTP } from 'otpauth'
import QRCode from 'qrcode'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { totpSecrets } from '#db/schema/accounts.ts'
import type { Actor } from '../actor/actor.ts'
import { keyFor, seal, unseal } from './server-key.server.ts'

/** RFC 6238 as every app on a telephone takes it: SHA-1, six digits, thirty seconds. */
const period = 30
const seconds = (now: number) => Math.floor(now / 1000 / period)

function totpOf(secret: Uint8Array, label: string) {
  const bytes = new Uint8Array(secret)
  return new TOTP({ issuer: 'Chung Khảo', label, secret: new Secret({ buffer: bytes.buffer }), period })
}

/**
 * The secret that somebody is about to set up: made of the portal's own and of their session, so that it stays the same
 * while the page is read again and nothing is stored before the first code was right.
 */
const secretToSetUp = ({ userId, sessionId }: Actor) => keyFor(`totp:${userId}:${sessionId}`, 20)

/** What the page shows: the picture for a telephone's camera, and the same to be typed. */
export async function offerTotp(actor: Actor): Promise<{ picture: string; typed: string }> {
  const totp = totpOf(secretToSetUp(actor), actor.email)
  const picture = await QRCode.toString(totp.toString(), {
    type: 'svg',
    margin: 2,
    errorCorrectionLevel: 'M',
  })
  return { picture, typed: totp.secret.base32.match(/.{1,4}/g)!.join(' ') }
}

/** Keeps the secret where the first code is right, and counts that code as used; false where it is wrong. */
export async function setUpTotp(tx: Transaction, actor: Actor, code: string, now: number): Promise<boolean> {
  const secret = secretToSetUp(actor)
  const step = stepOf(secret, code, now)
  if (step === null) return false
  const sealedSecret = seal(secret, actor.userId)
  const made = await tx
    .insert(totpSecrets)
    .values({ userId: actor.userId, sealedSecret, lastStep: step })
    .onConflictDoNothing()
    .returning({ userId: totpSecrets.userId })
  return made.length > 0
}

/** Takes a code once: of two who bring the same at the same moment one is let in. */
export async function takeTotp(userId: string, code: string, now: number): Promise<boolean> {
  const own = eq(totpSecrets.userId, userId)
  const [held] = await database().select().from(totpSecrets).where(own)
  const step = held ? stepOf(unseal(held.sealedSecret, userId), code, now) : null
  if (step === null) return false
  const used = await database()
    .update(totpSecrets)
    .set({ lastStep: step })
    .where(and(own, lt(totpSecrets.lastStep, step)))
    .returning({ userId: totpSecrets.userId })
  return used.length > 0
}

/** The time step a code belongs to: now, one before or one after, for clocks that are half a minute off. */
function stepOf(secret: Uint8Array, code: string, now: number): number | null {
  const token = code.replace(/\D/g, '')
  if (token.length !== 6) return null
  const delta = totpOf(secret, '').validate({ token, timestamp: now, window: 1 })
  return delta === null ? null : seconds(now) + delta
}
