import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { entries } from '#db/schema/entries.ts'
import { agencies, agencyNames, provinces } from '#db/schema/provinces.ts'
import { vietnamese } from '#db/vietnamese.ts'
import { searchKey } from '../text/search-key.ts'
import type { AgencyLevel, AgencyState } from '../provinces/agency.ts'

/** The register, by name; `after` is the key of the last row seen. */
export function agencyRegister(search: string, after: string, size: number, onlyProposed = false) {
  const key = `%${searchKey(search).replace(/[%_\\]/g, '')}%`
  return database().execute<{
    id: string
    name: string
    nameKey: string
    level: AgencyLevel
    province: string | null
    state: AgencyState
    names: string | null
    successor: string | null
    entries: number
  }>(sql`
    select
      g.id,
      g.name,
      g.name_key as "nameKey",
      g.level,
      p.name as province,
      case
        when g.refused_at is not null then 'refused'
        when g.successor_id is not null then 'merged'
        when g.approved_at is null then 'proposed'
        else 'confirmed'
      end as state,
      (select string_agg(n.name, '; ' order by n.name_key) from ${agencyNames} n where n.agency_id = g.id) as names,
      s.name as successor,
      (select count(*)::int from ${entries} e where e.agency_id = g.id and e.state <> 'draft') as entries
    from ${agencies} g
    left join ${provinces} p on p.frame = g.province_frame and p.code = g.province_code
    left join ${agencies} s on s.id = g.successor_id
    where (not ${onlyProposed} or (g.approved_at is null and g.refused_at is null and g.successor_id is null))
      and (${after} = '' or g.name ${vietnamese} > (select name from ${agencies} where name_key = ${after}))
      and (
        g.name_key like ${key}
        or exists (select 1 from ${agencyNames} n where n.agency_id = g.id and n.name_key like ${key}))
    order by g.name ${vietnamese}
    limit ${size + 1}`)
}
