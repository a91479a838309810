import { and, eq, isNotNull, lt, sql } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'
import { exports } from '#db/schema/exports.ts'

/** Removes files of exports past their time from the bucket; may run twice. */
export async function cleanExports() {
  const past = await database()
    .select({ id: exports.id, objectKey: exports.objectKey })
    .from(exports)
    .where(and(isNotNull(exports.objectKey), lt(exports.expiresAt, sql`now()`)))
  for (const row of past) {
    await storage().remove(row.objectKey!)
    await database().update(exports).set({ objectKey: null }).where(eq(exports.id, row.id))
  }
}
