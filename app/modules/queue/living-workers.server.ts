import { sql, type SQL } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'

/** The advisory lock a worker holds for as long as its connection lives. */
const heldLock = (workerId: SQL | string) => sql`
  locktype = 'advisory' and granted and objsubid = 1
  and database = (select oid from pg_database where datname = current_database())
  and (classid::bigint << 32 | objid::bigint) = hashtextextended(${workerId}, 0)`

/** Whether a worker of this name lives. Only looked at: a lock taken to ask would make the dead look alive. */
export async function isLiving(workerId: string): Promise<boolean> {
  const [row] = await database().execute<{ living: boolean }>(
    sql`select exists (select from pg_locks where ${heldLock(workerId)}) as living`,
  )
  return row!.living
}

/** Jobs taken a moment ago are left alone: their worker may be about to take its lock. */
const settled = '2 seconds'

/** Frees the jobs of workers that are no more; answers whose. */
export async function freeJobsOfDeadWorkers(): Promise<string[]> {
  const dead = await database().execute<{ id: string }>(sql`
    select distinct j.locked_by as id
    from graphile_worker.jobs j
    where j.locked_by is not null
      and j.locked_at < now() - ${settled}::interval
      and not exists (select from pg_locks where ${heldLock(sql`j.locked_by`)})`)
  const ids = dead.map(({ id }) => id)
  if (ids.length > 0)
    await database().execute(
      sql`
      select graphile_worker.force_unlock_workers(
        array(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)))`,
    )
  return ids
}
