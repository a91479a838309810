import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { noSuchBucket, noSuchKey, noSuchUpload, S3Error } from './errors.ts'

/**
 * Objects on a file system. An object is a small JSON file that names the files holding its bytes; it is put in place
 * by one rename, so a reader sees the old object or the new one, whole. The parts of a multipart upload become the
 * object's files as they are: completing 2 GB copies nothing.
 *
 *   <bucket>/objects/ab/<sha256 of key>.json   <bucket>/bytes/<id>/…   <bucket>/uploads/<id>/{upload.json,parts}
 */
export type StoredObject = {
  key: string
  contentType: string
  bytes: number
  etag: string
  modifiedAt: string
  uploadId?: string
  files: { path: string; bytes: number }[]
}

export type StoredUpload = { key: string; uploadId: string; contentType: string; startedAt: string }
export type StoredPart = { partNumber: number; md5: string; bytes: number; modifiedAt: Date; file: string }

const smallestPart = 5 * 1024 * 1024

export class BucketFiles {
  readonly root: string
  constructor(root: string) {
    this.root = root
  }

  async createBucket(bucket: string) {
    for (const folder of ['objects', 'bytes', 'uploads', 'incoming'])
      await mkdir(join(this.root, bucket, folder), { recursive: true })
  }

  async requireBucket(bucket: string) {
    await stat(join(this.root, bucket, 'objects')).catch(() => {
      throw noSuchBucket()
    })
  }

  async setOrigins(bucket: string, origins: string[]) {
    await this.#replace(join(this.root, bucket, 'origins.json'), origins)
  }

  async origins(bucket: string): Promise<string[]> {
    return (await readJson<string[]>(join(this.root, bucket, 'origins.json'))) ?? []
  }

