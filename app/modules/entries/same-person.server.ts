import { sql, type SQL } from 'drizzle-orm'

/**
 * Who is whom among the authors of entries and the accounts, written once. Names are compared by their keys, so that
 * diacritics and case do not matter; an empty key names nobody.
 *
 * Two authors count as one person where their names are the same and their addresses do not differ (`isSamePerson`): the
 * cap a person is held to. Figures that tell how many authors there are count name keys, since "not different" makes no
 * groups. Whoever might be the same must keep away: an account is near an author by any name it ever had or by its
 * address, whatever the other one says (`namedAs`, `reachedAt`).
 */
type Author = { nameKey: string; email: string }

export const isSamePerson = (one: Author, other: Author) =>
  one.nameKey !== '' &&
  one.nameKey === other.nameKey &&
  (one.email === '' || other.email === '' || one.email === other.email)

/** Of how many entries somebody is an author, by rows that tell an author's entry. */
export const worksOf = (author: Author, rows: (Author & { entryId: string })[]) =>
  new Set(rows.filter((row) => isSamePerson(author, row)).map((row) => row.entryId)).size

/** In SQL, whether an author (under this alias) goes by this name. */
export const namedAs = (author: SQL, nameKey: SQL) =>
  sql`(${author}.name_key = ${nameKey} and ${nameKey} <> '')`

/** In SQL, whether an author (under this alias) is reached at this address. */
export const reachedAt = (author: SQL, email: SQL) =>
  sql`(${author}.email <> '' and lower(${author}.email) = ${email})`
