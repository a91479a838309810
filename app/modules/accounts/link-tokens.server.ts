import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { createHash, randomBytes } from 'node:crypto'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { linkTokens } from '#db/schema/accounts.ts'
import type { LinkPurpose } from './account-lists.ts'

export const tokenHash = (token: string) => createHash('sha256').update(token).digest('hex')
export const newToken = () => randomBytes(24).toString('base64url')

const hours: Record<LinkPurpose, number> = { 'confirm-email': 72, 'reset-password': 2 }

/** A token for a link in a mail; only its hash is kept. */
export async function issueLinkToken(tx: Transaction, userId: string, purpose: LinkPurpose): Promise<string> {
  const token = newToken()
  const expiresAt = new Date(Date.now() + hours[purpose] * 3600_000)
  await tx.insert(linkTokens).values({ tokenHash: tokenHash(token), userId, purpose, expiresAt })
  return token
}

const usable = (token: string, purpose: LinkPurpose) =>
  and(
    eq(linkTokens.tokenHash, tokenHash(token)),
    eq(linkTokens.purpose, purpose),
    isNull(linkTokens.usedAt),
    gt(linkTokens.expiresAt, sql`now()`),
  )

/** Whether a link would still work; nothing is used up. */
export async function linkWorks(token: string, purpose: LinkPurpose): Promise<boolean> {
  const found = await database()
    .select({ userId: linkTokens.userId })
    .from(linkTokens)
    .where(usable(token, purpose))
  return found.length > 0
}

/** Uses the token up and answers whose it was; null where it is unknown, used or out of date. */
export async function useLinkToken(
  tx: Transaction,
  token: string,
  purpose: LinkPurpose,
): Promise<string | null> {
  const [used] = await tx
    .update(linkTokens)
    .set({ usedAt: sql`now()` })
    .where(usable(token, purpose))
    .returning({ userId: linkTokens.userId })
  return used?.userId ?? null
}
