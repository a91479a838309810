import { eq, sql } from 'drizzle-orm'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { database, storage } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { takeTry } from '#app/modules/accounts/rate-limit.server.ts'
import { createDraft, mostDrafts } from '#app/modules/entries/create-draft.server.ts'
import { checkMedia } from '#app/modules/media/check-media.server.ts'
import { completeUpload } from '#app/modules/media/complete-upload.server.ts'
import { removeMedia } from '#app/modules/media/remove-media.server.ts'
import { partNumbers, uploadStart } from '#app/modules/media/schema.ts'
import {
  mostBytes,
  signParts,
  startUpload,
  type StartedUpload,
} from '#app/modules/media/start-upload.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { StorageAway } from '#storage/storage.ts'
import { auditEvents, categories, entries, media } from '#db/schema/index.ts'
import { makeActor, makeEdition, makeEntry, makeMedia, type MadeEdition } from '#tests/factories/index.ts'
import { asSent } from '#tests/support/as-sent.ts'

const pdf = readFileSync(new URL('../../../db/seed/media/press.pdf', import.meta.url))
const MiB = 1024 * 1024
let owner: Actor
let edition: MadeEdition

beforeAll(async () => {
  owner = await makeActor()
  edition = await makeEdition({ capPerAuthor: null })
})

const draft = async (values: Parameters<typeof makeEntry>[2] = {}) =>
  (await makeEntry(owner, edition, { withMedia: false, ...values })).id
const start = async (entryId: string, name: string, bytes: number, fingerprint = name) =>
  startUpload(owner, entryId, await asSent(uploadStart, { name, bytes, fingerprint }))
const row = async (id: string) => (await database().select().from(media).where(eq(media.id, id)))[0]!
const eventsOf = (subjectId: string) =>
  database()
    .select({
      kind: auditEvents.kind,
      actorId: auditEvents.actorId,
      editionId: auditEvents.editionId,
      details: auditEvents.details,
    })
    .from(auditEvents)
    .where(eq(auditEvents.subjectId, subjectId))
const event = (kind: string, entryId: string) => [
  { kind, actorId: owner.userId, editionId: edition.id, details: { entryId } },
]
const jobsFor = async (mediaId: string) =>
  (
    await database().execute<{ task: string }>(sql`
      select p.task_identifier as task
      from graphile_worker._private_jobs j
      join graphile_worker.jobs p on p.id = j.id
      where j.payload ->> 'mediaId' = ${mediaId}`)
  ).map(({ task }) => task)

async function send(mediaId: string, parts: Buffer[]) {
  const links = (await signParts(
    owner,
    mediaId,
    parts.map((_, index) => index + 1),
  )) as Record<number, string>
  for (const [index, part] of parts.entries()) {
    const { status } = await fetch(links[index + 1]!, { method: 'PUT', body: new Uint8Array(part) })
    expect(status).toBe(200)
  }
}

async function begun(name = 'bài.pdf', body: Buffer = pdf) {
  const entryId = await draft()
  const { mediaId } = (await start(entryId, name, body.length)) as StartedUpload
  return { entryId, mediaId }
}

