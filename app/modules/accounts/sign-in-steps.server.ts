import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { signInSteps, users } from '#db/schema/accounts.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { enter, type Entered, type From } from './enter.server.ts'
import { newToken, tokenHash } from './link-tokens.server.ts'
import { giveBackTries, takeTry } from './rate-limit.server.ts'
import { recoveryCodesLeft, takeRecoveryCode } from './recovery-codes.server.ts'
import { standingColumns } from './standing.server.ts'
import { tellRecoveryUsed } from './tell-owner.server.ts'
import { takeTotp } from './totp.server.ts'

/** Minutes to find the telephone. */
export const stepMinutes = 10

/** Somebody's password was right; answers what their browser shows with the second proof. */
export async function beginStep(userId: string): Promise<string> {
  const token = newToken()
  const expiresAt = new Date(Date.now() + stepMinutes * 60_000)
  await database()
    .insert(signInSteps)
    .values({ tokenHash: tokenHash(token), userId, expiresAt })
  return token
}

/** A password was changed or taken back: who had shown the old one begins anew. */
export async function endSteps(tx: Transaction, userId: string) {
  await tx.delete(signInSteps).where(eq(signInSteps.userId, userId))
}

const live = (token: string) =>
  and(eq(signInSteps.tokenHash, tokenHash(token)), gt(signInSteps.expiresAt, sql`now()`))

/** Whose step it is; null where it is none (any more), or its account was disabled since. */
export async function stepHolder(token: string | null) {
  if (!token) return null
  const [row] = await database()
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      locale: users.locale,
      hasCode: standingColumns.hasCode,
      hasPasskey: standingColumns.hasPasskey,
    })
    .from(signInSteps)
    .innerJoin(users, eq(users.id, signInSteps.userId))
    .where(and(live(token), isNull(users.disabledAt)))
  return row ?? null
}

export type SecondProof = { code: string } | { recovery: string }

/** Takes the second proof, and the step with it: of two who bring it at once one is let in. */
export async function proveSecond(
  token: string | null,
  proof: SecondProof,
  from: From,
  now = Date.now(),
): Promise<Entered | Refusal> {
  const user = await stepHolder(token)
  if (!user) return refuse('auth.error.stepOver')
  const wait = await takeTry('code-account', user.id)
  if (wait) return refuse('auth.error.tooMany', { seconds: wait })
  const how = 'code' in proof ? 'code' : 'recovery'
  const right = 'code' in proof ? await takeTotp(user.id, proof.code, now) : await spendRecovery(user, proof)
  if (!right) {
    await database().transaction((tx) =>
      recordEvent(tx, { actorId: null, kind: 'account.secondFactorFailed', subjectId: user.id }),
    )
    return refuse(`auth.error.second.${how}`, {}, how)
  }
  const ended = await database()
    .delete(signInSteps)
    .where(live(token!))
    .returning({ userId: signInSteps.userId })
  if (ended.length === 0) return refuse('auth.error.stepOver')
  await giveBackTries('code-account', user.id)
  if (how === 'code')
    await database().transaction((tx) =>
      recordEvent(tx, { actorId: user.id, kind: 'account.secondFactorUsed', subjectId: user.id }),
    )
  return enter(user, from, how)
}

type Holder = NonNullable<Awaited<ReturnType<typeof stepHolder>>>

async function spendRecovery(user: Holder, { recovery }: { recovery: string }): Promise<boolean> {
  const left = (await recoveryCodesLeft(user.id)) - 1
  return database().transaction(async (tx) => {
    if (!(await takeRecoveryCode(tx, user.id, recovery))) return false
    await recordEvent(tx, { actorId: user.id, kind: 'account.recoveryCodeUsed', subjectId: user.id })
    await tellRecoveryUsed(tx, user, left)
    return true
  })
}
