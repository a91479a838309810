import type postgres from 'postgres'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { carryOut, migrationFiles as files } from '#tests/support/carry-out.ts'
import { emptyDatabase } from '#tests/support/empty-database.ts'

const made = files.filter((file) => file.startsWith('0030'))
const carriedOver = files.filter((file) => file.startsWith('0031'))
let sql: postgres.Sql

beforeEach(async () => {
  ;({ sql } = await emptyDatabase())
  await carryOut(sql, files.slice(0, files.indexOf(made[0]!)))
  await plant()
  await carryOut(sql, made)
  await changeMeanwhile()
  await carryOut(sql, [...carriedOver, ...carriedOver])
})
afterEach(() => sql.end())

async function plant() {
  for (const name of ['an', 'ba'])
    await sql`insert into agencies (id, name, name_key, level) values (${'agc_' + name}, ${name}, ${name}, 'central')`
  await sql`
    insert into users (id, email, name, name_key, agency_id, created_at) values
      ('usr_1', 'a@thu.vn', 'Một', 'mot', 'agc_an', '2026-01-02'),
      ('usr_2', 'b@thu.vn', 'Hai', 'hai', null, '2026-01-02'),
      ('usr_3', 'c@thu.vn', 'Ba', 'ba', 'agc_an', '2026-01-02'),
      ('usr_4', 'd@thu.vn', 'Bốn', 'bon', 'agc_an', '2026-01-02')`
  await sql`
    insert into editions (id, number, year, name_vi, name_en, window_start, window_end, opens_at, closes_at)
    values ('edn_1', 12, 2026, 'Giải', 'Award', '2025-07-01', '2026-06-30', '2026-06-01', '2026-07-31')`
  await sql`
    insert into entries (id, edition_id, owner_id, agency_id, agency_text) values
      ('ent_1', 'edn_1', 'usr_2', 'agc_an', 'Báo An'),
      ('ent_2', 'edn_1', 'usr_2', null, 'Báo Lạ'),
      ('ent_3', 'edn_1', 'usr_2', null, ''),
      ('ent_4', 'edn_1', 'usr_2', 'agc_an', 'Báo An')`
}

async function changeMeanwhile() {
  await sql`update users set agency_id = 'agc_ba', name = 'Ba Mới', name_key = 'ba moi' where id = 'usr_3'`
  await sql`update users set agency_id = null where id = 'usr_4'`
  await sql`update entries set agency_id = null, agency_text = '' where id = 'ent_4'`
}

const workedAt = async () =>
  (
    await sql`
      select user_id, agency_id, text, until is not null as ended
      from user_agencies order by user_id, since, agency_id`
  ).map((row) => Object.values(row).join(' '))
const namesOf = async () =>
  (await sql`select user_id, name_key from user_names order by 1, 2`).map((row) =>
    Object.values(row).join(' '),
  )
const cameFrom = async () =>
  (
    await sql`
      select entry_id, position, coalesce(agency_id, '-') as agency, text, lead from entry_agencies order by 1, 2`
  ).map((row) => Object.values(row).join(' '))

it('carries over where accounts work and where entries come from, changes made meanwhile as well', async () => {
  expect(await workedAt()).toEqual([
    'usr_1 agc_an an false',
    'usr_3 agc_an an true',
    'usr_3 agc_ba ba false',
    'usr_4 agc_an an true',
  ])
  const [first] = await sql`select since = '2026-01-02' as told from user_agencies where user_id = 'usr_1'`
  expect(first).toEqual({ told: true })
  expect(await namesOf()).toEqual(['usr_1 mot', 'usr_2 hai', 'usr_3 ba', 'usr_3 ba moi', 'usr_4 bon'])
  expect(await cameFrom()).toEqual(['ent_1 1 agc_an Báo An true', 'ent_2 1 - Báo Lạ true'])
})

it('keeps in step what a release before goes on writing', async () => {
  await sql`update users set agency_id = 'agc_an' where id = 'usr_2'`
  await sql`update users set phone = '0900000000', agency_id = 'agc_an' where id = 'usr_2'`
  await sql`
    insert into users (id, email, name, name_key, agency_id) values ('usr_5', 'e@thu.vn', 'Năm', 'nam', 'agc_ba')`
  await sql`update entries set agency_id = 'agc_ba', agency_text = 'Báo Ba' where id = 'ent_2'`
  await sql`update entries set agency_text = 'Báo Lạ' where id = 'ent_3'`
  await sql`update entries set agency_id = null, agency_text = '' where id = 'ent_1'`
  expect((await workedAt()).filter((row) => /usr_[25]/.test(row))).toEqual([
    'usr_2 agc_an an false',
    'usr_5 agc_ba ba false',
  ])
  expect(await cameFrom()).toEqual(['ent_2 1 agc_ba Báo Ba true', 'ent_3 1 - Báo Lạ true'])
  await sql`delete from entries where id = 'ent_2'`
  expect(await cameFrom()).toEqual(['ent_3 1 - Báo Lạ true'])
  await sql`delete from users where id = 'usr_5'`
  expect((await namesOf()).includes('usr_5 nam')).toBe(false)
})
