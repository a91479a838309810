import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { log } from '#app/log.server.ts'
import { noSuchKey, S3Error } from './errors.ts'
import type { BucketFiles, StoredObject } from './files.ts'
import { verify, type Credentials } from './signature.ts'
import { element, escapeXml, fieldsOf } from './xml.ts'

/**
 * The part of S3 that the award uses, for one machine: streaming in and out, every request's signature checked.
 * Path-style addresses only. Past one machine, an existing engine takes its place.
 */
export function bucketServer(options: {
  files: BucketFiles
  credentials: Credentials
  now?: () => Date
}): Server {
  const { files } = options
  const now = options.now ?? (() => new Date())
  const answer = (request: IncomingMessage, response: ServerResponse, awaited: boolean) => {
    handle(request, response, awaited).catch((error: unknown) => refuse(request, response, error))
  }
  const server = createServer({ requestTimeout: 0 }, (request, response) => answer(request, response, false))
  // Who asks first whether to send a body is told to only once nothing speaks against it.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) =>
    answer(request, response, true),
  )
  return server

  async function handle(request: IncomingMessage, response: ServerResponse, awaited: boolean) {
    const url = new URL(request.url ?? '/', 'http://bucket')
    const [bucket = '', ...rest] = url.pathname.slice(1).split('/').map(decodeURIComponent)
    const ask: Ask = {
      request,
      response,
      url,
      query: url.searchParams,
      bucket,
      key: rest.join('/'),
      files,
      sha256: null,
      awaited,
    }
    if (!/^[a-z0-9][a-z0-9.-]{2,62}$/.test(bucket)) throw new S3Error('InvalidBucketName', 400)
    await allowOrigin(ask)
    if (request.method === 'OPTIONS') return preflight(ask)
    ask.sha256 = verify(request, url, options.credentials, now())
    await (ask.key === '' ? ofBucket(ask) : ofObject(ask))
  }
}

type Ask = {
  request: IncomingMessage
  response: ServerResponse
  url: URL
  query: URLSearchParams
  bucket: string
  key: string
  files: BucketFiles
  sha256: string | null
  /** The body is not sent before `100 Continue`. */
  awaited: boolean
}

async function ofBucket(ask: Ask) {
  const { request, query, files, bucket } = ask
  if (request.method === 'PUT' && query.has('cors')) return putCors(ask)
  if (request.method === 'PUT') {
    await files.createBucket(bucket)
    return end(ask, 200)
  }
  if (request.method === 'HEAD') {
    await files.requireBucket(bucket)
    return end(ask, 200)
  }
  if (request.method === 'GET' && query.has('uploads')) return listUploads(ask)
  if (request.method === 'GET') return listObjects(ask)
  if (request.method === 'POST' && query.has('delete')) return deleteObjects(ask)
  throw new S3Error('NotImplemented', 501)
}

async function ofObject(ask: Ask) {
  const { request, query } = ask
  const uploadId = query.get('uploadId')
  // Taken for a plain PUT, a copy would leave an object of no bytes.
  if (request.headers['x-amz-copy-source'] !== undefined)
    throw new S3Error('NotImplemented', 501, 'Copying is not offered.')
  if (request.method === 'PUT' && uploadId) return putPart(ask, uploadId)
  if (request.method === 'PUT') return putObject(ask)
  if (request.method === 'GET' && uploadId) return listParts(ask, uploadId)
  if (request.method === 'GET' || request.method === 'HEAD') return getObject(ask)
  if (request.method === 'POST' && query.has('uploads')) return startUpload(ask)
  if (request.method === 'POST' && uploadId) return completeUpload(ask, uploadId)
  if (request.method === 'DELETE' && uploadId) {
    await ask.files.abortUpload(ask.bucket, ask.key, uploadId)
    return end(ask, 204)
  }
  if (request.method === 'DELETE') {
    await ask.files.requireBucket(ask.bucket)
    await ask.files.removeObject(ask.bucket, ask.key)
    return end(ask, 204)
  }
  throw new S3Error('NotImplemented', 501)
}

async function putObject(ask: Ask) {
  await ask.files.requireBucket(ask.bucket)
  const object = await ask.files.putObject(ask.bucket, ask.key, contentType(ask), await receive(ask))
  ask.response.setHeader('ETag', `"${object.etag}"`)
  end(ask, 200)
}

async function getObject(ask: Ask) {
  const { request, response, query, files, bucket } = ask
  const object = await files.object(bucket, ask.key)
  const range = rangeOf(request.headers.range, object.bytes)
  response.setHeader('ETag', `"${object.etag}"`)
  response.setHeader('Last-Modified', new Date(object.modifiedAt).toUTCString())
  response.setHeader('Accept-Ranges', 'bytes')
  response.setHeader('Content-Type', query.get('response-content-type') ?? object.contentType)
  response.setHeader('Content-Disposition', query.get('response-content-disposition') ?? 'attachment')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; object-src 'self'",
  )
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
  if (range) response.setHeader('Content-Range', `bytes ${range.from}-${range.to}/${object.bytes}`)
  const { from, to } = range ?? { from: 0, to: object.bytes - 1 }
  response.setHeader('Content-Length', to - from + 1)
  response.writeHead(range ? 206 : 200)
  if (request.method === 'HEAD') return void response.end()
  await pipeline(Readable.from(files.bytesOf(bucket, object, from, to), { objectMode: false }), response)
}

