import { sql, type SQL } from 'drizzle-orm'

/**
 * Minutes a reading takes, in SQL: what its media last, and its pages at the pace of the category; or what the category
 * says where the files tell neither.
 */
export const readingMinutes = (entryId: SQL, categoryId: SQL) => sql<number>`coalesce((
  select nullif(ceil(coalesce(sum(m.duration_seconds), 0) / 60.0 + coalesce(sum(m.pages), 0) * c.minutes_per_page)::int, 0)
  from media m, categories c where c.id = ${categoryId} and m.entry_id = ${entryId} and m.state = 'complete' group by c.id),
  (select c.reading_minutes from categories c where c.id = ${categoryId}))`
