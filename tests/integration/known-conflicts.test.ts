import { getTableName, sql, type SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { asOf, database } from '#app/ground.server.ts'
import { clearOldChanges, worksBarredTo } from '#app/modules/judging/known-conflicts.server.ts'
import { barredReadings, barredWorks } from '#app/modules/judging/conflicts.server.ts'
import { queueAndHidden } from '#app/modules/judging/judge-queue.server.ts'
import { judgePage } from '#app/modules/judging/judge-page.server.ts'
import { saveSheet } from '#app/modules/judging/score-sheet.server.ts'
import type { Transaction } from '#db/client.ts'
import {
  agencies,
  assignments,
  conflictChanges,
  conflicts,
  editions,
  entries,
  entryAgencies,
  entryAuthors,
  panels,
  panelSeats,
  rounds,
  userAgencies,
  userNames,
  users,
} from '#db/schema/index.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import { ownWorld, type World } from '#tests/matrix/world.ts'

let w: World
beforeAll(async () => {
  w = await ownWorld()
})
beforeEach(restoreWorld)

const judge = () => w.actors.assignedJudge
const save = (version: number) =>
  saveSheet(judge(), w.given.assigned, { version, points: {}, note: `bản ${version}` })

/** What the judge's list, desk and sheet say, each by what this process knows. */
async function told() {
  const { hidden } = await queueAndHidden(judge().userId, w.round.id)
  const desk = await judgePage(judge(), w.given.assigned)
  return { hidden, desk: desk !== null, barred: (await worksBarredTo(judge().userId, w.judged.id)).size }
}
const free = { hidden: 0, desk: true, barred: 0 }
const away = { hidden: 1, desk: false, barred: 1 }

const declared = () => ({
  editionId: w.judged.id,
  judgeId: judge().userId,
  entryId: w.work.id,
  reason: 'x',
  origin: 'declared' as const,
})

it('forgets what it knew the moment a conflict stands, at list, desk, sheet and export alike', async () => {
  expect(await told()).toEqual(free)
  const desk = await judgePage(judge(), w.given.assigned)
  expect(await save(desk!.reading.sheet.version)).toMatchObject({
    note: `bản ${desk!.reading.sheet.version}`,
  })
  await database().insert(conflicts).values(declared())
  expect(await save(desk!.reading.sheet.version + 1)).toBeNull()
  expect(await told()).toEqual(away)
  await database().execute(sql`update ${conflicts} set ended_at = now(), ended_by = ${judge().userId}`)
  expect(await told()).toEqual(free)
})

it('is not misled by a conflict that was being written while it looked', async () => {
  const written = Promise.withResolvers<void>()
  const seen = Promise.withResolvers<void>()
  const writing = database().transaction(async (tx) => {
    await tx.insert(conflicts).values(declared())
    written.resolve()
    await seen.promise
  })
  await written.promise
  // Others were written and seen after it began, so its number is not the newest.
  await database()
    .update(entries)
    .set({ ownerId: w.actors.otherReporter.userId })
    .where(sql`id = ${w.third.id}`)
  expect(await told()).toEqual(free)
  expect(await told()).toEqual(free)
  seen.resolve()
  await writing
  expect(await told()).toEqual(away)
})

it('tells a page that is of one moment what held then', async () => {
  expect(await told()).toEqual(free)
  await asOf(async () => {
    expect(await told()).toEqual(free)
    expect(await told()).toEqual(free)
  })
  await database().insert(conflicts).values(declared())
  await asOf(async () => expect(await told()).toEqual(away))
})

/** A change of each column the rule reads, and of each row that comes and goes. */
const changes: [table: string, what: string, change: () => SQL][] = [
  [
    'conflicts',
    'come',
    () => sql`insert into ${conflicts} (id, edition_id, judge_id, author_key, reason)
    values ('cfl_x', ${w.judged.id}, ${judge().userId}, 'ai do', 'x')`,
  ],
  ['conflicts', 'end', () => sql`update ${conflicts} set ended_at = now(), ended_by = judge_id`],
  ['users', 'address', () => sql`update ${users} set email = 'moi@thu.vn' where id = ${judge().userId}`],
  ['user_names', 'come', () => sql`update ${users} set name_key = 'ten khac' where id = ${judge().userId}`],
  [
    'user_agencies',
    'come',
    () => sql`update ${users} set agency_id = ${w.agency.id} where id = ${judge().userId}`,
  ],
  [
    'entry_agencies',
    'come',
    () => sql`insert into ${entryAgencies} (entry_id, position, text, lead)
    select id, 9, 'x', not exists (select from ${entryAgencies} a where a.entry_id = e.id and a.lead)
    from ${entries} e where id = ${w.work.id}`,
  ],
  [
    'entries',
    'come',
    () => sql`insert into ${entries} (id, edition_id, owner_id)
    values ('ent_x', ${w.judged.id}, ${judge().userId})`,
  ],
  [
    'entries',
    'owner',
    () => sql`update ${entries} set owner_id = ${judge().userId} where id = ${w.third.id}`,
  ],
  ['entries', 'province', () => sql`update ${entries} set province_code = '01' where id = ${w.third.id}`],
  [
    'entry_authors',
    'come',
    () => sql`insert into ${entryAuthors} (id, entry_id, position, name, name_key)
    values ('aut_x', ${w.work.id}, 9, 'x', 'x')`,
  ],
  [
    'entry_authors',
    'name',
    () => sql`update ${entryAuthors} set name_key = 'khac' where entry_id = ${w.work.id}`,
  ],
  [
    'entry_authors',
    'address',
    () => sql`update ${entryAuthors} set email = 'k@thu.vn' where entry_id = ${w.work.id}`,
  ],
  ['entry_authors', 'go', () => sql`delete from ${entryAuthors} where entry_id = ${w.work.id}`],
  [
    'agencies',
    'come, merged',
    () => sql`insert into ${agencies} (id, name, name_key, level, merged_on, successor_id)
      values ('agc_x', 'Báo cũ', 'bao cu', 'central', '2026-01-01', ${w.agency.id})`,
  ],
  [
    'agencies',
    'move',
    () => sql`update ${agencies} set province_frame = '2025', province_code = '01'
    where id = ${w.agency.id}`,
  ],
  [
    'editions',
    'window',
    () => sql`update ${editions} set window_start = '2020-01-01' where id = ${w.judged.id}`,
  ],
  [
    'rounds',
    'province',
    () => sql`update ${rounds} set same_province = not same_province where id = ${w.round.id}`,
  ],
  [
    'panels',
    'come',
    () => sql`insert into ${panels} (id, round_id, position, name)
    values ('pan_x', ${w.round.id}, 99, 'x')`,
  ],
  [
    'panel_seats',
    'end',
    () => sql`update ${panelSeats} set until = now() where judge_id = ${judge().userId}`,
  ],
  [
    'assignments',
    'come',
    () => sql`insert into ${assignments} (id, round_id, panel_id, entry_id, judge_id, position)
    select 'asg_x', round_id, panel_id, ${w.second.id}, judge_id, 99
    from ${assignments} where id = ${w.given.assigned}`,
  ],
]
const written = async (tx: Transaction) =>
  (await tx.execute(sql`select 1 from ${conflictChanges} where xid = pg_current_xact_id()`)).length === 1

class Undo extends Error {}
async function undone<Answer>(work: (tx: Transaction) => Promise<Answer>): Promise<Answer> {
  let answer: Answer
  await database()
    .transaction(async (tx) => {
      await tx.execute(sql`set constraints all deferred`)
      answer = await work(tx)
      throw new Undo()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error
    })
  return answer!
}

it.each(changes)('is told of %s: %s', async (_table, _what, change) => {
  expect(
    await undone(async (tx) => {
      const [found] = [await tx.execute(change())]
      expect(found.count).toBeGreaterThan(0)
      return written(tx)
    }),
  ).toBe(true)
})

it('is not told of what keeps nobody away', async () => {
  const others = [
    sql`update ${entries} set title = 'Tên khác', state = 'eligible' where id = ${w.third.id}`,
    sql`update ${users} set locale = 'en'`,
    sql`update ${rounds} set closes_at = closes_at + interval '1 hour'`,
    sql`update ${entryAuthors} set phone = '0901234567'`,
    sql`update ${assignments} set position = position`,
  ]
  for (const other of others)
    expect(await undone(async (tx) => (await tx.execute(other), written(tx)))).toBe(false)
})

it('knows of every table the rule reads', async () => {
  const text = new PgDialect({ casing: 'snake_case' }).sqlToQuery(
    sql`${barredReadings(sql`'x'`)} union all ${barredWorks(sql`'x'`, sql`'y'`)}`,
  ).sql
  const read = new Set([...text.matchAll(/(?:from|join) "(\w+)"/g)].map(([, name]) => name))
  // A view of the seats that are live.
  read.delete('panel_judges')
  read.add(getTableName(panelSeats))
  expect(new Set(changes.map(([table]) => table))).toEqual(read)
  expect(read).toContain(getTableName(userNames))
  expect(read).toContain(getTableName(userAgencies))
})

it('keeps what was written for hours, far longer than anything is known', async () => {
  await database().insert(conflicts).values(declared())
  await database().execute(
    sql`insert into ${conflictChanges} (xid, at) values ('7', now() - interval '1 day')`,
  )
  await clearOldChanges()
  const left = await database().select().from(conflictChanges)
  expect(left.map(({ xid }) => xid)).not.toContain('7')
  expect(left.length).toBeGreaterThan(0)
})
