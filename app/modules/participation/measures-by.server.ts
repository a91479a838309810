import { sql, type SQL } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { categories, editions } from '#db/schema/editions.ts'
import { entries, entryAuthors } from '#db/schema/entries.ts'
import { agencies } from '#db/schema/provinces.ts'
import { localTime } from '#db/vietnamese.ts'
import { isReceived } from '../entries/received.server.ts'
import { provinceHistory, today } from '../provinces/history.server.ts'
import { type Frame, unitsOn } from '../provinces/history.ts'
import { outsideGroups } from '../provinces/outside-groups.ts'
import type { Dimension } from './dimensions.ts'
import { carried, measuredWorks, type Period, placed } from './placed.server.ts'
import { type FullMeasures, noFullMeasures } from './rates.ts'

export type MeasureRow = FullMeasures & { key: string; nameVi: string; nameEn: string }

/**
 * What of an entry decides its group, as (key, Vietnamese name, English name). An entry with authors of several
 * standings counts once under each; all others count once in all.
 */
const keys: Record<Dimension, { of: SQL; vi: SQL; en: SQL; from?: SQL }> = {
  province: { of: sql`coalesce(p.code, p.outside, '')`, vi: sql`''`, en: sql`''` },
  agency: {
    of: sql`coalesce(g.id, '')`,
    vi: sql`coalesce(g.name, '')`,
    en: sql`coalesce(g.name, '')`,
    from: sql`left join ${agencies} g on g.id = p.agency_id`,
  },
  category: {
    of: sql`c.id`,
    vi: sql`c.name_vi`,
    en: sql`c.name_en`,
    from: sql`join ${categories} c on c.id = p.category_id`,
  },
  medium: {
    of: sql`c.medium`,
    vi: sql`''`,
    en: sql`''`,
    from: sql`join ${categories} c on c.id = p.category_id`,
  },
  genre: { of: sql`x.genre`, vi: sql`''`, en: sql`''`, from: sql`join ${entries} x on x.id = p.id` },
  language: { of: sql`p.language`, vi: sql`''`, en: sql`''` },
  standing: {
    of: sql`s.standing`,
    vi: sql`''`,
    en: sql`''`,
    from: sql`join (select distinct entry_id, standing from ${entryAuthors}) s on s.entry_id = p.id`,
  },
  newness: {
    of: sql`case when exists (
      select 1
      from ${entryAuthors} a
      join earlier o on o.name_key = a.name_key
      where a.entry_id = p.id) then 'returning' else 'new' end`,
    vi: sql`''`,
    en: sql`''`,
  },
  month: {
    of: sql`to_char(p.submitted_at ${localTime}, 'YYYY-MM')`,
    vi: sql`to_char(p.submitted_at ${localTime}, 'MM/YYYY')`,
    en: sql`to_char(p.submitted_at ${localTime}, 'MM/YYYY')`,
  },
}

/** Everything counted of one edition by one dimension, the most works first (months in order). */
export async function measuresBy(
  editionId: string,
  dimension: Dimension,
  frame: Frame,
  period: Period = {},
): Promise<MeasureRow[]> {
  const history = await provinceHistory()
  const { of, vi, en, from = sql`` } = keys[dimension]
  const rows = await database().execute<MeasureRow>(sql`
    with p as (${placed(editionId, carried(history, frame), period)}),
    earlier as (
      select distinct a.name_key
      from ${entryAuthors} a
      join ${entries} e on e.id = a.entry_id
      join ${editions} d on d.id = e.edition_id
      where d.number < (select number from ${editions} where id = ${editionId})
        and ${isReceived(sql`e`)}
        and a.name_key <> ''),
    keyed as (
      select p.*, ${of} as key, ${vi} as name_vi, ${en} as name_en from p ${from}),
    people as (
      select
        k.key,
        count(distinct a.name_key)::int as authors,
        count(distinct a.name_key) filter (
          where not exists (select 1 from earlier o where o.name_key = a.name_key))::int as first_time
      from keyed k
      join ${entryAuthors} a on a.entry_id = k.id and a.name_key <> ''
      group by k.key)
    select
      k.key,
      min(k.name_vi) as "nameVi",
      min(k.name_en) as "nameEn",
      ${measuredWorks},
      count(*) filter (where language <> 'vi')::int as "foreignLanguage",
      coalesce(min(people.authors), 0)::int as authors,
      coalesce(min(people.first_time), 0)::int as "firstTime"
    from keyed k
    left join people on people.key = k.key
    group by k.key
    order by ${dimension === 'month' ? sql`k.key` : sql`received desc, k.key`}
    limit 1000`)
  if (dimension !== 'province') return [...rows]
  const found = new Map(rows.map((row) => [row.key, row]))
  const units = unitsOn(history, frame, today())
  const outside = [...outsideGroups, ''].flatMap((key) => found.get(key) ?? [])
  return [
    ...units.map(({ code, name }) => ({
      ...noFullMeasures,
      ...found.get(code),
      key: code,
      nameVi: name,
      nameEn: name,
    })),
    ...outside,
  ]
}
