import { beforeAll, expect, it } from 'vitest'
import { refusedBy } from '#tests/support/refused-by.ts'
import { ownWorld, type World } from '#tests/matrix/world.ts'

let w: World
beforeAll(async () => {
  w = await ownWorld()
})
const judge = () => w.actors.assignedJudge.userId
const moves = (agency: string) => `update users set agency_id = ${agency} where id = '${judge()}';`
const works = (id: string, since: string, until: string) =>
  `insert into user_agencies (id, user_id, agency_id, text, since, until)
   values ('${id}', '${judge()}', '${w.agency.id}', 'Báo', ${since}, ${until});`
const comesFrom = (position: number, agency: string, text = '', lead = false) =>
  `insert into entry_agencies (entry_id, position, agency_id, text, lead)
   values ('${w.work.id}', ${position}, ${agency}, '${text}', ${lead});`
const own = () => `'${w.agency.id}'`
const other = `insert into agencies (id, name, name_key, level) values ('agc_khac', 'Khác', 'khac', 'central');`
const led = () => `update entries set agency_id = ${own()}, agency_text = 'Báo' where id = '${w.work.id}';`

it.each<{ what: string; statement: () => string; by: string | null }>([
  {
    what: 'work at two agencies at once',
    statement: () => moves(own()) + works('uag_new', 'now()', 'null'),
    by: 'user_agencies_open',
  },
  {
    what: 'work that ends before it begins',
    statement: () => works('uag_new', 'now()', `now() - interval '1 day'`),
    by: 'user_agencies_until',
  },
  {
    what: 'work at an agency of which the account knows nothing',
    statement: () => works('uag_new', 'now()', 'null'),
    by: 'user_agencies_in_step',
  },
  {
    what: 'work ended behind the back of the account',
    statement: () => moves(own()) + `update user_agencies set until = now() + interval '1 day';`,
    by: 'user_agencies_in_step',
  },
  {
    what: 'work taken back',
    statement: () => moves(own()) + `delete from user_agencies;`,
    by: 'user_agencies_kept',
  },
  {
    what: 'work moved to another agency',
    statement: () => other + moves(own()) + `update user_agencies set agency_id = 'agc_khac';`,
    by: 'user_agencies_kept',
  },
  {
    what: 'work moved in time',
    statement: () => moves(own()) + `update user_agencies set since = since - interval '1 day';`,
    by: 'user_agencies_kept',
  },
  {
    what: 'work that ended and is made to last',
    statement: () =>
      moves(own()) + moves('null') + `update user_agencies set until = until + interval '1 day';`,
    by: 'user_agencies_kept',
  },
  {
    what: 'wanted: work at one agency, at none, and there again',
    statement: () => moves(own()) + moves('null') + moves(own()),
    by: null,
  },
  {
    what: 'wanted: the name as it was typed',
    statement: () => moves(own()) + `update user_agencies set text = 'báo khánh hoà';`,
    by: null,
  },
  {
    what: 'a name of an account taken back',
    statement: () => `delete from user_names where user_id = '${judge()}'`,
    by: 'user_names_kept',
  },
  {
    what: 'a name of an account written over',
    statement: () => `update user_names set name_key = 'khac' where user_id = '${judge()}'`,
    by: 'user_names_kept',
  },
  {
    what: 'an entry that two agencies lead',
    statement: () => other + led() + comesFrom(2, `'agc_khac'`, '', true),
    by: 'entry_agencies_one_lead',
  },
  {
    what: 'an entry that no agency leads',
    statement: () => comesFrom(1, own()),
    by: 'entry_agencies_in_step',
  },
  {
    what: 'an entry that another agency leads than it says',
    statement: () => other + led() + `update entry_agencies set agency_id = 'agc_khac';`,
    by: 'entry_agencies_in_step',
  },
  {
    what: 'an entry that loses the agency that leads, and not the others',
    statement: () =>
      other +
      led() +
      comesFrom(2, `'agc_khac'`) +
      `update entries set agency_id = null, agency_text = '' where id = '${w.work.id}';`,
    by: 'entry_agencies_in_step',
  },
  {
    what: 'an entry of one agency twice',
    statement: () => led() + comesFrom(2, own()),
    by: 'entry_agencies_once',
  },
  {
    what: 'two agencies of an entry in one place',
    statement: () => led() + comesFrom(1, 'null', 'Báo Lạ'),
    by: 'entry_agencies_entry_id_position_pk',
  },
  {
    what: 'an agency of an entry in place 0',
    statement: () => led() + comesFrom(0, 'null', 'Báo Lạ'),
    by: 'entry_agencies_position_least',
  },
  {
    what: 'an agency of an entry that is none',
    statement: () => led() + comesFrom(2, 'null'),
    by: 'entry_agencies_some',
  },
  {
    what: 'wanted: an entry of several agencies, another of which comes to lead',
    statement: () =>
      other +
      led() +
      comesFrom(2, `'agc_khac'`) +
      comesFrom(3, 'null', 'Báo Lạ') +
      `update entries set agency_id = 'agc_khac' where id = '${w.work.id}';`,
    by: null,
  },
])('$what', async ({ statement, by }) => expect(await refusedBy(statement())).toBe(by))
