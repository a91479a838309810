import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { refusedBy } from '#tests/support/refused-by.ts'
import { plantWorld, type World } from '#tests/matrix/world.ts'

let w: World
beforeAll(async () => {
  w = await plantWorld()
  await database().execute(sql`
    insert into entries (id, edition_id, category_id, owner_id, state, number, submitted_at)
    values ('ent_far', ${w.elsewhere.id}, ${w.elsewhere.categories[0]!.id}, ${w.actors.owner.userId}, 'eligible', 1, now())`)
  await database().execute(sql`
    insert into rounds (id, edition_id, stage, opens_at, closes_at)
    values ('rnd_far', ${w.elsewhere.id}, 'preliminary', now(), now() + interval '1 day')`)
})

const seat = (panel: string, judge: string, entry: string, position = 9) =>
  `insert into assignments (id, round_id, panel_id, entry_id, judge_id, position)
   values ('asg_new', '${w.round.id}', '${panel}', '${entry}', '${judge}', ${position})`
const categoryOf = (index: number) => w.judged.categories[index]!.id
const criterion = () => w.rubric[0]!.id
const sheet = () => w.sheets.chairs.id

type Fact = { what: string; statement: () => string; by: string | null }

it.each<Fact>([
  {
    what: 'an entry in a category of another edition',
    statement: () =>
      `update entries set category_id = '${w.elsewhere.categories[0]!.id}' where id = '${w.draft.id}'`,
    by: 'entries_category_of_edition',
  },
  {
    what: 'a work of another edition in a round',
    statement: () => `insert into round_entries values ('${w.round.id}', 'ent_far')`,
    by: 'round_entries_entry_of_edition',
  },
  {
    what: 'a round entry that names another edition than its round',
    statement: () => `insert into round_entries values ('rnd_far', 'ent_far', '${w.judged.id}')`,
    by: 'round_entries_round_of_edition',
  },
  {
    what: 'a round moved to another edition',
    statement: () =>
      `update rounds set edition_id = '${w.elsewhere.id}', stage = 'final' where id = '${w.round.id}'`,
    by: 'panel_categories_round_of_edition',
  },
  {
    what: 'a panel on a category of another edition',
    statement: () =>
      `insert into panel_categories values ('${w.round.id}', '${w.panel}', '${w.elsewhere.categories[2]!.id}')`,
    by: 'panel_categories_category_of_edition',
  },
  {
    what: 'a category given to a panel of another round',
    statement: () =>
      `insert into panel_categories values ('${w.final.id}', '${w.panel}', '${categoryOf(2)}')`,
    by: 'panel_categories_panel_of_round',
  },
  {
    what: 'an assignment in a panel of another round',
    statement: () => seat(w.council, w.actors.chair.userId, w.work.id),
    by: 'assignments_panel_of_round',
  },
  {
    what: 'an assignment of a judge in no panel',
    statement: () => seat(w.panel, w.actors.stranger.userId, w.work.id),
    by: 'assignments_seat',
  },
  {
    what: 'an assignment in a closed panel of a judge of another',
    statement: () => seat(w.panel, w.actors.otherPanelJudge.userId, w.work.id),
    by: 'assignments_seat',
  },
  {
    what: 'wanted: the same where the panel is open',
    statement: () =>
      `update panels set open = true where id = '${w.panel}'; ${seat(w.panel, w.actors.otherPanelJudge.userId, w.work.id)}`,
    by: null,
  },
  {
    what: 'a work read in a panel of another category',
    statement: () => seat(w.panel, w.actors.chair.userId, w.third.id),
    by: 'assignments_category',
  },
  {
    what: 'two works in one place of a judge',
    statement: () => seat(w.panel, w.actors.chair.userId, w.work.id, 1),
    by: 'assignments_position',
  },
  {
    what: 'a judge with readings who leaves the only panel',
    statement: () => `delete from panel_judges where judge_id = '${w.actors.assignedJudge.userId}'`,
    by: 'panel_judges_seat',
  },
  {
    what: 'a sheet of another judge than its assignment',
    statement: () =>
      `update score_sheets set judge_id = '${w.actors.stranger.userId}' where id = '${sheet()}'`,
    by: 'score_sheets_of_assignment',
  },
  {
    what: 'a sheet of another work than its assignment',
    statement: () => `update score_sheets set entry_id = '${w.work.id}' where id = '${sheet()}'`,
    by: 'score_sheets_of_assignment',
  },
  {
    what: 'points above the maximum',
    statement: () => `update scores set points = 999999 where sheet_id = '${sheet()}'`,
    by: 'scores_within_scale',
  },
  {
    what: 'a maximum below points that were given',
    statement: () => `update criteria set max_points = 1 where id = '${criterion()}'`,
    by: 'scores_within_scale',
  },
  {
    what: 'points on a criterion of another category',
    statement: () =>
      `insert into scores select '${sheet()}', id, 1 from criteria where category_id = '${categoryOf(1)}' limit 1`,
    by: 'scores_of_category',
  },
  {
    what: 'a scored work moved to another category',
    statement: () =>
      `delete from ballots; update entries set category_id = '${categoryOf(1)}' where id = '${w.second.id}'`,
    by: 'scores_of_category',
  },
  {
    what: 'a submitted sheet without one score',
    statement: () => `delete from scores where sheet_id = '${sheet()}' and criterion_id = '${criterion()}'`,
    by: 'score_sheets_whole',
  },
  {
    what: 'points moved from one sheet to another',
    statement: () =>
      `update scores set sheet_id = '${w.sheets.others.id}', criterion_id = '${criterion()}' where sheet_id = '${sheet()}'`,
    by: 'scores_of_sheet',
  },
  {
    what: 'a new criterion that submitted sheets do not have',
    statement: () =>
      `insert into criteria (id, category_id, position, name_vi, name_en, max_points)
       values ('cri_new', '${categoryOf(0)}', 99, 'x', 'x', 100)`,
    by: 'score_sheets_whole',
  },
  {
    what: 'a total that is not the sum',
    statement: () => `update score_sheets set total = 1 where id = '${sheet()}'`,
    by: 'score_sheets_sum',
  },
  {
    what: 'points of a submitted sheet changed alone',
    statement: () => `update scores set points = points - 1 where sheet_id = '${sheet()}'`,
    by: 'score_sheets_sum',
  },
  {
    what: 'wanted: a sheet sent with its points in one transaction, the sheet first',
    statement: () =>
      `insert into score_sheets (id, assignment_id, round_id, entry_id, judge_id, state, total, submitted_at)
       values ('sht_new', '${w.given.assigned}', '${w.round.id}', '${w.work.id}', '${w.actors.assignedJudge.userId}',
         'submitted', ${w.rubric.length}, now());
       insert into scores select 'sht_new', id, 1 from criteria where category_id = '${categoryOf(0)}'`,
    by: null,
  },
  {
    what: 'a submitted sheet without any points',
    statement: () =>
      `insert into score_sheets (id, assignment_id, round_id, entry_id, judge_id, state, total, submitted_at)
       values ('sht_new', '${w.given.assigned}', '${w.round.id}', '${w.work.id}', '${w.actors.assignedJudge.userId}',
         'submitted', 0, now())`,
    by: 'score_sheets_sum',
  },
  {
    what: 'an event of a sheet by another judge',
    statement: () =>
      `insert into score_events (sheet_id, version, judge_id, kind, points, note)
       values ('${sheet()}', 9, '${w.actors.stranger.userId}', 'saved', '{}', '')`,
    by: 'score_events_of_sheet',
  },
  {
    what: 'an award in another category than its work',
    statement: () =>
      `insert into prizes_given (id, edition_id, category_id, entry_id, prize)
       values ('awd_new', '${w.judged.id}', '${categoryOf(1)}', '${w.second.id}', 'first')`,
    by: 'prizes_given_as_entered',
  },
  {
    what: 'an outcome for a category of another edition',
    statement: () =>
      `insert into outcomes (round_id, category_id, decides_by, chosen, ties, departs, decided_by)
       values ('${w.round.id}', '${w.elsewhere.categories[0]!.id}', 'raw', 1, '[]', false, '${w.actors.organizer.userId}')`,
    by: 'outcomes_category_of_edition',
  },
  {
    what: 'minutes of a panel of another round',
    statement: () =>
      `insert into minutes (id, round_id, panel_id, letterhead, content, data_hash, created_by)
       values ('min_new', '${w.final.id}', '${w.panel}', 'party', '{}', 'x', '${w.actors.organizer.userId}')`,
    by: 'minutes_panel_of_round',
  },
  {
    what: 'a ballot on a work outside the round',
    statement: () => `update ballots set candidates = '{${w.work.id}}' where id = '${w.ballot.id}'`,
    by: 'ballot_candidates_in_round',
  },
  {
    what: 'a paper for a work that is not on the ballot',
    statement: () => `update ballots set papers = '[["${w.work.id}"]]' where id = '${w.ballot.id}'`,
    by: 'ballots_papers',
  },
  {
    what: 'a paper that nobody cast',
    statement: () => `update ballots set papers = '[["${w.second.id}"]]' where id = '${w.ballot.id}'`,
    by: 'ballots_paper_a_voter',
  },
  {
    what: 'wanted: a paper with the one who voted',
    statement: () =>
      `insert into ballot_voters values ('${w.ballot.id}', '${w.actors.chair.userId}');
       update ballots set papers = '[["${w.second.id}"]]' where id = '${w.ballot.id}'`,
    by: null,
  },
  {
    what: 'a vote by somebody outside the panel',
    statement: () => `insert into ballot_voters values ('${w.ballot.id}', '${w.actors.recusedJudge.userId}')`,
    by: 'ballot_voters_seat',
  },
  {
    what: 'the same conflict twice',
    statement: () =>
      `insert into conflicts (id, edition_id, judge_id, entry_id, reason)
       values ('cfl_new', '${w.judged.id}', '${w.actors.barredJudge.userId}', '${w.work.id}', 'x')`,
    by: 'conflicts_once',
  },
  {
    what: 'a conflict about a work of another edition',
    statement: () =>
      `insert into conflicts (id, edition_id, judge_id, entry_id, reason)
       values ('cfl_new', '${w.judged.id}', '${w.actors.chair.userId}', 'ent_far', 'x')`,
    by: 'conflicts_entry_of_edition',
  },
  {
    what: 'two panels in one place',
    statement: () =>
      `insert into panels (id, round_id, position, name) values ('pan_new', '${w.round.id}', 1, 'x')`,
    by: 'panels_position',
  },
  {
    what: 'wanted: two panels that change places',
    statement: () =>
      `set constraints panels_position deferred;
       update panels set position = 3 - position where round_id = '${w.round.id}'`,
    by: null,
  },
  ...[
    ['a round', () => `delete from rounds where id = '${w.round.id}'`, 'score_sheets_round_id_rounds_id_fk'],
    ['a panel', () => `delete from panels where id = '${w.panel}'`, 'score_sheets_of_assignment'],
    [
      'an assignment',
      () => `delete from assignments where id = '${w.given.chairs}'`,
      'score_sheets_of_assignment',
    ],
  ].map(
    ([what, statement, by]) => ({ what: `the end of ${what as string} with sheets`, statement, by }) as Fact,
  ),
])('$what', async ({ statement, by }) => {
  expect(await refusedBy(statement())).toBe(by)
})
