import { and, asc, desc, eq, isNull, ne, sql } from 'drizzle-orm'
import { database, once } from '#app/ground.server.ts'
import { userRoles, users } from '#db/schema/accounts.ts'
import { categories, criteria, editions } from '#db/schema/editions.ts'
import { entries, entryParts, media } from '#db/schema/entries.ts'
import {
  assignments,
  conflictDeclarations,
  panelCategories,
  panelJudges,
  panels,
  roundEntries,
  rounds,
  scoreSheets,
  scores,
  secondLooks,
} from '#db/schema/judging.ts'
import { agencies } from '#db/schema/provinces.ts'
import { vietnamese } from '#db/vietnamese.ts'
import type { Actor } from '../actor/actor.ts'
import { isBarredFrom } from './conflicts.server.ts'
import { authorNames } from '../entries/received.server.ts'
import { counts, standing, stands } from './counting.server.ts'
import { minutesOf } from './reading-minutes.server.ts'
import type { SheetState } from './score-sheet.server.ts'
import type { SheetFlag } from './scoring.ts'

const minutes = minutesOf(sql`${entries.id}`, {
  minutesPerPage: sql`${categories.minutesPerPage}`,
  readingMinutes: sql`${categories.readingMinutes}`,
})

const roundsQuery = once(() =>
  database()
    .select({
      id: rounds.id,
      stage: rounds.stage,
      kind: rounds.kind,
      state: rounds.state,
      blind: rounds.blind,
      opensAt: rounds.opensAt,
      closesAt: rounds.closesAt,
      edition: editions.number,
      panel: panels.name,
      assigned: sql<number>`(select count(*)::int from ${assignments} a where a.round_id = ${rounds.id} and a.judge_id = ${sql.placeholder('judgeId')} and ${stands})`,
      submitted: sql<number>`(select count(*)::int from ${scoreSheets} s join ${assignments} a on a.id = s.assignment_id where s.round_id = ${rounds.id} and s.judge_id = ${sql.placeholder('judgeId')} and ${counts})`,
    })
    .from(panelJudges)
    .innerJoin(panels, eq(panels.id, panelJudges.panelId))
    .innerJoin(rounds, eq(rounds.id, panels.roundId))
    .innerJoin(editions, eq(editions.id, rounds.editionId))
    .where(and(eq(panelJudges.judgeId, sql.placeholder('judgeId')), ne(rounds.state, 'forming')))
    .orderBy(desc(editions.number), desc(rounds.stage))
    .prepare('judge_rounds'),
)

/** The rounds a judge sits in, newest first. */
export function roundsOfJudge({ userId }: Actor) {
  return roundsQuery().execute({ judgeId: userId })
}

const queueQuery = once(() =>
  database()
    .select({
      id: assignments.id,
      number: entries.number,
      title: entries.title,
      minutes,
      state: sql<'draft' | 'submitted' | null>`${scoreSheets.state}`,
      total: scoreSheets.total,
    })
    .from(assignments)
    .innerJoin(entries, eq(entries.id, assignments.entryId))
    .innerJoin(categories, eq(categories.id, entries.categoryId))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(
      and(
        eq(assignments.judgeId, sql.placeholder('judgeId')),
        eq(assignments.roundId, sql.placeholder('roundId')),
        standing,
      ),
    )
    .orderBy(asc(assignments.position))
    .prepare('judge_queue'),
)

/** A judge's queue in one round, in the judge's own order. Selects nothing that tells an author. */
export function queueOf(judgeId: string, roundId: string) {
  return queueQuery().execute({ judgeId, roundId })
}

