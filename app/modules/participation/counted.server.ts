import { sql, type SQL } from 'drizzle-orm'
import { finalists } from '#db/schema/judging.ts'
import { prizesGiven } from '#db/schema/results.ts'
import { isReceived } from '../entries/received.server.ts'

/** What is counted of entries, each for the alias of `entries` it is asked of, so that every number means the same. */

export const isInFinal = (entry: SQL) =>
  sql`exists (select 1 from ${finalists} f where f.entry_id = ${entry}.id)`

export const hasPrize = (entry: SQL) =>
  sql`exists (select 1 from ${prizesGiven} w where w.entry_id = ${entry}.id)`

/** Columns `received`, `eligible`, `final` and `prizes` of the entries selected under an alias. */
export const countedSteps = (entry: SQL) => sql`
  count(*) filter (where ${isReceived(entry)})::int as submitted,
  count(*) filter (where ${entry}.state = 'eligible')::int as eligible,
  count(*) filter (where ${isReceived(entry)} and ${isInFinal(entry)})::int as final,
  count(*) filter (where ${isReceived(entry)} and ${hasPrize(entry)})::int as prizes`
