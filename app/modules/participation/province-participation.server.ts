import { sql } from 'drizzle-orm'
import { asOf, database } from '#app/ground.server.ts'
import { agencies } from '#db/schema/provinces.ts'
import { provinceHistory } from '../provinces/history.server.ts'
import type { Frame } from '../provinces/history.ts'
import { countedOf, participationOf } from './participation-of.server.ts'
import { carried, type Period, placed } from './placed.server.ts'

/** One province in one edition: its row, by category, its agencies, its entries by day. Rank among all by entries received. */
export function participationOfProvince(editionId: string, frame: Frame, code: string, period: Period = {}) {
  return asOf(async () => {
    const mapping = carried(await provinceHistory(), frame)
    const here = sql`
      with p as (${placed(editionId, mapping, period)})
      select * from p where code = ${code}`
    const [whole, own, byAgency] = await Promise.all([
      participationOf(editionId, frame, period),
      countedOf(editionId, here),
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
    ])
    const row = whole.rows.find((unit) => unit.code === code) ?? null
    const rank =
      row && row.received > 0 ? whole.rows.filter((unit) => unit.received > row.received).length + 1 : null
    return {
      row,
      rank,
      of: whole.rows.length,
      whole,
      categories: own.categories,
      agencies: [...byAgency],
      days: own.days,
      languages: own.languages,
    }
  })
}