describe('an upload that begins', () => {
  it('is kept with all that is told of its file', async () => {
    const entryId = await draft()
    const bytes = 9000 * MiB + 1
    const [category] = edition.categories
    await database()
      .update(categories)
      .set({ requirements: [{ kind: 'pdf', required: true, maxCount: 2, maxBytes: bytes }] })
      .where(eq(categories.id, category!.id))
    const name = 'Phóng sự.PDF'
    const answer = (await start(
      entryId,
      name.normalize('NFD'),
      bytes,
      `${name} 1`.normalize('NFD'),
    )) as StartedUpload
    const partBytes = 5 * MiB
    expect(answer).toEqual({ mediaId: expect.stringMatching(/^med_/) as string, partBytes, done: [] })
    const { objectKey, uploadId, startedAt: _startedAt, ...kept } = await row(answer.mediaId)
    expect(kept).toEqual({
      id: answer.mediaId,
      entryId,
      kind: 'pdf',
      mime: 'application/pdf',
      name,
      bytes,
      fingerprint: `${name} 1`,
      partBytes,
      state: 'uploading',
      aside: false,
      restsUntil: null,
      sha256: null,
      scan: null,
      scannedAt: null,
      infection: null,
      durationSeconds: null,
      pages: null,
      width: null,
      height: null,
      completedAt: null,
    })
    const open = (await storage().listUploads()).filter((upload) => upload.uploadId === uploadId)
    expect(open.map(({ key }) => key)).toEqual([objectKey])
    await database()
      .update(categories)
      .set({ requirements: category!.requirements })
      .where(eq(categories.id, category!.id))
  })

  it('goes on where the same file of the same size is on its way, and begins anew for any other', async () => {
    const entryId = await draft()
    const { mediaId } = (await start(entryId, 'a.pdf', 1000, 'dấu')) as StartedUpload
    const again = async (bytes: number, fingerprint: string) =>
      ((await start(entryId, 'a.pdf', bytes, fingerprint)) as StartedUpload).mediaId === mediaId
    expect([
      await again(1000, 'dấu'.normalize('NFD')),
      await again(1001, 'dấu'),
      await again(1000, 'khác'),
    ]).toEqual([true, false, false])
    const kept = await makeMedia(entryId, { fingerprint: 'đã xong', bytes: pdf.length })
    const anew = (await start(entryId, 'a.pdf', pdf.length, 'đã xong')) as StartedUpload
    expect(anew.mediaId).not.toBe(kept.id)
  })

  const image = { kind: 'image' as const, required: false, maxCount: 1, maxBytes: 1_900_000, types: ['jpg'] }
  const taken = '.pdf, .jpg, .jpeg'
  it.each<[string, string, number, unknown]>([
    ['empty', 'a.pdf', 0, refuse('media.refused.empty', { name: 'a.pdf' })],
    ['of no kind', 'a.exe', 9, refuse('media.refused.kind', { name: 'a.exe', taken })],
    ['of another kind', 'a.mp4', 9, refuse('media.refused.kind', { name: 'a.mp4', taken })],
    ['of another type', 'a.png', 9, refuse('media.refused.kind', { name: 'a.png', taken })],
    ['a byte too large', 'a.jpg', 1_900_001, refuse('media.refused.tooLarge', { name: 'a.jpg', max: 1 })],
    ['as large as may be', 'a.jpg', 1_900_000, null],
  ])('with a file that is %s', async (_what, name, bytes, refusal) => {
    const other = await makeEdition()
    const [category] = other.categories
    const requirements = [{ ...category!.requirements[0]!, maxCount: 9 }, image]
    await database().update(categories).set({ requirements }).where(eq(categories.id, category!.id))
    const { id } = await makeEntry(owner, other, { withMedia: false })
    for (let made = 0; made < 3; made++) await makeMedia(id)
    const answer = await start(id, name, bytes)
    expect(answer && 'refused' in answer ? answer : null).toEqual(refusal)
    expect(await database().$count(media, eq(media.entryId, id))).toBe(refusal ? 3 : 4)
    if (!refusal)
      expect(await start(id, 'b.jpg', 9)).toEqual(refuse('media.refused.tooMany', { name: 'b.jpg', max: 1 }))
  })

  it('asks for a category first', async () => {
    const entryId = await draft({ categoryId: null })
    expect(await start(entryId, 'a.pdf', 9)).toEqual(refuse('media.refused.noCategory', { name: 'a.pdf' }))
    await database().update(entries).set({ state: 'withdrawn' }).where(eq(entries.id, entryId))
    expect(await start(entryId, 'a.pdf', 9)).toEqual(refuse('entry.refused.notDraft'))
    expect(await start('ent_khongco', 'a.pdf', 9)).toBeNull()
  })

  it('is slowed down for the account', async () => {
    const hasty = await makeActor()
    const { id } = await makeEntry(hasty, edition, { withMedia: false })
    await takeTry('upload-account', hasty.userId)
    await database().execute(sql`update rate_limits set spent = 60, since = now() + interval '1 minute'`)
    const asked = { name: 'a.pdf', bytes: 9, fingerprint: 'a' }
    expect(await startUpload(hasty, id, asked)).toEqual({ wait: 2, for: 'rate' })
    await database().execute(sql`delete from rate_limits`)
    expect(await database().$count(media, eq(media.entryId, id))).toBe(0)
  })
})

