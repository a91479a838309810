import { and, eq, sql } from 'drizzle-orm'
import { database, once } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { entries } from '#db/schema/entries.ts'
import { countingSheets, finalists, roundEntries, rounds } from '#db/schema/judging.ts'
import { agencies } from '#db/schema/provinces.ts'
import { prizesGiven } from '#db/schema/results.ts'
import { stillIn } from '../entries/received.server.ts'
import { readRanking } from './ranking.ts'

const rankingQuery = once(() => rankingOn(database()))

function rankingOn(db: Connection) {
  const sheets = db.$with('sheets').as(
    db
      .select({
        entryId: countingSheets.entryId,
        totals: sql<number[]>`array_agg(${countingSheets.total} order by ${countingSheets.submittedAt})`.as(
          'totals',
        ),
      })
      .from(countingSheets)
      .where(eq(countingSheets.roundId, sql.placeholder('roundId')))
      .groupBy(countingSheets.entryId),
  )
  const inFinal = db.$with('in_final').as(
    db
      .selectDistinct({ entryId: finalists.entryId, inFinal: sql<boolean>`true`.as('in_final') })
      .from(finalists)
      .where(
        sql`${finalists.editionId} = (select r.edition_id from ${rounds} r where r.id = ${sql.placeholder('roundId')})`,
      ),
  )
  return db
    .with(sheets, inFinal)
    .select({
      text: sql<string>`coalesce(
        json_agg(
          json_build_array(${entries.id}, ${entries.number}, ${entries.title}, ${agencies.name},
             ${sheets.totals}, ${prizesGiven.prize}, ${inFinal.inFinal})
          order by ${entries.number}),
        '[]')::text`,
    })
    .from(roundEntries)
    .innerJoin(entries, eq(entries.id, roundEntries.entryId))
    .leftJoin(sheets, eq(sheets.entryId, entries.id))
    .leftJoin(inFinal, eq(inFinal.entryId, entries.id))
    .leftJoin(agencies, eq(agencies.id, entries.agencyId))
    .leftJoin(prizesGiven, eq(prizesGiven.entryId, entries.id))
    .where(
      and(
        eq(roundEntries.roundId, sql.placeholder('roundId')),
        stillIn(sql`${entries}`),
        sql`(${sql.placeholder('categoryId')}::text = '' or ${entries.categoryId} = ${sql.placeholder('categoryId')})`,
      ),
    )
    .prepare('ranking')
}

/** The submitted sheets of a category (or, '' , of the whole round) as one text for `readRanking`. */
export async function rankingText(roundId: string, categoryId: string): Promise<string> {
  const [row] = await rankingQuery().execute({ roundId, categoryId })
  return row!.text
}

/** The ranking of a category (or, '' , of the whole round): mean, readings and spread of submitted sheets. */
export async function rankingOf(roundId: string, categoryId: string) {
  return readRanking(await rankingText(roundId, categoryId))
}
