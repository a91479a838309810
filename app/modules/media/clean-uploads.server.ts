import { and, eq, exists, inArray, lt, ne, or, sql } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'
import { entries, media } from '#db/schema/entries.ts'
import type { Upload } from '#storage/storage.ts'

/**
 * Frees the bucket of what nobody will finish or needs: cancelled files, uploads untouched for a week or of withdrawn
 * entries, uploads without a row that began more than a day before `now`. Runs every ten minutes; may run twice. A file the
 * bucket will not let go of is left for the next run and stops no other; the job fails with what it was told.
 */
export async function cleanUploads(now = new Date()) {
  await giveUpAbandoned()
  const removed = await database()
    .select({ id: media.id, objectKey: media.objectKey })
    .from(media)
    .where(and(eq(media.state, 'removed'), ne(media.fingerprint, '')))
    .orderBy(sql`random()`)
    .limit(500)
  const faults: unknown[] = []
  // A cancelled file no longer has the id of its upload; the bucket knows it by the key.
  const open = removed.length > 0 ? await storage().listUploads() : []
  for (const file of removed)
    await free(
      file,
      open.filter(({ key }) => key === file.objectKey),
    ).catch((error: unknown) => faults.push(error))
  await abortUnknownUploads(now)
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} files were not freed.`)
}

/** Said in the database before the bucket is told: an upload completed meanwhile stays. */
async function giveUpAbandoned() {
  const withdrawn = database()
    .select({ id: entries.id })
    .from(entries)
    .where(and(eq(entries.id, media.entryId), eq(entries.state, 'withdrawn')))
  await database()
    .update(media)
    .set({ state: 'removed', uploadId: null })
    .where(
      and(
        eq(media.state, 'uploading'),
        or(lt(media.startedAt, sql`now() - interval '7 days'`), exists(withdrawn)),
      ),
    )
}

async function free({ id, objectKey }: { id: string; objectKey: string }, uploads: Upload[]) {
  for (const upload of uploads) await storage().abortUpload(upload)
  await storage().remove(objectKey)
  // An empty fingerprint marks the bytes as gone.
  await database().update(media).set({ uploadId: null, fingerprint: '' }).where(eq(media.id, id))
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