describe('an upload that goes on', () => {
  const spend = (spent: number) =>
    database().execute(sql`update rate_limits set spent = ${spent}, since = now() + interval '1 minute'`)
  const spent = async () =>
    (await database().execute<{ spent: number }>(sql`select spent from rate_limits`))[0]?.spent

  it('costs no try of the account', async () => {
    const { entryId, mediaId } = await begun()
    await spend(60)
    for (let times = 0; times < 3; times++)
      expect(await start(entryId, 'bài.pdf', pdf.length)).toMatchObject({ mediaId, done: [] })
    expect(await start(entryId, 'khác.pdf', pdf.length)).toEqual({ wait: 2, for: 'rate' })
    await database().execute(sql`delete from rate_limits`)
  })

  it('waits for a bucket that is away, and costs nothing then', async () => {
    const entryId = await draft()
    await database().execute(sql`delete from rate_limits`)
    const away = new StorageAway('away')
    const waits = { wait: 5, for: 'bucket' }
    const bucket = storage()
    const broken = (['startUpload', 'listParts'] as const).map((name) =>
      vi.spyOn(bucket, name).mockRejectedValue(away),
    )
    expect(await start(entryId, 'a.pdf', pdf.length)).toEqual(waits)
    expect([await spent(), await database().$count(media, eq(media.entryId, entryId))]).toEqual([0, 0])
    broken[0]!.mockRestore()
    expect(await start(entryId, 'a.pdf', pdf.length)).toEqual(waits)
    const [kept] = await database().select().from(media).where(eq(media.entryId, entryId))
    expect(await completeUpload(owner, kept!.id)).toEqual(waits)
    broken[1]!.mockRestore()
    expect(await start(entryId, 'a.pdf', pdf.length)).toMatchObject({ mediaId: kept!.id, done: [] })
  })

  it('begins anew in a bucket that knows it no more, under the same row', async () => {
    const { entryId, mediaId } = await begun()
    await send(mediaId, [pdf])
    const { objectKey: key, uploadId } = await row(mediaId)
    await storage().abortUpload({ key, uploadId: uploadId! })
    expect(await completeUpload(owner, mediaId)).toEqual(
      refuse('media.refused.incomplete', { name: 'bài.pdf', count: 1 }),
    )
    expect(await start(entryId, 'bài.pdf', pdf.length)).toMatchObject({ mediaId, done: [] })
    expect((await row(mediaId)).uploadId).not.toBe(uploadId)
    await send(mediaId, [pdf])
    expect(await completeUpload(owner, mediaId)).toEqual({ mediaId })
  })

  it('has every part where the bucket had put it together and only the answer was lost', async () => {
    const { entryId, mediaId } = await begun()
    await send(mediaId, [pdf])
    const { objectKey: key, uploadId } = await row(mediaId)
    const upload = { key, uploadId: uploadId! }
    await storage().completeUpload(upload, await storage().listParts(upload))
    expect(await start(entryId, 'bài.pdf', pdf.length)).toMatchObject({ mediaId, done: [1] })
    expect(await completeUpload(owner, mediaId)).toEqual({ mediaId })
  })
})

describe('what an account may keep', () => {
  it('is so many bytes in an edition, told with what there is', async () => {
    const [person, other] = [await makeActor(), await makeEdition({ capPerAuthor: null })]
    const [full, next] = [
      await makeEntry(person, other, { withMedia: false }),
      await makeEntry(person, other, { withMedia: false }),
    ]
    await makeMedia(full.id, { bytes: mostBytes - 1000 })
    await makeMedia(full.id, { bytes: mostBytes, state: 'removed' })
    const begin = (bytes: number) => startUpload(person, next.id, { name: 'a.pdf', bytes, fingerprint: 'a' })
    expect(await begin(1001)).toEqual(refuse('media.refused.tooMuch', { name: 'a.pdf', kept: 199, max: 200 }))
    expect(await begin(1000)).toMatchObject({ done: [] })
  })

  it('is so many drafts in an edition', async () => {
    const [person, open] = [await makeActor(), await makeEdition({ capPerAuthor: null })]
    const values = { editionId: open.id, ownerId: person.userId }
    await database()
      .insert(entries)
      .values(Array.from({ length: mostDrafts - 1 }, () => values))
    expect(await createDraft(person, open.id)).toMatchObject({ entryId: expect.any(String) as string })
    expect(await createDraft(person, open.id)).toEqual(
      refuse('entry.refused.tooManyDrafts', { max: mostDrafts }),
    )
    expect(await createDraft(person, (await makeEdition()).id)).toHaveProperty('entryId')
  })
})

