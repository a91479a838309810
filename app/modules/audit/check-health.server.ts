import { getTableName, sql } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'
import { auditEvents } from '#db/schema/audit.ts'

/** Whether the role this process holds in the database could change the record: a portal with one role for all. */
export async function mayChangeRecord(): Promise<boolean> {
  const [row] = await database().execute<{ may: boolean }>(sql`
    select has_table_privilege(current_user, ${getTableName(auditEvents)}, 'update') as may`)
  return row!.may
}

/** The parts that do not answer within three seconds, by name; empty when all is well. */
export async function checkHealth(): Promise<string[]> {
  const parts: [string, Promise<unknown>][] = [
    ['database', database().execute(sql`select 1`)],
    ['bucket', storage().ping()],
  ]
  const late = (name: string) => new Promise<string>((done) => setTimeout(() => done(name), 3000).unref())
  const answers = parts.map(([name, answer]) =>
    Promise.race([
      answer.then(
        () => null,
        () => name,
      ),
      late(name),
    ]),
  )
  return (await Promise.all(answers)).filter((name) => name !== null)
}
