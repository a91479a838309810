import { hash } from '@node-rs/argon2'
import { and, count, eq, isNull, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { randomSymbols } from '#db/ids.ts'
import type { Transaction } from '#db/client.ts'
import { recoveryCodes } from '#db/schema/accounts.ts'
import { keyFor } from './server-key.server.ts'

const howMany = 10

/** Fifty bits each; told in two halves, because they are copied by hand. */
export async function makeRecoveryCodes(tx: Transaction, userId: string): Promise<string[]> {
  const codes = Array.from({ length: howMany }, () => randomSymbols(10))
  const rows = []
  for (const code of codes) rows.push({ userId, codeHash: await hashOf(userId, code) })
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
  await tx.insert(recoveryCodes).values(rows)
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`)
}

/** Takes one of the account's codes, however it is written, once. */
export async function takeRecoveryCode(tx: Transaction, userId: string, typed: string): Promise<boolean> {
  const code = typed.toLowerCase().replace(/[^0-9a-z]/g, '')
  if (code.length !== 10) return false
  const used = await tx
    .update(recoveryCodes)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(recoveryCodes.userId, userId),
        eq(recoveryCodes.codeHash, await hashOf(userId, code)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ userId: recoveryCodes.userId })
  return used.length > 0
}

export async function recoveryCodesLeft(userId: string): Promise<number> {
  const [row] = await database()
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)))
  return row!.left
}

/**
 * Argon2id, cheaper than a password's: a code is fifty random bits. The salt is made of the portal's secret and of whose
 * it is, so that one hash finds the code among ten.
 */
const hashOf = (userId: string, code: string) =>
  hash(code, { memoryCost: 8192, timeCost: 1, parallelism: 1, salt: keyFor(`recovery:${userId}`, 16) })
