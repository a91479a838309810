import { sql, type SQL } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { categories } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { localTime } from '#db/vietnamese.ts'
import { isReceived } from '../entries/received.server.ts'
import { provinceHistory, today } from '../provinces/history.server.ts'
import { type Frame, type ProvinceHistory, reach, unitsOn } from '../provinces/history.ts'
import { tilesOf } from '../provinces/tiles.ts'
import { type BucketRow, type Measures, type ProvinceRow, statementOf } from './measures.ts'
import { carried, measured, measuresOf, type Period, placed, within } from './placed.server.ts'

/** Participation in one edition: every province of the frame (zeros included), the buckets, and what cannot be placed. */
export async function participationOf(editionId: string, frame: Frame, period: Period = {}) {
  const history = await provinceHistory()
  const mapping = carried(history, frame)
  const units = unitsOn(history, frame, today())
  const works = placed(editionId, mapping, period)
  const [provinceRows, outside, byCategory, days, untold, languages] = await Promise.all([
    database().execute<Measures & { code: string }>(sql`
      with p as (${works})
      select code, ${measured}
      from p
      where bucket is null and code is not null
      group by code`),
    database().execute<Measures & { bucket: BucketRow['bucket'] | null }>(sql`
      with p as (${works})
      select bucket, ${measured}
      from p
      where bucket is not null or code is null
      group by bucket`),
    measuresByCategory(editionId, works),
    daysOf(editionId, period),
    untoldUnits(editionId, history, frame, period),
    languagesOf(works),
  ])
  const byCode = new Map(provinceRows.map((row) => [row.code, row]))
  const rows: ProvinceRow[] = units.map(({ code, name, isCity }) => ({
    code,
    name,
    isCity,
    ...measuresOf(byCode.get(code)),
  }))
  const buckets: BucketRow[] = (['central', 'overseas', 'foreign'] as const).map((bucket) => ({
    bucket,
    ...measuresOf(outside.find((row) => row.bucket === bucket)),
  }))
  return {
    frame,
    rows,
    buckets,
    days: [...days],
    languages,
    unplaced: measuresOf(outside.find((row) => row.bucket === null)),
    categories: byCategory,
    statement: statementOf(rows, untold),
    untold: [...untold].sort(),
    tiles: tilesOf(frame, history),
  }
}

/** Units of the frame to which entries that could not be placed may belong. */
export async function untoldUnits(
  editionId: string,
  history: ProvinceHistory,
  frame: Frame,
  period: Period = {},
): Promise<Set<string>> {
  const rows = await database().execute<{ frame: string; code: string }>(sql`
    with p as (${placed(editionId, carried(history, frame), period)})
    select distinct province_frame as frame, province_code as code
    from p
    where code is null and bucket is null and province_code is not null`)
  return new Set(rows.flatMap((row) => reach(history, row, frame)))
}

/** Submissions by day in the award's time zone. */
export function daysOf(editionId: string, period: Period = {}, place = sql`true`) {
  return database().execute<{ day: string; count: number }>(sql`
    select to_char(submitted_at ${localTime}, 'YYYY-MM-DD') as day, count(*)::int as count
    from ${entries} e
    where edition_id = ${editionId}
      and ${isReceived(sql`e`)}
      and ${place}
      and ${within(period, sql`submitted_at`)}
    group by 1
    order by 1`)
}

/** What was received in each category of the edition, zeros included; `works` as `placed` gives them. */
export async function measuresByCategory(editionId: string, works: SQL) {
  const rows = await database().execute<Measures & { id: string; nameVi: string; nameEn: string }>(sql`
    with p as (${works})
    select c.id, c.name_vi as "nameVi", c.name_en as "nameEn", m.*
    from ${categories} c
    left join (select category_id, ${measured} from p group by category_id) m on m.category_id = c.id
    where c.edition_id = ${editionId}
    order by c.position`)
  return rows.map(({ id, nameVi, nameEn, ...counts }) => ({ id, nameVi, nameEn, ...measuresOf(counts) }))
}

/** Entries received by language, the most first; `works` as `placed` gives them. */
export async function languagesOf(works: SQL) {
  const rows = await database().execute<{ language: string; count: number }>(sql`
    select language, count(*)::int as count
    from (${works}) p
    group by language
    order by count desc, language`)
  return [...rows]
}
