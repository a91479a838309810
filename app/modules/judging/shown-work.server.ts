import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { media } from '#db/schema/entries.ts'
import { agencies } from '#db/schema/provinces.ts'
import { authorNames } from '../entries/received.server.ts'

export type ShownFile = {
  id: string
  kind: 'pdf' | 'image' | 'audio' | 'video'
  name: string
  bytes: number
  durationSeconds: number | null
  state: string
}

/**
 * In SQL, what a judge is shown of an entry (under this alias) at the desk and on a ballot. Where the round is blind,
 * nothing that names an author: no authors, no agency, files without their names.
 */
export const shownAuthors = (entry: SQL, blind: SQLWrapper | boolean) =>
  sql<string | null>`case when ${blind} then null else ${authorNames(entry)} end`

export const shownAgency = (entry: SQL, blind: SQLWrapper | boolean) =>
  sql<string | null>`case when ${blind} then null else (
    select g.name from ${agencies} g where g.id = ${entry}.agency_id) end`

export const shownFiles = (entry: SQL, blind: SQLWrapper | boolean) => sql<ShownFile[]>`coalesce((
  select json_agg(
    json_build_object('id', m.id, 'kind', m.kind, 'name', case when ${blind} then '' else m.name end,
      'bytes', m.bytes, 'durationSeconds', m.duration_seconds, 'state', m.state)
    order by m.started_at, m.id)
  from ${media} m
  where m.entry_id = ${entry}.id and m.state = 'complete' and not m.aside), '[]')`
