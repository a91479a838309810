import type postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { carryOut, migrationFiles } from '#tests/support/carry-out.ts'
import { emptyDatabase } from '#tests/support/empty-database.ts'

let sql: postgres.Sql

/** A site as it was before anybody was a person, brought up twice. */
beforeAll(async () => {
  ;({ sql } = await emptyDatabase())
  await carryOut(
    sql,
    migrationFiles.filter((file) => file < '0052'),
  )
  await sql`
    insert into users (id, email, name, name_key, email_confirmed_at)
    values ('usr_an', 'an@thu.vn', 'An', 'an', now()), ('usr_binh', 'binh@thu.vn', 'Bình', 'binh', null)`
  await sql`
    insert into editions (id, number, year, name_vi, name_en, window_start, window_end, opens_at, closes_at)
    values ('edn_1', 12, 2026, 'Giải', 'Award', '2025-07-01', '2026-06-30', '2026-06-01', '2026-07-31')`
  await sql`insert into entries (id, edition_id, owner_id) values ('ent_1', 'edn_1', 'usr_an')`
  await sql`
    insert into entry_authors (id, entry_id, position, kind, name, name_key, email)
    values ('aut_own', 'ent_1', 1, 'person', 'Ân', 'an', 'an@thu.vn'),
      ('aut_name', 'ent_1', 2, 'person', 'An', 'an', ''),
      ('aut_office', 'ent_1', 3, 'person', 'Chi', 'chi', 'an@thu.vn'),
      ('aut_unconfirmed', 'ent_1', 4, 'person', 'Bình', 'binh', 'binh@thu.vn'),
      ('aut_group', 'ent_1', 5, 'organisation', 'Báo', 'bao', 'an@thu.vn')`
  await carryOut(sql, ['0052_persons.sql', '0053_persons_filled.sql', '0053_persons_filled.sql'])
})
afterAll(() => sql.end())

it('gives every account and author a person, the same where address and name are', async () => {
  const rows = await sql`
    select a.id, u.id as account, a.person_id is null as nobody
    from entry_authors a left join users u on u.person_id = a.person_id
    order by a.id`
  expect([...rows]).toEqual([
    { id: 'aut_group', account: null, nobody: true },
    { id: 'aut_name', account: null, nobody: false },
    { id: 'aut_office', account: null, nobody: false },
    { id: 'aut_own', account: 'usr_an', nobody: false },
    { id: 'aut_unconfirmed', account: null, nobody: false },
  ])
})

it('gives nobody two', async () => {
  const [row] = await sql`select count(*)::int as persons from persons`
  expect(row).toEqual({ persons: 5 })
})
