import { sql, type SQL } from 'drizzle-orm'
import { asOf, database } from '#app/ground.server.ts'
import { categories } from '#db/schema/editions.ts'
import { entries, entryAuthors } from '#db/schema/entries.ts'
import { localTime } from '#db/vietnamese.ts'
import { isReceived } from '../entries/received.server.ts'
import { provinceHistory, today } from '../provinces/history.server.ts'
import { type Frame, type ProvinceHistory, reach, readUnit, unitsOn } from '../provinces/history.ts'
import { outsideGroups } from '../provinces/outside-groups.ts'
import { tilesOf } from '../provinces/tiles.ts'
import { type BucketRow, type Measures, type ProvinceRow, statementOf } from './measures.ts'
import { carried, measuredWorks, measuresOf, type Period, placed, within } from './placed.server.ts'

/** Participation in one edition: every province of the frame (zeros included), the buckets, and what cannot be placed. */
export function participationOf(editionId: string, frame: Frame, period: Period = {}) {
  return asOf(async (takenAt) => {
    const history = await provinceHistory()
    const counted = await countedOf(editionId, placed(editionId, carried(history, frame), period))
    const untold = untoldIn(history, counted.unplaceable, frame)
    const byPlace = new Map(counted.places.map((row) => [row.place, row]))
    const rows: ProvinceRow[] = unitsOn(history, frame, today()).map(({ code, name, isCity }) => ({
      code,
      name,
      isCity,
      ...measuresOf(byPlace.get(code)),
    }))
    const buckets: BucketRow[] = outsideGroups.map((bucket) => ({
      bucket,
      ...measuresOf(byPlace.get(bucket)),
    }))
    return {
      takenAt,
      frame,
      rows,
      buckets,
      days: counted.days,
      languages: counted.languages,
      unplaced: measuresOf(byPlace.get('')),
      categories: counted.categories,
      statement: statementOf(rows, untold),
      untold: [...untold].sort(),
      tiles: tilesOf(frame, history),
    }
  })
}

type Counted = {
  /** by unit of the frame or group outside the grid; '' where that cannot be told */
  places: (Measures & { place: string })[]
  /** of every category of the edition, zeros included */
  categories: (Measures & { id: string; nameVi: string; nameEn: string })[]
  /** submissions by day in the award's time zone */
  days: { day: string; count: number }[]
  /** the most first */
  languages: { language: string; count: number }[]
  /** units of other frames whose works cannot be told apart in this one */
  unplaceable: { place: string }[]
}

/** Everything counted of works as `placed` gives them: one statement, which places each of them once. */
export async function countedOf(editionId: string, works: SQL): Promise<Counted> {
  const [row] = await database().execute<Counted>(sql`
    with p as materialized (
      select w.*, coalesce(w.code, w.outside, '') as place from (${works}) w),
    people as materialized (
      select distinct p.place, p.category_id, a.name_key
      from p
      join ${entryAuthors} a on a.entry_id = p.id
      where a.name_key <> '')
    select
      ${listed(sql`
        select place, ${measuredWorks}, coalesce(min(n.authors), 0) as authors
        from p
        left join (${authorsBy(sql`place`)}) n using (place)
        group by place`)} as places,
      ${listed(sql`
        select c.id, c.name_vi as "nameVi", c.name_en as "nameEn", m.*
        from ${categories} c
        left join (
          select category_id, ${measuredWorks}, coalesce(min(n.authors), 0) as authors
          from p
          left join (${authorsBy(sql`category_id`)}) n using (category_id)
          group by category_id) m on m.category_id = c.id
        where c.edition_id = ${editionId}
        order by c.position`)} as categories,
      ${listed(sql`
        select to_char(submitted_at ${localTime}, 'YYYY-MM-DD') as day, count(*) as count
        from p
        where submitted_at is not null
        group by 1
        order by 1`)} as days,
      ${listed(sql`
        select language, count(*) as count
        from p
        group by language
        order by count desc, language`)} as languages,
      ${listed(sql`
        select distinct place_id as place
        from p
        where code is null and outside is null and place_id is not null`)} as unplaceable`)
  const { categories: byCategory, ...rest } = row!
  return {
    ...rest,
    categories: byCategory.map(({ id, nameVi, nameEn, ...counts }) => ({
      id,
      nameVi,
      nameEn,
      ...measuresOf(counts),
    })),
  }
}

/** Told apart before they are counted: a hash of names is quicker than a sort of them. */
const authorsBy = (key: SQL) => sql`
  select ${key}, count(*) as authors
  from (select distinct ${key}, name_key from people) named
  group by ${key}`

const listed = (rows: SQL) => sql`(select coalesce(json_agg(x), '[]') from (${rows}) x)`

const untoldIn = (history: ProvinceHistory, unplaceable: { place: string }[], frame: Frame) =>
  new Set(unplaceable.flatMap(({ place }) => reach(history, readUnit(place)!, frame)))

/** Units of the frame to which entries that could not be placed may belong. */
export async function untoldUnits(
  editionId: string,
  history: ProvinceHistory,
  frame: Frame,
  period: Period = {},
): Promise<Set<string>> {
  const rows = await database().execute<{ place: string }>(sql`
    with p as (${placed(editionId, carried(history, frame), period)})
    select distinct place_id as place
    from p
    where code is null and outside is null and place_id is not null`)
  return untoldIn(history, rows, frame)
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
