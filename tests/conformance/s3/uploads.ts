import {
  CompleteMultipartUploadCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
} from '@aws-sdk/client-s3'
import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { Bucket, md5, MiB, ownKey, sendPart, statusOf, uploadOf, type TheEngine } from './bucket.ts'

/** Uploads in parts: how every work of a reporter arrives. */
export function uploads(the: TheEngine) {
  it('lists parts by number, however they arrived, with size and digest', async () => {
    const { storage } = the()
    const bodies = ['first', 'second', 'the third']
    const upload = await uploadOf(the(), [])
    for (const number of [3, 1, 2]) await sendPart(the(), upload, number, bodies[number - 1]!)
    const parts = await storage.listParts(upload)
    expect(parts.map(({ partNumber, bytes }) => [partNumber, bytes])).toEqual([
      [1, 5],
      [2, 6],
      [3, 9],
    ])
    expect(parts.map((part) => part.etag.replaceAll('"', ''))).toEqual(
      bodies.map((body) => md5(body).digest('hex')),
    )
  })

  it('puts parts together by number, however they arrived', async () => {
    const { storage, client } = the()
    const bodies = [randomBytes(5 * MiB), randomBytes(5 * MiB), randomBytes(1234)]
    const key = ownKey()
    const upload = { key, uploadId: await storage.startUpload(key, 'video/mp4') }
    for (const number of [3, 1, 2]) await sendPart(the(), upload, number, bodies[number - 1]!)
    const parts = await storage.listParts(upload)
    expect(parts.map(({ partNumber, bytes }) => [partNumber, bytes])).toEqual([
      [1, 5 * MiB],
      [2, 5 * MiB],
      [3, 1234],
    ])
    expect(parts.map((part) => part.etag.replaceAll('"', ''))).toEqual(
      bodies.map((body) => md5(body).digest('hex')),
    )
    await storage.completeUpload(upload, parts)
    expect(await storage.size(key)).toBe(10 * MiB + 1234)
    expect((await storage.read(key)).equals(Buffer.concat(bodies))).toBe(true)
    expect(await storage.read(key, { from: 5 * MiB - 2, bytes: 4 })).toEqual(
      Buffer.concat([bodies[0]!.subarray(-2), bodies[1]!.subarray(0, 2)]),
    )
    const { ContentType } = await client.send(new HeadObjectCommand({ Bucket, Key: key }))
    expect(ContentType).toBe('video/mp4')
  })

  it('lets a part sent again replace the first', async () => {
    const { storage } = the()
    const upload = await uploadOf(the(), ['first'])
    await sendPart(the(), upload, 1, 'second try')
    const parts = await storage.listParts(upload)
    expect(parts.map(({ partNumber, bytes }) => [partNumber, bytes])).toEqual([[1, 10]])
    await storage.completeUpload(upload, parts)
    expect((await storage.read(upload.key)).toString()).toBe('second try')
  })

  it('shows no object before an upload is completed', async () => {
    const { storage } = the()
    const upload = await uploadOf(the(), ['part'])
    expect(await storage.size(upload.key)).toBeNull()
    await storage.completeUpload(upload, await storage.listParts(upload))
    expect(await storage.size(upload.key)).toBe(4)
  })

  it('replaces an object when the upload is completed, not before', async () => {
    const { storage } = the()
    const upload = await uploadOf(the(), ['new'])
    await storage.put(upload.key, Buffer.from('old'), 'text/plain')
    expect((await storage.read(upload.key)).toString()).toBe('old')
    await storage.completeUpload(upload, await storage.listParts(upload))
    expect((await storage.read(upload.key)).toString()).toBe('new')
  })

  type Named = { PartNumber: number; ETag: string }
  it.each<[string, (one: Named, two: Named) => Named[]]>([
    ['a wrong ETag', () => [{ PartNumber: 1, ETag: '"00000000000000000000000000000000"' }]],
    ['a part that was never sent', (one) => [{ ...one, PartNumber: 7 }]],
    ['parts in a wrong order', (one, two) => [two, one]],
    ['a small part before another', (one, two) => [one, two]],
  ])('refuses a completion with %s', async (_what, choose) => {
    const { storage, client } = the()
    const upload = await uploadOf(the(), ['small', 'last'])
    const [one, two] = (await storage.listParts(upload)).map((part) => ({
      PartNumber: part.partNumber,
      ETag: part.etag,
    }))
    const completion = new CompleteMultipartUploadCommand({
      Bucket,
      Key: upload.key,
      UploadId: upload.uploadId,
      MultipartUpload: { Parts: choose(one!, two!) },
    })
    expect(await statusOf(client.send(completion))).toBe(400)
    expect(await storage.size(upload.key)).toBeNull()
  })

  it('refuses a wrong order of parts that are large enough', async () => {
    const { storage } = the()
    const upload = await uploadOf(the(), [Buffer.alloc(5 * MiB, 'a'), Buffer.alloc(5 * MiB, 'b')])
    const [one, two] = await storage.listParts(upload)
    expect(await statusOf(storage.completeUpload(upload, [two!, one!]))).toBe(400)
    expect(await storage.size(upload.key)).toBeNull()
  })

  it('aborts an upload and lists it no more', async () => {
    const { storage, client } = the()
    const upload = await uploadOf(the(), ['part'])
    const isListed = async () =>
      ((await client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? []).some(
        (one) => one.UploadId === upload.uploadId,
      )
    expect(await isListed()).toBe(true)
    await storage.abortUpload(upload)
    expect(await isListed()).toBe(false)
  })

  it('knows an aborted upload no more', async () => {
    const { storage, client } = the()
    const upload = await uploadOf(the(), ['part'])
    const listing = new ListPartsCommand({ Bucket, Key: upload.key, UploadId: upload.uploadId })
    expect(await statusOf(client.send(listing))).toBe(200)
    await storage.abortUpload(upload)
    expect(await statusOf(client.send(listing))).toBe(404)
  })

  it('lets an upload be aborted twice', async () => {
    const { storage } = the()
    const upload = await uploadOf(the(), ['part'])
    await storage.abortUpload(upload)
    await storage.abortUpload(upload)
    expect((await storage.listUploads()).filter((one) => one.key === upload.key)).toEqual([])
  })

  it('lists uploads with key, id and when they began', async () => {
    const { storage } = the()
    const key = ownKey('Phóng sự & ảnh.mp4')
    const before = Date.now()
    const uploadId = await storage.startUpload(key, 'video/mp4')
    const mine = (await storage.listUploads()).filter((upload) => upload.key === key)
    expect(mine.map((upload) => upload.uploadId)).toEqual([uploadId])
    // Engines round to seconds.
    expect(mine[0]!.startedAt.getTime()).toBeGreaterThan(before - 2000)
    expect(mine[0]!.startedAt.getTime()).toBeLessThan(Date.now() + 2000)
  })

  it('lists an upload no more once it is completed', async () => {
    const { storage } = the()
    const upload = await uploadOf(the(), ['part'])
    const isListed = async () => (await storage.listUploads()).some((one) => one.uploadId === upload.uploadId)
    expect(await isListed()).toBe(true)
    await storage.completeUpload(upload, await storage.listParts(upload))
    expect(await isListed()).toBe(false)
  })

  it('keeps two uploads of one key apart', async () => {
    const { storage } = the()
    const one = await uploadOf(the(), ['one'])
    const other = { key: one.key, uploadId: await storage.startUpload(one.key, 'text/plain') }
    await sendPart(the(), other, 1, 'other')
    expect((await storage.listParts(one)).map((part) => part.bytes)).toEqual([3])
    await storage.abortUpload(other)
    await storage.completeUpload(one, await storage.listParts(one))
    expect((await storage.read(one.key)).toString()).toBe('one')
  })

  it('knows no upload it was not told of', async () => {
    const { client } = the()
    expect(await statusOf(client.send(new ListPartsCommand({ Bucket, Key: 'x', UploadId: 'nope' })))).toBe(
      404,
    )
  })
}
