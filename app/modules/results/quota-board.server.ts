import { count, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { categories, prizeQuotas } from '#db/schema/editions.ts'
import { prizesGiven } from '#db/schema/results.ts'
import { quotaPrizes } from '../editions/edition.ts'
import type { Prize } from '../editions/prizes.ts'

/** Prizes proposed against the soft quotas of each category. */
export async function quotaBoard(editionId: string) {
  const rows = await database()
    .select({
      id: categories.id,
      nameVi: categories.nameVi,
      nameEn: categories.nameEn,
    })
    .from(categories)
    .where(eq(categories.editionId, editionId))
    .orderBy(categories.position)
  const quotas = await database()
    .select({ categoryId: prizeQuotas.categoryId, prize: prizeQuotas.prize, places: prizeQuotas.places })
    .from(prizeQuotas)
    .innerJoin(categories, eq(categories.id, prizeQuotas.categoryId))
    .where(eq(categories.editionId, editionId))
  const given = await database()
    .select({ categoryId: prizesGiven.categoryId, prize: prizesGiven.prize, count: count() })
    .from(prizesGiven)
    .where(eq(prizesGiven.editionId, editionId))
    .groupBy(prizesGiven.categoryId, prizesGiven.prize)
  const of = (categoryId: string, prize: Prize) =>
    given.find((row) => row.categoryId === categoryId && row.prize === prize)?.count ?? 0
  return rows.map((category) => ({
    ...category,
    prizes: quotaPrizes.map((prize) => ({
      prize,
      given: of(category.id, prize),
      quota: quotas.find((row) => row.categoryId === category.id && row.prize === prize)?.places ?? 0,
    })),
    special: of(category.id, 'special'),
  }))
}
