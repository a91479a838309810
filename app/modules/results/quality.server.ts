import { and, eq, sql } from 'drizzle-orm'
import { asOf, database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { categories, criteria } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { assignments, countingSheets, panels, rounds, scores } from '#db/schema/judging.ts'
import { agencies } from '#db/schema/provinces.ts'
import { localTime, vietnamese } from '#db/vietnamese.ts'
import { type GivenScore, scoresOfRound } from '../judging/scores-of-round.server.ts'
import { whoJudged } from '../judging/panel-seats.server.ts'
import { panelFigures } from './panel-figures.server.ts'
import { standOf } from './round-model.server.ts'

/**
 * How a round was judged, panel by panel, without the works in `barred`: agreement with its interval, each judge's
 * figures, the effect of the place in the order; sheets sent by day; the distribution of every criterion. Read as of one
 * moment, computed after it: no connection is held meanwhile, and others are answered between the slices.
 */
export async function qualityOfRound(editionId: string, roundId: string, barred: Set<string>) {
  const [round] = await database()
    .select()
    .from(rounds)
    .where(and(eq(rounds.id, roundId), eq(rounds.editionId, editionId)))
  if (!round) return null
  const { stand, scores, panels, circumstances, ...read } = await asOf(async (takenAt) => ({
    takenAt,
    stand: await standOf(roundId),
    scores: await scoresOfRound(roundId),
    panels: await panelsOf(roundId),
    circumstances: await circumstancesOf(roundId),
    days: await sheetsByDay(roundId),
    criteria: await criteriaOf(roundId, barred),
  }))
  const names = new Map(panels.flatMap((panel) => panel.judges.map((one) => [one.judgeId, one.name])))
  const figures: (Awaited<ReturnType<typeof figuresOfPanel>> & { name: string })[] = []
  for (const { id, name, entryIds } of panels) {
    const own = new Set(entryIds)
    const given = scores.filter((row) => own.has(row.entryId) && !barred.has(row.entryId))
    figures.push({ name, ...(await figuresOfPanel(`${id} ${stand}`, given, circumstances, names)) })
  }
  return { ...read, round: { id: round.id, stage: round.stage, state: round.state }, panels: figures }
}

type Circumstances = Map<string, { sameAgency: boolean; sameProvince: boolean }>

async function figuresOfPanel(
  key: string,
  scores: GivenScore[],
  circumstances: Circumstances,
  names: Map<string, string>,
) {
  const { judges, judgeIds, ...figures } = await panelFigures(
    key,
    scores.map((row) => ({
      ...row,
      ...(circumstances.get(`${row.judgeId} ${row.entryId}`) ?? { sameAgency: false, sameProvince: false }),
    })),
  )
  return {
    ...figures,
    judges: judges
      .map((row) => ({ ...row, name: names.get(judgeIds[row.judge]!) ?? '' }))
      .sort((a, b) => (b.severity ?? 0) - (a.severity ?? 0)),
  }
}

/** `entryIds` are the works of the panel, whoever reads them: an open panel's are read by judges of others too. */
type Panel = { id: string; name: string; entryIds: string[]; judges: { judgeId: string; name: string }[] }

async function panelsOf(roundId: string): Promise<Panel[]> {
  return [
    ...(await database().execute<Panel>(sql`
    select
      p.id,
      p.name,
      coalesce((
        select array_agg(distinct a.entry_id)
        from ${assignments} a
        where a.panel_id = p.id), '{}') as "entryIds",
      json_agg(json_build_object('judgeId', j.judge_id, 'name', u.name)) as judges
    from ${panels} p
    join ${whoJudged} j on j.panel_id = p.id
    join ${users} u on u.id = j.judge_id
    where p.round_id = ${roundId}
    group by p.id
    order by p.position`)),
  ]
}

async function circumstancesOf(roundId: string) {
  const rows = await database().execute<{
    judgeId: string
    entryId: string
    sameAgency: boolean
    sameProvince: boolean
  }>(sql`
    select s.judge_id as "judgeId", s.entry_id as "entryId", e.agency_id = u.agency_id as "sameAgency",
      e.province_frame = g.province_frame and e.province_code = g.province_code as "sameProvince"
    from ${countingSheets} s
    join ${users} u on u.id = s.judge_id
    join ${agencies} g on g.id = u.agency_id
    join ${entries} e on e.id = s.entry_id
    where s.round_id = ${roundId}`)
  return new Map(
    rows.map((row) => [
      `${row.judgeId} ${row.entryId}`,
      { sameAgency: row.sameAgency === true, sameProvince: row.sameProvince === true },
    ]),
  )
}

/** Sheets sent, by judge and day in Viet Nam. */
async function sheetsByDay(roundId: string) {
  const rows = await database().execute<{ name: string; judgeId: string; day: string; count: number }>(sql`
    select
      u.name,
      u.id as "judgeId",
      to_char(s.submitted_at ${localTime}, 'YYYY-MM-DD') as day,
      count(*)::int as count
    from ${countingSheets} s
    join ${users} u on u.id = s.judge_id
    where s.round_id = ${roundId}
    group by u.id, day
    order by u.name ${vietnamese}, day`)
  const days = [...new Set(rows.map((row) => row.day))].sort()
  const judges = [...Map.groupBy(rows, (row) => row.judgeId).values()].map((own) => ({
    name: own[0]!.name,
    counts: days.map((day) => own.find((row) => row.day === day)?.count ?? 0),
  }))
  return { days, judges }
}

/** Of the sheets at hand, how many gave the criterion each tenth of its points. */
const byTenths = sql.join(
  Array.from(
    { length: 10 },
    (_, tenth) =>
      sql`count(*) filter (where least(9, p.points * 10 / k.max_points) = ${sql.raw(String(tenth))})::int`,
  ),
  sql`, `,
)

/** Points given to each criterion of each category in ten equal steps. */
async function criteriaOf(roundId: string, barred: Set<string>) {
  const rows = await database().execute<{
    categoryVi: string
    categoryEn: string
    nameVi: string
    nameEn: string
    maxPoints: number
    counts: number[]
    mean: number
    sheets: number
  }>(sql`
    select
      c.name_vi as "categoryVi",
      c.name_en as "categoryEn",
      k.name_vi as "nameVi",
      k.name_en as "nameEn",
      k.max_points as "maxPoints",
      array[${byTenths}] as counts,
      avg(p.points)::float8 as mean,
      count(*)::int as sheets
    from ${scores} p
    join ${criteria} k on k.id = p.criterion_id
    join ${categories} c on c.id = k.category_id
    join ${countingSheets} s on s.id = p.sheet_id
    where s.round_id = ${roundId}
      and not s.entry_id = any(${sql.param([...barred])}::text[])
    group by c.id, k.id
    order by c.position, k.position`)
  return [...rows]
}
