import { eq, sql } from 'drizzle-orm'
import { readFileSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import { database, storage } from '#app/ground.server.ts'
import { completeUpload } from '#app/modules/media/complete-upload.server.ts'
import { removeMedia } from '#app/modules/media/remove-media.server.ts'
import { signParts, startUpload, type StartedUpload } from '#app/modules/media/start-upload.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { auditEvents, editions, entries, media } from '#db/schema/index.ts'
import { makeActor, makeEdition, makeEntry } from '#tests/factories/index.ts'
import { race, untilWaiting } from '#tests/support/race.ts'

const pdf = readFileSync(new URL('../../../db/seed/media/press.pdf', import.meta.url))

async function sentFile(name: string) {
  const [owner, edition] = [await makeActor(), await makeEdition()]
  const entry = await makeEntry(owner, edition, { withMedia: false })
  const asked = { name, bytes: pdf.length, fingerprint: name }
  const { mediaId } = (await startUpload(owner, entry.id, asked)) as StartedUpload
  const links = (await signParts(owner, mediaId, [1])) as Record<number, string>
  expect((await fetch(links[1]!, { method: 'PUT', body: new Uint8Array(pdf) })).status).toBe(200)
  return { owner, edition, mediaId, entryId: entry.id }
}

const heldEntry = (id: string) => sql`select id from ${entries} where id = ${id} for update`

/** The state of a file with every event and job about it. */
async function recordOf(mediaId: string) {
  const [row] = await database().select({ state: media.state }).from(media).where(eq(media.id, mediaId))
  const events = await database()
    .select({ kind: auditEvents.kind })
    .from(auditEvents)
    .where(eq(auditEvents.subjectId, mediaId))
  const checks = await database().execute(sql`
    select id from graphile_worker._private_jobs where payload->>'mediaId' = ${mediaId}`)
  return { state: row!.state, events: events.map(({ kind }) => kind), checks: checks.length }
}

/** Stands behind the completion for the entry, and so comes between its first look and its last. */
const between =
  <Answer>(change: () => Promise<Answer>) =>
  async () => {
    await untilWaiting(1)
    return change()
  }

it('does not call done what was removed while its parts were put together', async () => {
  const { owner, mediaId, entryId } = await sentFile('gỡ.pdf')
  const remove = between(() => removeMedia(owner, mediaId))
  const ask = [() => completeUpload(owner, mediaId), remove]
  expect(await race<unknown>(heldEntry(entryId), ask, 2)).toEqual([null, { entryId }])
  expect(await recordOf(mediaId)).toEqual({ state: 'removed', events: ['media.removed'], checks: 0 })
})

it('answers nothing to somebody from whom the work was taken over meanwhile', async () => {
  const { owner, mediaId, entryId } = await sentFile('nhận lại.pdf')
  const author = await makeActor()
  const takeOver = between(() =>
    database().update(entries).set({ ownerId: author.userId }).where(eq(entries.id, entryId)),
  )
  const ask = [() => completeUpload(owner, mediaId), takeOver]
  expect((await race<unknown>(heldEntry(entryId), ask, 2))[0]).toBe(null)
  expect(await recordOf(mediaId)).toEqual({ state: 'uploading', events: [], checks: 0 })
  expect(await completeUpload(author, mediaId)).toEqual({ mediaId })
})

it('completes once what is asked twice at once', async () => {
  const { owner, mediaId, entryId } = await sentFile('hai lần.pdf')
  const ask = () => completeUpload(owner, mediaId)
  expect(await race(heldEntry(entryId), [ask, ask])).toEqual([{ mediaId }, { mediaId }])
  expect(await recordOf(mediaId)).toEqual({ state: 'complete', events: ['media.completed'], checks: 1 })
})

it('is complete where another completion took the parts away before they were looked at', async () => {
  const { owner, mediaId } = await sentFile('nhanh hơn.pdf')
  const bucket = storage()
  const { listParts } = bucket
  const faster: unknown[] = []
  const looked = vi.spyOn(bucket, 'listParts').mockImplementationOnce(async (upload) => {
    faster.push(await completeUpload(owner, mediaId))
    return listParts.call(bucket, upload)
  })
  expect([await completeUpload(owner, mediaId), ...faster]).toEqual([{ mediaId }, { mediaId }])
  looked.mockRestore()
  expect(await recordOf(mediaId)).toEqual({ state: 'complete', events: ['media.completed'], checks: 1 })
})

it('keeps no file whose time ran out while its parts were put together', async () => {
  const { owner, edition, mediaId, entryId } = await sentFile('muộn.pdf')
  const held = heldEntry(entryId)
  const close = between(() =>
    database().execute(sql`
      with held as materialized (${held})
      update ${editions}
      set closes_at = now() - interval '8 days', opens_at = now() - interval '9 days'
      where id = ${edition.id} and exists (select 1 from held)`),
  )
  const ask = [() => completeUpload(owner, mediaId), close]
  expect((await race<unknown>(held, ask, 2))[0]).toEqual(refuse('entry.refused.tooLate'))
  expect(await recordOf(mediaId)).toEqual({ state: 'removed', events: ['media.refused'], checks: 0 })
})
