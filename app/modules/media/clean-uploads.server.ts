import { and, eq, inArray, lt, or, sql } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'
import { entries, media } from '#db/schema/entries.ts'

/**
 * Frees the bucket of what nobody will finish or needs: cancelled files, uploads untouched for a week or of withdrawn
 * entries, uploads without a row that began more than a day before `now`. Runs every ten minutes; may run twice.
 */
export async function cleanUploads(now = new Date()) {
  const abandoned = await database()
    .select({ id: media.id, objectKey: media.objectKey })
    .from(media)
    .innerJoin(entries, eq(entries.id, media.entryId))
    .where(
      or(
        and(eq(media.state, 'removed'), sql`${media.fingerprint} <> ''`),
        and(
          eq(media.state, 'uploading'),
          or(lt(media.startedAt, sql`now() - interval '7 days'`), eq(entries.state, 'withdrawn')),
        ),
      ),
    )
    .limit(500)
  // A cancelled file no longer has the id of its upload; the bucket knows it by the key.
  const open = abandoned.length > 0 ? await storage().listUploads() : []
  for (const file of abandoned) {
    for (const upload of open.filter(({ key }) => key === file.objectKey)) await storage().abortUpload(upload)
    await storage().remove(file.objectKey)
    // An empty fingerprint marks the bytes as gone.
    await database()
      .update(media)
      .set({ state: 'removed', uploadId: null, fingerprint: '' })
      .where(eq(media.id, file.id))
  }
  await abortUnknownUploads(now)
}

async function abortUnknownUploads(now: Date) {
  const dayAgo = now.getTime() - 24 * 3600_000
  const old = (await storage().listUploads()).filter((upload) => upload.startedAt.getTime() < dayAgo)
  if (old.length === 0) return
  const known = await database()
    .select({ uploadId: media.uploadId })
    .from(media)
    .where(
      inArray(
        media.uploadId,
        old.map((upload) => upload.uploadId),
      ),
    )
  const kept = new Set(known.map((row) => row.uploadId))
  for (const upload of old) if (!kept.has(upload.uploadId)) await storage().abortUpload(upload)
}