  /** Writes a body beside the bucket first; nothing is visible until it arrived whole. */
  async receive(
    bucket: string,
    body: Readable,
    expected: { bytes?: number; sha256: string | null; md5?: string },
  ) {
    const file = join(this.root, bucket, 'incoming', randomBytes(12).toString('hex'))
    const md5 = createHash('md5')
    const sha256 = expected.sha256 ? createHash('sha256') : null
    let bytes = 0
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, next) {
        bytes += chunk.length
        md5.update(chunk)
        sha256?.update(chunk)
        next(null, chunk)
      },
    })
    try {
      await pipeline(body, measure, createWriteStream(file, { flush: true }))
      if (expected.bytes !== undefined && bytes !== expected.bytes)
        throw new S3Error('IncompleteBody', 400, 'The body ended early.')
      if (sha256 && sha256.digest('hex') !== expected.sha256)
        throw new S3Error('XAmzContentSHA256Mismatch', 400, 'The body is not the one that was signed.')
      const digest = md5.digest()
      if (expected.md5 && digest.toString('base64') !== expected.md5)
        throw new S3Error('BadDigest', 400, 'The Content-MD5 does not match.')
      return { file, bytes, md5: digest.toString('hex') }
    } catch (error) {
      await rm(file, { force: true })
      throw error
    }
  }

  async putObject(
    bucket: string,
    key: string,
    contentType: string,
    received: Received,
  ): Promise<StoredObject> {
    const folder = randomBytes(12).toString('hex')
    await mkdir(join(this.root, bucket, 'bytes', folder))
    const path = join('bytes', folder, 'whole')
    await rename(received.file, join(this.root, bucket, path))
    const object = {
      key,
      contentType,
      bytes: received.bytes,
      etag: received.md5,
      modifiedAt: new Date().toISOString(),
      files: [{ path, bytes: received.bytes }],
    }
    await this.#place(bucket, object)
    return object
  }

  async object(bucket: string, key: string): Promise<StoredObject> {
    await this.requireBucket(bucket)
    const found = await readJson<StoredObject>(this.#objectFile(bucket, key))
    if (!found) throw noSuchKey()
    return found
  }

  /** The bytes from `from` up to and including `to`, file after file, never held whole. */
  async *bytesOf(bucket: string, object: StoredObject, from: number, to: number): AsyncGenerator<Buffer> {
    let start = 0
    for (const { path, bytes } of object.files) {
      const end = start + bytes - 1
      if (end >= from && start <= to) {
        const range = { start: Math.max(from - start, 0), end: Math.min(to, end) - start }
        yield* createReadStream(join(this.root, bucket, path), { ...range, highWaterMark: 256 * 1024 })
      }
      start += bytes
    }
  }

  async removeObject(bucket: string, key: string) {
    const object = await this.object(bucket, key).catch(() => null)
    if (!object) return
    await rm(this.#objectFile(bucket, key), { force: true })
    await this.#removeBytes(bucket, object)
  }

  async listObjects(bucket: string, prefix: string): Promise<StoredObject[]> {
    await this.requireBucket(bucket)
    const found: StoredObject[] = []
    const folder = join(this.root, bucket, 'objects')
    for (const name of await readdir(folder, { recursive: true })) {
      if (!name.endsWith('.json')) continue
      const object = await readJson<StoredObject>(join(folder, name))
      if (object?.key.startsWith(prefix)) found.push(object)
    }
    return found.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)))
  }

  async startUpload(bucket: string, key: string, contentType: string): Promise<StoredUpload> {
    await this.requireBucket(bucket)
    const upload = {
      key,
      contentType,
      uploadId: randomBytes(24).toString('hex'),
      startedAt: new Date().toISOString(),
    }
    const folder = join(this.root, bucket, 'uploads', upload.uploadId)
    await mkdir(folder)
    await this.#replace(join(folder, 'upload.json'), upload)
    return upload
  }

  async upload(bucket: string, key: string, uploadId: string): Promise<StoredUpload> {
    await this.requireBucket(bucket)
    if (!/^[0-9a-f]{48}$/.test(uploadId)) throw noSuchUpload()
    const upload = await readJson<StoredUpload>(join(this.root, bucket, 'uploads', uploadId, 'upload.json'))
    if (upload?.key !== key) throw noSuchUpload()
    return upload
  }

  async listUploads(bucket: string): Promise<StoredUpload[]> {
    await this.requireBucket(bucket)
    const folder = join(this.root, bucket, 'uploads')
    const found = await Promise.all(
      (await readdir(folder)).map((name) => readJson<StoredUpload>(join(folder, name, 'upload.json'))),
    )
    return found.filter((upload) => upload !== null).sort((a, b) => (a.key < b.key ? -1 : 1))
  }

  /** A part sent twice replaces itself; number, digest and size stand in the file's name, so they cannot disagree. */
  async putPart(bucket: string, upload: StoredUpload, partNumber: number, received: Received) {
    const folder = join(this.root, bucket, 'uploads', upload.uploadId)
    const name = `${String(partNumber).padStart(5, '0')}-${received.md5}-${received.bytes}`
    const earlier = await readdir(folder)
      .then(async (files) => {
        await rename(received.file, join(folder, name))
        return files.filter((file) => file.startsWith(name.slice(0, 6)) && file !== name)
      })
      .catch(async () => {
        await unlink(received.file)
        throw noSuchUpload()
      })
    for (const file of earlier) await rm(join(folder, file), { force: true })
  }

  async parts(bucket: string, upload: StoredUpload): Promise<StoredPart[]> {
    return partsIn(join(this.root, bucket, 'uploads', upload.uploadId))
  }

  async completeUpload(
    bucket: string,
    key: string,
    uploadId: string,
    wanted: { partNumber: number; etag: string }[],
  ): Promise<StoredObject> {
    const done = await this.object(bucket, key).catch(() => null)
    if (done?.uploadId === uploadId) return done
    const upload = await this.upload(bucket, key, uploadId)
    const folder = join(this.root, bucket, 'uploads', uploadId)
    const chosen = chooseParts(await partsIn(folder), wanted)
    const md5 = createHash('md5')
    for (const part of chosen) md5.update(Buffer.from(part.md5, 'hex'))
    const object: StoredObject = {
      key,
      contentType: upload.contentType,
      bytes: chosen.reduce((sum, part) => sum + part.bytes, 0),
      etag: `${md5.digest('hex')}-${chosen.length}`,
      modifiedAt: new Date().toISOString(),
      uploadId,
      // The files stay where they are. Should the power fail after the next line, the object is whole all the same.
      files: chosen.map((part) => ({ path: join('uploads', uploadId, part.file), bytes: part.bytes })),
    }
    await this.#place(bucket, object)
    await rm(join(folder, 'upload.json'), { force: true })
    const kept = new Set(chosen.map((part) => part.file))
    for (const file of await readdir(folder))
      if (!kept.has(file)) await rm(join(folder, file), { force: true })
    return object
  }

  async abortUpload(bucket: string, key: string, uploadId: string) {
    await this.upload(bucket, key, uploadId)
    await rm(join(this.root, bucket, 'uploads', uploadId), { recursive: true, force: true })
  }

  async #place(bucket: string, object: StoredObject) {
    const before = await readJson<StoredObject>(this.#objectFile(bucket, object.key))
    await mkdir(join(this.#objectFile(bucket, object.key), '..'), { recursive: true })
    await this.#replace(this.#objectFile(bucket, object.key), object)
    if (before) await this.#removeBytes(bucket, before)
  }

  async #removeBytes(bucket: string, object: StoredObject) {
    const folders = new Set(object.files.map(({ path }) => join(this.root, bucket, path, '..')))
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  }

  async #replace(file: string, content: unknown) {
    const beside = `${file}.${randomBytes(6).toString('hex')}`
    await writeFile(beside, JSON.stringify(content), { flush: true })
    await rename(beside, file)
  }

  #objectFile(bucket: string, key: string): string {
    const name = createHash('sha256').update(key).digest('hex')
    return join(this.root, bucket, 'objects', name.slice(0, 2), `${name}.json`)
  }
}

