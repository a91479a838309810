import { eq, sql } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import { database, storage } from '#app/ground.server.ts'
import { cleanUploads } from '#app/modules/media/clean-uploads.server.ts'
import { startUpload, type StartedUpload } from '#app/modules/media/start-upload.server.ts'
import { entries, media } from '#db/schema/index.ts'
import { makeActor, makeEdition, makeEntry, makeMedia } from '#tests/factories/index.ts'

describe('an upload that is not finished', () => {
  it.each([
    ['6 days 23:59', 'uploading'],
    ['7 days 00:01', 'removed'],
  ])('begun %s ago is %s', async (ago, state) => {
    const [owner, edition] = [await makeActor(), await makeEdition()]
    const entry = await makeEntry(owner, edition, { withMedia: false })
    const asked = { name: 'dài.pdf', bytes: 1000, fingerprint: 'dài' }
    const { mediaId } = (await startUpload(owner, entry.id, asked)) as StartedUpload
    const [begun] = await database()
      .update(media)
      .set({ startedAt: sql`now() - ${ago}::interval` })
      .where(eq(media.id, mediaId))
      .returning()
    await cleanUploads()
    const [row] = await database()
      .select({ state: media.state, uploadId: media.uploadId })
      .from(media)
      .where(eq(media.id, mediaId))
    const open = (await storage().listUploads()).filter(({ key }) => key === begun!.objectKey)
    const kept = state === 'uploading' ? begun!.uploadId : null
    expect([row, open.map(({ uploadId }) => uploadId)]).toEqual([
      { state, uploadId: kept },
      kept ? [kept] : [],
    ])
  })
})

const row = async (id: string) => (await database().select().from(media).where(eq(media.id, id)))[0]!
const openUploads = async () => (await storage().listUploads()).map(({ uploadId }) => uploadId)

async function plant() {
  const [owner, edition] = [await makeActor(), await makeEdition()]
  const { id } = await makeEntry(owner, edition, { withMedia: false })
  const begin = async (name: string) => {
    const asked = { name, bytes: 1000, fingerprint: name }
    const { mediaId } = (await startUpload(owner, id, asked)) as StartedUpload
    return row(mediaId)
  }
  return { id, begin }
}

describe('the bucket is freed', () => {
  it('of a file that was taken off, once, and of no other', async () => {
    const { id } = await plant()
    const [removed, kept] = [await makeMedia(id), await makeMedia(id)]
    await database().update(media).set({ state: 'removed' }).where(eq(media.id, removed.id))
    await cleanUploads()
    expect([await storage().size(removed.objectKey), await storage().size(kept.objectKey)]).toEqual([
      null,
      kept.bytes,
    ])
    expect(await row(removed.id)).toMatchObject({ state: 'removed', uploadId: null, fingerprint: '' })
    expect(await row(kept.id)).toMatchObject({ state: 'complete', fingerprint: kept.fingerprint })
    await storage().put(removed.objectKey, Buffer.from('x'), 'text/plain')
    await cleanUploads()
    expect(await storage().size(removed.objectKey)).toBe(1)
  })

  it('of what was still arriving for a work that was withdrawn, but not of its files', async () => {
    const { id, begin } = await plant()
    const [arriving, other] = [await begin('một.pdf'), await (await plant()).begin('hai.pdf')]
    const whole = await makeMedia(id, { startedAt: new Date('2026-01-01T00:00:00Z') })
    await database().update(entries).set({ state: 'withdrawn' }).where(eq(entries.id, id))
    await cleanUploads()
    expect(await row(arriving.id)).toMatchObject({ state: 'removed', uploadId: null, fingerprint: '' })
    expect([(await row(other.id)).state, (await row(whole.id)).state]).toEqual(['uploading', 'complete'])
    const open = await openUploads()
    expect([open.includes(arriving.uploadId!), open.includes(other.uploadId!)]).toEqual([false, true])
    expect(await storage().size(whole.objectKey)).toBe(whole.bytes)
  })

  it('of every other where one is held on to, which is freed the next time', async () => {
    const { id } = await plant()
    const files = [await makeMedia(id), await makeMedia(id), await makeMedia(id)]
    for (const { id } of files)
      await database().update(media).set({ state: 'removed' }).where(eq(media.id, id))
    const bucket = storage()
    const { remove } = bucket
    const held = vi
      .spyOn(bucket, 'remove')
      .mockImplementation((key) =>
        key === files[1]!.objectKey ? Promise.reject(new Error('held')) : remove.call(bucket, key),
      )
    await expect(cleanUploads()).rejects.toThrow('1 files were not freed.')
    held.mockRestore()
    const left = async () => {
      const sizes = await Promise.all(files.map(({ objectKey }) => storage().size(objectKey)))
      return sizes.map((size) => size !== null)
    }
    expect(await left()).toEqual([false, true, false])
    await cleanUploads()
    expect(await left()).toEqual([false, false, false])
  })

  it('of an upload nobody knows a day after it began, and not before', async () => {
    const known = await (await plant()).begin('biết.pdf')
    const unknown = await storage().startUpload('media/khong-ai-biet', 'application/pdf')
    const still = async () => {
      const open = await openUploads()
      return [open.includes(unknown), open.includes(known.uploadId!)]
    }
    await cleanUploads()
    expect(await still()).toEqual([true, true])
    const began = (await storage().listUploads()).find((upload) => upload.uploadId === unknown)!.startedAt
    const day = 24 * 3600_000
    await cleanUploads(new Date(began.getTime() + day))
    expect(await still()).toEqual([true, true])
    await cleanUploads(new Date(began.getTime() + day + 1))
    expect(await still()).toEqual([false, true])
  })
})
