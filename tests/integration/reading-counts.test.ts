import { sql, type SQL } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { counts, stands } from '#app/modules/judging/counting.server.ts'
import { roundsOfEdition } from '#app/modules/judging/rounds-of-edition.server.ts'
import { assignments, panelEntries, readingCounts, scoreSheets } from '#db/schema/index.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import { ownWorld, type World } from '#tests/matrix/world.ts'

let w: World
beforeAll(async () => {
  w = await ownWorld()
})
beforeEach(restoreWorld)

const run = (statement: SQL) => database().execute(statement)

/** What is kept and what is counted anew, by panel and judge; zeros are as good as nothing. */
async function keptAndCounted() {
  const kept = await run(sql`
    select panel_id, judge_id, round_id, assigned, begun, submitted
    from ${readingCounts}
    where assigned > 0
    order by panel_id, judge_id`)
  const counted = await run(sql`
    select a.panel_id, a.judge_id, a.round_id, count(*)::int as assigned,
      count(*) filter (where s.state = 'draft')::int as begun, count(*) filter (where ${counts})::int as submitted
    from ${assignments} a
    left join ${scoreSheets} s on s.assignment_id = a.id
    where ${stands}
    group by a.panel_id, a.judge_id, a.round_id
    order by a.panel_id, a.judge_id`)
  return { kept: [...kept], counted: [...counted] }
}
async function areTheSame() {
  const { kept, counted } = await keptAndCounted()
  expect(kept).toEqual(counted)
  expect(counted.length).toBeGreaterThan(0)
}

const one = (table: SQL, where: SQL, nth: number) =>
  sql`(select id from ${table} where ${where} order by id offset ${nth} % greatest((select count(*) from ${table} where ${where}), 1) limit 1)`

/** The moves of readings and sheets, each of one row that can make it; several of many. */
const moves: Record<string, (nth: number) => SQL> = {
  end: (nth) => sql`update ${assignments} set ended_at = now(), ended_why = 'replaced'
    where id = ${one(sql`${assignments}`, sql`ended_at is null`, nth)}`,
  takeUpAgain: (nth) => sql`update ${assignments}
    set ended_at = null, ended_why = null, ended_by = null, ended_note = '', recused_at = null, recusal_reason = null
    where id = ${one(sql`${assignments}`, sql`ended_at is not null`, nth)}`,
  takeAway: (nth) =>
    sql`delete from ${assignments} where id = ${one(
      sql`${assignments} a`,
      sql`not exists (select from ${scoreSheets} s where s.assignment_id = a.id)`,
      nth,
    )}`,
  begin: (nth) => sql`
    insert into ${scoreSheets} (id, assignment_id, round_id, entry_id, judge_id)
    select 'sht_' || a.id, a.id, a.round_id, a.entry_id, a.judge_id
    from ${assignments} a
    where a.id = ${one(
      sql`${assignments} b`,
      sql`not exists (select from ${scoreSheets} s where s.assignment_id = b.id)`,
      nth,
    )}`,
  takeBack: (nth) => sql`update ${scoreSheets} set state = 'draft', submitted_at = null
    where id = ${one(sql`${scoreSheets}`, sql`state = 'submitted' and struck_at is null`, nth)}`,
  strike: (nth) => sql`update ${scoreSheets} set struck_at = now(), struck_by = judge_id, struck_why = 'x'
    where id = ${one(sql`${scoreSheets}`, sql`state = 'submitted' and struck_at is null`, nth)}`,
  write: (nth) => sql`update ${scoreSheets} set note = 'x', version = version + 1
    where id = ${one(sql`${scoreSheets}`, sql`true`, nth)}`,
  give: (nth) => sql`
    insert into ${assignments} (id, round_id, panel_id, entry_id, judge_id, position)
    select 'asg_' || md5(e.entry_id || a.judge_id), a.round_id, a.panel_id, e.entry_id, a.judge_id, 1000 + ${nth}::int
    from (select * from ${assignments} order by id offset ${nth} % 3 limit 1) a
    join ${panelEntries} e on e.panel_id = a.panel_id
    where not exists (
      select from ${assignments} b
      where b.round_id = a.round_id and b.entry_id = e.entry_id and b.judge_id = a.judge_id)`,
}

it('counts what is there, whatever is moved', async () => {
  await areTheSame()
  const done = new Set<string>()
  const step = fc.tuple(fc.constantFrom(...Object.keys(moves)), fc.nat(20))
  await fc.assert(
    fc
      .asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        for (const [name, nth] of steps) {
          const { count } = await run(moves[name]!(nth)).catch(() => ({ count: 0 }))
          if (count > 0) done.add(name)
        }
        await areTheSame()
      })
      .afterEach(restoreWorld),
    {
      numRuns: process.env.TEST_LONG ? 200 : 12,
      examples: [[Object.keys(moves).map((name): [string, number] => [name, 0])]],
    },
  )
  expect([...done].sort()).toEqual(Object.keys(moves).sort())
})

it('counts each once where a sheet is struck while its reading is taken away', async () => {
  const own = w.sheets.others.id
  await run(sql`update ${scoreSheets} set state = 'submitted', submitted_at = now() where id = ${own}`).catch(
    () => {},
  )
  for (const order of [0, 1, 2, 3])
    await Promise.all(
      [
        run(
          sql`update ${scoreSheets} set struck_at = now(), struck_by = judge_id, struck_why = 'x' where id = ${own}`,
        ),
        run(sql`update ${assignments} set ended_at = now(), ended_why = 'replaced'
          where id = ${w.given.others} and ended_at is null`),
        run(sql`update ${scoreSheets} set note = ${String(order)} where id = ${own}`),
      ].slice(order % 2),
    ).then(areTheSame, areTheSame)
})

it('tells the list of rounds what it counts', async () => {
  const listed = await roundsOfEdition(w.judged.id)
  const round = listed.find((row) => row.round.id === w.round.id)!
  const { counted } = await keptAndCounted()
  const sum = (name: 'assigned' | 'submitted') =>
    counted.filter((row) => row.round_id === w.round.id).reduce((all, row) => all + Number(row[name]), 0)
  expect(round.assigned).toBe(sum('assigned'))
  expect(round.submitted).toBe(sum('submitted'))
  expect(round.assigned).toBeGreaterThan(round.submitted)
})
