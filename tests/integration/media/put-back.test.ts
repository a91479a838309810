import { eq, inArray, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { database, storage } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { loadDossier } from '#app/modules/entries/load-entry.server.ts'
import { submitEntry } from '#app/modules/entries/submit-entry.server.ts'
import { putBackEntry, withdrawEntry } from '#app/modules/entries/take-back-entry.server.ts'
import { entryPage } from '#app/modules/home/entry-page.server.ts'
import { cleanUploads } from '#app/modules/media/clean-uploads.server.ts'
import { completeUpload } from '#app/modules/media/complete-upload.server.ts'
import { putBackMedia } from '#app/modules/media/put-back-media.server.ts'
import { removeMedia } from '#app/modules/media/remove-media.server.ts'
import {
  mostBytes,
  signParts,
  startUpload,
  type StartedUpload,
} from '#app/modules/media/start-upload.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { entries, media } from '#db/schema/index.ts'
import { makeActor, makeEdition, makeEntry, makeMedia, type MadeEdition } from '#tests/factories/index.ts'
import { granted } from '#tests/support/granted.ts'

let owner: Actor
let edition: MadeEdition
beforeEach(async () => {
  owner = await makeActor()
  edition = await makeEdition()
})

const draft = async () => (await makeEntry(owner, edition, { withMedia: false })).id
const row = async (id: string) => (await database().select().from(media).where(eq(media.id, id)))[0]!
const shown = async (entryId: string) => {
  const { files, removed } = granted(await entryPage(owner, entryId))
  return { files: files.map(({ id }) => id), removed: removed.files.map(({ id }) => id) }
}
const restOver = (name: string) => refuse('media.refused.restOver', { name })
const age = (ids: string[], time: string) =>
  database()
    .update(media)
    .set({ restsUntil: sql`${media.restsUntil} - ${time}::interval` })
    .where(inArray(media.id, ids))

describe('a file that was deleted', () => {
  it('rests, is shown as deleted and comes back whole', async () => {
    const entryId = await draft()
    const file = await makeMedia(entryId)
    const before = await row(file.id)
    await removeMedia(owner, file.id)
    expect(await shown(entryId)).toEqual({ files: [], removed: [file.id] })
    await cleanUploads()
    expect(await putBackMedia(owner, file.id)).toEqual({ entryId })
    expect(await putBackMedia(owner, file.id)).toEqual({ entryId })
    expect(await row(file.id)).toEqual(before)
    expect(await shown(entryId)).toEqual({ files: [file.id], removed: [] })
    await cleanUploads()
    expect(await storage().size(file.objectKey)).toBe(file.bytes)
  })

  it.each([
    ['6 days 23:59', true],
    ['7 days 00:01', false],
  ])('%s after: kept is %s', async (time, kept) => {
    const entryId = await draft()
    const file = await makeMedia(entryId)
    await removeMedia(owner, file.id)
    await age([file.id], time)
    await cleanUploads()
    expect((await storage().size(file.objectKey)) !== null).toBe(kept)
    expect((await shown(entryId)).removed).toEqual(kept ? [file.id] : [])
    expect(await putBackMedia(owner, file.id)).toEqual(kept ? { entryId } : restOver('bài.pdf'))
  })

  it('rests on while its draft is withdrawn and may be put back', async () => {
    const entryId = await draft()
    const file = await makeMedia(entryId)
    await removeMedia(owner, file.id)
    await withdrawEntry(owner, entryId)
    await cleanUploads()
    expect(await putBackMedia(owner, file.id)).toEqual(refuse('entry.refused.notDraft'))
    await putBackEntry(owner, entryId)
    expect(await putBackMedia(owner, file.id)).toEqual({ entryId })
  })

  it.each([
    ['submitted', (id: string) => submitEntry(owner, id)],
    [
      'withdrawn, a week ago',
      async (id: string) => {
        const done = await withdrawEntry(owner, id)
        await database()
          .update(entries)
          .set({ restsUntil: sql`now()` })
          .where(eq(entries.id, id))
        return done
      },
    ],
  ])('is gone once its work is %s', async (_what, move) => {
    const entryId = await draft()
    const [file, other] = [await makeMedia(entryId), await makeMedia(entryId)]
    await removeMedia(owner, file.id)
    expect(await move(entryId)).not.toHaveProperty('refused')
    expect((await loadDossier(owner, entryId))!.files.map(({ id }) => id)).toEqual([other.id])
    expect(await putBackMedia(owner, file.id)).toEqual(refuse('entry.refused.notDraft'))
    await cleanUploads()
    expect([await storage().size(file.objectKey), await storage().size(other.objectKey)]).toEqual([
      null,
      other.bytes,
    ])
  })

  it('is put back by nobody else, and not after the deadline', async () => {
    const entryId = await draft()
    const file = await makeMedia(entryId)
    await removeMedia(owner, file.id)
    expect(await putBackMedia(await makeActor(), file.id)).toBeNull()
    expect(await putBackMedia(owner, 'med_khongco')).toBeNull()
    await database().execute(
      sql`update editions set closes_at = now() - interval '1 minute' where id = ${edition.id}`,
    )
    expect(await putBackMedia(owner, file.id)).toEqual(refuse('entry.refused.tooLate'))
  })
})

describe('one that had not arrived whole', () => {
  const body = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(6 * 1024 * 1024)])
  const ask = { name: 'dài.pdf', bytes: body.length, fingerprint: 'dài' }
  async function begun(entryId: string) {
    const { mediaId, partBytes } = (await startUpload(owner, entryId, ask)) as StartedUpload
    const links = (await signParts(owner, mediaId, [1])) as Record<number, string>
    await fetch(links[1]!, { method: 'PUT', body: new Uint8Array(body.subarray(0, partBytes)) })
    return mediaId
  }

  it('goes on from the parts that had arrived', async () => {
    const entryId = await draft()
    const mediaId = await begun(entryId)
    const { uploadId } = await row(mediaId)
    await removeMedia(owner, mediaId)
    await cleanUploads(new Date(Date.now() + 2 * 24 * 3600_000))
    expect(await putBackMedia(owner, mediaId)).toEqual({ entryId })
    expect(await row(mediaId)).toMatchObject({ state: 'uploading', uploadId, restsUntil: null })
    expect(await startUpload(owner, entryId, ask)).toMatchObject({ mediaId, done: [1] })
    const links = (await signParts(owner, mediaId, [2])) as Record<number, string>
    await fetch(links[2]!, { method: 'PUT', body: new Uint8Array(body.subarray(5 * 1024 * 1024)) })
    expect(await completeUpload(owner, mediaId)).toEqual({ mediaId })
  })

  it('is told to be gone where the bucket has it no more', async () => {
    const entryId = await draft()
    const mediaId = await begun(entryId)
    const { objectKey: key, uploadId } = await row(mediaId)
    await removeMedia(owner, mediaId)
    await storage().abortUpload({ key, uploadId: uploadId! })
    expect(await putBackMedia(owner, mediaId)).toEqual(restOver('dài.pdf'))
  })
})

