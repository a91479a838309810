import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { makePublished } from '#tests/factories/index.ts'
import { refusedBy } from '#tests/support/refused-by.ts'
import { plantWorld, type World } from '#tests/matrix/world.ts'

let w: World
beforeAll(async () => {
  w = await plantWorld()
  await makePublished(w.judged.id, w.actors.organizer)
  await database().execute(sql`
    insert into score_events (sheet_id, version, judge_id, kind, points, note)
    select id, 1, judge_id, 'submitted', '{}', '' from score_sheets`)
  await database().execute(sql`insert into audit_events (kind, subject_id) values ('entry.created', 'ent_x')`)
})

const lawful = `set local chungkhao.lawful_erasure = 'on';`
const publication = (id: string) =>
  `insert into publications (id, edition_id, results, published_by)
   values ('${id}', '${w.judged.id}', '[]', '${w.actors.organizer.userId}');`

it.each<{ what: string; statement: () => string; by: string | null }>([
  {
    what: 'an event rewritten',
    statement: () => `update audit_events set kind = 'entry.gone'`,
    by: 'audit_events_append_only',
  },
  { what: 'an event taken out', statement: () => `delete from audit_events`, by: 'audit_events_append_only' },
  {
    what: 'all events taken out',
    statement: () => `truncate audit_events cascade`,
    by: 'audit_events_append_only',
  },
  {
    what: 'wanted: erasure that the law asks for',
    statement: () => `${lawful} update audit_events set details = '{}'`,
    by: null,
  },
  { what: 'wanted: retention of events', statement: () => `${lawful} delete from audit_events`, by: null },
  {
    what: 'a score event rewritten',
    statement: () => `update score_events set points = '{"a":1}'`,
    by: 'score_events_append_only',
  },
  {
    what: 'a score event taken out',
    statement: () => `delete from score_events`,
    by: 'score_events_append_only',
  },
  {
    what: 'a published list rewritten',
    statement: () => `update publications set results = '[{}]'`,
    by: 'publications_append_only',
  },
  {
    what: 'a publication taken out',
    statement: () => `delete from publications`,
    by: 'publications_append_only',
  },
  {
    what: 'a retraction undone',
    statement: () =>
      `update publications set retracted_at = clock_timestamp(), retraction_reason = 'x';
       update publications set retracted_at = null, retraction_reason = null`,
    by: 'publications_append_only',
  },
  {
    what: 'a retraction without a reason',
    statement: () => `update publications set retracted_at = clock_timestamp()`,
    by: 'publications_retracted',
  },
  {
    what: 'a published edition whose list is retracted',
    statement: () => `update publications set retracted_at = clock_timestamp(), retraction_reason = 'x'`,
    by: 'editions_published_as_such',
  },
  {
    what: 'wanted: both at once',
    statement: () =>
      `update publications set retracted_at = clock_timestamp(), retraction_reason = 'x';
       update editions set published_at = null where id = '${w.judged.id}'`,
    by: null,
  },
  { what: 'two live publications', statement: () => publication('pub_new'), by: 'publications_one_live' },
  {
    what: 'an edition published without a list',
    statement: () =>
      `update editions set published_at = now(), results_locked_at = now() where id = '${w.open.id}'`,
    by: 'editions_published_as_such',
  },
  {
    what: 'an edition published that is not locked',
    statement: () => `update editions set results_locked_at = null where id = '${w.judged.id}'`,
    by: 'editions_published_locked',
  },
])('$what', async ({ statement, by }) => {
  expect(await refusedBy(statement())).toBe(by)
})
