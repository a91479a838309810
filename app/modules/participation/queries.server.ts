import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { categories } from '#db/schema/editions.ts'
import { entries, entryAuthors } from '#db/schema/entries.ts'
import { agencies } from '#db/schema/provinces.ts'
import { localTime } from '#db/vietnamese.ts'
import { isReceived } from '../entries/received.server.ts'
import { hasPrize, isInFinal } from './counted.server.ts'
import { noMeasures, statementOf, type BucketRow, type Measures, type ProvinceRow } from './measures.ts'
import { carry, reach, unitsOn, type Frame, type ProvinceHistory } from '../provinces/history.ts'
import { provinceHistory, today } from '../provinces/history.server.ts'
import { tilesOf } from '../provinces/tiles.ts'

export type { Frame } from '../provinces/history.ts'

/** First and last day of a period in the award's time zone, both counted; open where one is missing. */
export type Period = { from?: string; to?: string }

export const within = ({ from, to }: Period, moment = sql`e.submitted_at`) => sql`
  (${from ?? null}::date is null or ${moment} >= ${from ?? null}::date::timestamp ${localTime})
  and (${to ?? null}::date is null or ${moment} < (${to ?? null}::date + 1)::timestamp ${localTime})`

/** Where each unit of every frame lies in the wanted one; a unit that cannot be told is left out. */
export function carried(history: ProvinceHistory, frame: Frame): string {
  const units = new Map(history.states.map(({ frame: of, code }) => [`${of}:${code}`, { frame: of, code }]))
  const rows = [...units.values()].flatMap((unit) => {
    const target = carry(history, unit, frame)
    return target === null ? [] : [{ ...unit, target }]
  })
  return JSON.stringify(rows)
}

/**
 * Each counted entry of an edition with its place in the wanted frame. An entry keeps the unit of its day and is
 * carried along the successions; where that cannot be told it is counted as not splittable instead of guessed.
 */
export const placed = (editionId: string, mapping: string, period: Period = {}) => sql`
  select e.id, e.state, e.agency_id, e.bucket, e.category_id, e.language, e.submitted_at, e.province_frame, e.province_code, m.target as code,
    ${isInFinal(sql`e`)} as in_final,
    ${hasPrize(sql`e`)} as awarded
  from ${entries} e left join json_to_recordset(${mapping}::json) as m(frame text, code text, target text) on m.frame = e.province_frame and m.code = e.province_code
  where e.edition_id = ${editionId} and ${isReceived(sql`e`)} and ${within(period)}`

const measured = sql`
  count(*)::int as received, count(*) filter (where state = 'eligible')::int as eligible, count(*) filter (where in_final)::int as "inFinal",
  count(*) filter (where awarded)::int as prizes, count(distinct agency_id)::int as agencies,
  (select count(distinct a.name_key)::int from ${entryAuthors} a where a.entry_id = any(array_agg(p.id)) and a.name_key <> '') as authors`

/** Participation in one edition: every province of the frame (zeros included), the buckets, and what cannot be placed. */
export async function participationOf(editionId: string, frame: Frame, period: Period = {}) {
  const history = await provinceHistory()
  const mapping = carried(history, frame)
  const units = unitsOn(history, frame, today())
  const [provinceRows, outside, categoryRows, days, untold, languages] = await Promise.all([
    database().execute<Measures & { code: string }>(
      sql`with p as (${placed(editionId, mapping, period)}) select code, ${measured} from p where bucket is null and code is not null group by code`,
    ),
    database().execute<Measures & { bucket: BucketRow['bucket'] | null }>(
      sql`with p as (${placed(editionId, mapping, period)}) select bucket, ${measured} from p where bucket is not null or code is null group by bucket`,
    ),
    database().execute<Measures & { id: string; nameVi: string; nameEn: string }>(sql`
      with p as (${placed(editionId, mapping, period)}) select c.id, c.name_vi as "nameVi", c.name_en as "nameEn", m.* from ${categories} c
      left join (select category_id, ${measured} from p group by category_id) m on m.category_id = c.id where c.edition_id = ${editionId} order by c.position`),
    daysOf(editionId, period),
    untoldUnits(editionId, history, frame, period),
    languagesOf(sql`(with p as (${placed(editionId, mapping, period)}) select * from p)`),
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
    categories: categoryRows.map(({ id, nameVi, nameEn, ...row }) => ({
      id,
      nameVi,
      nameEn,
      ...measuresOf(row),
    })),
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
    select distinct province_frame as frame, province_code as code from p where code is null and bucket is null and province_code is not null`)
  return new Set(rows.flatMap((row) => reach(history, row, frame)))
}

/** Submissions by day in the award's time zone. */
export function daysOf(editionId: string, period: Period = {}, place = sql`true`) {
  return database().execute<{ day: string; count: number }>(sql`
    select to_char(submitted_at ${localTime}, 'YYYY-MM-DD') as day, count(*)::int as count from ${entries} e
    where edition_id = ${editionId} and submitted_at is not null and ${isReceived(sql`e`)} and ${place} and ${within(period, sql`submitted_at`)} group by 1 order by 1`)
}

/** Entries received by language, the most first. */
async function languagesOf(works: ReturnType<typeof sql>) {
  const rows = await database().execute<{ language: string; count: number }>(
    sql`select language, count(*)::int as count from ${works} p group by language order by count desc, language`,
  )
  return [...rows]
}

function measuresOf(row: Partial<Measures> | undefined): Measures {
  if (!row?.received) return noMeasures
  const { received, eligible, inFinal, prizes, agencies, authors } = { ...noMeasures, ...row }
  return { received, eligible, inFinal, prizes, agencies, authors }
}

/** One province in one edition: its row, by category, its agencies, its entries by day. Rank among all by entries received. */
export async function participationOfProvince(
  editionId: string,
  frame: Frame,
  code: string,
  period: Period = {},
) {
  const mapping = carried(await provinceHistory(), frame)
  const here = sql`(with p as (${placed(editionId, mapping, period)}) select * from p where code = ${code})`
  const [whole, categoryRows, byAgency, days, languages] = await Promise.all([
    participationOf(editionId, frame, period),
    database().execute<Measures & { id: string; nameVi: string; nameEn: string }>(sql`
      with p as (${here}) select c.id, c.name_vi as "nameVi", c.name_en as "nameEn", m.* from ${categories} c left join (select category_id, ${measured} from p group by category_id) m on m.category_id = c.id
      where c.edition_id = ${editionId} order by c.position`),
    database().execute<{ name: string; received: number; eligible: number }>(sql`
      with p as (${here}) select g.name, count(*)::int as received, count(*) filter (where p.state = 'eligible')::int as eligible from p join ${agencies} g on g.id = p.agency_id group by g.id order by received desc, g.name`),
    daysOf(editionId, period, sql`id in (select id from ${here} q)`),
    languagesOf(here),
  ])
  const row = whole.rows.find((unit) => unit.code === code) ?? null
  const rank =
    row && row.received > 0 ? whole.rows.filter((unit) => unit.received > row.received).length + 1 : null
  const byCategory = categoryRows.map(({ id, nameVi, nameEn, ...counts }) => ({
    id,
    nameVi,
    nameEn,
    ...measuresOf(counts),
  }))
  return {
    row,
    rank,
    of: whole.rows.length,
    whole,
    categories: byCategory,
    agencies: [...byAgency],
    days: [...days],
    languages,
  }
}
