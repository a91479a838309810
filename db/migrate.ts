import { readMigrationFiles } from 'drizzle-orm/migrator'
import { runMigrations } from 'graphile-worker'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type postgres from 'postgres'
import { connect } from './client.ts'
import { openAnew } from './roles.ts'

const ourFolder = fileURLToPath(new URL('./migrations', import.meta.url))

/**
 * First line of a file that is carried out statement by statement, each in a transaction of its own: indexes made
 * CONCURRENTLY, constraints validated, rows filled in batches. A run that is cut begins the file anew, so each of its
 * statements may run twice.
 */
const byItself = '-- each statement by itself'

/** How long a migration waits for a table before it lets everybody else pass, and how often it comes back. */
const lockTimeout = '3s'
const tries = 40

/**
 * Brings the tables of the award and of the job queue up to date, beside a portal that is running; may run twice, one
 * process at a time. Any other file is one transaction.
 */
export async function migrateDatabase(url: string, folder = ourFolder) {
  const { sql, close } = connect(url, { max: 1, name: 'chungkhao-migrate' })
  try {
    await waitForTurn(sql)
    await sql`select set_config('lock_timeout', ${lockTimeout}, false)`
    const done = await lastDone(sql)
    for (const migration of readMigrationFiles({ migrationsFolder: folder }))
      if (migration.folderMillis > done) await carryOut(sql, migration)
    await runMigrations({ connectionString: url })
    await openAnew(sql)
  } finally {
    await close()
  }
}

/** Asks again and again instead of waiting in one statement: whoever waits in one holds up CREATE INDEX CONCURRENTLY. */
async function waitForTurn(sql: postgres.Sql) {
  for (;;) {
    const [row] = await sql<{ ours: boolean }[]>`select pg_try_advisory_lock(20261122) as ours`
    if (row!.ours) return
    await pause(200)
  }
}

/** Kept where drizzle's own migrator keeps it, which earlier releases used. */
async function lastDone(sql: postgres.Sql): Promise<number> {
  await sql`create schema if not exists drizzle`
  await sql`
    create table if not exists drizzle.__drizzle_migrations (
      id serial primary key, hash text not null, created_at bigint
    )`
  const [row] = await sql<{ at: string | null }[]>`
    select max(created_at) as at from drizzle.__drizzle_migrations`
  return Number(row!.at ?? 0)
}

type Migration = ReturnType<typeof readMigrationFiles>[number]

async function carryOut(sql: postgres.Sql, migration: Migration) {
  if (migration.sql[0]!.startsWith(byItself)) {
    await dropHalfBuilt(sql)
    for (const statement of migration.sql) await unlessBusy(() => sql.unsafe(statement))
    await note(sql, migration)
  } else {
    await unlessBusy(() =>
      sql.begin(async (tx) => {
        for (const statement of migration.sql) await tx.unsafe(statement)
        await note(tx, migration)
      }),
    )
  }
}

const note = (sql: postgres.Sql | postgres.TransactionSql, { hash, folderMillis }: Migration) =>
  sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`

/** What CREATE INDEX CONCURRENTLY left when it was cut: under its name `if not exists` would find it made. */
async function dropHalfBuilt(sql: postgres.Sql) {
  const left = await sql<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indexrelid
    where not i.indisvalid and c.relnamespace = 'public'::regnamespace`
  for (const { name } of left) await sql.unsafe(`drop index concurrently ${name}`)
}

/** Again after a pause where somebody held the table (lock_not_available) or both waited for each other. */
async function unlessBusy(work: () => Promise<unknown>) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isBusy(error) || attempt === tries) throw error
      await pause(Math.min(250 * attempt, 5_000))
    }
  }
}

const isBusy = (error: unknown) => ['55P03', '40P01'].includes((error as { code?: string }).code ?? '')
