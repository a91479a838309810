import { sql, type SQL } from 'drizzle-orm'
import { entryAuthors } from '#db/schema/entries.ts'
import { quoted } from '#db/quoted.ts'
import { receivedStates } from './received.ts'

/** In SQL, whether an entry was not disqualified: what is read, ranked, voted on and given a prize. */
export const stillIn = (entry: SQL) => sql<boolean>`${entry}.state <> 'disqualified'`

/** In SQL, whether an entry (under this alias) was received; see `receivedStates`. */
export const isReceived = (entry: SQL) => sql`${entry}.state in (${quoted(receivedStates)})`

/** In SQL, whether an entry was ever handed in: received, or taken back since. It keeps its number. */
export const wasHandedIn = (entry: SQL) => sql`(${entry}.number is not null and ${entry}.state <> 'draft')`

/** In SQL, the authors of an entry in their order, as one text. */
export const authorNames = (entry: SQL) =>
  sql<string>`(
    select string_agg(w.name, ', ' order by w.position) from ${entryAuthors} w where w.entry_id = ${entry}.id)`
