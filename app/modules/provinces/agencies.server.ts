import { asc, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { searchKey } from '../text/search-key.ts'
import type { Connection } from '#db/client.ts'
import { entries } from '#db/schema/entries.ts'
import { agencies, agencyNames, provinces } from '#db/schema/provinces.ts'

export type Agency = typeof agencies.$inferSelect

/**
 * The agency of a name, with or without diacritics: its own, an earlier or another one. What was merged is answered by
 * its successor from the day of the merger on.
 */
export async function agencyNamed(connection: Connection, name: string): Promise<Agency | null> {
  const nameKey = searchKey(name)
  if (!nameKey) return null
  const [own] = await connection.select().from(agencies).where(eq(agencies.nameKey, nameKey))
  if (own) return standing(connection, own)
  const [other] = await connection
    .select({ agency: agencies })
    .from(agencyNames)
    .innerJoin(agencies, eq(agencies.id, agencyNames.agencyId))
    .where(eq(agencyNames.nameKey, nameKey))
  return other ? standing(connection, other.agency) : null
}

async function standing(connection: Connection, agency: Agency): Promise<Agency> {
  const [row] = await connection.execute<{ id: string }>(sql`
    with recursive line(id, successor, depth) as (
      select id, case when merged_on <= (now() at time zone 'Asia/Ho_Chi_Minh')::date then successor_id end, 0 from ${agencies} where id = ${agency.id}
      union all select g.id, case when g.merged_on <= (now() at time zone 'Asia/Ho_Chi_Minh')::date then g.successor_id end, depth + 1 from line l join ${agencies} g on g.id = l.successor where depth < 10
    ) select id from line order by depth desc limit 1`)
  if (row!.id === agency.id) return agency
  const [found] = await connection.select().from(agencies).where(eq(agencies.id, row!.id))
  return found!
}

/** Agencies whose name, or a name of before, has the typed letters; those that begin with them first. */
export async function agenciesLike(typed: string, limit = 12) {
  const key = searchKey(typed).replace(/[%_\\]/g, '')
  if (key.length < 2) return []
  return database().execute<{ id: string; name: string; formerly: string | null }>(sql`
    with recursive known(id, name_key, said) as (
      select id, name_key, name from ${agencies} union all select agency_id, name_key, name from ${agencyNames}
    ), found(id, said, begins, depth) as (
      select k.id, k.said, k.name_key like ${`${key}%`}, 0 from known k where k.name_key like ${`%${key}%`}
      union all select g.successor_id, f.said, f.begins, depth + 1 from found f join ${agencies} g on g.id = f.id
        where g.merged_on <= (now() at time zone 'Asia/Ho_Chi_Minh')::date and depth < 10
    )
    select g.id, g.name, min(f.said) filter (where f.said <> g.name) as formerly
    from found f join ${agencies} g on g.id = f.id
    where g.merged_on is null or g.merged_on > (now() at time zone 'Asia/Ho_Chi_Minh')::date
    group by g.id order by bool_or(f.begins) desc, g.name_key limit ${limit}`)
}

/** The register, by name; `after` is the key of the last row seen. */
export function agencyRegister(search: string, after: string, size: number) {
  const key = `%${searchKey(search).replace(/[%_\\]/g, '')}%`
  return database().execute<{
    id: string
    name: string
    nameKey: string
    level: 'central' | 'provincial' | 'foreign'
    province: string | null
    approved: boolean
    names: string | null
    successor: string | null
    entries: number
  }>(sql`
    select g.id, g.name, g.name_key as "nameKey", g.level, p.name as province, g.approved_at is not null as approved,
      (select string_agg(n.name, '; ' order by n.name_key) from ${agencyNames} n where n.agency_id = g.id) as names,
      s.name as successor, (select count(*)::int from ${entries} e where e.agency_id = g.id and e.state <> 'draft') as entries
    from ${agencies} g left join ${provinces} p on p.frame = g.province_frame and p.code = g.province_code left join ${agencies} s on s.id = g.successor_id
    where (${after} = '' or g.name collate "vi-VN-x-icu" > (select name from ${agencies} where name_key = ${after})) and (g.name_key like ${key} or exists (select 1 from ${agencyNames} n where n.agency_id = g.id and n.name_key like ${key}))
    order by g.name collate "vi-VN-x-icu" limit ${size + 1}`)
}

export async function agencyWhole(id: string) {
  const [agency] = await database().select().from(agencies).where(eq(agencies.id, id))
  if (!agency) return null
  const [names, [successor]] = await Promise.all([
    database()
      .select()
      .from(agencyNames)
      .where(eq(agencyNames.agencyId, id))
      .orderBy(asc(agencyNames.nameKey)),
    database()
      .select({ name: agencies.name })
      .from(agencies)
      .where(eq(agencies.id, agency.successorId ?? '')),
  ])
  return { agency, names: names.map((row) => row.name), successor: successor?.name ?? '' }
}
