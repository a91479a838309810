import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disposition, s3Client, s3Storage } from '#storage/s3.ts'
import { bucketKeys, startBucket } from '#tests/support/bucket.ts'
import { startSwift, swiftIsHere } from '#tests/support/swift.ts'
import { access } from './s3/access.ts'
import { Bucket, portalOrigin, type Engine } from './s3/bucket.ts'
import { listing } from './s3/listing.ts'
import { objects } from './s3/objects.ts'
import { ranges } from './s3/ranges.ts'
import { streams } from './s3/streams.ts'
import { uploads } from './s3/uploads.ts'

/**
 * What the portal asks of a bucket; both engines must answer alike. One file starts them, since Swift takes seconds;
 * the tests stand by theme in `s3/`, each with keys of its own.
 */
describe('embedded bucket', () => conforms(startEmbedded, 403))
describe.skipIf(!swiftIsHere())('OpenStack Swift s3api', () => conforms(() => startSwift(portalOrigin), 400))

it('names a download in both forms of RFC 6266', () => {
  expect(disposition('Phóng sự.pdf', false)).toBe(
    `attachment; filename="Phong su.pdf"; filename*=UTF-8''Ph%C3%B3ng%20s%E1%BB%B1.pdf`,
  )
})

type Started = { endpoint: string; keys: typeof bucketKeys; stop: () => void }

async function startEmbedded(): Promise<Started> {
  return { ...(await startBucket()), keys: bucketKeys }
}

function conforms(start: () => Promise<Started>, unsigned: Engine['unsigned']) {
  let started: Started
  let engine: Engine

  beforeAll(async () => {
    started = await start()
    const { endpoint, keys } = started
    const settings = { endpoint, publicEndpoint: endpoint, bucket: Bucket, ...keys }
    engine = { settings, storage: s3Storage(settings), client: s3Client(settings), unsigned }
    await engine.storage.ensureBucket(portalOrigin)
  })
  afterAll(() => started?.stop())

  describe('objects', () => objects(() => engine))
  describe('ranges', () => ranges(() => engine))
  describe('uploads', () => uploads(() => engine))
  describe('streams', () => streams(() => engine))
  describe('access', () => access(() => engine))
  describe('listing', () => listing(() => engine))
}
