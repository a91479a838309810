import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { categories } from '#db/schema/editions.ts'
import { agencies } from '#db/schema/provinces.ts'
import { provinceHistory } from '../provinces/history.server.ts'
import type { Frame } from '../provinces/history.ts'
import type { Measures } from './measures.ts'
import { daysOf, languagesOf, participationOf } from './participation-of.server.ts'
import { carried, measured, measuresOf, type Period, placed } from './placed.server.ts'

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
      with p as (${here})
      select c.id, c.name_vi as "nameVi", c.name_en as "nameEn", m.*
      from ${categories} c
      left join (select category_id, ${measured} from p group by category_id) m on m.category_id = c.id
      where c.edition_id = ${editionId}
      order by c.position`),
    database().execute<{ name: string; received: number; eligible: number }>(sql`
      with p as (${here})
      select
        g.name,
        count(*)::int as received,
        count(*) filter (where p.state = 'eligible')::int as eligible
      from p
      join ${agencies} g on g.id = p.agency_id
      group by g.id
      order by received desc, g.name`),
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