describe('the links of an upload', () => {
  it('live for an hour, and are for its own parts', async () => {
    const { mediaId } = await begun()
    await begun()
    const links = (await signParts(owner, mediaId, [1])) as Record<number, string>
    const link = new URL(links[1]!)
    const { objectKey, uploadId } = await row(mediaId)
    expect([link.pathname.endsWith(objectKey), link.searchParams.get('uploadId')]).toEqual([true, uploadId])
    expect([link.searchParams.get('partNumber'), link.searchParams.get('X-Amz-Expires')]).toEqual([
      '1',
      '3600',
    ])
  })

  it.each(['complete', 'removed'] as const)('are for none that is %s', async (state) => {
    const { id } = await makeMedia(await draft(), { state })
    expect(await signParts(owner, id, [1])).toBeNull()
    expect(await signParts(owner, 'med_khongco', [1])).toBeNull()
  })

  it('are for no draft that is one no more', async () => {
    const { entryId, mediaId } = await begun()
    await database().update(entries).set({ state: 'withdrawn' }).where(eq(entries.id, entryId))
    expect(await signParts(owner, mediaId, [1])).toEqual(refuse('entry.refused.notDraft'))
  })

  it.each([
    [9, [1], true],
    [5 * MiB, [1], true],
    [5 * MiB, [2], false],
    [6 * MiB, [2], true],
    [6 * MiB, [3], false],
  ])('of %i bytes are for the parts %j: %s', async (bytes, numbers, signed) => {
    const { mediaId } = (await start(await draft(), 'a.pdf', bytes)) as StartedUpload
    const answer = await signParts(owner, mediaId, numbers)
    expect(answer && 'refused' in answer ? answer : true).toEqual(signed || refuse('form.error.invalid'))
  })
})

