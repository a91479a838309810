import { beforeAll, expect, it } from 'vitest'
import { refusedBy } from '#tests/support/refused-by.ts'
import { plantWorld, type World } from '#tests/matrix/world.ts'

let w: World
beforeAll(async () => {
  w = await plantWorld()
})
const reminder = (kind: string, subject: string, day: string) =>
  `insert into reminders (id, user_id, kind, subject_id, day)
   values ('rem_new', '${w.actors.chair.userId}', '${kind}', '${subject}', '${day}')`

it.each<{ what: string; statement: () => string; by: string | null }>([
  {
    what: 'two authors in one place',
    statement: () =>
      `insert into entry_authors (id, entry_id, position) values ('aut_new', '${w.draft.id}', 1)`,
    by: 'entry_authors_position',
  },
  {
    what: 'two parts in one place',
    statement: () =>
      `insert into entry_parts (id, entry_id, position) values ('prt_new', '${w.draft.id}', 1)`,
    by: 'entry_parts_position',
  },
  {
    what: 'an author in place 0',
    statement: () => `update entry_authors set position = 0 where entry_id = '${w.draft.id}'`,
    by: 'entry_authors_position_least',
  },
  {
    what: 'an upload under way without its id',
    statement: () => `update media set upload_id = null where id = '${w.uploading.id}'`,
    by: 'media_upload',
  },
  {
    what: 'a file that is there with the id of an upload',
    statement: () => `update media set upload_id = 'x' where id = '${w.file.id}'`,
    by: 'media_upload',
  },
  {
    what: 'a reminder about nothing',
    statement: () => reminder('judge', 'nothing', '2026-01-31'),
    by: 'reminders_of_round',
  },
  {
    what: 'a judge reminded of an edition',
    statement: () => reminder('judge', w.open.id, '2026-01-31'),
    by: 'reminders_of_round',
  },
  {
    what: 'a reminder on no day',
    statement: () => reminder('judge', w.round.id, '2026-02-30'),
    by: 'reminders_real_day',
  },
  {
    what: 'wanted: a reminder of a round on a day',
    statement: () => reminder('judge', w.round.id, '2026-02-28'),
    by: null,
  },
  {
    what: 'an address in capitals',
    statement: () => `update entry_authors set email = 'A@b.vn' where entry_id = '${w.draft.id}'`,
    by: 'entry_authors_email_clean',
  },
  {
    what: 'an address with a blank',
    statement: () => `update users set email = 'a@b.vn ' where id = '${w.actors.chair.userId}'`,
    by: 'users_email_clean',
  },
  {
    what: 'an invitation that ends before it begins',
    statement: () =>
      `insert into invitations (id, email, role, token_hash, expires_at) values ('inv_new', 'a@b.vn', 'judge', 't', now() - interval '1 day')`,
    by: 'invitations_days',
  },
  {
    what: 'a version below one',
    statement: () => `update score_sheets set version = 0`,
    by: 'score_sheets_version_least',
  },
  {
    what: 'a state of no list',
    statement: () => `update score_sheets set state = 'xyz'`,
    by: 'score_sheets_state_known',
  },
  {
    what: 'a flag of no list',
    statement: () => `update score_sheets set flags = '["late"]'`,
    by: 'score_sheets_flags_known',
  },
  {
    what: 'flags that are no list',
    statement: () => `update score_sheets set flags = '"brokenMedia"'`,
    by: 'score_sheets_flags_known',
  },
  {
    what: 'a quota for a prize that is not given by category',
    statement: () => `update categories set quota = quota || '{"special": 1}'`,
    by: 'categories_quota_known',
  },
  {
    what: 'a quota below nothing',
    statement: () => `update categories set quota = quota || '{"first": -1}'`,
    by: 'categories_quota_known',
  },
  {
    what: 'a file asked for of no kind',
    statement: () => `update categories set requirements = '[{"kind": "exe"}]'`,
    by: 'categories_requirements_known',
  },
  {
    what: 'a section returned that is none',
    statement: () => `update entries set return_fields = '{work,cover}' where id = '${w.returned.id}'`,
    by: 'entries_return_fields_known',
  },
  {
    what: 'a rule for ties of no list',
    statement: () => `update rounds set tie_rule = '{dice}'`,
    by: 'rounds_tie_rule_known',
  },
  {
    what: 'a panel half signed off',
    statement: () => `update panels set signed_off_at = now()`,
    by: 'panels_signed_off',
  },
])('$what', async ({ statement, by }) => {
  expect(await refusedBy(statement())).toBe(by)
})
