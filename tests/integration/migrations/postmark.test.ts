import { readFileSync, readdirSync } from 'node:fs'
import type postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { emptyDatabase } from '#tests/support/empty-database.ts'

const files = readdirSync('db/migrations').filter((file) => file.endsWith('.sql'))
let sql: postgres.Sql

beforeAll(async () => {
  ;({ sql } = await emptyDatabase())
})
afterAll(() => sql.end())

/** Runs the migrations from one number up to and with another, as the release that brought them did. */
async function migrate(from: number, to: number) {
  for (const file of files.slice(from, to + 1))
    for (const statement of readFileSync(`db/migrations/${file}`, 'utf8').split('--> statement-breakpoint'))
      await sql.unsafe(statement)
}

it('carries the postmark of a dossier that came by post to the entry', async () => {
  await migrate(0, 2)
  await sql`insert into users (id, email, name, name_key) values ('usr_1', 'a@thu.vn', 'An', 'an')`
  await sql`
    insert into editions (id, number, year, name_vi, name_en, window_start, window_end, opens_at, closes_at)
    values ('edn_1', 12, 2026, 'Giải', 'Award', '2025-07-01', '2026-06-30', '2026-06-01', '2026-07-31')`
  for (const id of ['ent_post', 'ent_day', 'ent_none'])
    await sql`insert into entries (id, edition_id, owner_id) values (${id}, 'edn_1', 'usr_1')`
  const behalf = (id: string, postmarked: string | null, received: string | null) => sql`
    insert into behalf_entries
      (entry_id, frame, code, entered_by, author_name, author_email, postmarked_on, received_on, token_hash)
    values (${id}, '2025', '56', 'usr_1', 'Bình', 'b@thu.vn', ${postmarked}, ${received}, ${id})`
  await behalf('ent_post', '2026-07-30', '2026-08-03')
  await behalf('ent_day', null, '2026-08-01')
  await migrate(3, 3)
  const rows = await sql`
    select id, postmarked_on::text as postmarked, received_on::text as received from entries order by id`
  expect([...rows]).toEqual([
    { id: 'ent_day', postmarked: null, received: '2026-08-01' },
    { id: 'ent_none', postmarked: null, received: null },
    { id: 'ent_post', postmarked: '2026-07-30', received: '2026-08-03' },
  ])
})
