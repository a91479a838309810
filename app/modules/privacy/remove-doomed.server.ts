import { asc, eq } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'
import { doomedObjects } from '#db/schema/privacy.ts'

/** Takes what was given up out of the bucket, and then off the list; may run twice. What the bucket keeps comes next time. */
export async function removeDoomed() {
  const doomed = await database()
    .select({ key: doomedObjects.objectKey })
    .from(doomedObjects)
    .orderBy(asc(doomedObjects.since))
    .limit(500)
  for (const { key } of doomed) {
    await storage().remove(key)
    await database().delete(doomedObjects).where(eq(doomedObjects.objectKey, key))
  }
}
