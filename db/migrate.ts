import { migrate } from 'drizzle-orm/postgres-js/migrator'
import { runMigrations } from 'graphile-worker'
import { fileURLToPath } from 'node:url'
import { connect } from './client.ts'

const folder = fileURLToPath(new URL('./migrations', import.meta.url))

/** Brings the tables of the award and of the job queue up to date; may run twice, one process at a time. */
export async function migrateDatabase(url: string) {
  const { sql, db, close } = connect(url, { max: 1, name: 'chungkhao-migrate' })
  try {
    await sql`select pg_advisory_lock(20261122)`
    await migrate(db, { migrationsFolder: folder })
    await runMigrations({ connectionString: url })
  } finally {
    await close()
  }
}
