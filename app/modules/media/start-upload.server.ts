import { and, eq } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { newId } from '#db/ids.ts'
import { media } from '#db/schema/entries.ts'
import { mediaKey } from '#storage/keys.ts'
import type { Actor } from '../actor/actor.ts'
import { takeTry } from '../accounts/rate-limit.server.ts'
import { forPolicy, lockOwnEntry, type Dossier } from '../entries/load-entry.server.ts'
import { whyNotUpload } from '../entries/policy.ts'
import { isRefusal, refuse, type Refusal } from '../refusal/refusal.ts'
import { fileKindOf, partSizeFor, partsOf, takes } from '../editions/file-kinds.ts'

export type StartedUpload = { mediaId: string; partBytes: number; done: number[] }

type Ask = { name: string; bytes: number; fingerprint: string }
type Row = typeof media.$inferSelect
type NewFile = { kind: Row['kind']; mime: string }

/** Begins an upload, or goes on with the one of the same file that was cut; null where the entry is not the actor's. */
export async function startUpload(
  actor: Actor,
  entryId: string,
  ask: Ask,
): Promise<StartedUpload | Refusal | null> {
  const wait = await takeTry('upload-account', actor.userId)
  if (wait) return refuse('auth.error.tooMany', { seconds: wait })
  const found = await database().transaction((tx) => begunOrNew(tx, actor, entryId, ask))
  if (!found || isRefusal(found)) return found
  const row = 'id' in found ? found : await beginInBucket(actor, entryId, ask, found)
  if (!row || isRefusal(row)) return row
  const parts = await storage().listParts({ key: row.objectKey, uploadId: row.uploadId! })
  return { mediaId: row.id, partBytes: row.partBytes, done: parts.map((part) => part.partNumber) }
}

/** The upload of this file that was cut, or as what a new one may begin. */
async function begunOrNew(
  tx: Transaction,
  actor: Actor,
  entryId: string,
  ask: Ask,
): Promise<Row | NewFile | Refusal | null> {
  const dossier = await lockOwnEntry(tx, actor, entryId)
  if (!dossier) return null
  const begun = dossier.files.find(
    (file) => file.state === 'uploading' && file.fingerprint === ask.fingerprint && file.bytes === ask.bytes,
  )
  const refusal = whyNotUpload(forPolicy(dossier), dossier.edition, dossier.now, begun?.startedAt ?? null)
  return refusal ?? begun ?? checkFile(dossier, ask.name, ask.bytes)
}

/** The bucket is asked with nothing locked; what has changed meanwhile is looked at again, and then stands. */
async function beginInBucket(
  actor: Actor,
  entryId: string,
  ask: Ask,
  { kind, mime }: NewFile,
): Promise<Row | Refusal | null> {
  const id = newId('media')
  const key = mediaKey(id)
  const upload = { key, uploadId: await storage().startUpload(key, mime) }
  const row = await database().transaction(async (tx) => {
    const found = await begunOrNew(tx, actor, entryId, ask)
    if (!found || isRefusal(found) || 'id' in found) return found
    const { uploadId } = upload
    const partBytes = partSizeFor(ask.bytes)
    const values = { id, entryId, kind, mime, ...ask, objectKey: key, uploadId, partBytes }
    const [made] = await tx.insert(media).values(values).returning()
    return made!
  })
  if (!row || isRefusal(row) || row.id !== id) await storage().abortUpload(upload)
  return row
}

/** The category's list: kinds, count, size. What the file really is can only be told when it has arrived. */
function checkFile({ category, files }: Dossier, name: string, bytes: number): NewFile | Refusal {
  const found = fileKindOf(name)
  if (bytes === 0) return refuse('media.refused.empty', { name })
  if (!category) return refuse('media.refused.noCategory')
  const wanted = found && category.requirements.find((requirement) => requirement.kind === found.kind)
  if (!found || !wanted || !takes(wanted, name)) return refuse('media.refused.kind', { name })
  if (bytes > wanted.maxBytes)
    return refuse('media.refused.tooLarge', { name, max: Math.floor(wanted.maxBytes / 1_000_000) })
  if (files.filter((file) => file.kind === found.kind).length >= wanted.maxCount)
    return refuse('media.refused.tooMany', { max: wanted.maxCount })
  return { kind: found.kind, mime: found.mime }
}

/** Addresses for the named parts of an own upload that is still open; each takes that part's bytes, for an hour. */
export async function signParts(
  actor: Actor,
  mediaId: string,
  partNumbers: number[],
): Promise<Record<number, string> | Refusal | null> {
  const row = await database().transaction(async (tx) => {
    const [file] = await tx
      .select()
      .from(media)
      .where(and(eq(media.id, mediaId), eq(media.state, 'uploading')))
    if (!file) return null
    const dossier = await lockOwnEntry(tx, actor, file.entryId)
    if (!dossier) return null
    return whyNotUpload(forPolicy(dossier), dossier.edition, dossier.now, file.startedAt) ?? file
  })
  if (!row || isRefusal(row)) return row
  const parts = partsOf(row.bytes, row.partBytes)
  if (partNumbers.some((number) => number < 1 || number > parts.length)) return refuse('form.error.invalid')
  const upload = { key: row.objectKey, uploadId: row.uploadId! }
  const signed = await Promise.all(
    partNumbers.map(
      async (number) => [number, await storage().signPart(upload, parts[number - 1]!, 3600)] as const,
    ),
  )
  return Object.fromEntries(signed)
}
