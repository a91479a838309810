import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { createHash, randomBytes } from 'node:crypto'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { linkTokens, users } from '#db/schema/accounts.ts'
import { linkPurposes, type LinkPurpose } from './account-lists.ts'

export const tokenHash = (token: string) => createHash('sha256').update(token).digest('hex')
export const newToken = () => randomBytes(24).toString('base64url')

const hours: Record<LinkPurpose, number> = {
  'confirm-email': 72,
  'reset-password': 2,
  'reset-second-factor': 2,
}

/**
 * A token for a link in a mail; only its hash is kept, and that of the cookie of the browser that asked for it. A new
 * link to reset a password ends the older ones.
 */
export async function issueLinkToken(
  tx: Transaction,
  userId: string,
  purpose: LinkPurpose,
  browser?: string | null,
): Promise<string> {
  const token = newToken()
  if (purpose !== 'confirm-email') await endLinks(tx, userId, [purpose])
  const expiresAt = new Date(Date.now() + hours[purpose] * 3600_000)
  await tx.insert(linkTokens).values({
    tokenHash: tokenHash(token),
    userId,
    purpose,
    browserHash: browser ? tokenHash(browser) : null,
    expiresAt,
  })
  return token
}

const usable = (token: string, purpose: LinkPurpose) =>
  and(
    eq(linkTokens.tokenHash, tokenHash(token)),
    eq(linkTokens.purpose, purpose),
    isNull(linkTokens.usedAt),
    gt(linkTokens.expiresAt, sql`now()`),
  )

/** Ends what was sent and not used: a password was set, or an address confirmed, and nothing older may undo it. */
export async function endLinks(
  tx: Transaction,
  userId: string,
  purposes: readonly LinkPurpose[] = linkPurposes,
) {
  await tx.delete(linkTokens).where(and(eq(linkTokens.userId, userId), inArray(linkTokens.purpose, purposes)))
}

/** Whose link it is and the browser that asked for it; null where it does not work (any more). Nothing is used up. */
export async function linkHolder(token: string, purpose: LinkPurpose) {
  const [row] = await database()
    .select({
      userId: linkTokens.userId,
      email: users.email,
      name: users.name,
      passwordHash: users.passwordHash,
      browserHash: linkTokens.browserHash,
    })
    .from(linkTokens)
    .innerJoin(users, eq(users.id, linkTokens.userId))
    .where(and(usable(token, purpose), isNull(users.disabledAt)))
  return row ?? null
}

/** Whether a link would still work. */
export const linkWorks = async (token: string, purpose: LinkPurpose): Promise<boolean> =>
  (await linkHolder(token, purpose)) !== null

/** Uses the token up and answers whose it was; null where it is unknown, used, out of date or of a disabled account. */
export async function useLinkToken(
  tx: Transaction,
  token: string,
  purpose: LinkPurpose,
): Promise<string | null> {
  const [used] = await tx
    .update(linkTokens)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        usable(token, purpose),
        sql`exists (select 1 from ${users} u where u.id = ${linkTokens.userId} and u.disabled_at is null)`,
      ),
    )
    .returning({ userId: linkTokens.userId })
  return used?.userId ?? null
}
