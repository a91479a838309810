import { eq, sql } from 'drizzle-orm'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { completeUpload } from '#app/modules/media/complete-upload.server.ts'
import { signParts, startUpload, type StartedUpload } from '#app/modules/media/start-upload.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { auditEvents, editions, entries, media } from '#db/schema/index.ts'
import { makeActor, makeEdition, makeEntry } from '#tests/factories/index.ts'
import { race, untilWaiting } from '#tests/support/race.ts'

const pdf = readFileSync(new URL('../../../db/seed/media/press.pdf', import.meta.url))

it('keeps no file whose time ran out while its parts were put together', async () => {
  const [owner, edition] = [await makeActor(), await makeEdition()]
  const entry = await makeEntry(owner, edition, { withMedia: false })
  const asked = { name: 'muộn.pdf', bytes: pdf.length, fingerprint: 'muộn' }
  const { mediaId } = (await startUpload(owner, entry.id, asked)) as StartedUpload
  const links = (await signParts(owner, mediaId, [1])) as Record<number, string>
  expect((await fetch(links[1]!, { method: 'PUT', body: new Uint8Array(pdf) })).status).toBe(200)

  const held = sql`select id from ${entries} where id = ${entry.id} for update`
  // It stands behind the completion for the entry, and so closes the edition between its first look and its last.
  const close = async () => {
    await untilWaiting(1)
    await database().execute(sql`
      with held as materialized (${held})
      update ${editions}
      set closes_at = now() - interval '8 days', opens_at = now() - interval '9 days'
      where id = ${edition.id} and exists (select 1 from held)`)
    return null
  }
  expect(await race(held, [() => completeUpload(owner, mediaId), close], 2)).toEqual([
    refuse('entry.refused.tooLate'),
    null,
  ])
  const [row] = await database().select({ state: media.state }).from(media).where(eq(media.id, mediaId))
  const events = await database()
    .select({ kind: auditEvents.kind })
    .from(auditEvents)
    .where(eq(auditEvents.subjectId, mediaId))
  expect([row, events]).toEqual([{ state: 'removed' }, [{ kind: 'media.refused' }]])
})
