import { sql, type SQL } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { userAgencies, userNames, users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { entries, entryAgencies, entryAuthors } from '#db/schema/entries.ts'
import { assignments, conflicts, panelJudges, panels, roundEntries, rounds } from '#db/schema/judging.ts'
import { agencies } from '#db/schema/provinces.ts'
import { quoted } from '#db/quoted.ts'
import { localTime, localToday } from '#db/vietnamese.ts'
import { namedAs, reachedAt } from '../entries/same-person.server.ts'
import type { ConflictReason, Conflicts } from './assignment/outcome.ts'
import { conflictOrigins } from './round.ts'

type Of = { id: string; editionId: string; sameProvince: boolean }

/**
 * What keeps judges from entries of a round. Found: the own works (entered, or named as author by e-mail or a name the
 * account ever had), works of somebody they once made one with, works that any agency sent in which they have worked since
 * the edition's publication window began, where the round says so those of its province. Said: what a judge declared or
 * stepped back from, and what an organizer imposed, until it is ended. Of several reasons the first stands.
 */
export async function conflictsOf(connection: Connection, round: Of, judgeIds: string[]): Promise<Conflicts> {
  const found: Conflicts = new Map(judgeIds.map((judgeId) => [judgeId, new Map()]))
  const rows = await connection.execute<Row>(sql`
    select b.judge_id as "judgeId", b.entry_id as "entryId", b.reason
    from (${barred({
      judges: sql`u.id = any(${sql.param(judgeIds)}::text[])`,
      editionId: sql`${round.editionId}`,
      works: sql`w.id in (select r.entry_id from ${roundEntries} r where r.round_id = ${round.id})`,
      sameProvince: () => sql`${round.sameProvince}`,
    })}) b
    order by b.rank`)
  for (const { judgeId, entryId, reason } of rows)
    if (!found.get(judgeId)!.has(entryId)) found.get(judgeId)!.set(entryId, reason)
  return found
}

/** In SQL, the works of an edition that somebody must keep away from, whatever part they play in it. */
export const barredWorks = (userId: SQL, editionId: SQL) => sql`
  select distinct b.entry_id from (${barredTo(userId, editionId)}) b`

/** Whether somebody must keep away from one work of an edition, by the same reasons. */
export async function isBarredWork(
  userId: string,
  editionId: string,
  entryId: string,
  connection: Connection = database(),
): Promise<boolean> {
  const [found] = await connection.execute(sql`
    select 1 from (${barredTo(sql`${userId}`, sql`${editionId}`, sql`w.id = ${entryId}`)}) b limit 1`)
  return found !== undefined
}

/**
 * In SQL, whether a judge must keep away from one entry: what `worksBarredTo` finds, by indexes alone, since it is asked
 * with every page and every sheet. What is passed in speaks of the statement around it, never of `u`, `w` or `k`, which
 * are its own.
 */
export const isBarredFrom = (judgeId: SQL, entryId: SQL) =>
  sql<boolean>`exists (${barred({
    judges: sql`u.id = ${judgeId}`,
    editionId: sql`(select k.edition_id from ${entries} k where k.id = ${entryId})`,
    works: sql`w.id = ${entryId}`,
    sameProvince: keepsFromProvince,
  })})`

/** In SQL, the works of an edition that a conflict on the record keeps a judge from. */
export const worksStatedBy = (judgeId: string, editionId: string) => sql`
  select b.entry_id
  from (${barredTo(sql`${judgeId}`, sql`${editionId}`)}) b
  where b.reason in (${quoted(conflictOrigins)})`

/** In SQL, the works among a judge's readings, of all editions, from which the judge must keep away. */
export const barredReadings = (judgeId: SQL) => sql`
  select b.entry_id
  from (
    select distinct q.edition_id
    from ${assignments} y
    join ${rounds} q on q.id = y.round_id
    where y.judge_id = ${judgeId}) v
  cross join lateral (${barredTo(
    judgeId,
    sql`v.edition_id`,
    sql`w.id in (select y.entry_id from ${assignments} y where y.judge_id = ${judgeId})`,
  )}) b`

const barredTo = (userId: SQL, editionId: SQL, works = sql`true`) =>
  barred({
    judges: sql`u.id = ${userId}`,
    editionId,
    works,
    sameProvince: keepsFromProvince,
  })

/** Whether a round of the edition in which somebody judges keeps its judges from their own province. */
const keepsFromProvince = (judgeId: SQL, editionId: SQL) => sql`exists (
  select 1
  from ${rounds} x
  join ${panels} y on y.round_id = x.id
  join ${panelJudges} z on z.panel_id = y.id
  where x.edition_id = ${editionId} and x.same_province and z.judge_id = ${judgeId})`

type Row = { judgeId: string; entryId: string; reason: ConflictReason }
type Asked = {
  /** of the accounts `u` */
  judges: SQL
  editionId: SQL
  /** of the edition's entries `w` */
  works: SQL
  sameProvince: (judgeId: SQL, editionId: SQL) => SQL
}

/** Few agencies ever are: without the first question the day would be worked out anew for each of the others. */
const isMerged = (agency: SQL) =>
  sql`${agency}.merged_on is not null and ${agency}.merged_on <= ${localToday}`

/**
 * Who must keep away from what in an edition, and why: (judge_id, entry_id, reason, rank), every reason there is. The rule
 * stands here alone; whole rounds and the question at one desk are the same text with other conditions.
 *
 * Agencies that were merged are one house from the day on: from where somebody worked or what a conflict names, the rule
 * goes up to all they became (`become`) and down to all that came together there (`house`). How many these are no planner
 * can tell; told that they are a list, it looks each up instead of reading the agencies of all works.
 */
const barred = ({ judges, editionId, works, sameProvince }: Asked) => sql`
  with recursive judges as (
    select u.id, u.email from ${users} u where ${judges}),
  names as (
    select j.id as judge_id, n.name_key from judges j join ${userNames} n on n.user_id = j.id),
  edition as (
    select d.id, d.window_start::timestamp ${localTime} as begins from ${editions} d where d.id = ${editionId}),
  works as not materialized (
    select w.id, w.province_frame, w.province_code
    from ${entries} w
    where w.edition_id = (select id from edition) and ${works}),
  stated as (
    select c.judge_id, c.entry_id, c.agency_id, c.author_key, c.origin
    from ${conflicts} c join judges j on j.id = c.judge_id
    where c.edition_id = (select id from edition) and c.ended_at is null),
  near(judge_id, agency_id, reason) as (
    select m.user_id, m.agency_id, 'agency'
    from ${userAgencies} m join judges j on j.id = m.user_id
    where m.until is null or m.until >= (select begins from edition)
    union
    select s.judge_id, s.agency_id, s.origin from stated s where s.agency_id is not null),
  become as (
    select * from near
    union
    select o.judge_id, g.successor_id, o.reason
    from become o join ${agencies} g on g.id = o.agency_id
    where ${isMerged(sql`g`)}),
  house as (
    select * from become
    union
    select o.judge_id, g.id, o.reason
    from house o join ${agencies} g on g.successor_id = o.agency_id
    where ${isMerged(sql`g`)}),
  made as (
    select j.id as judge_id, e.id as entry_id from judges j join ${entries} e on e.owner_id = j.id
    union
    select n.judge_id, a.entry_id from names n join ${entryAuthors} a on ${namedAs(sql`a`, sql`n.name_key`)}
    union
    select j.id, a.entry_id from judges j join ${entryAuthors} a on ${reachedAt(sql`a`, sql`j.email`)}),
  fellows as (
    select distinct m.judge_id, a.name_key
    from made m join ${entryAuthors} a on a.entry_id = m.entry_id
    where not exists (select 1 from names n where n.judge_id = m.judge_id and n.name_key = a.name_key))
  select m.judge_id, w.id as entry_id, 'own' as reason, 1 as rank
  from made m join works w on w.id = m.entry_id
  union all
  select f.judge_id, w.id, 'coauthor', 2
  from fellows f
  join ${entryAuthors} a on ${namedAs(sql`a`, sql`f.name_key`)}
  join works w on w.id = a.entry_id
  union all
  select h.judge_id, w.id, h.reason, case h.reason when 'agency' then 3 else 5 end
  from house h
  join ${entryAgencies} x on x.agency_id = h.agency_id and x.agency_id = any(array(select agency_id from house))
  join works w on w.id = x.entry_id
  union all
  select o.judge_id, w.id, 'province', 4
  from become o
  join ${agencies} g on g.id = o.agency_id
  join works w on w.province_frame = g.province_frame and w.province_code = g.province_code
  where o.reason = 'agency' and ${sameProvince(sql`o.judge_id`, sql`(select id from edition)`)}
  union all
  select s.judge_id, w.id, s.origin, 5
  from stated s join works w on w.id = s.entry_id
  union all
  select s.judge_id, w.id, s.origin, 5
  from stated s
  join ${entryAuthors} a on ${namedAs(sql`a`, sql`s.author_key`)}
  join works w on w.id = a.entry_id`
