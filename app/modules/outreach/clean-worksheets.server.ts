import { and, eq, lt, ne, sql } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'
import { bulkEntries } from '#db/schema/outreach.ts'

/** A worksheet given back is kept for a month. */
export async function cleanWorksheets() {
  const past = await database()
    .select({ id: bulkEntries.id, key: bulkEntries.annotatedKey })
    .from(bulkEntries)
    .where(and(ne(bulkEntries.annotatedKey, ''), lt(bulkEntries.createdAt, sql`now() - interval '30 days'`)))
    .limit(200)
  for (const { id, key } of past) {
    await storage().remove(key)
    await database().update(bulkEntries).set({ annotatedKey: '' }).where(eq(bulkEntries.id, id))
  }
}
