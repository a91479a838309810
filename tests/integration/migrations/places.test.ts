import type postgres from 'postgres'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { carryOut, migrationFiles } from '#tests/support/carry-out.ts'
import { emptyDatabase } from '#tests/support/empty-database.ts'

let sql: postgres.Sql

/** A site as it was before places had a key. */
beforeEach(async () => {
  ;({ sql } = await emptyDatabase())
  await carryOut(
    sql,
    migrationFiles.filter((file) => file < '0050'),
  )
  await sql`insert into province_frames values ('2025', '2025-07-01', null, 'x')`
  await sql`insert into provinces values ('2025', '56', 'Khánh Hòa', 'khanh hoa', false)`
  await sql`insert into users (id, email, name, name_key) values ('usr_1', 'a@thu.vn', 'An', 'an')`
  await sql`
    insert into editions (id, number, year, name_vi, name_en, window_start, window_end, opens_at, closes_at)
    values ('edn_1', 12, 2026, 'Giải', 'Award', '2025-07-01', '2026-06-30', '2026-06-01', '2026-07-31')`
  await sql`
    insert into entries (id, edition_id, owner_id, province_frame, province_code, bucket)
    values ('ent_none', 'edn_1', 'usr_1', null, null, null), ('ent_outside', 'edn_1', 'usr_1', null, null, 'central'),
      ('ent_unit', 'edn_1', 'usr_1', '2025', '56', null)`
  await sql`insert into participation_targets values ('edn_1', '2025', '56', 20)`
})
afterEach(() => sql.end())

const places = () => sql`
  select id, place_id from entries union all select 'target', place_id from participation_targets order by id`

it('gives every row the place of its unit or group, twice as well', async () => {
  await carryOut(sql, ['0050_places.sql', '0051_places_filled.sql', '0051_places_filled.sql'])
  expect([...(await places())]).toEqual([
    { id: 'ent_none', place_id: null },
    { id: 'ent_outside', place_id: 'central' },
    { id: 'ent_unit', place_id: '2025:56' },
    { id: 'target', place_id: '2025:56' },
  ])
})

it('lets the portal of before write between the two files', async () => {
  await carryOut(sql, ['0050_places.sql'])
  await sql`update entries set title = 'Đổi' where id = 'ent_unit'`
  await sql`insert into provinces values ('2025', '79', 'Hồ Chí Minh', 'ho chi minh', true)`
  await sql`update entries set province_frame = '2025', province_code = '79' where id = 'ent_none'`
  await carryOut(sql, ['0051_places_filled.sql'])
  expect([...(await places())].map((row) => row.place_id)).toEqual([
    '2025:79',
    'central',
    '2025:56',
    '2025:56',
  ])
})

it('stops at a unit that is not among the provinces, and names table and unit', async () => {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`update participation_targets set code = '99'`
  })
  await carryOut(sql, ['0050_places.sql'])
  await expect(carryOut(sql, ['0051_places_filled.sql'])).rejects.toThrow(
    'Table participation_targets has rows of units that are not among the provinces: 2025:99.',
  )
})
