import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { editions } from '#db/schema/editions.ts'
import { publications } from '#db/schema/results.ts'
import type { PublishedResult } from '../editions/prizes.ts'

export type PublicResult = Omit<PublishedResult, 'entryId' | 'persons'>

/** What everybody may read of an edition's published list, without our own ids; null while nothing is published. */
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
  return row ? { ...row, results: row.results.map(forEverybody) } : null
}

function forEverybody(result: PublishedResult): PublicResult {
  const { prize, categoryVi, categoryEn, number, title, language, authors, agency } = result
  return { prize, categoryVi, categoryEn, number, title, language, authors, agency }
}

/** When the list of an edition was taken from the public; null where it stands, or there never was one. */
export async function retractionOf(number: number): Promise<Date | null> {
  const [row] = await database()
    .select({ at: publications.retractedAt })
    .from(publications)
    .innerJoin(editions, eq(editions.id, publications.editionId))
    .where(and(eq(editions.number, number), isNull(editions.publishedAt)))
    .orderBy(desc(publications.version))
    .limit(1)
  return row?.at ?? null
}
