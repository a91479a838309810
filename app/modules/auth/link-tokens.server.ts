import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { createHash, randomBytes } from 'node:crypto'
import type { Transaction } from '#db/client.ts'
import { linkTokens } from '#db/schema/index.ts'

export const tokenHash = (token: string) => createHash('sha256').update(token).digest('hex')
export const newToken = () => randomBytes(24).toString('base64url')

type Purpose = 'confirm-email' | 'reset-password'
const hours: Record<Purpose, number> = { 'confirm-email': 72, 'reset-password': 2 }

/** A token for a link in a mail; only its hash is kept. */
export async function issueLinkToken(tx: Transaction, userId: string, purpose: Purpose): Promise<string> {
  const token = newToken()
  const expiresAt = new Date(Date.now() + hours[purpose] * 3600_000)
  await tx.insert(linkTokens).values({ tokenHash: tokenHash(token), userId, purpose, expiresAt })
  return token
}

/** Uses the token up and answers whose it was; null where it is unknown, used or out of date. */
export async function useLinkToken(tx: Transaction, token: string, purpose: Purpose): Promise<string | null> {
  const usable = and(
    eq(linkTokens.tokenHash, tokenHash(token)),
    eq(linkTokens.purpose, purpose),
    isNull(linkTokens.usedAt),
    gt(linkTokens.expiresAt, sql`now()`),
  )
  const [used] = await tx
    .update(linkTokens)
    .set({ usedAt: sql`now()` })
    .where(usable)
    .returning({ userId: linkTokens.userId })
  return used?.userId ?? null
}
