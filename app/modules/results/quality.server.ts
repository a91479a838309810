import { and, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { categories, criteria } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { assignments, countingSheets, panels, rounds, scores } from '#db/schema/judging.ts'
import { agencies } from '#db/schema/provinces.ts'
import { localTime, vietnamese } from '#db/vietnamese.ts'
import { type GivenScore, tableOf } from '../judging/scores-of-round.server.ts'
import { whoJudged } from '../judging/panel-seats.server.ts'
import { judgeFigures, meaningOf, panelAgreement, positionEffect, type Circumstance } from './judges.ts'
import { asOfFitted, modelOfRound } from './round-model.server.ts'
import { fitModel } from '../statistics/mixed-model.ts'
import { intraclass, kendallW } from '../statistics/agreement.ts'
import { scoresByEntry } from '../statistics/score-table.ts'

/**
 * How a round was judged, panel by panel, without the works in `barred`: agreement with its interval, each judge's
 * figures, the effect of the place in the order; sheets sent by day; the distribution of every criterion.
 */
export async function qualityOfRound(editionId: string, roundId: string, barred: Set<string>) {
  const [round] = await database()
    .select()
    .from(rounds)
    .where(and(eq(rounds.id, roundId), eq(rounds.editionId, editionId)))
  return round ? asOfFitted([roundId], (takenAt) => qualityAt(takenAt, round, barred)) : null
}

async function qualityAt(takenAt: Date, round: typeof rounds.$inferSelect, barred: Set<string>) {
  const roundId = round.id
  const [model, seats, circumstances, days, criteria] = await Promise.all([
    modelOfRound(roundId),
    seatsOf(roundId),
    circumstancesOf(roundId),
    sheetsByDay(roundId),
    criteriaOf(roundId, barred),
  ])
  const names = new Map(seats.map((seat) => [seat.judgeId, seat.name]))
  const panels = [...Map.groupBy(seats, (seat) => seat.panelId).values()].map((members) => {
    const own = new Set(members.flatMap((seat) => seat.entryIds))
    const scores = model.scores.filter((row) => own.has(row.entryId) && !barred.has(row.entryId))
    return { name: members[0]!.panel, ...panelFigures(scores, circumstances, names) }
  })
  return { takenAt, round: { id: round.id, stage: round.stage, state: round.state }, panels, days, criteria }
}

function panelFigures(
  scores: GivenScore[],
  circumstances: Map<string, { sameAgency: boolean; sameProvince: boolean }>,
  names: Map<string, string>,
) {
  const table = tableOf(scores)
  const { value: fit } = fitModel(table)
  const beside: Circumstance[] = scores.map((row) => ({
    position: row.position,
    sentAt: row.sentAt.getTime(),
    ...(circumstances.get(`${row.judgeId} ${row.entryId}`) ?? { sameAgency: false, sameProvince: false }),
  }))
  const agreement = panelAgreement(scoresByEntry(table))
  return {
    sheets: scores.length,
    entries: table.entries.length,
    agreement: agreement.value && { ...agreement.value, meaning: meaningOf(agreement.value.value) },
    agreementReason: agreement.value === null ? (agreement as { reason: { key: string } }).reason.key : null,
    icc: intraclass(table).value?.['2,1'] ?? null,
    kendall: kendallW(table).value,
    position: positionEffect(table, fit, beside),
    sdJudge: fit?.sdJudge ?? null,
    sdEntry: fit?.sdEntry ?? null,
    sdResidual: fit?.sdResidual ?? null,
    judges: judgeFigures(table, fit, beside)
      .map((row) => ({ ...row, name: names.get(table.judges[row.judge]!) ?? '' }))
      .sort((a, b) => (b.severity ?? 0) - (a.severity ?? 0)),
  }
}

/** `entryIds` are the works of the panel, whoever reads them: an open panel's are read by judges of others too. */
type Seat = { panelId: string; panel: string; judgeId: string; name: string; entryIds: string[] }

async function seatsOf(roundId: string): Promise<Seat[]> {
  return [
    ...(await database().execute<Seat>(sql`
    select
      p.id as "panelId",
      p.name as panel,
      j.judge_id as "judgeId",
      u.name,
      coalesce((
        select array_agg(distinct a.entry_id)
        from ${assignments} a
        where a.panel_id = p.id), '{}') as "entryIds"
    from ${panels} p
    join ${whoJudged} j on j.panel_id = p.id
    join ${users} u on u.id = j.judge_id
    where p.round_id = ${roundId}
    order by p.position, u.name ${vietnamese}`)),
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

/** Points given to each criterion of each category in ten equal steps. */
async function criteriaOf(roundId: string, barred: Set<string>) {
  const rows = await database().execute<{
    categoryVi: string
    categoryEn: string
    nameVi: string
    nameEn: string
    maxPoints: number
    points: number[]
  }>(sql`
    select
      c.name_vi as "categoryVi",
      c.name_en as "categoryEn",
      k.name_vi as "nameVi",
      k.name_en as "nameEn",
      k.max_points as "maxPoints",
      array_agg(p.points) as points
    from ${scores} p
    join ${criteria} k on k.id = p.criterion_id
    join ${categories} c on c.id = k.category_id
    join ${countingSheets} s on s.id = p.sheet_id
    where s.round_id = ${roundId}
      and not s.entry_id = any(${sql.param([...barred])}::text[])
    group by c.id, k.id
    order by c.position, k.position`)
  return rows.map(({ points, ...row }) => {
    const counts = new Array<number>(10).fill(0)
    for (const one of points) counts[Math.min(9, Math.floor((one / row.maxPoints) * 10))]! += 1
    const mean = points.reduce((sum, one) => sum + one, 0) / points.length
    return { ...row, counts, mean, sheets: points.length }
  })
}
