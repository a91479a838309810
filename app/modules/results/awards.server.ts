import { asc, eq, sql, type SQLWrapper } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { categories } from '#db/schema/editions.ts'
import { entries, entryAuthors } from '#db/schema/entries.ts'
import { countingSheets, finalists } from '#db/schema/judging.ts'
import { agencies } from '#db/schema/provinces.ts'
import { prizesGiven } from '#db/schema/results.ts'
import { quoted } from '#db/quoted.ts'
import { prizes, type PublishedResult } from '../editions/prizes.ts'

const authorNames = sql<string[]>`coalesce((
  select array_agg(a.name order by a.position)
  from ${entryAuthors} a
  where a.entry_id = ${entries.id}), '{}')`

const authorPersons = sql<(string | null)[]>`coalesce((
  select array_agg(a.person_id order by a.position)
  from ${entryAuthors} a
  where a.entry_id = ${entries.id}), '{}')`

/** In SQL, the place of a prize in the order of prizes, the special one first. */
export const prizeOrder = (prize: SQLWrapper) => sql`array_position(array[${quoted(prizes)}], ${prize})`

/** The awards of an edition in the order they are published: the special prize, then by category and prize. */
export function awardsOf(editionId: string, connection: Connection = database()) {
  return connection
    .select({
      entryId: entries.id,
      number: entries.number,
      title: entries.title,
      language: entries.language,
      agency: agencies.name,
      authors: authorNames,
      persons: authorPersons,
      prize: prizesGiven.prize,
      categoryId: categories.id,
      categoryVi: categories.nameVi,
      categoryEn: categories.nameEn,
    })
    .from(prizesGiven)
    .innerJoin(entries, eq(entries.id, prizesGiven.entryId))
    .innerJoin(categories, eq(categories.id, prizesGiven.categoryId))
    .leftJoin(agencies, eq(agencies.id, entries.agencyId))
    .where(eq(prizesGiven.editionId, editionId))
    .orderBy(
      sql`${prizesGiven.prize} <> 'special'`,
      asc(categories.position),
      prizeOrder(prizesGiven.prize),
      asc(entries.number),
    )
}

/** The same as a publication keeps them. */
export async function resultsOf(editionId: string, connection: Connection): Promise<PublishedResult[]> {
  const rows = await awardsOf(editionId, connection)
  return rows.map(
    ({ entryId, prize, categoryVi, categoryEn, number, title, language, authors, persons, agency }) => ({
      entryId,
      prize,
      categoryVi,
      categoryEn,
      number: number!,
      title,
      language,
      authors,
      persons,
      agency: agency ?? '',
    }),
  )
}

/** Entries with a prize whose final round has not one submitted sheet for them. */
export async function awardedWithoutReading(editionId: string): Promise<number> {
  const [row] = await database().execute<{ count: number }>(sql`
    select count(*)::int as count
    from ${prizesGiven} w
    where w.edition_id = ${editionId} and not exists (
      select 1
      from ${countingSheets} s
      join ${finalists} f on f.round_id = s.round_id and f.entry_id = s.entry_id
      where s.entry_id = w.entry_id)`)
  return row!.count
}
