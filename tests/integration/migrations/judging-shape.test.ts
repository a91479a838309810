import type postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { carryOut, migrationFiles as files } from '#tests/support/carry-out.ts'
import { emptyDatabase } from '#tests/support/empty-database.ts'

const first = files.findIndex((file) => file.startsWith('0020'))
let sql: postgres.Sql

beforeAll(async () => {
  ;({ sql } = await emptyDatabase())
  await carryOut(sql, files.slice(0, first))
  await plant()
  await carryOut(sql, files.slice(first))
})
afterAll(() => sql.end())

/** An edition that was judged before: two rounds, a panel of two, a sheet that counts and four that do not. */
async function plant() {
  await sql`
    insert into users (id, email, name, name_key)
    select 'usr_' || one, one || '@thu.vn', one, one from unnest(array['a', 'b', 'org']) one`
  await sql`
    insert into editions (id, number, year, name_vi, name_en, window_start, window_end, opens_at, closes_at)
    values ('edn_1', 12, 2026, 'Giải', 'Award', '2025-07-01', '2026-06-30', '2026-06-01', '2026-07-31')`
  await sql`
    insert into categories (id, edition_id, position, name_vi, name_en, medium, requirements, quota)
    values ('cat_1', 'edn_1', 1, 'Báo', 'Press', 'print', '[]', '{}')`
  await sql`
    insert into criteria (id, category_id, position, name_vi, name_en, max_points)
    values ('cri_1', 'cat_1', 1, 'Nội dung', 'Content', 2500)`
  await sql`
    insert into entries (id, edition_id, owner_id, category_id, state, number, submitted_at, receipt_code)
    select 'ent_' || n, 'edn_1', 'usr_org', 'cat_1', 'eligible', n, now(), 'receipt0000' || n
    from generate_series(1, 5) n`
  await sql`
    insert into rounds (id, edition_id, stage, opens_at, closes_at, state, closed_at, created_at) values
      ('rnd_final', 'edn_1', 'final', '2026-09-20', '2026-09-30', 'closed', '2026-09-30', '2026-08-01'),
      ('rnd_first', 'edn_1', 'preliminary', '2026-08-10', '2026-09-01', 'closed', '2026-09-01', '2026-08-01')`
  await sql`insert into round_entries (round_id, entry_id) select 'rnd_first', id from entries`
  await sql`insert into round_entries (round_id, entry_id) values ('rnd_final', 'ent_1')`
  await sql`insert into panels (id, round_id, position, name) values ('pan_1', 'rnd_first', 1, 'Tiểu ban')`
  await sql`
    insert into panel_categories (round_id, panel_id, category_id) values ('rnd_first', 'pan_1', 'cat_1')`
  await sql`
    insert into panel_judges (panel_id, judge_id, chair, max_entries) values
      ('pan_1', 'usr_a', true, 40), ('pan_1', 'usr_b', false, null)`
  await sql`
    insert into assignments (id, round_id, panel_id, entry_id, judge_id, position, recused_at, recusal_reason)
    select 'asg_' || n, 'rnd_first', 'pan_1', 'ent_' || n, 'usr_a', n,
      case when n > 1 then '2026-08-20'::timestamptz end, case when n > 1 then 'vì ' || n end
    from generate_series(1, 5) n`
  await sql.begin(async (tx) => {
    await tx`
      insert into score_sheets (id, assignment_id, round_id, entry_id, judge_id, state, total, submitted_at)
      select 'sht_' || right(id, 1), id, round_id, entry_id, judge_id, 'submitted', 2000, '2026-08-19'
      from assignments`
    await tx`insert into scores (sheet_id, criterion_id, points) select id, 'cri_1', 2000 from score_sheets`
  })
  await sql`
    insert into conflicts (id, edition_id, judge_id, entry_id, origin, reason)
    values ('cfl_1', 'edn_1', 'usr_a', 'ent_2', 'recused', 'vì 2')`
  const event = (kind: string, subject: string, actor: string | null, at: string) => sql`
    insert into audit_events (kind, subject_id, actor_id, at) values (${kind}, ${subject}, ${actor}, ${at})`
  await event('panel.created', 'pan_1', 'usr_org', '2026-08-02')
  await event('round.opened', 'rnd_first', 'usr_org', '2026-08-10')
  await event('round.closed', 'rnd_first', 'usr_org', '2026-09-01')
  await event('assignment.recused', 'asg_2', 'usr_a', '2026-08-20')
  await event('assignment.recused', 'asg_3', 'usr_org', '2026-08-20')
  await event('assignment.recused', 'asg_4', 'usr_a', '2026-08-20')
}

it('puts the rounds in their order, the final behind the preliminary one', async () => {
  expect([...(await sql`select id, number, follows_id from rounds order by number`)]).toEqual([
    { id: 'rnd_first', number: 1, follows_id: null },
    { id: 'rnd_final', number: 2, follows_id: 'rnd_first' },
  ])
})

it('knows of moves what the events say, and when a round was closed', async () => {
  const rows = await sql`
    select round_id, move, at::date::text as day, by from round_moves order by round_id desc, at`
  expect([...rows]).toEqual([
    { round_id: 'rnd_first', move: 'opened', day: '2026-08-10', by: 'usr_org' },
    { round_id: 'rnd_first', move: 'closed', day: '2026-09-01', by: 'usr_org' },
    { round_id: 'rnd_final', move: 'closed', day: '2026-09-30', by: null },
  ])
})

it('tells stepped back, kept away and found apart', async () => {
  const rows = await sql`
    select id, ended_why, ended_by, ended_note from assignments where ended_at is not null order by id`
  expect([...rows]).toEqual([
    { id: 'asg_2', ended_why: 'recused', ended_by: 'usr_a', ended_note: 'vì 2' },
    { id: 'asg_3', ended_why: 'imposed', ended_by: 'usr_org', ended_note: 'vì 3' },
    { id: 'asg_4', ended_why: 'conflict', ended_by: 'usr_a', ended_note: 'vì 4' },
    { id: 'asg_5', ended_why: 'conflict', ended_by: null, ended_note: 'vì 5' },
  ])
  expect([...(await sql`select id from counting_sheets`)]).toEqual([{ id: 'sht_1' }])
})

it('keeps every seat, since its panel was made', async () => {
  const rows = await sql`
    select judge_id, chair, max_entries, since::date::text as since, until from panel_seats order by judge_id`
  expect([...rows]).toEqual([
    { judge_id: 'usr_a', chair: true, max_entries: 40, since: '2026-08-02', until: null },
    { judge_id: 'usr_b', chair: false, max_entries: null, since: '2026-08-02', until: null },
  ])
  expect((await sql`select * from panel_judges`).length).toBe(2)
})

it('has every work read by the panel of its category, and the final of nobody without a panel', async () => {
  expect([...(await sql`select round_id, panel_id, count(*)::int from panel_entries group by 1, 2`)]).toEqual(
    [{ round_id: 'rnd_first', panel_id: 'pan_1', count: 5 }],
  )
  expect([...(await sql`select entry_id from finalists`)]).toEqual([{ entry_id: 'ent_1' }])
})
