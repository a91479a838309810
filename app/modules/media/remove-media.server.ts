import { eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { media } from '#db/schema/entries.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { forPolicy, lockOwnEntry } from '../entries/load-entry.server.ts'
import { whyNotEdit } from '../entries/policy.ts'
import { restsUntil } from '../entries/resting.server.ts'
import type { Refusal } from '../refusal/refusal.ts'

/**
 * Takes a file off an own entry, or cancels its upload. What has arrived of it rests until it is put back or the job that
 * cleans the bucket removes the bytes.
 */
export async function removeMedia(
  actor: Actor,
  mediaId: string,
): Promise<{ entryId: string } | Refusal | null> {
  return database().transaction(async (tx) => {
    const [file] = await tx.select().from(media).where(eq(media.id, mediaId))
    if (!file || file.state === 'removed') return null
    const dossier = await lockOwnEntry(tx, actor, file.entryId)
    if (!dossier) return null
    const refusal = whyNotEdit(forPolicy(dossier), dossier.edition, dossier.now, 'media')
    if (refusal) return refusal
    await tx
      .update(media)
      .set({ state: 'removed', uploadId: null, restsUntil: restsUntil() })
      .where(eq(media.id, mediaId))
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'media.removed',
      subjectId: mediaId,
      editionId: dossier.edition.id,
      details: { entryId: file.entryId },
    })
    return { entryId: file.entryId }
  })
}
