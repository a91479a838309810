import { desc, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { roman } from '#app/i18n/format.ts'
import { editions } from '#db/schema/editions.ts'
import { phaseOf } from './phase.ts'

export type Edition = typeof editions.$inferSelect

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
