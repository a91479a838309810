import { and, eq, gt, sql } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { media } from '#db/schema/entries.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { forPolicy, lockOwnEntry, type Dossier } from '../entries/load-entry.server.ts'
import { whyNotEdit, whyNotUpload } from '../entries/policy.ts'
import { isRefusal, refuse, type Refusal } from '../refusal/refusal.ts'
import { unlessAway } from './unless-away.server.ts'
import { isWait } from './wait.ts'

type File = typeof media.$inferSelect
type Found = { file: File; dossier: Dossier }

/** A file that was deleted stands in its dossier again; one that was cut goes on from what had arrived of it. */
export async function putBackMedia(
  actor: Actor,
  mediaId: string,
): Promise<{ entryId: string } | Refusal | null> {
  const asked = await database().transaction((tx) => resting(tx, actor, mediaId))
  if (!asked || isRefusal(asked)) return asked
  if (asked.file.state !== 'removed') return { entryId: asked.file.entryId }
  const upload = asked.file.completedAt ? null : await unlessAway(() => uploadOf(asked.file))
  if (isWait(upload)) return refuse('media.refused.bucketAway', { name: asked.file.name })
  if (upload === undefined) return over(asked.file)
  return database().transaction(async (tx) => {
    const found = await resting(tx, actor, mediaId)
    if (!found || isRefusal(found)) return found
    const { entryId, state: before } = found.file
    if (before !== 'removed') return { entryId }
    const state = upload ? ('uploading' as const) : ('complete' as const)
    await tx
      .update(media)
      .set({ state, uploadId: upload?.uploadId ?? null, restsUntil: null })
      .where(eq(media.id, mediaId))
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'media.putBack',
      subjectId: mediaId,
      editionId: found.dossier.edition.id,
      details: { entryId },
    })
    return { entryId }
  })
}

const over = ({ name }: File) => refuse('media.refused.restOver', { name })

/** What the bucket holds of a file that did not arrive whole. */
const uploadOf = async ({ objectKey }: File) =>
  (await storage().listUploads()).find(({ key }) => key === objectKey)

/** A file that rests, or is back already, with its dossier locked; null where it is not the actor's. */
async function resting(tx: Transaction, actor: Actor, mediaId: string): Promise<Found | Refusal | null> {
  const [named] = await tx.select({ entryId: media.entryId }).from(media).where(eq(media.id, mediaId))
  const dossier = named && (await lockOwnEntry(tx, actor, named.entryId))
  if (!dossier) return null
  const [file] = await tx.select().from(media).where(eq(media.id, mediaId))
  if (file!.state !== 'removed') return { file: file!, dossier }
  const { edition, now } = dossier
  const refusal = file!.completedAt
    ? whyNotEdit(forPolicy(dossier), edition, now, 'media')
    : whyNotUpload(forPolicy(dossier), edition, now, file!.startedAt)
  if (refusal) return refusal
  return file!.restsUntil && file!.restsUntil > now ? { file: file!, dossier } : over(file!)
}

/** In SQL, whether a file was deleted and may still be put back. */
export const isResting = and(eq(media.state, 'removed'), gt(media.restsUntil, sql`now()`))!

/** The files of a dossier that rest, the one deleted last first. */
export const removedFilesOf = (entryId: string) =>
  database()
    .select({
      id: media.id,
      name: media.name,
      bytes: media.bytes,
      restsUntil: sql<Date>`${media.restsUntil}`.mapWith(media.restsUntil),
    })
    .from(media)
    .where(and(eq(media.entryId, entryId), isResting))
    .orderBy(sql`${media.restsUntil} desc`, media.id)
