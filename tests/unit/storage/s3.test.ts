import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import {
  createServer as createSocket,
  type AddressInfo,
  type Server as SocketServer,
  type Socket,
} from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { bucketLimits, s3Storage } from '#storage/s3.ts'
import { StorageAway, UploadGone } from '#storage/storage.ts'
import { bucketKeys, startBucket } from '#tests/support/bucket.ts'

const stops: (() => void)[] = []
afterEach(() => stops.splice(0).forEach((stop) => stop()))

const storageAt = (endpoint: string, limits = bucketLimits) =>
  s3Storage({ endpoint, publicEndpoint: endpoint, bucket: 'award', ...bucketKeys }, limits)

async function listening(server: Server | SocketServer): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()))
  stops.push(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('a bucket that is away', () => {
  it('because it takes the call and says nothing is given up in time', async () => {
    const sockets: Socket[] = []
    const silent = await listening(createSocket((socket) => void sockets.push(socket)))
    stops.push(() => sockets.forEach((socket) => socket.destroy()))
    const limits = { ...bucketLimits, socketTimeout: 200 }
    const began = Date.now()
    await expect(storageAt(silent, limits).size('a')).rejects.toBeInstanceOf(StorageAway)
    expect(Date.now() - began).toBeLessThan(10_000)
  })

  it('because nobody is there', async () => {
    const server = createServer()
    const endpoint = await listening(server)
    await new Promise((closed) => server.close(closed))
    await expect(storageAt(endpoint).size('a')).rejects.toBeInstanceOf(StorageAway)
  })

  it.each([
    [503, true],
    [500, true],
    [429, true],
    [403, false],
    [501, false],
  ])('says so with status %i: %s', async (status, isAway) => {
    const endpoint = await listening(
      createServer((_request, response) => void response.writeHead(status).end()),
    )
    const error = await storageAt(endpoint)
      .size('a')
      .catch((thrown: unknown) => thrown)
    expect(error instanceof StorageAway).toBe(isAway)
  })
})

describe('uploads in a bucket', () => {
  async function withBucket() {
    const bucket = await startBucket()
    stops.push(bucket.stop)
    const storage = storageAt(bucket.endpoint)
    await storage.ensureBucket('http://portal.test')
    return { ...bucket, storage }
  }

  it('are listed to the last, however many', async () => {
    const { folder, storage } = await withBucket()
    const id = (number: number) => number.toString(16).padStart(48, '0')
    for (let number = 1; number <= 1003; number++) {
      const path = join(folder, 'award', 'uploads', id(number))
      mkdirSync(path)
      const upload = { key: number < 3 ? 'same' : `key ${number}`, uploadId: id(number), contentType: 'x/y' }
      writeFileSync(
        join(path, 'upload.json'),
        JSON.stringify({ ...upload, startedAt: '2026-03-14T08:00:00Z' }),
      )
    }
    const listed = (await storage.listUploads()).map(({ uploadId }) => uploadId)
    expect([listed.length, new Set(listed).size]).toEqual([1003, 1003])
  })

  it('have no parts to list where there are none of that name', async () => {
    const { storage } = await withBucket()
    const gone = { key: 'a', uploadId: 'f'.repeat(48) }
    await expect(storage.listParts(gone)).rejects.toBeInstanceOf(UploadGone)
  })
})
