import { sql } from 'drizzle-orm'
import type { Connection } from '#db/client.ts'
import type { JobCatalogue } from './catalogue.ts'

/** Queues a job in the caller's transaction: it exists if and only if that commits. */
export async function enqueue<Name extends keyof JobCatalogue>(
  connection: Connection,
  name: Name,
  payload: JobCatalogue[Name],
) {
  await connection.execute(
    sql`select graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, max_attempts := 8)`,
  )
}
