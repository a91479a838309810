import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'

const dead = sql`j.attempts >= j.max_attempts and j.locked_at is null`

/** Jobs that were tried as often as they may be, by what they do. */
export async function deadJobs(): Promise<{ task: string; count: number }[]> {
  return database().execute<{ task: string; count: number }>(sql`
    select t.identifier as task, count(*)::int as count
    from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where ${dead}
    group by t.identifier
    order by t.identifier`)
}

/** Lets every dead job be tried again from the start; answers how many. */
export async function reviveDeadJobs(connection: Connection): Promise<number> {
  const rows = await connection.execute(sql`
    select id
    from graphile_worker.reschedule_jobs(
      array(select j.id from graphile_worker._private_jobs j where ${dead}),
      run_at := now(), attempts := 0)`)
  return rows.length
}
