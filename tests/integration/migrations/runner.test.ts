import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import type postgres from 'postgres'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { migrateDatabase } from '#db/migrate.ts'
import { emptyDatabase } from '#tests/support/empty-database.ts'

let url: string
let sql: postgres.Sql
let folder: string

beforeEach(async () => {
  ;({ url, sql } = await emptyDatabase())
  folder = mkdtempSync(join(tmpdir(), 'chungkhao-migrations-'))
})
afterEach(async () => {
  await sql.end()
  rmSync(folder, { recursive: true, force: true })
})

/** A folder of migrations as drizzle-kit lays it out. */
function lay(...files: string[]) {
  mkdirSync(join(folder, 'meta'), { recursive: true })
  const entries = files.map((text, idx) => {
    writeFileSync(join(folder, `000${idx}_x.sql`), text)
    return { idx, version: '7', when: 1_000 + idx, tag: `000${idx}_x`, breakpoints: true }
  })
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ version: '7', entries }))
}

const one =
  'create table works (id int primary key);\n--> statement-breakpoint\ninsert into works values (1), (2)'
const indexed = '-- each statement by itself\ncreate index concurrently if not exists works_id on works (id)'
const worksOf = async () => (await sql`select id from works order by id`).map((row) => row.id as number)
const doneUpTo = async () =>
  (await sql`select created_at from drizzle.__drizzle_migrations order by 1`).map((row) =>
    Number(row.created_at),
  )

it('carries out each file once, two processes at once as well', async () => {
  lay(one, indexed)
  await Promise.all([migrateDatabase(url, folder), migrateDatabase(url, folder)])
  await migrateDatabase(url, folder)
  expect(await worksOf()).toEqual([1, 2])
  expect(await doneUpTo()).toEqual([1_000, 1_001])
})

it('goes on where an earlier release’s migrator stopped', async () => {
  lay(one)
  await migrate(drizzle(sql), { migrationsFolder: folder })
  lay(one, 'insert into works values (3)')
  await migrateDatabase(url, folder)
  expect(await worksOf()).toEqual([1, 2, 3])
})

it('keeps nothing of a file that fails, and all of the files before it', async () => {
  lay(one, 'insert into works values (3);\n--> statement-breakpoint\ninsert into works values (1)')
  await expect(migrateDatabase(url, folder)).rejects.toThrow(/works_pkey/)
  expect(await worksOf()).toEqual([1, 2])
  expect(await doneUpTo()).toEqual([1_000])
})

it('lets everybody pass while a table is held, and comes back', async () => {
  lay(one)
  await migrateDatabase(url, folder)
  lay(one, 'alter table works add column title text')
  let letGo = () => {}
  const held = sql.begin(async (tx) => {
    await tx`select * from works`
    await new Promise<void>((done) => (letGo = done))
  })
  const migrated = migrateDatabase(url, folder)
  await waitsFor('alter table works')
  const [read] = await Promise.all([timed(() => sql`select id from works`), sql`select pg_sleep(4)`])
  expect(read).toBeLessThan(3_500)
  letGo()
  await held
  await migrated
  expect(await sql`select title from works limit 1`).toEqual([{ title: null }])
})

it('begins a file of single statements anew after it was cut, and builds an index that was left half', async () => {
  lay(one)
  await migrateDatabase(url, folder)
  await sql`insert into works values (3)`
  await sql`alter table works add column twin int default 7`
  // A unique index over equal values fails and stays behind, not valid.
  await expect(sql`create unique index concurrently works_twin on works (twin)`).rejects.toThrow()
  await sql`update works set twin = id`
  lay(
    one,
    '-- each statement by itself\nupdate works set twin = -id where twin > 0;\n--> statement-breakpoint\n' +
      'create unique index concurrently if not exists works_twin on works (twin)',
  )
  await migrateDatabase(url, folder)
  const [index] =
    await sql`select indisvalid as valid from pg_index where indexrelid = 'works_twin'::regclass`
  expect(index).toEqual({ valid: true })
})

it('fills in batches that commit by themselves', async () => {
  lay(
    one,
    `-- each statement by itself
    do $$ begin
      insert into works values (3);
      commit;
      insert into works values (1);
    end $$`,
  )
  await expect(migrateDatabase(url, folder)).rejects.toThrow(/works_pkey/)
  expect(await worksOf()).toEqual([1, 2, 3])
  expect(await doneUpTo()).toEqual([1_000])
})

async function waitsFor(statement: string) {
  for (;;) {
    const [row] = await sql`
      select count(*)::int as waiting from pg_stat_activity
      where wait_event_type = 'Lock' and query like ${statement + '%'}`
    if (row!.waiting) return
  }
}

async function timed(work: () => Promise<unknown>) {
  const began = performance.now()
  await work()
  return performance.now() - began
}
