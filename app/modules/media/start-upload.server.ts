import { and, eq, inArray, lt, ne, sql, type SQL } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { newId } from '#db/ids.ts'
import { entries, media } from '#db/schema/entries.ts'
import { mediaKey } from '#storage/keys.ts'
import { UploadGone } from '#storage/storage.ts'
import type { Actor } from '../actor/actor.ts'
import { giveBackTry, takeTry } from '../accounts/rate-limit.server.ts'
import { forPolicy, lockOwnEntry, type Dossier } from '../entries/load-entry.server.ts'
import { whyNotUpload } from '../entries/policy.ts'
import { isRefusal, refuse, type Refusal } from '../refusal/refusal.ts'
import { acceptedEndings, fileKindOf, partSizeFor, partsOf, takes } from '../editions/file-kinds.ts'
import { isResting } from './put-back-media.server.ts'
import { unlessAway } from './unless-away.server.ts'
import { isWait, type Wait } from './wait.ts'

export type StartedUpload = { mediaId: string; partBytes: number; done: number[] }

type Ask = { name: string; bytes: number; fingerprint: string }
type Row = typeof media.$inferSelect
type NewFile = { kind: Row['kind']; mime: string }

/**
 * Begins an upload, or goes on with the one of the same file that was cut; null where the entry is not the actor's. Only
 * what begins counts against how fast an account may ask: going on is free, and so is what the bucket did not take.
 */
export async function startUpload(
  actor: Actor,
  entryId: string,
  ask: Ask,
): Promise<StartedUpload | Refusal | Wait | null> {
  const found = await database().transaction((tx) => begunOrNew(tx, actor, entryId, ask))
  if (!found || isRefusal(found)) return found
  return unlessAway(async () => {
    const row = 'id' in found ? found : await begin(actor, entryId, ask, found)
    return !row || isRefusal(row) || isWait(row) ? row : sentOf(row)
  })
}

async function begin(
  actor: Actor,
  entryId: string,
  ask: Ask,
  file: NewFile,
): Promise<Row | Refusal | Wait | null> {
  const wait = await takeTry('upload-account', actor.userId)
  if (wait) return { wait, for: 'rate' }
  try {
    return await beginInBucket(actor, entryId, ask, file)
  } catch (error) {
    await giveBackTry('upload-account', actor.userId)
    throw error
  }
}

/** What the bucket has of a file, part by part. */
async function sentOf(row: Row): Promise<StartedUpload> {
  const { id: mediaId, bytes, partBytes } = row
  const wanted = partsOf(bytes, partBytes)
  const upload = { key: row.objectKey, uploadId: row.uploadId! }
  const parts = await storage().listParts(upload).catch(nullIfGone)
  if (!parts) {
    // Put together already, when only the answer was lost; otherwise it begins anew under the same row.
    const whole = (await storage().size(row.objectKey)) === bytes
    if (!whole) await beginAgain(row)
    return { mediaId, partBytes, done: whole ? wanted.map((part) => part.partNumber) : [] }
  }
  const arrived = new Map(parts.map((part) => [part.partNumber, part.bytes]))
  const done = wanted.filter((part) => arrived.get(part.partNumber) === part.bytes)
  return { mediaId, partBytes, done: done.map((part) => part.partNumber) }
}

export function nullIfGone(error: unknown): null {
  if (error instanceof UploadGone) return null
  throw error
}

async function beginAgain({ id, objectKey: key, mime, uploadId: gone }: Row) {
  const uploadId = await storage().startUpload(key, mime)
  const [moved] = await database()
    .update(media)
    .set({ uploadId })
    .where(and(eq(media.id, id), eq(media.state, 'uploading'), eq(media.uploadId, gone!)))
    .returning({ id: media.id })
  if (!moved) await storage().abortUpload({ key, uploadId })
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
  if (refusal || begun) return refusal ?? begun!
  const file = checkFile(dossier, ask.name, ask.bytes)
  return isRefusal(file) ? file : ((await whyTooMuch(tx, actor, dossier, ask)) ?? file)
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
  if (!category) return refuse('media.refused.noCategory', { name })
  const wanted = found && category.requirements.find((requirement) => requirement.kind === found.kind)
  if (!found || !wanted || !takes(wanted, name)) {
    const taken = category.requirements.flatMap(acceptedEndings).join(', ')
    return refuse('media.refused.kind', { name, taken })
  }
  if (bytes > wanted.maxBytes)
    return refuse('media.refused.tooLarge', { name, max: Math.floor(wanted.maxBytes / 1_000_000) })
  if (files.filter((file) => file.kind === found.kind && !file.misfit).length >= wanted.maxCount)
    return refuse('media.refused.tooMany', { name, max: wanted.maxCount })
  return { kind: found.kind, mime: found.mime }
}

/** What one account may keep in an edition, in bytes: more than thirty films of the largest size that is asked for. */
export const mostBytes = 200_000_000_000

/** With the bytes this file would add. What was deleted gives way, the file deleted first before the others. */
async function whyTooMuch(
  tx: Transaction,
  actor: Actor,
  { edition }: Dossier,
  { name, bytes }: Ask,
): Promise<Refusal | null> {
  const total = (which: SQL) =>
    sql<number>`coalesce(sum(${media.bytes}) filter (where ${which}), 0)`.mapWith(Number)
  const own = and(eq(entries.ownerId, actor.userId), eq(entries.editionId, edition.id))!
  const [row] = await tx
    .select({ kept: total(isKept), resting: total(isResting) })
    .from(media)
    .innerJoin(entries, eq(entries.id, media.entryId))
    .where(own)
  const { kept, resting } = row!
  if (kept + bytes <= mostBytes) {
    if (kept + resting + bytes > mostBytes) await makeRoom(tx, own, kept + resting + bytes - mostBytes)
    return null
  }
  const inGigabytes = (amount: number) => Math.floor(amount / 1_000_000_000)
  return refuse('media.refused.tooMuch', { name, kept: inGigabytes(kept), max: inGigabytes(mostBytes) })
}

const isKept = ne(media.state, 'removed')

async function makeRoom(tx: Transaction, own: SQL, bytes: number) {
  const inTurn = tx.$with('in_turn').as(
    tx
      .select({
        id: media.id,
        before: sql<number>`
          sum(${media.bytes}) over (order by ${media.restsUntil}, ${media.id}) - ${media.bytes}`.as('before'),
      })
      .from(media)
      .innerJoin(entries, eq(entries.id, media.entryId))
      .where(and(own, isResting)),
  )
  await tx
    .with(inTurn)
    .update(media)
    .set({ restsUntil: null })
    .where(
      inArray(
        media.id,
        tx
          .select({ id: inTurn.id })
          .from(inTurn)
          .where(lt(inTurn.before, sql`${bytes}`)),
      ),
    )
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
