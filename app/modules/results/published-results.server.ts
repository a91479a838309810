import { and, desc, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { editions } from '#db/schema/editions.ts'
import { publications } from '#db/schema/results.ts'

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