describe('what an account may keep', () => {
  const start = (entryId: string, bytes: number) =>
    startUpload(owner, entryId, { name: 'mới.pdf', bytes, fingerprint: `mới ${bytes}` })

  it('counts what rests, which gives way in the order in which it was deleted', async () => {
    const entryId = await draft()
    const files = []
    for (let index = 0; index < 3; index++) files.push(await makeMedia(entryId))
    for (const { id } of files) await removeMedia(owner, id)
    await age([files[0]!.id], '2 days')
    await age([files[1]!.id], '1 day')
    await database()
      .update(media)
      .set({ bytes: mostBytes / 4 })
      .where(eq(media.entryId, entryId))
    const other = await makeMedia(await draft(), { bytes: mostBytes / 4 - 1000 })
    expect(await start(entryId, 1000)).toMatchObject({ done: [] })
    expect((await shown(entryId)).removed).toEqual([files[2], files[1], files[0]].map((file) => file!.id))
    await start(entryId, 1)
    expect((await shown(entryId)).removed).toEqual([files[2], files[1]].map((file) => file!.id))
    await database().update(media).set({ bytes: mostBytes }).where(eq(media.id, other.id))
    expect(await start(entryId, 2)).toMatchObject({ refused: { key: 'media.refused.tooMuch' } })
    expect((await shown(entryId)).removed).toHaveLength(2)
  })
})
