import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterEach, expect, it } from 'vitest'
import { databaseUrl } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { kill, killWorkers, startWorker } from '#tests/support/workers.ts'

afterEach(async () => {
  await killWorkers()
  await database().execute(sql`delete from graphile_worker._private_jobs`)
})

const locksHeld = async () => {
  const [row] = await database().execute<{ count: number }>(sql`
    select count(*)::int as count from pg_locks
    where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`)
  return row!.count
}

/** A job that a worker of this name took a minute ago. */
async function jobTakenBy(workerId: string): Promise<string> {
  const [job] = await database().execute<{ id: string }>(sql`
    select id::text from graphile_worker.add_job('send-mail', ${JSON.stringify({ mailId: 'mail_none' })}::json)`)
  await database().execute(sql`
    update graphile_worker._private_jobs
    set locked_by = ${workerId}, locked_at = now() - interval '1 minute', attempts = 1 where id = ${job!.id}::bigint`)
  return job!.id
}

const holderOf = async (id: string) => {
  const [job] = await database().execute<{ holder: string | null }>(
    sql`select locked_by as holder from graphile_worker._private_jobs where id = ${id}::bigint`,
  )
  return job ? job.holder : 'done'
}

it('holds a lock for each of its hands, in every process', async () => {
  await expect.poll(locksHeld, { timeout: 15_000 }).toBe(0)
  await startWorker()
  await expect.poll(locksHeld, { timeout: 15_000 }).toBe(4)
  await startWorker()
  await expect.poll(locksHeld, { timeout: 15_000 }).toBe(8)
})

it('frees what the dead left, at its start and while it lives, and nothing of the living', async () => {
  const client = postgres(databaseUrl(), { max: 1, onnotice: () => {} })
  try {
    await client`select pg_advisory_lock(hashtextextended('worker-alive', 0))`
    const [living, dead] = [await jobTakenBy('worker-alive'), await jobTakenBy('worker-dead')]
    await startWorker()
    await expect.poll(() => holderOf(dead), { timeout: 10_000 }).not.toBe('worker-dead')
    const later = await jobTakenBy('worker-dead-later')
    await expect.poll(() => holderOf(later), { timeout: 15_000 }).not.toBe('worker-dead-later')
    expect(await holderOf(living)).toBe('worker-alive')
  } finally {
    await client.end()
  }
})

it('is known to be dead once it is killed', async () => {
  await expect.poll(locksHeld, { timeout: 15_000 }).toBe(0)
  const worker = await startWorker()
  await expect.poll(locksHeld, { timeout: 15_000 }).toBe(4)
  await kill(worker)
  await expect.poll(locksHeld, { timeout: 15_000 }).toBe(0)
})
