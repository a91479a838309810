import { sql, type SQL } from 'drizzle-orm'
import { media } from '#db/schema/entries.ts'

/** Columns of the entry's category that stand beside it in the query. */
type Pace = { minutesPerPage: SQL; readingMinutes: SQL }

/**
 * Minutes a reading takes, in SQL: what its media last, and its pages at the pace of the category; or what the category
 * says where the files tell neither.
 */
export const minutesOf = (
  entryId: SQL,
  { minutesPerPage, readingMinutes }: Pace,
) => sql<number>`coalesce(nullif((
  select ceil(coalesce(sum(m.duration_seconds), 0) / 60.0 + coalesce(sum(m.pages), 0) * ${minutesPerPage})::int
  from ${media} m
  where m.entry_id = ${entryId} and m.state = 'complete' and not m.aside), 0), ${readingMinutes})`
