import { sql } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'

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
