import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdir, open, readdir, rename, rm, stat, unlink, writeFile } from 'node:fs/promises'
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
 *
 * Only an upload's folder takes parts. It is closed by one rename, of `uploads/<id>` to `bytes/<id>`: from then on no
 * part finds a way in, and nothing under `bytes/` is written again or removed before its object. Whatever a power cut
 * leaves behind names nothing, and `sweep` removes it. All is readable by the owner alone.
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
const folders = ['objects', 'bytes', 'uploads', 'incoming']

export class BucketFiles {
  readonly root: string
  readonly #turns = new Map<string, Promise<unknown>>()
  constructor(root: string) {
    this.root = root
  }

  async createBucket(bucket: string) {
    for (const folder of folders) await makeFolder(join(this.root, bucket, folder))
    // One made before only its owner could read it.
    for (const folder of ['', ...folders]) await chmod(join(this.root, bucket, folder), 0o700)
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
      await pipeline(body, measure, createWriteStream(file, { flush: true, mode: 0o600 }))
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
    await makeFolder(join(this.root, bucket, 'bytes', folder))
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
    await this.#alone(bucket, key, () => this.#place(bucket, object))
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
    await this.#alone(bucket, key, async () => {
      const object = await this.object(bucket, key).catch(() => null)
      if (!object) return
      await rm(this.#objectFile(bucket, key), { force: true })
      await this.#removeBytes(bucket, object)
    })
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
    await makeFolder(folder)
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
    return found
      .filter((upload) => upload !== null)
      .sort((a, b) => (a.key === b.key ? (a.uploadId < b.uploadId ? -1 : 1) : a.key < b.key ? -1 : 1))
  }

  /**
   * The last that was sent of a part is the part; number, digest and size stand in its file's name, so they cannot
   * disagree. Every sending has a file of its own.
   */
  async putPart(bucket: string, upload: StoredUpload, partNumber: number, received: Received) {
    const folder = join(this.root, bucket, 'uploads', upload.uploadId)
    const number = `${String(partNumber).padStart(5, '0')}-`
    const name = `${number}${received.md5}-${received.bytes}-${randomBytes(6).toString('hex')}`
    await this.#alone(bucket, upload.key, async () => {
      const files = await readdir(folder).catch((): string[] => [])
      // An object of before uploads were closed by a rename may have its files here still: the folder takes no more.
      const isOpen = files.includes('upload.json')
      const done = isOpen && (await this.#finished(bucket, upload.key, upload.uploadId))
      if (!isOpen || done) {
        await unlink(received.file)
        throw noSuchUpload()
      }
      await rename(received.file, join(folder, name))
      for (const file of files) if (file.startsWith(number)) await rm(join(folder, file), { force: true })
    })
  }

  /** Waits its turn: an upload that is being put together is still one, or is an object already. */
  async parts(
    bucket: string,
    { key, uploadId }: Pick<StoredUpload, 'key' | 'uploadId'>,
  ): Promise<StoredPart[]> {
    return this.#alone(bucket, key, async () => {
      await this.upload(bucket, key, uploadId)
      return partsIn(join(this.root, bucket, 'uploads', uploadId))
    })
  }

  async completeUpload(
    bucket: string,
    key: string,
    uploadId: string,
    wanted: { partNumber: number; etag: string }[],
  ): Promise<StoredObject> {
    return this.#alone(bucket, key, async () => {
      const done = await this.#finished(bucket, key, uploadId)
      if (done) return done
      const upload = await this.upload(bucket, key, uploadId)
      const [open, closed] = [join('uploads', uploadId), join('bytes', uploadId)]
      const chosen = chooseParts(await partsIn(join(this.root, bucket, open)), wanted)
      const object = objectOf(upload, chosen, closed)
      await rename(join(this.root, bucket, open), join(this.root, bucket, closed))
      try {
        await this.#place(bucket, object)
      } catch (error) {
        await rename(join(this.root, bucket, closed), join(this.root, bucket, open))
        throw error
      }
      const kept = new Set(chosen.map((part) => part.file))
      for (const file of await readdir(join(this.root, bucket, closed)))
        if (!kept.has(file)) await rm(join(this.root, bucket, closed, file), { force: true })
      return object
    })
  }

  /** What this upload has become, where it was completed before. */
  async #finished(bucket: string, key: string, uploadId: string): Promise<StoredObject | null> {
    const object = await this.object(bucket, key).catch(() => null)
    return object?.uploadId === uploadId ? object : null
  }

  async abortUpload(bucket: string, key: string, uploadId: string) {
    await this.#alone(bucket, key, async () => {
      await this.upload(bucket, key, uploadId)
      if (await this.#finished(bucket, key, uploadId)) throw noSuchUpload()
      const folder = join(this.root, bucket, 'uploads', uploadId)
      // First what makes it an upload: should the power fail now, the rest is swept.
      await rm(join(folder, 'upload.json'), { force: true })
      await rm(folder, { recursive: true, force: true })
    })
  }

  /**
   * Clears what a power cut left: opens uploads again that were closed and became no object, and removes what nothing
   * names and was last written before that moment: bodies cut short, bytes of what was replaced or removed.
   */
  async sweep(bucket: string, before: Date) {
    const named = new Set(
      (await this.listObjects(bucket, '')).flatMap(({ files }) => files.map(({ path }) => join(path, '..'))),
    )
    for (const kind of ['incoming', 'uploads', 'bytes'])
      for (const name of await readdir(join(this.root, bucket, kind))) {
        const path = join(this.root, bucket, kind, name)
        const upload = await readJson<StoredUpload>(join(path, 'upload.json'))
        if (upload && kind === 'bytes') await this.#reopen(bucket, upload)
        if (upload || named.has(join(kind, name)) || !(await isOlder(path, before))) continue
        await rm(path, { recursive: true, force: true })
      }
  }

  #reopen(bucket: string, { key, uploadId }: StoredUpload) {
    return this.#alone(bucket, key, async () => {
      if (await this.#finished(bucket, key, uploadId)) return
      const [closed, open] = ['bytes', 'uploads'].map((kind) => join(this.root, bucket, kind, uploadId))
      await rename(closed!, open!)
    })
  }

  /** One after the other for a key, as S3 promises: what is replaced is replaced once. */
  async #alone<Done>(bucket: string, key: string, work: () => Promise<Done>): Promise<Done> {
    const file = this.#objectFile(bucket, key)
    const before = this.#turns.get(file) ?? Promise.resolve()
    const turn = before.then(work, work)
    const over = turn.then(
      () => {},
      () => {},
    )
    this.#turns.set(file, over)
    try {
      return await turn
    } finally {
      if (this.#turns.get(file) === over) this.#turns.delete(file)
    }
  }

  async #place(bucket: string, object: StoredObject) {
    const before = await readJson<StoredObject>(this.#objectFile(bucket, object.key))
    await makeFolder(join(this.#objectFile(bucket, object.key), '..'))
    await this.#replace(this.#objectFile(bucket, object.key), object)
    if (before) await this.#removeBytes(bucket, before)
  }

  async #removeBytes(bucket: string, object: StoredObject) {
    const folders = new Set(object.files.map(({ path }) => join(this.root, bucket, path, '..')))
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  }

  async #replace(file: string, content: unknown) {
    const beside = `${file}.${randomBytes(6).toString('hex')}`
    await writeFile(beside, JSON.stringify(content), { flush: true, mode: 0o600 })
    await rename(beside, file)
  }

  #objectFile(bucket: string, key: string): string {
    const name = createHash('sha256').update(key).digest('hex')
    return join(this.root, bucket, 'objects', name.slice(0, 2), `${name}.json`)
  }
}

export type Received = { file: string; bytes: number; md5: string }

const objectOf = (upload: StoredUpload, parts: StoredPart[], folder: string): StoredObject => {
  const md5 = createHash('md5')
  for (const part of parts) md5.update(Buffer.from(part.md5, 'hex'))
  return {
    key: upload.key,
    contentType: upload.contentType,
    bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
    etag: `${md5.digest('hex')}-${parts.length}`,
    modifiedAt: new Date().toISOString(),
    uploadId: upload.uploadId,
    files: parts.map((part) => ({ path: join(folder, part.file), bytes: part.bytes })),
  }
}

const isOlder = async (path: string, than: Date) => {
  const found = await stat(path).catch(() => null)
  return found !== null && found.mtime < than
}

const makeFolder = (path: string) => mkdir(path, { recursive: true, mode: 0o700 })

async function partsIn(folder: string): Promise<StoredPart[]> {
  const newest = new Map<number, StoredPart>()
  for (const file of await readdir(folder)) {
    const match = /^(\d{5})-([0-9a-f]{32})-(\d+)(?:-[0-9a-f]{12})?$/.exec(file)
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
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code!)) return null
    throw error
  }
}
