import { sql, type SQL } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { entries, entryAuthors } from '#db/schema/entries.ts'
import { conflicts, panelJudges, panels, roundEntries, rounds } from '#db/schema/judging.ts'
import { agencies } from '#db/schema/provinces.ts'
import type { ConflictReason, Conflicts } from './assignment/outcome.ts'

type Of = { id: string; editionId: string; sameProvince: boolean }

/**
 * What keeps judges from entries of a round. Found: the own works (entered, or named as author by e-mail or name), works
 * of somebody they once made one with, works of the own agency, where the round says so those of its province. Said:
 * what a judge declared or stepped back from, and what an organizer imposed. Of several reasons the first stands.
 */
export async function conflictsOf(connection: Connection, round: Of, judgeIds: string[]): Promise<Conflicts> {
  const found: Conflicts = new Map(judgeIds.map((judgeId) => [judgeId, new Map()]))
  const rows = await conflictRows(connection, judgeIds, {
    entries: sql`select entry_id from ${roundEntries} where round_id = ${round.id}`,
    editionId: round.editionId,
    sameProvince: sql`${round.sameProvince}`,
  })
  for (const { judgeId, entryId, reason } of rows)
    if (!found.get(judgeId)!.has(entryId)) found.get(judgeId)!.set(entryId, reason)
  return found
}

/** The works of an edition that somebody must keep away from, whatever part they play in it. */
export const worksBarredTo = (userId: string, editionId: string, connection: Connection = database()) =>
  barredAmong(connection, userId, editionId, sql`select id from ${entries} where edition_id = ${editionId}`)

/** Whether somebody must keep away from one work of an edition, by the same reasons. */
export async function isBarredWork(
  userId: string,
  editionId: string,
  entryId: string,
  connection: Connection = database(),
): Promise<boolean> {
  return (await barredAmong(connection, userId, editionId, sql`select ${entryId}::text`)).has(entryId)
}

async function barredAmong(
  connection: Connection,
  userId: string,
  editionId: string,
  among: SQL,
): Promise<Set<string>> {
  const rows = await conflictRows(connection, [userId], {
    entries: among,
    editionId,
    sameProvince: keepsFromProvince(sql`j.id`, sql`${editionId}`),
  })
  return new Set(rows.map((row) => row.entryId))
}

/** Whether a round of the edition in which somebody judges keeps its judges from their own province. */
const keepsFromProvince = (judgeId: SQL, editionId: SQL) => sql`exists (
  select 1
  from ${rounds} x
  join ${panels} y on y.round_id = x.id
  join ${panelJudges} z on z.panel_id = y.id
  where x.edition_id = ${editionId} and x.same_province and z.judge_id = ${judgeId})`

/**
 * The reasons in SQL, each once, between a judge `j` (an account with the place of its agency), a work `w` and one of its
 * authors `a`. The set of a whole edition and the question at one desk are made of them.
 */
const named = sql`a.name_key = j.name_key`
const addressed = sql`a.email <> '' and lower(a.email) = j.email`
const ofOwnAgency = sql`w.agency_id = j.agency_id`
const ofOwnProvince = sql`w.province_frame = j.province_frame and w.province_code = j.province_code`
const judgesWhere = (which: SQL) => sql`
  select u.id, u.email, u.name_key, u.agency_id, g.province_frame, g.province_code
  from ${users} u left join ${agencies} g on g.id = u.agency_id
  where ${which}`

/** In SQL, whether a conflict on the record (`c`) has not ended: one that has keeps nobody away. */
export const isLive = sql`c.ended_at is null`

/**
 * In SQL, whether a conflict on the record (`c`) is about a work (`w`): about itself, the agency it came from or one of
 * its authors, by name key.
 */
export const isAbout = sql`(c.entry_id = w.id or c.agency_id = w.agency_id or exists (
  select 1 from ${entryAuthors} k where k.entry_id = w.id and k.name_key = c.author_key))`

/**
 * In SQL, whether a judge must keep away from one entry: what `conflictRows` finds but for former co-authors, by indexes
 * alone, since it is asked with every page and every sheet. What is passed in speaks of the statement around it, never of
 * `u`, `w` or `j`, which are its own.
 */
export const isBarredFrom = (judgeId: SQL, entryId: SQL) => sql<boolean>`exists (
  select 1
  from ${entries} w
  join (${judgesWhere(sql`u.id = ${judgeId}`)}) j on true
  where w.id = ${entryId} and (
    w.owner_id = j.id
    or ${ofOwnAgency}
    or exists (select 1 from ${entryAuthors} a where a.entry_id = w.id and (${named} or (${addressed})))
    or exists (
      select 1 from ${conflicts} c where c.edition_id = w.edition_id and c.judge_id = j.id and ${isLive} and ${isAbout})
    or (${ofOwnProvince} and ${keepsFromProvince(sql`j.id`, sql`w.edition_id`)})))`

type Row = { judgeId: string; entryId: string; reason: ConflictReason }

async function conflictRows(
  connection: Connection,
  judgeIds: string[],
  among: { entries: SQL; editionId: string; sameProvince: SQL },
): Promise<Row[]> {
  if (judgeIds.length === 0) return []
  const ids = sql.join(
    judgeIds.map((id) => sql`${id}`),
    sql`, `,
  )
  return [
    ...(await connection.execute<Row>(sql`
    with judges as (${judgesWhere(sql`u.id in (${ids})`)}),
    works as not materialized (
      select e.* from ${entries} e where e.id in (${among.entries})),
    made as (
      select j.id as judge_id, e.id as entry_id from judges j join ${entries} e on e.owner_id = j.id
      union
      select j.id, a.entry_id from judges j join ${entryAuthors} a on ${named}
      union
      select j.id, a.entry_id from judges j join ${entryAuthors} a on ${addressed}),
    fellows as (
      select distinct m.judge_id, a.name_key
      from made m
      join ${entryAuthors} a on a.entry_id = m.entry_id
      join judges j on j.id = m.judge_id
      where a.name_key <> j.name_key)
    select * from (
      select 1 as rank, m.judge_id as "judgeId", w.id as "entryId", 'own' as reason
      from made m join works w on w.id = m.entry_id
      union all
      select 2, f.judge_id, w.id, 'coauthor'
      from fellows f join ${entryAuthors} a on a.name_key = f.name_key join works w on w.id = a.entry_id
      union all
      select 3, j.id, w.id, 'agency' from judges j join works w on ${ofOwnAgency}
      union all
      select 4, j.id, w.id, 'province'
      from judges j join works w on ${ofOwnProvince}
      where ${among.sameProvince}
      union all
      select 5, c.judge_id, w.id, c.origin
      from ${conflicts} c join works w on ${isAbout}
      where c.edition_id = ${among.editionId} and c.judge_id in (${ids}) and ${isLive}) found
    order by rank`)),
  ]
}