describe('an upload that is completed', () => {
  it('is a file, on the record, to be looked at; once, however often it is asked', async () => {
    const { entryId, mediaId } = await begun()
    const other = await begun('khác.pdf')
    await send(mediaId, [pdf])
    expect([await completeUpload(owner, mediaId), await completeUpload(owner, mediaId)]).toEqual([
      { mediaId },
      { mediaId },
    ])
    const kept = await row(mediaId)
    expect([kept.state, kept.uploadId]).toEqual(['complete', null])
    expect(Date.now() - kept.completedAt!.getTime()).toBeLessThan(60_000)
    expect(await row(other.mediaId)).toMatchObject({ state: 'uploading', completedAt: null })
    expect([await eventsOf(mediaId), await jobsFor(mediaId)]).toEqual([
      event('media.completed', entryId),
      ['check-media'],
    ])
  })

  it('that lies is taken away, on the record, and looked at by nobody', async () => {
    const lie = Buffer.from('MZ not what it is called')
    const { entryId, mediaId } = await begun('lối.pdf', lie)
    await send(mediaId, [lie])
    const lies = refuse('media.refused.lies', { name: 'lối.pdf', ending: 'pdf' })
    expect(await completeUpload(owner, mediaId)).toEqual(lies)
    expect(await row(mediaId)).toMatchObject({ state: 'removed', uploadId: null })
    expect([await eventsOf(mediaId), await jobsFor(mediaId)]).toEqual([event('media.refused', entryId), []])
    expect(await completeUpload(owner, mediaId)).toBeNull()
  })

  it('that is another kind of file than its ending says lies too', async () => {
    const png = readFileSync(new URL('../../../public/screenshots/home.png', import.meta.url))
    const { mediaId } = await begun('ảnh.pdf', png)
    await send(mediaId, [png])
    expect(await completeUpload(owner, mediaId)).toMatchObject({ refused: { key: 'media.refused.lies' } })
  })

  it('lacks what has not come, or came in another size', async () => {
    const body = Buffer.concat([pdf, Buffer.alloc(11 * MiB, 7)])
    const { entryId, mediaId } = await begun('dài.pdf', body)
    const parts = [body.subarray(0, 5 * MiB), body.subarray(5 * MiB, 10 * MiB), body.subarray(10 * MiB)]
    const lacking = (count: number) => refuse('media.refused.incomplete', { name: 'dài.pdf', count })
    expect(await completeUpload(owner, mediaId)).toEqual(lacking(3))
    await send(mediaId, [parts[0]!])
    const links = (await signParts(owner, mediaId, [2])) as Record<number, string>
    // Refused before it is read: the answer may be there first, or the end of the line.
    const ask = { method: 'PUT', body: new Uint8Array(parts[1]!.subarray(1)) }
    const short = await fetch(links[2]!, ask).then(
      ({ status }) => status,
      () => 'cut',
    )
    expect([403, 'cut']).toContain(short)
    expect(await completeUpload(owner, mediaId)).toEqual(lacking(2))
    // A part another client may have left, under a link of its own.
    const { objectKey: key, uploadId } = await row(mediaId)
    const other = { partNumber: 2, bytes: 4 }
    await fetch(await storage().signPart({ key, uploadId: uploadId! }, other, 60), {
      method: 'PUT',
      body: 'four',
    })
    expect(await completeUpload(owner, mediaId)).toEqual(lacking(2))
    expect((await start(entryId, 'dài.pdf', body.length)) as StartedUpload).toMatchObject({ done: [1] })
    expect([(await row(mediaId)).state, await eventsOf(mediaId)]).toEqual(['uploading', []])
    await send(mediaId, parts)
    expect(await completeUpload(owner, mediaId)).toEqual({ mediaId })
  })

  it('leaves out a part beyond its announced size', async () => {
    const { mediaId } = await begun()
    await send(mediaId, [pdf])
    const { objectKey: key, uploadId } = await row(mediaId)
    const beyond = await storage().signPart({ key, uploadId: uploadId! }, { partNumber: 2, bytes: 4 }, 60)
    await fetch(beyond, { method: 'PUT', body: 'more' })
    expect(await completeUpload(owner, mediaId)).toEqual({ mediaId })
    expect(await storage().size(key)).toBe(pdf.length)
  })

  it('goes on where the bucket had done its part already', async () => {
    const { mediaId } = await begun()
    await send(mediaId, [pdf])
    const { objectKey: key, uploadId } = await row(mediaId)
    const upload = { key, uploadId: uploadId! }
    await storage().completeUpload(upload, await storage().listParts(upload))
    expect(await completeUpload(owner, mediaId)).toEqual({ mediaId })
    expect((await row(mediaId)).state).toBe('complete')
  })

  it('is nobody’s where there is none, and refused where its draft is one no more', async () => {
    expect(await completeUpload(owner, 'med_khongco')).toBeNull()
    const { entryId, mediaId } = await begun()
    await database().update(entries).set({ state: 'withdrawn' }).where(eq(entries.id, entryId))
    expect(await completeUpload(owner, mediaId)).toEqual(refuse('entry.refused.notDraft'))
  })
})

describe('a file that is taken off', () => {
  it('is removed with an event, once', async () => {
    const entryId = await draft()
    const [file, other] = [await makeMedia(entryId), await makeMedia(entryId)]
    expect(await removeMedia(owner, file.id)).toEqual({ entryId })
    expect([(await row(file.id)).state, (await row(other.id)).state]).toEqual(['removed', 'complete'])
    expect(await eventsOf(file.id)).toEqual(event('media.removed', entryId))
    expect([await removeMedia(owner, file.id), await removeMedia(owner, 'med_khongco')]).toEqual([null, null])
    expect(await eventsOf(file.id)).toHaveLength(1)
  })

  it('stays where its work is a draft no more, or what was asked for is something else', async () => {
    const entryId = await draft()
    const { id } = await makeMedia(entryId)
    await database().update(entries).set({ state: 'withdrawn' }).where(eq(entries.id, entryId))
    expect(await removeMedia(owner, id)).toEqual(refuse('entry.refused.notDraft'))
    await database().execute(sql`
      update ${entries}
      set state = 'returned', number = 801, submitted_at = now(), return_until = now() + interval '1 day',
        return_fields = '{work}'
      where id = ${entryId}`)
    expect(await removeMedia(owner, id)).toEqual(refuse('entry.refused.notAsked'))
    expect((await row(id)).state).toBe('complete')
  })
})

