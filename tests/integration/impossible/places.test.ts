import { beforeAll, expect, it } from 'vitest'
import { refusedBy } from '#tests/support/refused-by.ts'
import { plantWorld, type World } from '#tests/matrix/world.ts'

let w: World
beforeAll(async () => {
  w = await plantWorld()
})
const admin = () => w.actors.admin.userId
const agency = (id: string, name = id) =>
  `insert into agencies (id, name, name_key, level) values ('${id}', '${name}', '${name}', 'central');`
const role = (frame: string, code: string, id = 'rol_new') =>
  `insert into user_roles (id, user_id, role, province_frame, province_code)
   values ('${id}', '${admin()}', 'coordinator', ${frame}, ${code});`

it.each<{ what: string; statement: () => string; by: string | null }>([
  {
    what: 'a code without its frame',
    statement: () => `update entries set province_frame = null where id = '${w.draft.id}'`,
    by: 'entries_frame',
  },
  {
    what: 'a frame without a code',
    statement: () => `update agencies set province_code = null where id = '${w.agency.id}'`,
    by: 'agencies_frame',
  },
  {
    what: 'a coordinator of a code without frame',
    statement: () => role('null', `'56'`),
    by: 'user_roles_frame',
  },
  {
    what: 'wanted: one code in two frames, each with its coordinator',
    statement: () => role(`'2025'`, `'01'`) + role(`'2004'`, `'01'`, 'rol_other'),
    by: null,
  },
  {
    what: 'the same role twice',
    statement: () => role(`'2025'`, `'01'`) + role(`'2025'`, `'01'`, 'rol_other'),
    by: 'user_roles_once',
  },
  {
    what: 'an invitation to a province that does not exist',
    statement: () =>
      `insert into invitations (id, email, role, province_frame, province_code, token_hash, expires_at)
       values ('inv_new', 'a@b.vn', 'coordinator', '1900', '99', 't', now() + interval '1 day')`,
    by: 'invitations_place',
  },
  {
    what: 'a report on a province that does not exist',
    statement: () =>
      `insert into reports (id, edition_id, frame, code, ask, figures, created_by)
       values ('rep_new', '${w.open.id}', '2025', '99', '{}', '{}', '${admin()}')`,
    by: 'reports_frame_code_provinces_frame_code_fk',
  },
  {
    what: 'a report in a frame that does not exist',
    statement: () =>
      `insert into reports (id, edition_id, frame, ask, figures, created_by)
       values ('rep_new', '${w.open.id}', '1900', '{}', '{}', '${admin()}')`,
    by: 'reports_frame_province_frames_frame_fk',
  },
  {
    what: 'a work entered for a province that does not exist',
    statement: () => `update behalf_entries set code = '99'`,
    by: 'behalf_entries_frame_code_provinces_frame_code_fk',
  },
  {
    what: 'a worksheet of a province that does not exist',
    statement: () => `update bulk_entries set code = '99'`,
    by: 'bulk_entries_frame_code_provinces_frame_code_fk',
  },
  {
    what: 'an endorsement in another edition than its work',
    statement: () =>
      `insert into endorsements values ('${w.submitted.id}', '${w.judged.id}', '2025', '56', 1, '${admin()}')`,
    by: 'endorsements_of_edition',
  },
  {
    what: 'an endorsement by a province that does not exist',
    statement: () =>
      `insert into endorsements values ('${w.submitted.id}', '${w.open.id}', '2025', '99', 1, '${admin()}')`,
    by: 'endorsements_frame_code_provinces_frame_code_fk',
  },
  {
    what: 'two frames at once',
    statement: () => `insert into province_frames values ('2030', '2030-01-01', null, 'x')`,
    by: 'province_frames_one_at_a_time',
  },
  {
    what: 'a circle of successors over three agencies',
    statement: () =>
      agency('agc_a') +
      agency('agc_b') +
      agency('agc_c') +
      ['ab', 'bc', 'ca']
        .map(
          ([from, to]) =>
            `update agencies set successor_id = 'agc_${to}', merged_on = '2026-01-01' where id = 'agc_${from}'`,
        )
        .join(';'),
    by: 'agencies_no_circle',
  },
  {
    what: 'another name that is a name of a different agency',
    statement: () =>
      `${agency('agc_a', 'bao a')} insert into agency_names values ('${w.agency.id}', 'Báo A', 'bao a')`,
    by: 'agencies_one_name',
  },
  {
    what: 'a name that is another name of a different agency',
    statement: () =>
      `insert into agency_names values ('${w.agency.id}', 'Báo A', 'bao a'); ${agency('agc_a', 'bao a')}`,
    by: 'agencies_one_name',
  },
])('$what', async ({ statement, by }) => {
  expect(await refusedBy(statement())).toBe(by)
})
