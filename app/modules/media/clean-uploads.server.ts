import { and, eq, exists, inArray, isNotNull, lt, ne, not, or, sql } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'
import { entries, media } from '#db/schema/entries.ts'
import { isRestOver } from '../entries/resting.server.ts'
import type { Upload } from '#storage/storage.ts'

/**
 * Frees the bucket of what nobody will finish or needs: deleted files that have rested, uploads untouched for a week or of works
 * withdrawn for good, uploads without a row that began more than a day before `now`. Runs every ten minutes; may run twice. A file the
 * bucket will not let go of is left for the next run and stops no other; the job fails with what it was told.
 */
export async function cleanUploads(now = new Date()) {
  await giveUpAbandoned()
  const removed = await database()
    .select({ id: media.id, objectKey: media.objectKey })
    .from(media)
    .where(and(eq(media.state, 'removed'), ne(media.fingerprint, ''), not(isResting)))
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

/** Deleted, and may still be put back. */
const isResting = and(
  isNotNull(media.restsUntil),
  not(isRestOver(sql`${media.restsUntil}`, sql`${media.entryId}`)),
)!

/** Said in the database before the bucket is told: an upload completed meanwhile stays. */
async function giveUpAbandoned() {
  const withdrawn = database()
    .select({ id: entries.id })
    .from(entries)
    .where(
      and(
        eq(entries.id, media.entryId),
        eq(entries.state, 'withdrawn'),
        not(sql`coalesce(${entries.restsUntil} > now(), false)`),
      ),
    )
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
    .select({ key: media.objectKey, uploadId: media.uploadId })
    .from(media)
    .where(
      and(
        inArray(
          media.objectKey,
          old.map((upload) => upload.key),
        ),
        or(isNotNull(media.uploadId), isResting),
      ),
    )
  // What rests has no upload of its own: the bucket's stands for it.
  const kept = new Map(known.map((row) => [row.key, row.uploadId]))
  for (const { key, uploadId } of old)
    if (!kept.has(key) || ![uploadId, null].includes(kept.get(key)!))
      await storage().abortUpload({ key, uploadId })
}
