import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { database, storage } from '#app/ground.server.ts'
import { cleanUploads } from '#app/modules/media/clean-uploads.server.ts'
import { startUpload, type StartedUpload } from '#app/modules/media/start-upload.server.ts'
import { media } from '#db/schema/index.ts'
import { makeActor, makeEdition, makeEntry } from '#tests/factories/index.ts'

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