export type Received = { file: string; bytes: number; md5: string }

async function partsIn(folder: string): Promise<StoredPart[]> {
  const newest = new Map<number, StoredPart>()
  for (const file of await readdir(folder)) {
    const match = /^(\d{5})-([0-9a-f]{32})-(\d+)$/.exec(file)
    if (!match) continue
    const { mtime } = await stat(join(folder, file)).catch(() => ({ mtime: new Date(0) }))
    const part = {
      partNumber: Number(match[1]),
      md5: match[2]!,
      bytes: Number(match[3]),
      modifiedAt: mtime,
      file,
    }
    const other = newest.get(part.partNumber)
    if (!other || other.modifiedAt < part.modifiedAt) newest.set(part.partNumber, part)
  }
  return [...newest.values()].sort((a, b) => a.partNumber - b.partNumber)
}

function chooseParts(present: StoredPart[], wanted: { partNumber: number; etag: string }[]): StoredPart[] {
  if (wanted.length === 0) throw new S3Error('MalformedXML', 400, 'No part is named.')
  const byNumber = new Map(present.map((part) => [part.partNumber, part]))
  return wanted.map(({ partNumber, etag }, index) => {
    if (index > 0 && partNumber <= wanted[index - 1]!.partNumber)
      throw new S3Error('InvalidPartOrder', 400, 'The parts are not in ascending order.')
    const part = byNumber.get(partNumber)
    if (!part || part.md5 !== etag.replaceAll('"', ''))
      throw new S3Error('InvalidPart', 400, `Part ${partNumber} was not found.`)
    if (part.bytes < smallestPart && index < wanted.length - 1)
      throw new S3Error('EntityTooSmall', 400, 'A part other than the last is under 5 MiB.')
    return part
  })
}

async function readJson<Content>(file: string): Promise<Content | null> {
  try {
    const handle = await open(file)
    try {
      return JSON.parse(await handle.readFile('utf8')) as Content
    } finally {
      await handle.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
