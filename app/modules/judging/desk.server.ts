import { and, eq, ne, sql } from 'drizzle-orm'
import { database, once } from '#app/ground.server.ts'
import { categories, criteria, editions } from '#db/schema/editions.ts'
import { entries, entryParts } from '#db/schema/entries.ts'
import { assignments, rounds, scores, scoreSheets, secondLooks } from '#db/schema/judging.ts'
import { standing } from './counting.server.ts'
import { asKnown, knownIn, placeholders } from './known-conflicts.server.ts'
import { isSeated } from './panel-seats.server.ts'
import type { SheetState } from './score-sheet.server.ts'
import type { SheetFlag, SheetStateName } from './scoring.ts'
import { shownAgency, shownAuthors, shownFiles } from './shown-work.server.ts'

const readingQuery = once(() =>
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
      editionId: rounds.editionId,
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
      looks: sql<string[]>`coalesce((
        select json_agg(l.note order by l.asked_at)
        from ${secondLooks} l
        where l.assignment_id = ${assignments.id}), '[]')`,
      sheet: sql<{
        id: string
        version: number
        state: SheetStateName
        total: number | null
        note: string
        privateNote: string
        flags: SheetFlag[]
      } | null>`(
        select json_build_object('id', s.id, 'version', s.version, 'state', s.state, 'total', s.total,
          'note', s.note, 'privateNote', s.private_note, 'flags', s.flags)
        from ${scoreSheets} s
        where s.assignment_id = ${assignments.id})`,
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
      >`(
        select json_agg(
          json_build_object('id', c.id, 'nameVi', c.name_vi, 'nameEn', c.name_en,
            'guidanceVi', c.guidance_vi, 'guidanceEn', c.guidance_en,
            'maxPoints', c.max_points, 'points', p.points)
          order by c.position)
        from ${criteria} c
        left join ${scoreSheets} s on s.assignment_id = ${assignments.id}
        left join ${scores} p on p.sheet_id = s.id and p.criterion_id = c.id
        where c.category_id = ${entries.categoryId})`,
      files: shownFiles(sql`${entries}`, rounds.blind),
      parts: sql<{ title: string; publishedOn: string | null; outlet: string; url: string }[]>`coalesce((
        select json_agg(
          json_build_object('title', p.title, 'publishedOn', p.published_on,
            'outlet', case when ${rounds.blind} then '' else p.outlet end,
            'url', case when ${rounds.blind} then '' else p.url end)
          order by p.position)
        from ${entryParts} p
        where p.entry_id = ${entries.id}), '[]')`,
      authors: shownAuthors(sql`${entries}`, rounds.blind),
      agency: shownAgency(sql`${entries}`, rounds.blind),
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
        isSeated(sql`${assignments.judgeId}`, sql`${assignments.roundId}`),
        ne(rounds.state, 'forming'),
        knownIn(placeholders, sql`${assignments.entryId}`),
      ),
    )
    .prepare('judge_place'),
)

/** One entry as its judge may see it, in one round trip. In a blind round nothing that names authors is selected. */
export async function readingOfJudge(judgeId: string, assignmentId: string) {
  const row = await asKnown(judgeId, async (known) => {
    const [found] = await readingQuery().execute({ judgeId, assignmentId, ...known })
    return found ?? null
  })
  if (!row) return null
  const { sheet, rubric, now, ...reading } = row
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
    ...reading,
    now: new Date(now),
    rubric: rubric.map(({ points: _points, ...criterion }) => criterion),
    sheet: state,
  }
}
