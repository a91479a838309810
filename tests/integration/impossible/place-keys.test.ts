import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { ownWorld, type World } from '#tests/matrix/world.ts'
import { refusedBy } from '#tests/support/refused-by.ts'

let w: World
beforeAll(async () => {
  w = await ownWorld()
})
const draft = (set: string) => `update entries set ${set} where id = '${w.draft.id}'`

it.each<{ what: string; statement: () => string; by: string | null }>([
  {
    what: 'a place that is a unit and a group outside at once',
    statement: () =>
      `insert into places (id, frame, code, outside) values ('central', '2025', '56', 'central')`,
    by: 'places_one',
  },
  {
    what: 'a group outside that has a frame',
    statement: () => `insert into places (id, frame, outside) values ('central', '2025', 'central')`,
    by: 'places_one',
  },
  {
    what: 'a place of a unit that does not exist',
    statement: () => `insert into places (id, frame, code) values ('2025:00', '2025', '00')`,
    by: 'places_unit',
  },
  {
    what: 'a group outside that the rules do not know',
    statement: () => `insert into places (id, outside) values ('moon', 'moon')`,
    by: 'places_outside_known',
  },
  {
    what: 'a place under the key of another',
    statement: () => `insert into places (id, outside) values ('2025:00', 'central')`,
    by: 'places_named',
  },
  {
    what: 'one unit as two places',
    statement: () => `insert into places (id, frame, code) values ('2025:56', '2025', '56')`,
    by: 'places_pkey',
  },
  {
    what: 'one group outside as two places',
    statement: () => `insert into places (id, outside) values ('central', 'central')`,
    by: 'places_pkey',
  },
  {
    what: 'a work in a place that does not exist',
    statement: () => draft(`place_id = '2025:00'`),
    by: 'entries_province_frame_province_code_provinces_frame_code_fk',
  },
  {
    what: 'a work whose place is not the one its frame and code tell',
    statement: () =>
      draft(`place_id = '2025:01', province_frame = '2025', province_code = '79', bucket = null`),
    by: 'entries_place_agrees',
  },
  {
    what: 'wanted: a target by place alone',
    statement: () =>
      `insert into participation_targets (edition_id, place_id, target) values ('${w.open.id}', '2025:01', 5)`,
    by: null,
  },
  {
    what: 'a place that is gone while a work counts for it',
    statement: () => `
      insert into province_frames values ('1901', '1901-01-01', '1901-12-31', 'x');
      insert into provinces values ('1901', '01', 'x', 'x', false);
      ${draft(`place_id = '1901:01'`)};
      delete from places where frame = '1901'`,
    by: 'entries_place_id_places_id_fk',
  },
  {
    what: 'wanted: a unit that is gone while nobody named it',
    statement: () => `
      insert into province_frames values ('1901', '1901-01-01', '1901-12-31', 'x');
      insert into provinces values ('1901', '01', 'x', 'x', false);
      delete from provinces where frame = '1901'`,
    by: null,
  },
])('$what', async ({ statement, by }) => {
  expect(await refusedBy(statement())).toBe(by)
})

/** What a work's columns say after they were set so, one after the other. */
async function said(...sets: string[]) {
  const undone = new Error('undone')
  let row: unknown
  await database()
    .transaction(async (tx) => {
      for (const set of sets) await tx.execute(sql.raw(draft(set)))
      ;[row] = await tx.execute(
        sql.raw(
          `select place_id, province_frame, province_code, bucket from entries where id = '${w.draft.id}'`,
        ),
      )
      throw undone
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error
    })
  return row
}
const unit = { place_id: '2004:04', province_frame: '2004', province_code: '04', bucket: null }
const central = { place_id: 'central', province_frame: null, province_code: null, bucket: 'central' }
const nowhere = { place_id: null, province_frame: null, province_code: null, bucket: null }

it.each([
  {
    what: 'the place where the unit alone was written',
    sets: [`province_frame = '2004', province_code = '04'`],
    is: unit,
  },
  { what: 'the unit where the place alone was written', sets: [`place_id = '2004:04'`], is: unit },
  {
    what: 'the place where the group alone was written',
    sets: [`province_frame = null, province_code = null, bucket = 'central'`],
    is: central,
  },
  { what: 'the group where the place alone was written', sets: [`place_id = 'central'`], is: central },
  { what: 'a unit again after a group', sets: [`place_id = 'central'`, `place_id = '2004:04'`], is: unit },
  { what: 'nothing where the place was taken away', sets: [`place_id = null`], is: nowhere },
  {
    what: 'nothing where the unit was taken away',
    sets: [`province_frame = null, province_code = null`],
    is: nowhere,
  },
])('a work says $what', async ({ sets, is }) => {
  expect(await said(...sets)).toEqual(is)
})

it('has a place for every unit and for each group outside', async () => {
  const [row] = await database().execute(sql`
    select
      (select count(*) from provinces)::int as units,
      (select count(*) from places where code is not null)::int as places,
      (select array_agg(outside order by outside) from places where code is null) as outside`)
  expect(row).toMatchObject({ places: row!.units, outside: ['central', 'foreign', 'overseas'] })
})

it('has a followed and indexed place in every table with a frame and a code', async () => {
  const rows = await database().execute<{ table: string }>(sql`
    select c.table_name as table
    from information_schema.columns c
    join information_schema.tables b using (table_schema, table_name)
    where c.table_schema = 'public' and b.table_type = 'BASE TABLE' and c.column_name ~ '(^|_)code$'
      and exists (
        select 1 from information_schema.columns f
        where f.table_name = c.table_name and f.column_name = replace(c.column_name, 'code', 'frame'))
      and c.table_name not in ('provinces', 'places')
      and not exists (
        select 1
        from pg_constraint k
        join pg_index i on i.indrelid = k.conrelid and i.indkey[0] = k.conkey[1]
        where k.conrelid = c.table_name::regclass and k.contype = 'f' and k.confrelid = 'places'::regclass)`)
  expect([...rows]).toEqual([])
})