const placeQuery = once(() =>
  database()
    .select({
      id: assignments.id,
      entryId: assignments.entryId,
      roundId: assignments.roundId,
      blind: rounds.blind,
      roundState: rounds.state,
      opensAt: rounds.opensAt,
      closesAt: rounds.closesAt,
      stage: rounds.stage,
      edition: editions.number,
      number: entries.number,
      title: entries.title,
      originalTitle: entries.originalTitle,
      language: entries.language,
      genre: entries.genre,
      summary: entries.summary,
      categoryId: categories.id,
      categoryVi: categories.nameVi,
      categoryEn: categories.nameEn,
      now: sql<string>`clock_timestamp()`,
      /** what the panel's chair asked to be looked at again */
      looks: sql<
        string[]
      >`coalesce((select json_agg(l.note order by l.asked_at) from ${secondLooks} l where l.assignment_id = ${assignments.id}), '[]')`,
      sheet: sql<{
        id: string
        version: number
        state: 'draft' | 'submitted'
        total: number | null
        note: string
        privateNote: string
        flags: SheetFlag[]
      } | null>`(select json_build_object('id', s.id, 'version', s.version, 'state', s.state, 'total', s.total, 'note', s.note, 'privateNote', s.private_note, 'flags', s.flags) from ${scoreSheets} s where s.assignment_id = ${assignments.id})`,
      rubric: sql<
        {
          id: string
          nameVi: string
          nameEn: string
          guidanceVi: string
          guidanceEn: string
          maxPoints: number
          points: number | null
        }[]
      >`(select json_agg(json_build_object('id', c.id, 'nameVi', c.name_vi, 'nameEn', c.name_en, 'guidanceVi', c.guidance_vi, 'guidanceEn', c.guidance_en, 'maxPoints', c.max_points, 'points', p.points) order by c.position) from ${criteria} c left join ${scoreSheets} s on s.assignment_id = ${assignments.id} left join ${scores} p on p.sheet_id = s.id and p.criterion_id = c.id where c.category_id = ${entries.categoryId})`,
      files: sql<
        {
          id: string
          kind: 'pdf' | 'image' | 'audio' | 'video'
          name: string
          bytes: number
          durationSeconds: number | null
          state: string
        }[]
      >`coalesce((select json_agg(json_build_object('id', m.id, 'kind', m.kind, 'name', case when ${rounds.blind} then '' else m.name end, 'bytes', m.bytes, 'durationSeconds', m.duration_seconds, 'state', m.state) order by m.started_at, m.id) from ${media} m where m.entry_id = ${entries.id} and m.state = 'complete'), '[]')`,
      parts: sql<
        { title: string; publishedOn: string | null; outlet: string; url: string }[]
      >`coalesce((select json_agg(json_build_object('title', p.title, 'publishedOn', p.published_on, 'outlet', case when ${rounds.blind} then '' else p.outlet end, 'url', case when ${rounds.blind} then '' else p.url end) order by p.position) from ${entryParts} p where p.entry_id = ${entries.id}), '[]')`,
      authors: sql<
        string | null
      >`case when ${rounds.blind} then null else ${authorNames(sql`${entries}`)} end`,
      agency: sql<
        string | null
      >`case when ${rounds.blind} then null else (select g.name from ${agencies} g where g.id = ${entries.agencyId}) end`,
    })
    .from(assignments)
    .innerJoin(rounds, eq(rounds.id, assignments.roundId))
    .innerJoin(editions, eq(editions.id, rounds.editionId))
    .innerJoin(entries, eq(entries.id, assignments.entryId))
    .innerJoin(categories, eq(categories.id, entries.categoryId))
    .where(
      and(
        eq(assignments.id, sql.placeholder('assignmentId')),
        eq(assignments.judgeId, sql.placeholder('judgeId')),
        standing,
        ne(rounds.state, 'forming'),
        sql`not ${isBarredFrom(sql`${assignments.judgeId}`, sql`${assignments.entryId}`)}`,
      ),
    )
    .prepare('judge_place'),
)

/** One entry as its judge may see it, in one round trip. In a blind round nothing that names authors is selected. */
export async function placeOfJudge(judgeId: string, assignmentId: string) {
  const [row] = await placeQuery().execute({ judgeId, assignmentId })
  if (!row) return null
  const { sheet, rubric, now, ...place } = row
  const points = Object.fromEntries(rubric.map((criterion) => [criterion.id, criterion.points]))
  const { id: _id, ...kept } = sheet ?? {
    id: '',
    version: 0,
    state: 'draft' as const,
    total: null,
    note: '',
    privateNote: '',
    flags: [],
  }
  const state: SheetState = { ...kept, points }
  return {
    ...place,
    now: new Date(now),
    rubric: rubric.map(({ points: _points, ...criterion }) => criterion),
    sheet: state,
  }
}

/** The rounds of an edition for its organizers. Names stand in full: in a select from one table drizzle leaves them short. */
export function roundsOfEdition(editionId: string) {
  return database()
    .select({
      round: rounds,
      entries: sql<number>`(select count(*)::int from ${roundEntries} r where r.round_id = rounds.id)`,
      assigned: sql<number>`(select count(*)::int from ${assignments} a where a.round_id = rounds.id and ${stands})`,
      submitted: sql<number>`(select count(*)::int from ${scoreSheets} s join ${assignments} a on a.id = s.assignment_id where s.round_id = rounds.id and ${counts})`,
    })
    .from(rounds)
    .where(eq(rounds.editionId, editionId))
    .orderBy(desc(rounds.stage))
}

export async function panelsWithJudges(roundId: string) {
  const [rows, cats, judges] = await Promise.all([
    database()
      .select({ id: panels.id, name: panels.name, open: panels.open })
      .from(panels)
      .where(eq(panels.roundId, roundId))
      .orderBy(asc(panels.position)),
    database()
      .select({ panelId: panelCategories.panelId, categoryId: panelCategories.categoryId })
      .from(panelCategories)
      .where(eq(panelCategories.roundId, roundId)),
    database()
      .select({
        panelId: panelJudges.panelId,
        judgeId: panelJudges.judgeId,
        chair: panelJudges.chair,
        maxEntries: panelJudges.maxEntries,
        maxMinutes: panelJudges.maxMinutes,
        languages: panelJudges.languages,
      })
      .from(panelJudges)
      .innerJoin(panels, eq(panels.id, panelJudges.panelId))
      .where(eq(panels.roundId, roundId)),
  ])
  return rows.map((panel) => ({
    ...panel,
    categoryIds: cats.filter((row) => row.panelId === panel.id).map((row) => row.categoryId),
    judgeIds: judges.filter((row) => row.panelId === panel.id).map((row) => row.judgeId),
    limits: judges.filter((row) => row.panelId === panel.id),
    chairId: judges.find((row) => row.panelId === panel.id && row.chair)?.judgeId ?? '',
  }))
}

