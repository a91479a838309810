import { and, asc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { searchKey } from '../text/search-key.ts'
import type { Connection } from '#db/client.ts'
import { agencies, agencyNames } from '#db/schema/provinces.ts'
import { localToday } from '#db/vietnamese.ts'

export type Agency = typeof agencies.$inferSelect

/** The agency that has a name, with or without diacritics: its own, an earlier or another one. */
export async function agencyCalled(connection: Connection, name: string): Promise<Agency | null> {
  const nameKey = searchKey(name)
  if (!nameKey) return null
  const [own] = await connection.select().from(agencies).where(eq(agencies.nameKey, nameKey))
  if (own) return own
  const [other] = await connection
    .select({ agency: agencies })
    .from(agencyNames)
    .innerJoin(agencies, eq(agencies.id, agencyNames.agencyId))
    .where(eq(agencyNames.nameKey, nameKey))
  return other?.agency ?? null
}

/** The agency that answers to a name today: what was merged is answered by its successor from the day on. */
export async function agencyNamed(connection: Connection, name: string): Promise<Agency | null> {
  const agency = await agencyCalled(connection, name)
  return agency && standing(connection, agency)
}

/** By each typed name that the register knows, with or without diacritics, its agency's own name of today. */
export async function namesOfToday(connection: Connection, typed: string[]): Promise<Map<string, string>> {
  const keys = [...new Set(typed.map(searchKey))].filter((key) => key !== '')
  if (keys.length === 0) return new Map()
  const rows = await connection.execute<{ key: string; name: string }>(sql`
    with recursive called(key, id, own) as (
      select name_key, id, true
      from ${agencies}
      where ${inArray(agencies.nameKey, keys)} and refused_at is null
      union all
      select name_key, agency_id, false
      from ${agencyNames}
      where ${inArray(agencyNames.nameKey, keys)}),
    line(key, own, id, successor, depth) as (
      select c.key, c.own, g.id, case when g.merged_on <= ${localToday} then g.successor_id end, 0
      from called c
      join ${agencies} g on g.id = c.id
      union all
      select l.key, l.own, g.id, case when g.merged_on <= ${localToday} then g.successor_id end, depth + 1
      from line l
      join ${agencies} g on g.id = l.successor
      where depth < 10)
    select distinct on (l.key) l.key, g.name
    from line l
    join ${agencies} g on g.id = l.id
    order by l.key, l.own desc, l.depth desc`)
  const byKey = new Map(rows.map(({ key, name }) => [key, name]))
  return new Map(
    typed.flatMap((name) => (byKey.has(searchKey(name)) ? [[name, byKey.get(searchKey(name))!]] : [])),
  )
}

/** An agency other than this one that already has one of the names, or null. */
export async function namesTaken(
  connection: Connection,
  id: string,
  names: string[],
): Promise<string | null> {
  const keys = names.map(searchKey)
  const [taken] = await connection
    .select({ name: agencies.name })
    .from(agencies)
    .leftJoin(agencyNames, eq(agencyNames.agencyId, agencies.id))
    .where(and(ne(agencies.id, id), or(inArray(agencies.nameKey, keys), inArray(agencyNames.nameKey, keys))))
    .limit(1)
  return taken?.name ?? null
}

/** Which of the names no agency of the register has, each once; what was refused is not in it. */
export async function namesUnknown(names: string[]): Promise<string[]> {
  const named = new Map(names.map((name) => [searchKey(name), name]))
  const keys = [...named.keys()]
  if (keys.length === 0) return []
  const known = await database()
    .select({ key: agencies.nameKey })
    .from(agencies)
    .where(and(inArray(agencies.nameKey, keys), isNull(agencies.refusedAt)))
    .union(
      database()
        .select({ key: agencyNames.nameKey })
        .from(agencyNames)
        .where(inArray(agencyNames.nameKey, keys)),
    )
  for (const { key } of known) named.delete(key)
  return [...named.values()]
}

async function standing(connection: Connection, agency: Agency): Promise<Agency> {
  const [row] = await connection.execute<{ id: string }>(sql`
    with recursive line(id, successor, depth) as (
      select id, case when merged_on <= ${localToday} then successor_id end, 0
      from ${agencies}
      where id = ${agency.id}
      union all
      select g.id, case when g.merged_on <= ${localToday} then g.successor_id end, depth + 1
      from line l
      join ${agencies} g on g.id = l.successor
      where depth < 10)
    select id
    from line
    order by depth desc
    limit 1`)
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
      select id, name_key, name from ${agencies}
      union all
      select agency_id, name_key, name from ${agencyNames}),
    found(id, said, begins, depth) as (
      select k.id, k.said, k.name_key like ${`${key}%`}, 0
      from known k
      where k.name_key like ${`%${key}%`}
      union all
      select g.successor_id, f.said, f.begins, depth + 1
      from found f
      join ${agencies} g on g.id = f.id
      where g.merged_on <= ${localToday} and depth < 10)
    select g.id, g.name, min(f.said) filter (where f.said <> g.name) as formerly
    from found f
    join ${agencies} g on g.id = f.id
    where g.refused_at is null and (g.merged_on is null or g.merged_on > ${localToday})
    group by g.id
    order by bool_or(f.begins) desc, g.name_key
    limit ${limit}`)
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
