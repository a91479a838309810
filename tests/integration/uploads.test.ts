import { eq, inArray, sql } from 'drizzle-orm'
import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import type { Actor } from '#app/modules/actor/actor.ts'
import { database, storage } from '#app/ground.server.ts'
import { checkMedia } from '#app/modules/media/check-media.server.ts'
import { cleanUploads } from '#app/modules/media/clean-uploads.server.ts'
import { completeUpload } from '#app/modules/media/complete-upload.server.ts'
import { openMedia } from '#app/modules/access/open-media.server.ts'
import { removeMedia } from '#app/modules/media/remove-media.server.ts'
import { uploadStart } from '#app/modules/media/schema.ts'
import { signParts, startUpload, type StartedUpload } from '#app/modules/media/start-upload.server.ts'
import { media } from '#db/schema/index.ts'
import { makeActor, makeEdition, makeEntry, type MadeEdition } from '#tests/factories/index.ts'
import { asSent } from '#tests/support/as-sent.ts'
import { granted } from '#tests/support/granted.ts'

let owner: Actor
let edition: MadeEdition
const file = (name: string) => readFileSync(new URL(`../../db/seed/media/${name}`, import.meta.url))
const draft = (category = 0) =>
  makeEntry(owner, edition, { withMedia: false, categoryId: edition.categories[category]!.id })
const start = async (entryId: string, name: string, bytes: number) =>
  startUpload(owner, entryId, await asSent(uploadStart, { name, bytes, fingerprint: `${name}|${bytes}|1` }))

beforeAll(async () => {
  owner = await makeActor()
  edition = await makeEdition({ capPerAuthor: null })
})

async function send(started: StartedUpload, body: Buffer, numbers: number[]) {
  const links = (await signParts(owner, started.mediaId, numbers)) as Record<number, string>
  for (const number of numbers) {
    const part = body.subarray((number - 1) * started.partBytes, number * started.partBytes)
    expect((await fetch(links[number]!, { method: 'PUT', body: new Uint8Array(part) })).status).toBe(200)
  }
}

it('takes real files of every kind, keeps NFC names out of keys, and measures them', async () => {
  const cases = [
    ['Phóng sự.pdf', 'press.pdf', 0],
    ['ảnh.jpg', 'photo.jpg', 5],
    ['phát thanh.mp3', 'radio.mp3', 2],
    ['truyền hình.mp4', 'television.mp4', 3],
  ] as const
  for (const [name, source, category] of cases) {
    const body = file(source)
    const entry = await draft(category)
    const started = (await start(entry.id, name.normalize('NFD'), body.length)) as StartedUpload
    await send(started, body, [1])
    expect(await completeUpload(owner, started.mediaId)).toEqual({ mediaId: started.mediaId })
    expect(await completeUpload(owner, started.mediaId)).toEqual({ mediaId: started.mediaId })
    await checkMedia(started.mediaId)
    const [row] = await database().select().from(media).where(eq(media.id, started.mediaId))
    expect([row!.name, row!.state, row!.sha256?.length]).toEqual([name.normalize('NFC'), 'complete', 64])
    expect(row!.objectKey).toMatch(/^media\/med_\w{20}\/[\w-]{16}$/)
    if (source === 'photo.jpg') expect([row!.width, row!.height]).toEqual([3000, 2000])
    if (source === 'press.pdf') expect(row!.pages).toBe(2)
    if (source === 'radio.mp3' || source === 'television.mp4') expect(row!.durationSeconds).toBe(6)
    const link = granted(await openMedia(owner, started.mediaId, false))
    expect(Buffer.from(await (await fetch(link)).arrayBuffer()).equals(body)).toBe(true)
  }
})

it('goes on where it stopped when the same file is chosen again', async () => {
  const entry = await draft()
  const body = Buffer.concat([file('press.pdf'), Buffer.alloc(20 * 1024 * 1024, 7)])
  const first = (await start(entry.id, 'dài.pdf', body.length)) as StartedUpload
  await send(first, body, [2])
  expect(await completeUpload(owner, first.mediaId)).toMatchObject({
    refused: { key: 'media.refused.incomplete', values: { name: 'dài.pdf', count: 4 } },
  })
  const second = (await start(entry.id, 'dài.pdf', body.length)) as StartedUpload
  expect(second).toEqual({ ...first, done: [2] })
  await send(second, body, [1, 3, 4, 5])
  expect(await completeUpload(owner, second.mediaId)).toEqual({ mediaId: first.mediaId })
})