describe('a file that has arrived', () => {
  const file = (name: string) => readFileSync(new URL(`../../../db/seed/media/${name}`, import.meta.url))
  const measured = async (id: string) => {
    const { sha256, durationSeconds, pages, width, height } = await row(id)
    return { sha256: sha256?.slice(0, 8) ?? null, durationSeconds, pages, width, height }
  }
  const nothing = { durationSeconds: null, pages: null, width: null, height: null }

  it.each([
    ['press.pdf', 'pdf', { pages: 2 }],
    ['photo.jpg', 'image', { width: 3000, height: 2000 }],
    ['radio.mp3', 'audio', { durationSeconds: 6 }],
    // Their heads tell 3 seconds, and nothing.
    ['../../../tests/files/media/a01.mp3', 'audio', { durationSeconds: 12 }],
    ['../../../tests/files/media/v04.webm', 'video', { durationSeconds: 3, width: 320, height: 240 }],
  ] as const)('%s is measured', async (name, kind, expected) => {
    const body = file(name)
    const { createHash } = await import('node:crypto')
    const { id, objectKey } = await makeMedia(await draft(), { kind, bytes: body.length })
    await storage().put(objectKey, body, 'application/octet-stream')
    await checkMedia(id)
    const sha256 = createHash('sha256').update(body).digest('hex').slice(0, 8)
    expect(await measured(id)).toEqual({ ...nothing, sha256, ...expected })
  })

  it('of a broken kind has a hash and no measure; pages of what is too large are not counted', async () => {
    const { id, objectKey } = await makeMedia(await draft(), { kind: 'pdf', bytes: 9 })
    await storage().put(objectKey, Buffer.from('not a pdf'), 'application/pdf')
    await checkMedia(id)
    expect(await measured(id)).toEqual({ ...nothing, sha256: expect.any(String) as string })
    for (const [bytes, pages] of [
      [80_000_000, 2],
      [80_000_001, null],
    ] as const) {
      const { id: large } = await makeMedia(await draft(), { kind: 'pdf', bytes })
      await checkMedia(large)
      expect((await measured(large)).pages).toBe(pages)
    }
  })

  it.each(['uploading', 'removed'] as const)('is not looked at while it is %s', async (state) => {
    const made = await makeMedia(await draft(), { state })
    await storage().put(made.objectKey, pdf, made.mime)
    await checkMedia(made.id)
    expect(await measured(made.id)).toEqual({ ...nothing, sha256: null })
    await expect(checkMedia('med_khongco')).resolves.toBeUndefined()
  })
})

describe('the forms of an upload', () => {
  const begins = { name: 'a.pdf', bytes: '0', fingerprint: 'a' }
  it.each([
    [{}, true],
    [{ bytes: String(5 * 1024 ** 4) }, true],
    [{ bytes: String(5 * 1024 ** 4 + 1) }, false],
    [{ bytes: '-1' }, false],
    [{ bytes: '1.5' }, false],
    [{ name: '' }, false],
    [{ name: 'x'.repeat(400) }, true],
    [{ name: 'x'.repeat(401) }, false],
    [{ fingerprint: '' }, false],
    [{ fingerprint: 'x'.repeat(601) }, false],
  ])('take %o: %s', (more, taken) =>
    expect(uploadStart.safeParse({ ...begins, ...more }).success).toBe(taken),
  )

  it.each([
    ['1', [1]],
    ['1,20,300', [1, 20, 300]],
    ['', null],
    ['1,', null],
    ['a', null],
    ['123456', null],
    [Array(50).fill('1').join(','), Array(50).fill(1)],
    [Array(51).fill('1').join(','), null],
  ])('read the parts %j as %j', (parts, numbers) =>
    expect(partNumbers.safeParse({ parts }).data?.parts ?? null).toEqual(numbers),
  )
})