/** RFC 9110 §14: one range is served; several, one not understood or one that ends before it begins get the whole. */
function rangeOf(header: string | undefined, bytes: number): { from: number; to: number } | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return null
  if (match[2] !== '' && Number(match[1]) > Number(match[2])) return null
  const from = match[1] === '' ? Math.max(bytes - Number(match[2]), 0) : Number(match[1])
  const to = match[1] === '' || match[2] === '' ? bytes - 1 : Math.min(Number(match[2]), bytes - 1)
  if (from >= bytes) throw new S3Error('InvalidRange', 416, 'The range is not satisfiable.')
  return { from, to }
}

async function startUpload(ask: Ask) {
  const upload = await ask.files.startUpload(ask.bucket, ask.key, contentType(ask))
  xml(
    ask,
    element('InitiateMultipartUploadResult', { Bucket: ask.bucket, Key: ask.key, UploadId: upload.uploadId }),
  )
}

async function putPart(ask: Ask, uploadId: string) {
  const partNumber = Number(ask.query.get('partNumber'))
  if (!(Number.isInteger(partNumber) && partNumber >= 1 && partNumber <= 10_000))
    throw new S3Error('InvalidArgument', 400, 'The part number must be between 1 and 10000.')
  const upload = await ask.files.upload(ask.bucket, ask.key, uploadId)
  const received = await receive(ask)
  await ask.files.putPart(ask.bucket, upload, partNumber, received)
  ask.response.setHeader('ETag', `"${received.md5}"`)
  end(ask, 200)
}

async function listParts(ask: Ask, uploadId: string) {
  const after = Number(ask.query.get('part-number-marker') ?? 0)
  const most = mostOf(ask, 'max-parts')
  const parts = await ask.files.parts(ask.bucket, { key: ask.key, uploadId })
  const all = parts.filter((part) => part.partNumber > after)
  const page = all.slice(0, most)
  const rows = page.map((part) =>
    element('Part', {
      PartNumber: part.partNumber,
      LastModified: part.modifiedAt.toISOString(),
      ETag: `"${part.md5}"`,
      Size: part.bytes,
    }),
  )
  const truncated = most > 0 && all.length > page.length
  const head = { Bucket: ask.bucket, Key: ask.key, UploadId: uploadId, IsTruncated: truncated }
  xml(ask, element('ListPartsResult', { ...head, NextPartNumberMarker: page.at(-1)?.partNumber ?? 0 }, rows))
}

async function completeUpload(ask: Ask, uploadId: string) {
  const wanted = fieldsOf(await text(ask), 'Part').map((part) => ({
    partNumber: Number(part.PartNumber),
    etag: part.ETag ?? '',
  }))
  const object = await ask.files.completeUpload(ask.bucket, ask.key, uploadId, wanted)
  xml(
    ask,
    element('CompleteMultipartUploadResult', { Bucket: ask.bucket, Key: ask.key, ETag: `"${object.etag}"` }),
  )
}

async function listUploads(ask: Ask) {
  const after = [ask.query.get('key-marker') ?? '', ask.query.get('upload-id-marker') ?? ''] as const
  const most = mostOf(ask, 'max-uploads')
  const all = (await ask.files.listUploads(ask.bucket)).filter(
    ({ key, uploadId }) => key > after[0] || (key === after[0] && uploadId > after[1]),
  )
  const page = all.slice(0, most)
  const truncated = most > 0 && all.length > page.length
  const last = page.at(-1)
  const next: Record<string, string> = truncated
    ? { NextKeyMarker: last!.key, NextUploadIdMarker: last!.uploadId }
    : {}
  const rows = page.map((upload) =>
    element('Upload', { Key: upload.key, UploadId: upload.uploadId, Initiated: upload.startedAt }),
  )
  const head = { Bucket: ask.bucket, IsTruncated: truncated, ...next }
  xml(ask, element('ListMultipartUploadsResult', head, rows))
}

async function listObjects(ask: Ask) {
  const prefix = ask.query.get('prefix') ?? ''
  const after = ask.query.get('continuation-token') ?? ask.query.get('start-after') ?? ''
  const most = mostOf(ask, 'max-keys')
  const all = (await ask.files.listObjects(ask.bucket, prefix)).filter((object) => object.key > after)
  const page = all.slice(0, most)
  const truncated = most > 0 && all.length > page.length
  const head = {
    Name: ask.bucket,
    Prefix: prefix,
    KeyCount: page.length,
    MaxKeys: most,
    IsTruncated: truncated,
  }
  const next: Record<string, string> = truncated ? { NextContinuationToken: page.at(-1)!.key } : {}
  xml(ask, element('ListBucketResult', { ...head, ...next }, page.map(contents)))
}

