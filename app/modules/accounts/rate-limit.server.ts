import { eq, sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { database } from '#app/ground.server.ts'
import { rateLimits } from '#db/schema/accounts.ts'

/** Tries allowed in a row, then one more every `seconds`: slowed down, never locked out for good. */
const limits = {
  /** one account from one line; what comes from another line is counted there */
  'sign-in-line': { tries: 6, seconds: 20 },
  /** one account in a browser it was signed in to before */
  'sign-in-device': { tries: 6, seconds: 20 },
  /** one account from everywhere: more than one line can use up */
  'sign-in-account': { tries: 60, seconds: 10 },
  /** one line, whatever the account: an office of seventy judges who all begin at nine, some with a slip */
  'sign-in-address': { tries: 200, seconds: 4 },
  'password-account': { tries: 6, seconds: 20 },
  'proof-account': { tries: 6, seconds: 20 },
  'measure-address': { tries: 300, seconds: 1 },
  /** codes of one account: a code has a million values and changes twice a minute */
  'code-account': { tries: 6, seconds: 60 },
  'passkey-address': { tries: 200, seconds: 2 },
  'limit-told': { tries: 1, seconds: 600 },
  'register-address': { tries: 30, seconds: 60 },
  'registration-mail': { tries: 1, seconds: 3600 },
  'invite-account': { tries: 100, seconds: 30 },
  'export-account': { tries: 40, seconds: 30 },
  'reset-account': { tries: 3, seconds: 300 },
  /** links that an administrator has sent */
  'reset-sent': { tries: 30, seconds: 60 },
  'invite-list': { tries: 10, seconds: 300 },
  'reset-address': { tries: 10, seconds: 60 },
  'upload-account': { tries: 60, seconds: 2 },
} as const

/**
 * Takes one try under the key; answers the seconds to wait, 0 when it may go on. What is refused is no try taken. A token
 * bucket kept in one row, so every copy of the web process sees the same. One that began later may be counted first: no
 * time has gone by then.
 */
export async function takeTry(limit: keyof typeof limits, who: string): Promise<number> {
  const { tries, seconds } = limits[limit]
  const key = keyOf(limit, who)
  const [row] = await database().execute<{ spent: number }>(sql`
    insert into ${rateLimits} as held (key, spent, since)
    values (${key}, 1, now())
    on conflict (key) do update set
      spent = greatest(
        0,
        least(held.spent, ${tries})
          - greatest(0, floor(extract(epoch from now() - held.since) / ${seconds})::int)) + 1,
      since = case
        when extract(epoch from now() - held.since) >= ${seconds} then now()
        else held.since end
    returning spent`)
  return row!.spent > tries ? seconds : 0
}

export type Counted = readonly [keyof typeof limits, string]

/** Takes a try under each key, or none where one of them has to wait; answers the seconds. */
export async function takeTries(counted: readonly Counted[]): Promise<number> {
  for (const [index, [limit, who]] of counted.entries()) {
    const wait = await takeTry(limit, who)
    if (!wait) continue
    for (const taken of counted.slice(0, index)) await giveBackTry(...taken)
    return wait
  }
  return 0
}

/** One try was for nothing: what it was taken for could not be done, through no fault of theirs. */
export async function giveBackTry(limit: keyof typeof limits, who: string) {
  await database()
    .update(rateLimits)
    .set({ spent: sql`greatest(0, ${rateLimits.spent} - 1)` })
    .where(eq(rateLimits.key, keyOf(limit, who)))
}

/** A successful sign-in gives the tries of that account back. */
export async function giveBackTries(limit: keyof typeof limits, who: string) {
  const key = keyOf(limit, who)
  await database().execute(sql`delete from ${rateLimits} where key = ${key}`)
}

const keyOf = (limit: keyof typeof limits, who: string) =>
  `${limit}:${createHash('sha256').update(who).digest('base64url').slice(0, 22)}`