/** Everyone who may judge in the edition, by name. */
export function judgesOf(editionId: string) {
  return database()
    .selectDistinct({
      id: users.id,
      name: users.name,
      email: users.email,
      sorted: sql`${users.name} ${vietnamese}`,
    })
    .from(userRoles)
    .innerJoin(users, eq(users.id, userRoles.userId))
    .where(
      and(
        eq(userRoles.role, 'judge'),
        isNull(users.disabledAt),
        sql`(${userRoles.editionId} is null or ${userRoles.editionId} = ${editionId})`,
      ),
    )
    .orderBy(sql`${users.name} ${vietnamese}`)
}

/** How far each judge of a round is. */
export function progressOfJudges(roundId: string) {
  return database()
    .select({
      id: users.id,
      name: users.name,
      panel: panels.name,
      assigned: sql<number>`count(*) filter (where ${assignments.recusedAt} is null)::int`,
      begun: sql<number>`count(*) filter (where ${scoreSheets.state} = 'draft' and ${assignments.recusedAt} is null)::int`,
      submitted: sql<number>`count(*) filter (where ${scoreSheets.state} = 'submitted' and ${assignments.recusedAt} is null)::int`,
      recused: sql<number>`count(*) filter (where ${assignments.recusedAt} is not null)::int`,
      lastAt: sql<string | null>`max(${scoreSheets.updatedAt})`,
      declared: sql<boolean>`exists (select 1 from ${conflictDeclarations} d where d.round_id = ${roundId} and d.judge_id = ${users.id})`,
    })
    .from(assignments)
    .innerJoin(users, eq(users.id, assignments.judgeId))
    .innerJoin(panels, eq(panels.id, assignments.panelId))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(eq(assignments.roundId, roundId))
    .groupBy(users.id, panels.id)
    .orderBy(panels.position, sql`${users.name} ${vietnamese}`)
}

/** Entries of a round with fewer sheets than wanted, the furthest behind first. */
export function entriesBehind(roundId: string, readings: number) {
  return database().execute<{
    id: string
    number: number
    title: string
    assigned: number
    submitted: number
    recused: number
  }>(sql`
    select e.id, e.number, e.title, count(a.id) filter (where ${stands})::int as assigned,
      count(s.id) filter (where ${counts})::int as submitted, count(a.id) filter (where a.recused_at is not null)::int as recused
    from ${roundEntries} r join ${entries} e on e.id = r.entry_id left join ${assignments} a on a.round_id = r.round_id and a.entry_id = r.entry_id left join ${scoreSheets} s on s.assignment_id = a.id
    where r.round_id = ${roundId} group by e.id having count(s.id) filter (where ${counts}) < ${readings}
    order by submitted, assigned, e.number limit 200`)
}

/** Entries of a round that a judge flagged on a sheet that counts, with what was flagged and how often; nothing of works in `barred`. */
export async function flaggedEntries(roundId: string, barred: Set<string>) {
  const rows = await database().execute<{
    id: string
    number: number
    title: string
    flags: Partial<Record<SheetFlag, number>>
  }>(sql`
    select e.id, e.number, e.title, jsonb_object_agg(f.flag, f.count) as flags
    from (select s.entry_id, flag, count(*)::int as count from ${scoreSheets} s
      join ${assignments} a on a.id = s.assignment_id, jsonb_array_elements_text(s.flags) flag
      where s.round_id = ${roundId} and ${counts} group by s.entry_id, flag) f
    join ${entries} e on e.id = f.entry_id group by e.id order by e.number`)
  return rows.filter((row) => !barred.has(row.id))
}

/** Every reading of one entry for its organizers: total, note to the secretariat, or why a judge stepped back. */
export function readingsOf(entryId: string) {
  return database()
    .select({
      id: assignments.id,
      stage: rounds.stage,
      judge: users.name,
      state: sql<'draft' | 'submitted' | null>`${scoreSheets.state}`,
      total: scoreSheets.total,
      note: scoreSheets.note,
      flags: scoreSheets.flags,
      recusalReason: assignments.recusalReason,
    })
    .from(assignments)
    .innerJoin(rounds, eq(rounds.id, assignments.roundId))
    .innerJoin(users, eq(users.id, assignments.judgeId))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(eq(assignments.entryId, entryId))
    .orderBy(desc(rounds.stage), sql`${users.name} ${vietnamese}`)
}
