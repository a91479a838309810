import { count, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { categories } from '#db/schema/editions.ts'
import { prizesGiven } from '#db/schema/results.ts'
import type { Prize } from '../editions/prizes.ts'

/** Prizes proposed against the soft quotas of each category. */
export async function quotaBoard(editionId: string) {
  const rows = await database()
    .select({
      id: categories.id,
      nameVi: categories.nameVi,
      nameEn: categories.nameEn,
      quota: categories.quota,
    })
    .from(categories)
    .where(eq(categories.editionId, editionId))
    .orderBy(categories.position)
  const given = await database()
    .select({ categoryId: prizesGiven.categoryId, prize: prizesGiven.prize, count: count() })
    .from(prizesGiven)
    .where(eq(prizesGiven.editionId, editionId))
    .groupBy(prizesGiven.categoryId, prizesGiven.prize)
  const of = (categoryId: string, prize: Prize) =>
    given.find((row) => row.categoryId === categoryId && row.prize === prize)?.count ?? 0
  return rows.map((category) => ({
    ...category,
    prizes: (['first', 'second', 'third', 'consolation'] as const).map((prize) => ({
      prize,
      given: of(category.id, prize),
      quota: category.quota[prize],
    })),
    special: of(category.id, 'special'),
  }))
}
