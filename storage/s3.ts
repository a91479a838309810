import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListPartsCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { StorageAway, UploadGone, type Part, type Storage, type Upload } from './storage.ts'

export type S3Settings = {
  endpoint: string
  /** The address of the same bucket as browsers reach it; presigned links are made for it. */
  publicEndpoint: string
  region: string
  bucket: string
  accessKeyId: string
  secretAccessKey: string
}

/**
 * How long, in milliseconds, a bucket may take to be reached, and then say nothing. One that puts many parts together
 * speaks meanwhile; one that hangs would hold whoever asks it.
 */
export const bucketLimits = { connectionTimeout: 5_000, socketTimeout: 30_000 }

export function s3Client(
  settings: S3Settings,
  endpoint = settings.endpoint,
  limits: typeof bucketLimits = bucketLimits,
): S3Client {
  return new S3Client({
    requestHandler: limits,
    endpoint,
    region: settings.region,
    forcePathStyle: true,
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
    // With the default, a presigned part would carry the checksum of an empty body.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
}

export function s3Storage(settings: S3Settings, limits = bucketLimits): Storage {
  const client = tellingAway(s3Client(settings, settings.endpoint, limits))
  const signer = s3Client(settings, settings.publicEndpoint)
  const Bucket = settings.bucket

  return {
    async ensureBucket(origin) {
      try {
        await client.send(new HeadBucketCommand({ Bucket }))
      } catch {
        await client.send(new CreateBucketCommand({ Bucket }))
      }
      await client
        .send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: corsFor(origin) }))
        .catch(ignoreUnimplemented)
    },
    async ping() {
      await client.send(new HeadBucketCommand({ Bucket }))
    },
    async put(Key, Body, ContentType) {
      await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }))
    },
    async putStream(key, body, contentType) {
      const uploadId = await this.startUpload(key, contentType)
      const parts: Part[] = []
      try {
        for await (const part of inParts(body)) {
          const answer = await client.send(
            new UploadPartCommand({
              Bucket,
              Key: key,
              UploadId: uploadId,
              PartNumber: parts.length + 1,
              Body: part,
            }),
          )
          parts.push({ partNumber: parts.length + 1, etag: answer.ETag!, bytes: part.length })
        }
        await this.completeUpload({ key, uploadId }, parts)
      } catch (error) {
        await this.abortUpload({ key, uploadId }).catch(() => {})
        throw error
      }
      return parts.reduce((sum, part) => sum + part.bytes, 0)
    },
    async read(Key, range) {
      const Range = range && `bytes=${range.from}-${range.from + range.bytes - 1}`
      const answer = await client.send(new GetObjectCommand({ Bucket, Key, Range }))
      return Buffer.from(await answer.Body!.transformToByteArray())
    },
    async stream(Key) {
      const answer = await client.send(new GetObjectCommand({ Bucket, Key }))
      return answer.Body as NodeJS.ReadableStream
    },
    async size(Key) {
      try {
        return (await client.send(new HeadObjectCommand({ Bucket, Key }))).ContentLength ?? 0
      } catch (error) {
        if (statusOf(error) === 404) return null
        throw error
      }
    },
    async remove(Key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key }))
    },
    async startUpload(Key, ContentType) {
      return (await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType }))).UploadId!
    },
    signPart({ key: Key, uploadId: UploadId }, { partNumber: PartNumber, bytes: ContentLength }, expiresIn) {
      // The length is among the signed headers, and browsers send it with what they send.
      const part = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, ContentLength })
      return getSignedUrl(signer, part, { expiresIn })
    },
    async listParts({ key: Key, uploadId: UploadId }) {
      const parts: Part[] = []
      let PartNumberMarker: string | undefined
      do {
        const page = await client
          .send(new ListPartsCommand({ Bucket, Key, UploadId, PartNumberMarker }))
          .catch((error: unknown) => {
            throw statusOf(error) === 404 ? new UploadGone(UploadId, { cause: error }) : error
          })
        for (const part of page.Parts ?? [])
          parts.push({ partNumber: part.PartNumber!, etag: part.ETag!, bytes: part.Size! })
        PartNumberMarker = page.IsTruncated ? page.NextPartNumberMarker : undefined
      } while (PartNumberMarker)
      return parts
    },
    async completeUpload({ key: Key, uploadId: UploadId }, parts) {
      const Parts = parts.map(({ partNumber, etag }) => ({ PartNumber: partNumber, ETag: etag }))
      await client.send(
        new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
      )
    },
    async abortUpload({ key: Key, uploadId: UploadId }) {
      try {
        await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
      } catch (error) {
        if (statusOf(error) !== 404) throw error
      }
    },
    async listUploads() {
      const uploads: (Upload & { startedAt: Date })[] = []
      let markers: { KeyMarker?: string; UploadIdMarker?: string } | null = {}
      while (markers) {
        const page: ListMultipartUploadsCommandOutput = await client.send(
          new ListMultipartUploadsCommand({ Bucket, ...markers }),
        )
        for (const upload of page.Uploads ?? [])
          uploads.push({
            key: upload.Key!,
            uploadId: upload.UploadId!,
            startedAt: upload.Initiated ?? new Date(0),
          })
        const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page
        markers = page.IsTruncated ? { KeyMarker, UploadIdMarker } : null
      }
      return uploads
    },
    signDownload(Key, answer, expiresIn) {
      const command = new GetObjectCommand({
        Bucket,
        Key,
        ResponseContentType: answer.contentType,
        ResponseContentDisposition: disposition(answer.name, answer.inline),
      })
      return getSignedUrl(signer, command, { expiresIn })
    },
  }
}

/** Says apart what may be asked again in a while: no line, no answer in time, and what S3 calls its own fault. */
function tellingAway(client: S3Client): S3Client {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args)
      } catch (error) {
        throw isAway(error) ? new StorageAway('The bucket does not answer.', { cause: error }) : error
      }
    },
    { step: 'initialize', priority: 'high', name: 'tellingAway' },
  )
  return client
}

function isAway(error: unknown): boolean {
  const status = statusOf(error)
  if (status !== undefined) return [429, 500, 502, 503, 504].includes(status)
  const { name, code } = error as { name?: string; code?: unknown }
  return name === 'TimeoutError' || typeof code === 'string'
}

/** 10,000 parts of this size are 160 GB; S3 wants 5 MB at least but for the last. */
const partBytes = 16 * 1024 * 1024

async function* inParts(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = []
  let bytes = 0
  let none = true
  for await (const chunk of body) {
    held.push(chunk)
    bytes += chunk.length
    if (bytes < partBytes) continue
    none = false
    yield Buffer.concat(held)
    held = []
    bytes = 0
  }
  if (bytes > 0 || none) yield Buffer.concat(held)
}

/** RFC 6266: an ASCII name for old clients beside the real one. */
export function disposition(name: string, inline: boolean): string {
  const ascii = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `${inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

const corsFor = (origin: string) => ({
  CORSRules: [
    {
      AllowedOrigins: [origin],
      AllowedMethods: ['GET', 'PUT', 'HEAD'],
      AllowedHeaders: ['*'],
      ExposeHeaders: ['ETag', 'Retry-After'],
      MaxAgeSeconds: 3600,
    },
  ],
})

/** Some engines keep CORS in their own configuration (OpenStack Swift answers 501). */
function ignoreUnimplemented(error: unknown) {
  if (![400, 403, 405, 501].includes(statusOf(error) ?? 0)) throw error
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode
}
