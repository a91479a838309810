import type { S3Client } from '@aws-sdk/client-s3'
import { createHash, randomUUID } from 'node:crypto'
import type { S3Settings } from '#storage/s3.ts'
import type { Storage, Upload } from '#storage/storage.ts'

export const MiB = 1024 * 1024
/** The portal whose pages the bucket is told to serve. */
export const portalOrigin = 'http://portal.test'
export const Bucket = 'award'
export const asText = { name: 'a.txt', contentType: 'text/plain', inline: false }

/** One engine as a test meets it: through the portal's own storage, or the client below where that hides something. */
export type Engine = {
  settings: S3Settings
  storage: Storage
  client: S3Client
  /** How a request without any signature is refused: s3api hands it on to Swift's own API, which finds it malformed. */
  unsigned: 403 | 400
}
/** Known once the engine has started, so asked for inside of tests. */
export type TheEngine = () => Engine

/** A key no other test has: tests share a bucket and nothing in it. */
export const ownKey = (name = 'object') => `${randomUUID()}/${name}`

export const md5 = (body: string | Buffer) => createHash('md5').update(body)

export async function statusOf(work: Promise<unknown>): Promise<number> {
  try {
    await work
    return 200
  } catch (error) {
    return (error as { $metadata: { httpStatusCode: number } }).$metadata.httpStatusCode
  }
}

export async function putTo(url: string, body: string | Buffer): Promise<number> {
  return (await fetch(url, { method: 'PUT', body: new Uint8Array(Buffer.from(body)) })).status
}

/** Sends a part as a browser does: by a link the portal signed for it. */
export async function sendPart(
  { storage }: Engine,
  upload: Upload,
  partNumber: number,
  body: string | Buffer,
) {
  const bytes = Buffer.byteLength(body)
  const status = await putTo(await storage.signPart(upload, { partNumber, bytes }, 60), body)
  if (status !== 200) throw new Error(`Part ${partNumber} was answered ${status}.`)
}

/** An upload of its own key, with these parts sent in their order. */
export async function uploadOf(engine: Engine, bodies: (string | Buffer)[]): Promise<Upload> {
  const key = ownKey()
  const upload = { key, uploadId: await engine.storage.startUpload(key, 'application/octet-stream') }
  for (const [index, body] of bodies.entries()) await sendPart(engine, upload, index + 1, body)
  return upload
}
