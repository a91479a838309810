import {
  CompleteMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bucketServer } from '#storage/embedded/server.ts'
import { disposition, s3Client, s3Storage, type S3Settings } from '#storage/s3.ts'
import type { Storage } from '#storage/storage.ts'
import { startSwift, swiftIsHere } from '#tests/support/swift.ts'

const origin = 'http://portal.test'
const MiB = 1024 * 1024
/** `unsigned` is how a request without any signature is refused: s3api hands it on to Swift's own API, which finds it malformed. */
type Engine = { settings: S3Settings; stop: () => void; unsigned: 403 | 400 }

it('names a download in both forms of RFC 6266', () => {
  expect(disposition('Phóng sự.pdf', false)).toBe(
    `attachment; filename="Phong su.pdf"; filename*=UTF-8''Ph%C3%B3ng%20s%E1%BB%B1.pdf`,
  )
})

describe('embedded bucket', () => conforms(startEmbedded))
describe.skipIf(!swiftIsHere())('OpenStack Swift s3api', () => conforms(startSwiftEngine))

async function startEmbedded(): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'bucket-'))
  const keys = { accessKeyId: 'tests', secretAccessKey: 'secret', region: 'us-east-1' }
  const server = bucketServer({ root: folder, credentials: keys })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const stop = () => {
    server.closeAllConnections()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { settings: { endpoint, publicEndpoint: endpoint, bucket: 'award', ...keys }, stop, unsigned: 403 }
}

async function startSwiftEngine(): Promise<Engine> {
  const swift = await startSwift(origin)
  return {
    settings: { endpoint: swift.endpoint, publicEndpoint: swift.endpoint, bucket: 'award', ...swift.keys },
    stop: swift.stop,
    unsigned: 400,
  }
}

