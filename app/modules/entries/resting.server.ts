import { sql, type SQL } from 'drizzle-orm'
import { entries } from '#db/schema/entries.ts'
import { restingDays } from './resting.ts'

/** In SQL, until when what is deleted now rests. */
export const restsUntil = () => sql<Date>`now() + make_interval(days => ${restingDays})`

/**
 * In SQL, whether something that rests until this moment need rest no longer: its time is over, or the dossier (by the id
 * in this column) is no more one that its author may change, or put back.
 */
export const isRestOver = (until: SQL, entryId: SQL) => sql<boolean>`(
  ${until} <= now()
  or not exists (
    select from ${entries} e
    where e.id = ${entryId} and (e.state in ('draft', 'returned') or e.rests_until > now())))`