it('refuses an empty file, a kind the category does not take, one too large, and one that lies', async () => {
  const entry = await draft()
  expect(await start(entry.id, 'rỗng.pdf', 0)).toMatchObject({
    refused: { key: 'media.refused.empty', values: { name: 'rỗng.pdf' } },
  })
  // The name comes from a form, which takes blanks off its ends.
  expect(await start(entry.id, 'chạm.pdf ', 10)).toMatchObject({ done: [] })
  expect(await start(entry.id, 'phim.mp4', 10)).toMatchObject({ refused: { key: 'media.refused.kind' } })
  expect(await start(entry.id, 'chuong-trinh.exe', 10)).toMatchObject({
    refused: { key: 'media.refused.kind' },
  })
  expect(await start(entry.id, 'to.pdf', 100_000_001)).toMatchObject({
    refused: { key: 'media.refused.tooLarge', values: { max: 100 } },
  })
  const television = await draft(3)
  const program = Buffer.concat([Buffer.from('MZ\x90\x00'), Buffer.alloc(4096, 1)])
  const kept = (await start(television.id, 'thật.mp4', file('television.mp4').length)) as StartedUpload
  await send(kept, file('television.mp4'), [1])
  await completeUpload(owner, kept.mediaId)
  const lying = (await start(television.id, 'giả.mp4', program.length)) as StartedUpload
  await send(lying, program, [1])
  expect(await completeUpload(owner, lying.mediaId)).toMatchObject({
    refused: { key: 'media.refused.lies', values: { name: 'giả.mp4', ending: 'mp4' } },
  })
  const rows = await database()
    .select({ id: media.id, state: media.state })
    .from(media)
    .where(eq(media.entryId, television.id))
  expect(new Map(rows.map((row) => [row.id, row.state]))).toEqual(
    new Map([
      [kept.mediaId, 'complete'],
      [lying.mediaId, 'removed'],
    ]),
  )
})

it('is closed to others: their upload, parts, completion, removal and download', async () => {
  const entry = await draft()
  const stranger = await makeActor()
  const started = (await start(entry.id, 'riêng.pdf', 100)) as StartedUpload
  expect(await startUpload(stranger, entry.id, { name: 'a.pdf', bytes: 10, fingerprint: 'x' })).toBeNull()
  expect(await signParts(stranger, started.mediaId, [1])).toBeNull()
  expect(await completeUpload(stranger, started.mediaId)).toBeNull()
  expect(await removeMedia(stranger, started.mediaId)).toBeNull()
  const [own] = await database().select().from(media).where(eq(media.entryId, entry.id))
  expect(await openMedia(stranger, own!.id, false)).toBeNull()
})

it('cleans cancelled uploads, once they have rested, and abandoned ones from the bucket', async () => {
  const entry = await draft()
  const cancelled = (await start(entry.id, 'bỏ.pdf', file('press.pdf').length)) as StartedUpload
  await send(cancelled, file('press.pdf'), [1])
  await completeUpload(owner, cancelled.mediaId)
  await removeMedia(owner, cancelled.mediaId)
  const abandoned = (await start(entry.id, 'quên.pdf', 1000)) as StartedUpload
  await database()
    .update(media)
    .set({ startedAt: sql`now() - interval '8 days'` })
    .where(eq(media.id, abandoned.mediaId))
  const halted = (await start(entry.id, 'dừng.pdf', 1000)) as StartedUpload
  const fresh = (await start(entry.id, 'mới.pdf', 1000)) as StartedUpload
  const of = async (id: string) => (await database().select().from(media).where(eq(media.id, id)))[0]!
  const before = await of(cancelled.mediaId)
  const uploads: string[] = []
  for (const { mediaId } of [abandoned, halted, fresh]) uploads.push((await of(mediaId)).uploadId!)
  await removeMedia(owner, halted.mediaId)
  expect((await of(halted.mediaId)).uploadId).toBeNull()
  await cleanUploads()
  expect(await storage().size(before.objectKey)).toBe(before.bytes)
  await database()
    .update(media)
    .set({ restsUntil: sql`now()` })
    .where(inArray(media.id, [cancelled.mediaId, halted.mediaId]))
  await cleanUploads()
  expect(await storage().size(before.objectKey)).toBeNull()
  const open = (await storage().listUploads()).map((upload) => upload.uploadId)
  expect(uploads.map((upload) => open.includes(upload))).toEqual([false, false, true])
})