/** What the portal asks of a bucket; both engines must answer alike. */
function conforms(start: () => Promise<Engine>) {
  let engine: Engine
  let storage: Storage
  let client: S3Client
  const Bucket = 'award'

  beforeAll(async () => {
    engine = await start()
    storage = s3Storage(engine.settings)
    client = s3Client(engine.settings)
    await storage.ensureBucket(origin)
  })
  afterAll(() => engine?.stop())

  const statusOf = async (work: Promise<unknown>) => {
    try {
      await work
      return 200
    } catch (error) {
      return (error as { $metadata: { httpStatusCode: number } }).$metadata.httpStatusCode
    }
  }
  const send = async (url: string, body: Buffer) =>
    (await fetch(url, { method: 'PUT', body: new Uint8Array(body) })).status
  const begin = async (key: string, bodies: Buffer[]) => {
    const upload = { key, uploadId: await storage.startUpload(key, 'application/octet-stream') }
    for (const [index, body] of bodies.entries())
      expect(await send(await storage.signPart(upload, index + 1, 60), body)).toBe(200)
    return upload
  }

  it('puts, reads, measures and removes an object', async () => {
    const body = Buffer.from('Nguyễn Thị Minh Châu')
    await storage.put('a/b.txt', body, 'text/plain')
    expect(await storage.read('a/b.txt')).toEqual(body)
    expect(await storage.size('a/b.txt')).toBe(body.length)
    await storage.remove('a/b.txt')
    expect(await storage.size('a/b.txt')).toBeNull()
    expect(await statusOf(client.send(new GetObjectCommand({ Bucket, Key: 'a/b.txt' })))).toBe(404)
  })

  it('replaces an object as a whole', async () => {
    await storage.put('same', Buffer.from('first, and longer'), 'text/plain')
    await storage.put('same', Buffer.from('second'), 'text/plain')
    expect((await storage.read('same')).toString()).toBe('second')
    const { ETag } = await client.send(new HeadObjectCommand({ Bucket, Key: 'same' }))
    expect(ETag).toBe(`"${createHash('md5').update('second').digest('hex')}"`)
  })

  it('takes parts in any order, lists them, and puts them together', async () => {
    const bodies = [randomBytes(5 * MiB), randomBytes(5 * MiB), randomBytes(1234)]
    const upload = { key: 'whole', uploadId: await storage.startUpload('whole', 'video/mp4') }
    for (const number of [3, 1, 2])
      expect(await send(await storage.signPart(upload, number, 60), bodies[number - 1]!)).toBe(200)
    const parts = await storage.listParts(upload)
    expect(parts.map(({ partNumber, bytes }) => [partNumber, bytes])).toEqual([
      [1, 5 * MiB],
      [2, 5 * MiB],
      [3, 1234],
    ])
    expect(parts.map((part) => part.etag.replaceAll('"', ''))).toEqual(
      bodies.map((body) => createHash('md5').update(body).digest('hex')),
    )
    await storage.completeUpload(upload, parts)
    expect(await storage.size('whole')).toBe(10 * MiB + 1234)
    expect((await storage.read('whole')).equals(Buffer.concat(bodies))).toBe(true)
    expect(await storage.read('whole', { from: 5 * MiB - 2, bytes: 4 })).toEqual(
      Buffer.concat([bodies[0]!.subarray(-2), bodies[1]!.subarray(0, 2)]),
    )
    expect((await client.send(new HeadObjectCommand({ Bucket, Key: 'whole' }))).ContentType).toBe('video/mp4')
  })

  it('takes a stream of unknown length in parts, and leaves nothing of one that breaks', async () => {
    const pieces = Array.from({ length: 41 }, () => randomBytes(MiB))
    async function* flow() {
      yield* pieces
    }
    expect(await storage.putStream('streamed', flow(), 'application/zip')).toBe(41 * MiB)
    const hash = (body: Buffer) => createHash('sha256').update(body).digest('hex')
    expect(hash(await storage.read('streamed'))).toBe(hash(Buffer.concat(pieces)))
    async function* nothing() {}
    expect(await storage.putStream('empty', nothing(), 'application/zip')).toBe(0)
    expect(await storage.size('empty')).toBe(0)
    async function* breaking() {
      yield randomBytes(20 * MiB)
      throw new Error('cut')
    }
    await expect(storage.putStream('broken', breaking(), 'application/zip')).rejects.toThrow('cut')
    expect(await storage.size('broken')).toBeNull()
    expect((await storage.listUploads()).filter((upload) => upload.key === 'broken')).toEqual([])
    for (const key of ['streamed', 'empty']) await storage.remove(key)
  })

  it('lets a part sent again replace the first', async () => {
    const second = Buffer.from('second try')
    const upload = await begin('again', [Buffer.from('first')])
    expect(await send(await storage.signPart(upload, 1, 60), second)).toBe(200)
    await storage.completeUpload(upload, await storage.listParts(upload))
    expect(await storage.read('again')).toEqual(second)
  })

  it('refuses a completion with a wrong ETag, a missing part, a wrong order or a small part', async () => {
    const upload = await begin('refused', [Buffer.from('small'), Buffer.from('last')])
    const [one, two] = await storage.listParts(upload)
    const complete = (Parts: { PartNumber: number; ETag: string }[]) =>
      statusOf(
        client.send(
          new CompleteMultipartUploadCommand({
            Bucket,
            Key: upload.key,
            UploadId: upload.uploadId,
            MultipartUpload: { Parts },
          }),
        ),
      )
    expect(await complete([{ PartNumber: 1, ETag: '"00000000000000000000000000000000"' }])).toBe(400)
    expect(await complete([{ PartNumber: 7, ETag: one!.etag }])).toBe(400)
    expect(
      await complete([
        { PartNumber: 2, ETag: two!.etag },
        { PartNumber: 1, ETag: one!.etag },
      ]),
    ).toBe(400)
    expect(
      await complete([
        { PartNumber: 1, ETag: one!.etag },
        { PartNumber: 2, ETag: two!.etag },
      ]),
    ).toBe(400)
    expect(await storage.size('refused')).toBeNull()
  })

  it('aborts an upload and knows it no more', async () => {
    const upload = await begin('aborted', [Buffer.from('part')])
    const listed = async () =>
      ((await client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? []).some(
        (one) => one.UploadId === upload.uploadId,
      )
    expect(await listed()).toBe(true)
    await storage.abortUpload(upload)
    expect(await listed()).toBe(false)
    expect(
      await statusOf(
        client.send(new ListPartsCommand({ Bucket, Key: upload.key, UploadId: upload.uploadId })),
      ),
    ).toBe(404)
    await storage.abortUpload(upload)
  })

  it('refuses who does not sign, signs wrongly, changes a signed link or comes late', async () => {
    await storage.put('private', Buffer.from('private'), 'text/plain')
    const { endpoint } = engine.settings
    expect((await fetch(`${endpoint}/${Bucket}/private`)).status).toBe(engine.unsigned)
    const stranger = s3Client({ ...engine.settings, secretAccessKey: 'other' })
    expect(await statusOf(stranger.send(new GetObjectCommand({ Bucket, Key: 'private' })))).toBe(403)
    const link = await storage.signDownload(
      'private',
      { name: 'private.txt', contentType: 'text/plain', inline: false },
      60,
    )
    expect((await fetch(link)).status).toBe(200)
    expect((await fetch(link.replace('/private?', '/same?'))).status).toBe(403)
    expect((await fetch(link.replace('private.txt', 'public.txt'))).status).toBe(403)
    const signature = /X-Amz-Signature=([0-9a-f]+)/.exec(link)![1]!
    expect(
      (
        await fetch(
          link.replace(
            signature,
            signature.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
          ),
        )
      ).status,
    ).toBe(403)
    expect((await fetch(link, { method: 'PUT', body: 'x' })).status).toBe(403)
    const past = new Date(Date.now() - 3600_000)
    const late = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: 'private' }), {
      expiresIn: 60,
      signingDate: past,
    })
    expect((await fetch(late)).status).toBe(403)
    const lateLink = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: 'late' }), {
      expiresIn: 60,
      signingDate: past,
    })
    expect(await send(lateLink, Buffer.from('late'))).toBe(403)
    expect(await storage.size('late')).toBeNull()
  })

  it('answers a download with the asked name and type', async () => {
    await storage.put('named', Buffer.from('%PDF-1.7'), 'application/pdf')
    const answer = await fetch(
      await storage.signDownload(
        'named',
        { name: 'Phóng sự.pdf', contentType: 'application/pdf', inline: true },
        60,
      ),
    )
    expect(answer.headers.get('Content-Type')).toBe('application/pdf')
    expect(answer.headers.get('Content-Disposition')).toBe(disposition('Phóng sự.pdf', true))
    expect(await answer.text()).toBe('%PDF-1.7')
  })

  it('serves ranges and refuses those it cannot', async () => {
    await storage.put('ranged', Buffer.from('0123456789'), 'text/plain')
    const link = await storage.signDownload(
      'ranged',
      { name: 'r.txt', contentType: 'text/plain', inline: false },
      60,
    )
    const ask = async (range: string) => {
      const answer = await fetch(link, { headers: { Range: range } })
      return [
        answer.status,
        answer.status === 206 ? await answer.text() : '',
        answer.headers.get('Content-Range'),
      ]
    }
    expect(await ask('bytes=2-4')).toEqual([206, '234', 'bytes 2-4/10'])
    expect(await ask('bytes=7-')).toEqual([206, '789', 'bytes 7-9/10'])
    expect(await ask('bytes=-3')).toEqual([206, '789', 'bytes 7-9/10'])
    expect(await ask('bytes=8-99')).toEqual([206, '89', 'bytes 8-9/10'])
    expect((await ask('bytes=99-100'))[0]).toBe(416)
  })

  it('lets only the portal’s pages read and write from a browser', async () => {
    const upload = { key: 'cors', uploadId: await storage.startUpload('cors', 'image/png') }
    const link = await storage.signPart(upload, 1, 60)
    const preflight = (from: string) =>
      fetch(link, {
        method: 'OPTIONS',
        headers: {
          Origin: from,
          'Access-Control-Request-Method': 'PUT',
          'Access-Control-Request-Headers': 'content-type',
        },
      })
    const own = await preflight(origin)
    expect(own.status).toBe(200)
    expect(own.headers.get('Access-Control-Allow-Origin')).toBe(origin)
    expect(own.headers.get('Access-Control-Allow-Methods')).toMatch(/PUT/)
    const other = await preflight('http://elsewhere.test')
    expect(other.headers.get('Access-Control-Allow-Origin')).not.toBe('http://elsewhere.test')
    await storage.abortUpload(upload)
  })

  it('lists by prefix in pages, in the order of bytes', async () => {
    for (const key of ['list/c', 'list/a', 'list/b', 'other/a'])
      await storage.put(key, Buffer.from(key), 'text/plain')
    const first = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'list/', MaxKeys: 2 }))
    expect(first.Contents!.map((object) => object.Key)).toEqual(['list/a', 'list/b'])
    const second = await client.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'list/', ContinuationToken: first.NextContinuationToken }),
    )
    expect(second.Contents!.map((object) => [object.Key, object.Size])).toEqual([['list/c', 6]])
    const md5 = (body: string) => createHash('md5').update(body).digest('base64')
    client.middlewareStack.add(
      (next) => (args) => {
        const { request } = args as {
          request: {
            method: string
            body?: string
            query?: Record<string, unknown>
            headers: Record<string, string>
          }
        }
        if (request.query && 'delete' in request.query)
          request.headers['content-md5'] = md5(String(request.body))
        return next(args)
      },
      { step: 'build', name: 'contentMd5', override: true },
    )
    await client.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: [{ Key: 'list/a' }, { Key: 'list/b' }, { Key: 'list/none' }] },
      }),
    )
    const left = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'list/' }))
    expect(left.Contents!.map((object) => object.Key)).toEqual(['list/c'])
  })

  it('keeps keys of every kind apart', async () => {
    for (const key of ['k/ế +&?#.txt', "k/(a)'b*!", 'k/%2F']) {
      await storage.put(key, Buffer.from(key), 'text/plain')
      expect((await storage.read(key)).toString()).toBe(key)
      expect(
        (
          await fetch(
            await storage.signDownload(key, { name: 'a', contentType: 'text/plain', inline: false }, 60),
          )
        ).status,
      ).toBe(200)
    }
  })

  it('knows no upload and no bucket it was not told of', async () => {
    expect(await statusOf(client.send(new ListPartsCommand({ Bucket, Key: 'x', UploadId: 'nope' })))).toBe(
      404,
    )
    expect(await statusOf(client.send(new GetObjectCommand({ Bucket: 'nobucket', Key: 'x' })))).toBe(404)
  })
}
