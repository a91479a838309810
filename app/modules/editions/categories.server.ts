import { asc, eq, inArray } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { categories, criteria } from '#db/schema/editions.ts'

export type Category = typeof categories.$inferSelect

export type Criterion = typeof criteria.$inferSelect

export function categoriesOf(editionId: string, connection: Connection = database()) {
  return connection
    .select()
    .from(categories)
    .where(eq(categories.editionId, editionId))
    .orderBy(asc(categories.position))
}

export function criteriaOf(categoryIds: string[], connection: Connection = database()) {
  if (categoryIds.length === 0) return Promise.resolve([])
  return connection
    .select()
    .from(criteria)
    .where(inArray(criteria.categoryId, categoryIds))
    .orderBy(asc(criteria.categoryId), asc(criteria.position))
}

/** The edition with its categories and their rubrics, as the settings page shows it. */
export async function editionWhole(editionId: string, connection: Connection = database()) {
  const cats = await categoriesOf(editionId, connection)
  const crits = await criteriaOf(
    cats.map((category) => category.id),
    connection,
  )
  return cats.map((category) => ({
    ...category,
    criteria: crits.filter((criterion) => criterion.categoryId === category.id),
  }))
}
