import { asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { categories, criteria, editions } from '#db/schema/editions.ts'
import { roman } from '#app/i18n/format.ts'
import { phaseOf } from './phase.ts'

export type Edition = typeof editions.$inferSelect
export type Category = typeof categories.$inferSelect
export type Criterion = typeof criteria.$inferSelect

/** Every edition, newest first, with where it stands by the database's clock. */
export async function listEditions() {
  const rows = await database()
    .select({ edition: editions, now: sql<string>`clock_timestamp()` })
    .from(editions)
    .orderBy(desc(editions.number))
  return rows.map(({ edition, now }) => ({ ...edition, phase: phaseOf(edition, new Date(now)) }))
}

export async function editionChoices() {
  const rows = await database()
    .select({ id: editions.id, number: editions.number })
    .from(editions)
    .orderBy(desc(editions.number))
  return rows.map(({ id, number }) => ({ id, name: roman(number) }))
}

export async function editionByNumber(number: number) {
  if (!Number.isInteger(number) || number < 1 || number > 3999) return null
  const [row] = await database()
    .select({ edition: editions, now: sql<string>`clock_timestamp()` })
    .from(editions)
    .where(eq(editions.number, number))
  return row
    ? { ...row.edition, now: new Date(row.now), phase: phaseOf(row.edition, new Date(row.now)) }
    : null
}

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
