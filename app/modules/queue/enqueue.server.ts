import { sql } from 'drizzle-orm'
import type { Connection } from '#db/client.ts'
import type { JobCatalogue } from './catalogue.ts'

/** Jobs that take a processor for minutes: one of them at a time, so that scoring stays fast beside them. */
const oneAtATime: (keyof JobCatalogue)[] = ['check-media']

/** Queues a job in the caller's transaction: it exists if and only if that commits. */
export async function enqueue<Name extends keyof JobCatalogue>(
  connection: Connection,
  name: Name,
  payload: JobCatalogue[Name],
) {
  const line = oneAtATime.includes(name) ? name : null
  await connection.execute(sql`
    select graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json,
      queue_name := ${line}::text, max_attempts := 8)`)
}
