import { and, eq, sql } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'
import { enqueue } from '../queue/enqueue.server.ts'
import { databaseNow } from '#db/clock.ts'
import { media } from '#db/schema/entries.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { forPolicy, lockOwnEntry, type Dossier } from '../entries/load-entry.server.ts'
import { whyNotUpload } from '../entries/policy.ts'
import { isRefusal, refuse, type Refusal } from '../refusal/refusal.ts'
import { partsOf } from '../editions/file-kinds.ts'
import { headBytes, whyNotItsName } from './real-type.ts'
import { hasScanner } from './scan-media.server.ts'
import { nullIfGone } from './start-upload.server.ts'
import { unlessAway } from './unless-away.server.ts'
import { isWait, type Wait } from './wait.ts'

type File = typeof media.$inferSelect

/**
 * Puts the parts together and checks what arrived: every part with its size, the whole, and the real type against the
 * ending. A file that lies is removed and refused by name; nothing else is touched. May be asked twice.
 */
export async function completeUpload(
  actor: Actor,
  mediaId: string,
): Promise<{ mediaId: string } | Refusal | Wait | null> {
  const file = await ownOpenUpload(actor, mediaId)
  if (!file || isRefusal(file)) return file
  if (file.state === 'complete') return { mediaId }
  const arrived = await unlessAway(async () => (await assemble(file)) ?? { lies: await typeFault(file) })
  if (isWait(arrived) || isRefusal(arrived)) return arrived
  return record(actor, file, arrived.lies)
}

async function record(
  actor: Actor,
  file: File,
  lies: Refusal | null,
): Promise<{ mediaId: string } | Refusal | null> {
  const { id: mediaId } = file
  return database().transaction(async (tx) => {
    const dossier = await lockOwnEntry(tx, actor, file.entryId)
    if (!dossier) return null
    const late = whyNotUpload(forPolicy(dossier), dossier.edition, await databaseNow(tx), file.startedAt)
    const refusal = late ?? lies
    const state = refusal ? ('removed' as const) : ('complete' as const)
    const [moved] = await tx
      .update(media)
      .set({ state, uploadId: null, completedAt: sql`clock_timestamp()` })
      .where(and(eq(media.id, mediaId), eq(media.state, 'uploading')))
      .returning({ id: media.id })
    if (!moved) return isComplete(dossier, mediaId) ? { mediaId } : null
    const kind = refusal ? 'media.refused' : 'media.completed'
    await recordEvent(tx, {
      actorId: actor.userId,
      kind,
      subjectId: mediaId,
      editionId: dossier.edition.id,
      details: { entryId: file.entryId },
    })
    if (refusal) return refusal
    await enqueue(tx, 'check-media', { mediaId })
    if (hasScanner()) await enqueue(tx, 'scan-media', {})
    return { mediaId }
  })
}

/** Whether another completion, not a removal, came before. */
const isComplete = ({ files }: Pick<Dossier, 'files'>, mediaId: string) =>
  files.some((file) => file.id === mediaId && file.state === 'complete')

async function ownOpenUpload(actor: Actor, mediaId: string): Promise<File | Refusal | null> {
  return database().transaction(async (tx) => {
    const [file] = await tx.select().from(media).where(eq(media.id, mediaId))
    if (!file || file.state === 'removed') return null
    const dossier = await lockOwnEntry(tx, actor, file.entryId)
    if (!dossier) return null
    if (file.state === 'complete') return file
    return whyNotUpload(forPolicy(dossier), dossier.edition, dossier.now, file.startedAt) ?? file
  })
}

async function assemble(file: File): Promise<Refusal | null> {
  // A completion cut short after the bucket did its part: the object is there already.
  if (await hasArrived(file)) return null
  try {
    const refusal = await putTogether(file)
    // Another completion was faster, and took the parts away.
    return refusal && (await hasArrived(file)) ? null : refusal
  } catch (error) {
    if (await hasArrived(file)) return null
    throw error
  }
}

const hasArrived = async (file: File) => (await storage().size(file.objectKey)) === file.bytes

async function putTogether(file: File): Promise<Refusal | null> {
  const upload = { key: file.objectKey, uploadId: file.uploadId! }
  // An upload the bucket knows no more lacks every part; asked for again, it begins anew.
  const arrived = (await storage().listParts(upload).catch(nullIfGone)) ?? []
  const wanted = partsOf(file.bytes, file.partBytes)
  const lacking = wanted.filter(
    (part) => arrived.find((one) => one.partNumber === part.partNumber)?.bytes !== part.bytes,
  )
  if (lacking.length) return refuse('media.refused.incomplete', { name: file.name, count: lacking.length })
  await storage().completeUpload(
    upload,
    arrived.filter((part) => part.partNumber <= wanted.length),
  )
  return null
}

async function typeFault(file: File): Promise<Refusal | null> {
  const bytes = Math.min(file.bytes, headBytes)
  return whyNotItsName(file.name, await storage().read(file.objectKey, { from: 0, bytes }))
}
