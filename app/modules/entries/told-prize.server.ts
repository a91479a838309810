import { sql, type SQL } from 'drizzle-orm'
import { editions } from '#db/schema/editions.ts'
import { prizesGiven } from '#db/schema/results.ts'
import type { Prize } from '../editions/prizes.ts'

/** In SQL, the prize of an entry (under an alias) as anybody may know it: null until the results are published. */
export const toldPrize = (entry: SQL): SQL<Prize | null> => sql`(
  select w.prize
  from ${prizesGiven} w
  join ${editions} d on d.id = w.edition_id
  where w.entry_id = ${entry}.id and d.published_at is not null)`
