import { sql, type SQL } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { databaseUrl } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'

/**
 * Lets one change stand still before its commit while others run into it: `held` is executed on a connection of its own,
 * then everything in `meanwhile` is begun; once as many of them as `waiting` says stand before a lock, `held` is
 * committed. Answers what they came to, in their order. Whoever does not wait fails the race.
 */
export async function race<Answer>(
  held: SQL,
  meanwhile: (() => Promise<Answer>)[],
  waiting = meanwhile.length,
): Promise<Answer[]> {
  const { begun } = await whileHeld(held, async () => {
    const begun = meanwhile.map((ask) => ask())
    for (const one of begun) one.catch(() => {})
    await untilWaiting(waiting)
    return { begun }
  })
  return Promise.all(begun)
}

/** Executes `held` on a connection of its own, and commits it when the work is done. */
export async function whileHeld<Answer>(held: SQL, work: () => Promise<Answer>): Promise<Answer> {
  const client = postgres(databaseUrl(), { max: 1, onnotice: () => {} })
  const own = drizzle(client)
  try {
    await own.execute(sql`begin`)
    await own.execute(held)
    const answer = await work()
    await own.execute(sql`commit`)
    return answer
  } finally {
    await client.end({ timeout: 1 })
  }
}

/** Comes back when so many stand before a lock. */
export async function untilWaiting(count: number) {
  const end = Date.now() + 10_000
  for (;;) {
    const [row] = await database().execute<{ count: number }>(sql`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`)
    if (row!.count >= count) return
    if (Date.now() > end) throw new Error(`Only ${row!.count} of ${count} came to wait for what was held.`)
  }
}