/** How long a list may be: a thousand at most. Of one of nought there is no next page. */
function mostOf(ask: Ask, name: 'max-keys' | 'max-parts' | 'max-uploads'): number {
  const asked = ask.query.get(name) ?? '1000'
  if (!/^\d{1,9}$/.test(asked)) throw new S3Error('InvalidArgument', 400, `${name} is not a number.`)
  return Math.min(Number(asked), 1000)
}

const contents = (object: StoredObject) =>
  element('Contents', {
    Key: object.key,
    LastModified: object.modifiedAt,
    ETag: `"${object.etag}"`,
    Size: object.bytes,
    StorageClass: 'STANDARD',
  })

async function deleteObjects(ask: Ask) {
  await ask.files.requireBucket(ask.bucket)
  const keys = fieldsOf(await text(ask), 'Object').map((object) => object.Key ?? '')
  if (keys.length > 1000) throw new S3Error('MalformedXML', 400, 'At most 1000 keys.')
  for (const key of keys) await ask.files.removeObject(ask.bucket, key)
  xml(
    ask,
    element(
      'DeleteResult',
      {},
      keys.map((Key) => element('Deleted', { Key })),
    ),
  )
}

async function putCors(ask: Ask) {
  await ask.files.requireBucket(ask.bucket)
  const origins = [...(await text(ask)).matchAll(/<AllowedOrigin>([^<]*)<\/AllowedOrigin>/g)].map(
    (match) => match[1]!,
  )
  await ask.files.setOrigins(ask.bucket, origins)
  end(ask, 200)
}

/** The Fetch standard's CORS protocol: only the portal's own pages may read or send bytes from a browser. */
async function allowOrigin(ask: Ask) {
  const { origin } = ask.request.headers
  ask.response.setHeader('Vary', 'Origin')
  if (
    !origin ||
    !(await ask.files.origins(ask.bucket)).some((allowed) => allowed === origin || allowed === '*')
  )
    return
  ask.response.setHeader('Access-Control-Allow-Origin', origin)
  ask.response.setHeader('Access-Control-Expose-Headers', 'ETag')
}

function preflight(ask: Ask) {
  if (!ask.response.hasHeader('Access-Control-Allow-Origin'))
    throw new S3Error('AccessForbidden', 403, 'CORS: not allowed.')
  ask.response.setHeader('Access-Control-Allow-Methods', 'GET, PUT, HEAD')
  ask.response.setHeader(
    'Access-Control-Allow-Headers',
    ask.request.headers['access-control-request-headers'] ?? '',
  )
  ask.response.setHeader('Access-Control-Max-Age', 3600)
  end(ask, 200)
}

function receive(ask: Ask) {
  const { headers } = ask.request
  if (ask.awaited) ask.response.writeContinue()
  const bytes = headers['content-length'] === undefined ? undefined : Number(headers['content-length'])
  return ask.files.receive(ask.bucket, ask.request, {
    bytes,
    sha256: ask.sha256,
    md5: headers['content-md5'] as string,
  })
}

async function text(ask: Ask): Promise<string> {
  if (ask.awaited) ask.response.writeContinue()
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of ask.request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > 2_000_000) throw new S3Error('MalformedXML', 400, 'The body is too large.')
    chunks.push(chunk)
  }
  const body = Buffer.concat(chunks)
  if (ask.sha256 && createHash('sha256').update(body).digest('hex') !== ask.sha256)
    throw new S3Error('XAmzContentSHA256Mismatch', 400, 'The body is not the one that was signed.')
  return body.toString('utf8')
}

const contentType = (ask: Ask) => ask.request.headers['content-type'] ?? 'application/octet-stream'

function end(ask: Ask, status: number) {
  ask.response.writeHead(status, status === 200 ? { 'Content-Length': 0 } : {}).end()
}

function xml(ask: Ask, body: string) {
  ask.response
    .writeHead(200, { 'Content-Type': 'application/xml' })
    .end(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`)
}

function refuse(request: IncomingMessage, response: ServerResponse, error: unknown) {
  if (response.headersSent || response.socket?.destroyed) return void response.destroy()
  const known = error instanceof S3Error ? error : asS3Error(error)
  if (known.status === 500) log.error('bucket', request.method, error)
  // A body that nobody will read would hold the connection: say no and let go of it.
  if (!request.complete) response.setHeader('Connection', 'close')
  for (const name of response.getHeaderNames()) if (/^content-|^etag/.test(name)) response.removeHeader(name)
  response.writeHead(known.status, { 'Content-Type': 'application/xml' })
  if (request.method === 'HEAD') return void response.end()
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${known.code}</Code><Message>${escapeXml(known.message)}</Message></Error>`,
  )
}

function asS3Error(error: unknown): S3Error {
  if (error instanceof URIError) return new S3Error('InvalidURI', 400)
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return noSuchKey()
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
    return new S3Error('ServiceUnavailable', 503, 'The disk is full.')
  return new S3Error('InternalError', 500)
}
