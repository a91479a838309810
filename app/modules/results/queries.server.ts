import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { database, once } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { categories, editions } from '#db/schema/editions.ts'
import { entries, entryAuthors } from '#db/schema/entries.ts'
import { assignments, roundEntries, rounds, scoreSheets } from '#db/schema/judging.ts'
import { agencies } from '#db/schema/provinces.ts'
import { awards, publications } from '#db/schema/results.ts'
import { standing, stands } from '../judging/counting.server.ts'
import { readRanking } from './ranking.ts'

const authorNames = sql<
  string[]
>`coalesce((select array_agg(a.name order by a.position) from ${entryAuthors} a where a.entry_id = ${entries.id}), '{}')`

const rankingQuery = once(() => rankingOn(database()))

function rankingOn(db: Connection) {
  const sheets = db.$with('sheets').as(
    db
      .select({
        entryId: scoreSheets.entryId,
        totals: sql<number[]>`array_agg(${scoreSheets.total} order by ${scoreSheets.submittedAt})`.as(
          'totals',
        ),
      })
      .from(scoreSheets)
      .innerJoin(assignments, and(eq(assignments.id, scoreSheets.assignmentId), standing))
      .where(and(eq(scoreSheets.roundId, sql.placeholder('roundId')), eq(scoreSheets.state, 'submitted')))
      .groupBy(scoreSheets.entryId),
  )
  const finalists = db.$with('finalists').as(
    db
      .select({ entryId: roundEntries.entryId, inFinal: sql<boolean>`true`.as('in_final') })
      .from(roundEntries)
      .innerJoin(rounds, and(eq(rounds.id, roundEntries.roundId), eq(rounds.stage, 'final')))
      .where(
        sql`${rounds.editionId} = (select r.edition_id from ${rounds} r where r.id = ${sql.placeholder('roundId')})`,
      ),
  )
  return db
    .with(sheets, finalists)
    .select({
      text: sql<string>`coalesce(json_agg(json_build_array(${entries.id}, ${entries.number}, ${entries.title},
        ${agencies.name}, ${sheets.totals}, ${awards.prize}, ${finalists.inFinal}) order by ${entries.number}), '[]')::text`,
    })
    .from(roundEntries)
    .innerJoin(entries, eq(entries.id, roundEntries.entryId))
    .leftJoin(sheets, eq(sheets.entryId, entries.id))
    .leftJoin(finalists, eq(finalists.entryId, entries.id))
    .leftJoin(agencies, eq(agencies.id, entries.agencyId))
    .leftJoin(awards, eq(awards.entryId, entries.id))
    .where(
      and(
        eq(roundEntries.roundId, sql.placeholder('roundId')),
        sql`(${sql.placeholder('categoryId')}::text = '' or ${entries.categoryId} = ${sql.placeholder('categoryId')})`,
      ),
    )
    .prepare('ranking')
}

/**
 * The submitted sheets of a category (or, '' , of the whole round) as one text for `readRanking`; in a transaction, as
 * that sees them.
 */
export async function rankingText(
  roundId: string,
  categoryId: string,
  connection?: Connection,
): Promise<string> {
  const [row] = await (connection ? rankingOn(connection) : rankingQuery()).execute({ roundId, categoryId })
  return row!.text
}

/** The ranking of a category (or, '' , of the whole round): mean, readings and spread of submitted sheets. */
export async function rankingOf(roundId: string, categoryId: string) {
  return readRanking(await rankingText(roundId, categoryId))
}

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
      prize: awards.prize,
      categoryId: categories.id,
      categoryVi: categories.nameVi,
      categoryEn: categories.nameEn,
    })
    .from(awards)
    .innerJoin(entries, eq(entries.id, awards.entryId))
    .innerJoin(categories, eq(categories.id, awards.categoryId))
    .leftJoin(agencies, eq(agencies.id, entries.agencyId))
    .where(eq(awards.editionId, editionId))
    .orderBy(
      sql`${awards.prize} <> 'special'`,
      asc(categories.position),
      sql`array_position(array['special','first','second','third','consolation'], ${awards.prize})`,
      asc(entries.number),
    )
}

export async function finalRoundOf(editionId: string) {
  const [round] = await database()
    .select()
    .from(rounds)
    .where(and(eq(rounds.editionId, editionId), eq(rounds.stage, 'final')))
  return round ?? null
}

/** What is published of an edition now; null while nothing is. */
export async function publishedResults(number: number) {
  const [row] = await database()
    .select({
      results: publications.results,
      publishedAt: publications.publishedAt,
      number: editions.number,
      year: editions.year,
      nameVi: editions.nameVi,
      nameEn: editions.nameEn,
    })
    .from(publications)
    .innerJoin(editions, eq(editions.id, publications.editionId))
    .where(and(eq(editions.number, number), sql`${editions.publishedAt} is not null`))
    .orderBy(desc(publications.publishedAt))
    .limit(1)
  return row ?? null
}

/** Entries with a prize whose final round has not one submitted sheet for them. */
export async function awardedWithoutReading(editionId: string): Promise<number> {
  const [row] = await database().execute<{ count: number }>(sql`
    select count(*)::int as count from ${awards} w where w.edition_id = ${editionId} and not exists (
      select 1 from ${scoreSheets} s join ${rounds} r on r.id = s.round_id join ${assignments} a on a.id = s.assignment_id
      where s.entry_id = w.entry_id and s.state = 'submitted' and r.stage = 'final' and ${stands})`)
  return row!.count
}
