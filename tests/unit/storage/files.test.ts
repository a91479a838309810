import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BucketFiles, type StoredObject, type StoredUpload } from '#storage/embedded/files.ts'

const MiB = 1024 * 1024
let root: string
let files: BucketFiles

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'files-'))
  files = new BucketFiles(root)
  await files.createBucket('award')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const receive = (body: string | Buffer, expected: { bytes?: number; sha256?: string; md5?: string } = {}) =>
  files.receive('award', Readable.from([Buffer.from(body)]), { sha256: null, ...expected })
const put = async (key: string, body: string) =>
  files.putObject('award', key, 'text/plain', await receive(body))
const start = (key: string) => files.startUpload('award', key, 'video/mp4')
const putPart = async (upload: StoredUpload, partNumber: number, body: string | Buffer) =>
  files.putPart('award', upload, partNumber, await receive(body))
const complete = async (upload: StoredUpload) =>
  files.completeUpload('award', upload.key, upload.uploadId, await wantedOf(upload))
const wantedOf = async (upload: StoredUpload) =>
  (await files.parts('award', upload)).map(({ partNumber, md5 }) => ({ partNumber, etag: `"${md5}"` }))

async function read(object: StoredObject, from = 0, to = object.bytes - 1): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of files.bytesOf('award', object, from, to)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const contentOf = async (key: string) => (await read(await files.object('award', key))).toString()
/** Every file of the bucket, named by its folder: what lies there is what the disk has to carry. */
const onDisk = () =>
  readdirSync(join(root, 'award'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.parentPath.slice(join(root, 'award').length + 1).split('/')[0])
    .sort()
const hash = (kind: 'md5' | 'sha256', body: string) => createHash(kind).update(body)

describe('a body', () => {
  const right = {
    bytes: 4,
    sha256: hash('sha256', 'body').digest('hex'),
    md5: hash('md5', 'body').digest('base64'),
  }

  it.each([{}, { bytes: 4 }, { sha256: right.sha256 }, { md5: right.md5 }, right])(
    'is received as announced: %o',
    async (expected) => {
      expect(await receive('body', expected)).toMatchObject({
        bytes: 4,
        md5: hash('md5', 'body').digest('hex'),
      })
      expect(onDisk()).toEqual(['incoming'])
    },
  )

  it.each([
    [{ ...right, bytes: 3 }, 'IncompleteBody'],
    [{ ...right, bytes: 5 }, 'IncompleteBody'],
    [{ ...right, sha256: hash('sha256', 'Body').digest('hex') }, 'XAmzContentSHA256Mismatch'],
    [{ ...right, md5: hash('md5', 'Body').digest('base64') }, 'BadDigest'],
    [{ ...right, md5: hash('md5', 'body').digest('hex') }, 'BadDigest'],
  ])('other than announced leaves nothing: %o', async (expected, code) => {
    await expect(receive('body', expected)).rejects.toMatchObject({ code, status: 400 })
    expect(onDisk()).toEqual([])
  })

  it('that breaks off leaves nothing, and the object as it was', async () => {
    await put('whole', 'before')
    const before = onDisk()
    async function* breaking() {
      yield Buffer.from('half')
      throw new Error('cut')
    }
    const broken = files.receive('award', Readable.from(breaking()), { sha256: null })
    await expect(broken).rejects.toThrow('cut')
    expect(onDisk()).toEqual(before)
    expect(await contentOf('whole')).toBe('before')
  })
})

describe('an object', () => {
  it('is seen only once it is whole', async () => {
    const received = await receive('new')
    await expect(files.object('award', 'a')).rejects.toMatchObject({ code: 'NoSuchKey' })
    expect(await files.listObjects('award', '')).toEqual([])
    await files.putObject('award', 'a', 'text/plain', received)
    expect(await contentOf('a')).toBe('new')
  })

  it('that replaces another leaves none of its bytes behind', async () => {
    await put('a', 'first')
    expect(onDisk()).toEqual(['bytes', 'objects'])
    await put('a', 'second')
    expect(onDisk()).toEqual(['bytes', 'objects'])
    expect(readdirSync(join(root, 'award', 'bytes'))).toHaveLength(1)
    expect(await contentOf('a')).toBe('second')
  })

  it('that replaces one of parts leaves none of them behind, and the other way round', async () => {
    for (const last of ['one', 'two']) {
      const upload = await start('a')
      await putPart(upload, 1, last)
      await complete(upload)
      expect(onDisk()).toEqual(['bytes', 'objects'])
      expect(await contentOf('a')).toBe(last)
    }
    await put('a', 'whole')
    expect(onDisk()).toEqual(['bytes', 'objects'])
    expect(readdirSync(join(root, 'award', 'uploads'))).toEqual([])
  })

  it('that is removed leaves nothing, and is no error twice', async () => {
    await put('a', 'x')
    await put('b', 'y')
    await files.removeObject('award', 'a')
    await files.removeObject('award', 'a')
    await expect(files.object('award', 'a')).rejects.toMatchObject({ code: 'NoSuchKey', status: 404 })
    expect(onDisk()).toEqual(['bytes', 'objects'])
    expect(await contentOf('b')).toBe('y')
  })

  it('is one of two that are put at once, whole', async () => {
    const bodies = Array.from({ length: 8 }, (_, index) => String(index).repeat(1000))
    await Promise.all(bodies.map((body) => put('a', body)))
    const object = await files.object('award', 'a')
    const content = await contentOf('a')
    expect(bodies).toContain(content)
    expect([object.bytes, object.etag]).toEqual([1000, hash('md5', content).digest('hex')])
  })

  it('is listed by the bytes of its key, under its prefix', async () => {
    for (const key of ['b/ế', 'b/z', 'a', 'b/a', 'c', 'b']) await put(key, key)
    const keys = async (prefix: string) => (await files.listObjects('award', prefix)).map(({ key }) => key)
    expect(await keys('')).toEqual(['a', 'b', 'b/a', 'b/z', 'b/ế', 'c'])
    expect(await keys('b/')).toEqual(['b/a', 'b/z', 'b/ế'])
    expect(await keys('none')).toEqual([])
  })

  it.each(['../../outside', '/etc/passwd', '..', '.', '', '\0', '..\\outside', 'k'.repeat(5000)])(
    'called %j stays inside the bucket',
    async (key) => {
      const around = readdirSync(join(root, 'award')).sort()
      await put(key, 'x')
      expect(await contentOf(key)).toBe('x')
      expect(readdirSync(root)).toEqual(['award'])
      expect(readdirSync(join(root, 'award')).sort()).toEqual(around)
      expect(onDisk()).toEqual(['bytes', 'objects'])
    },
  )
})

describe('a range', () => {
  async function ofParts() {
    const upload = await start('parts')
    const bodies = [Buffer.alloc(5 * MiB, 'a'), Buffer.alloc(5 * MiB, 'b'), Buffer.from('cde')]
    for (const [index, body] of bodies.entries()) await putPart(upload, index + 1, body)
    return complete(upload)
  }

  it.each([
    [0, 0, '0'],
    [9, 9, '9'],
    [0, 9, '0123456789'],
    [4, 5, '45'],
    [0, -1, ''],
  ])('from %i to %i is those bytes, both ends included', async (from, to, content) => {
    const object = await put('a', '0123456789')
    expect((await read(object, from, to)).toString()).toBe(content)
  })

  it('goes over the seams of parts', async () => {
    const object = await ofParts()
    const text = async (from: number, to: number) => (await read(object, from, to)).toString()
    expect(await text(0, 0)).toBe('a')
    expect(await text(5 * MiB - 1, 5 * MiB - 1)).toBe('a')
    expect(await text(5 * MiB, 5 * MiB)).toBe('b')
    expect(await text(5 * MiB - 1, 5 * MiB)).toBe('ab')
    expect(await text(10 * MiB - 1, 10 * MiB + 1)).toBe('bcd')
    expect(await text(10 * MiB + 2, 10 * MiB + 2)).toBe('e')
    expect((await read(object, 5 * MiB - 1, 10 * MiB)).length).toBe(5 * MiB + 2)
  })
})

describe('an upload', () => {
  it('is known by its key and id together', async () => {
    const upload = await start('mine')
    expect(await files.upload('award', 'mine', upload.uploadId)).toEqual(upload)
    const unknown = { code: 'NoSuchUpload', status: 404 }
    await expect(files.upload('award', 'theirs', upload.uploadId)).rejects.toMatchObject(unknown)
    await expect(files.upload('award', 'mine', 'f'.repeat(48))).rejects.toMatchObject(unknown)
    const others = files.completeUpload('award', 'theirs', upload.uploadId, [])
    await expect(others).rejects.toMatchObject(unknown)
    await expect(files.abortUpload('award', 'theirs', upload.uploadId)).rejects.toMatchObject(unknown)
    expect(await files.listUploads('award')).toEqual([upload])
  })

  it.each(['', '.', '..', '../objects', 'a/../b', 'F'.repeat(48), 'f'.repeat(47), `${'f'.repeat(48)}\n`])(
    'has no id like %j',
    async (uploadId) => {
      writeFileSync(join(root, 'award', 'upload.json'), '{"key":"a"}')
      await expect(files.upload('award', 'a', uploadId)).rejects.toMatchObject({ code: 'NoSuchUpload' })
    },
  )

  it('is listed in the order of keys until it is completed or aborted', async () => {
    const [b, a, c] = [await start('b'), await start('a'), await start('c')]
    expect(await files.listUploads('award')).toEqual([a, b, c])
    await putPart(b, 1, 'x')
    await complete(b)
    await files.abortUpload('award', 'c', c.uploadId)
    expect(await files.listUploads('award')).toEqual([a])
  })

  it('keeps the last that was sent of a part', async () => {
    const upload = await start('a')
    for (const body of ['first', 'second and longer', 'third']) {
      await putPart(upload, 1, body)
      expect(await files.parts('award', upload)).toMatchObject([
        { partNumber: 1, bytes: body.length, md5: hash('md5', body).digest('hex') },
      ])
    }
    await putPart(upload, 1, 'third')
    await putPart(upload, 10, 'tenth')
    expect((await files.parts('award', upload)).map((part) => part.partNumber)).toEqual([1, 10])
    expect(onDisk()).toEqual(['uploads', 'uploads', 'uploads'])
  })

  it.each([
    ['a second later', 1],
    ['a second earlier', -1],
  ])(
    'takes the newer of two bodies that a power cut left of one part: the second came %s',
    async (_when, later) => {
      const upload = await start('a')
      const [one, other] = [hash('md5', 'one').digest('hex'), hash('md5', 'other').digest('hex')]
      const written = new Date('2026-03-14T08:00:00Z')
      for (const [md5, body, seconds] of [
        [one, 'one', 0],
        [other, 'other', later],
      ] as const) {
        const file = join(root, 'award', 'uploads', upload.uploadId, `00001-${md5}-${body.length}`)
        writeFileSync(file, body)
        utimesSync(file, written, new Date(written.getTime() + seconds * 1000))
      }
      const newer = later > 0 ? other : one
      expect((await files.parts('award', upload)).map((part) => part.md5)).toEqual([newer])
    },
  )

  it('that is completed carries the digest of its parts’ digests, their number and its own type', async () => {
    const upload = await start('a')
    const first = randomBytes(5 * MiB)
    await putPart(upload, 1, first)
    await putPart(upload, 2, 'last')
    const digests = [first, Buffer.from('last')].map((body) => createHash('md5').update(body).digest())
    const etag = `${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-2`
    expect(await complete(upload)).toMatchObject({
      key: 'a',
      contentType: 'video/mp4',
      bytes: 5 * MiB + 4,
      etag,
    })
  })

  it('that is completed keeps the named parts alone', async () => {
    const upload = await start('a')
    await putPart(upload, 1, 'named')
    await putPart(upload, 2, 'not named')
    await files.completeUpload('award', 'a', upload.uploadId, (await wantedOf(upload)).slice(0, 1))
    expect(onDisk()).toEqual(['bytes', 'objects'])
    expect(await contentOf('a')).toBe('named')
  })

  it('that was completed is completed once more without harm', async () => {
    const upload = await start('a')
    await putPart(upload, 1, 'x')
    const wanted = await wantedOf(upload)
    const object = await complete(upload)
    expect(await files.completeUpload('award', 'a', upload.uploadId, wanted)).toEqual(object)
    expect(await contentOf('a')).toBe('x')
  })

  it('that was completed takes no part any more', async () => {
    const upload = await start('a')
    await putPart(upload, 1, 'x')
    await complete(upload)
    await expect(files.upload('award', 'a', upload.uploadId)).rejects.toMatchObject({ code: 'NoSuchUpload' })
    await expect(files.abortUpload('award', 'a', upload.uploadId)).rejects.toMatchObject({
      code: 'NoSuchUpload',
    })
    expect(await contentOf('a')).toBe('x')
  })

  it('that was completed takes no part on its way: the same once more, another body for it, or one not named', async () => {
    const upload = await start('a')
    await putPart(upload, 1, 'x')
    const late = [
      [1, 'x'],
      [1, 'z'],
      [2, 'y'],
    ] as const
    const received = await Promise.all(late.map(([, body]) => receive(body)))
    await complete(upload)
    for (const [index, [number]] of late.entries()) {
      const putting = files.putPart('award', upload, number, received[index]!)
      await expect(putting).rejects.toMatchObject({ code: 'NoSuchUpload' })
    }
    expect(await contentOf('a')).toBe('x')
    expect(onDisk()).toEqual(['bytes', 'objects'])
  })

  it('completed before uploads were closed by a rename takes no part either', async () => {
    const upload = await start('a')
    await putPart(upload, 1, 'x')
    const [part] = await files.parts('award', upload)
    const object = await put('a', 'x')
    const old = {
      ...object,
      uploadId: upload.uploadId,
      files: [{ path: `uploads/${upload.uploadId}/${part!.file}`, bytes: 1 }],
    }
    const json = readdirSync(join(root, 'award', 'objects'), { recursive: true }).find((name) =>
      String(name).endsWith('.json'),
    )
    writeFileSync(join(root, 'award', 'objects', String(json)), JSON.stringify(old))
    const late = await receive('y')
    await expect(files.putPart('award', upload, 1, late)).rejects.toMatchObject({ code: 'NoSuchUpload' })
    await expect(files.abortUpload('award', 'a', upload.uploadId)).rejects.toMatchObject({
      code: 'NoSuchUpload',
    })
    await files.sweep('award', new Date(Date.now() + 1000))
    expect(await contentOf('a')).toBe('x')
  })

  it('that is being completed is one still, or an object already', async () => {
    const told = (upload: StoredUpload) =>
      files.parts('award', upload).then(
        () => 'upload',
        () => files.object('award', upload.key).then(() => 'object'),
      )
    for (let round = 0; round < 20; round++) {
      const upload = await start(`phim ${round}`)
      await putPart(upload, 1, 'phần một')
      const wanted = await wantedOf(upload)
      const asked: Promise<string>[] = []
      let over = false
      const completed = files.completeUpload('award', upload.key, upload.uploadId, wanted)
      void completed.then(() => (over = true))
      while (!over) {
        asked.push(told(upload))
        await new Promise(setImmediate)
      }
      expect(['upload', 'object']).toEqual(expect.arrayContaining([...new Set(await Promise.all(asked))]))
    }
  })

  it('that is completed twice at once is one object', async () => {
    const upload = await start('a')
    await putPart(upload, 1, 'x')
    await put('a', 'before')
    const [one, other] = await Promise.all([complete(upload), complete(upload)])
    expect(one).toEqual(other)
    expect(await contentOf('a')).toBe('x')
    expect(onDisk()).toEqual(['bytes', 'objects'])
  })

  it.each([['complete'], ['abort']])(
    'that is completed and aborted at once is whole or gone, whichever is asked first: %s',
    async (first) => {
      const upload = await start('a')
      await putPart(upload, 1, 'x')
      const wanted = await wantedOf(upload)
      const asks = {
        complete: () => files.completeUpload('award', 'a', upload.uploadId, wanted),
        abort: () => files.abortUpload('award', 'a', upload.uploadId),
      }
      const order = first === 'complete' ? [asks.complete, asks.abort] : [asks.abort, asks.complete]
      const answers = await Promise.allSettled(order.map((ask) => ask()))
      expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
      if (first === 'complete') expect(await contentOf('a')).toBe('x')
      else expect(onDisk()).toEqual([])
    },
  )

  it('keeps its object whole, whatever parts, completions and aborts come at once', async () => {
    for (let round = 0; round < 20; round++) {
      const key = `race-${round}`
      const upload = await start(key)
      await putPart(upload, 1, 'first')
      const wanted = await wantedOf(upload)
      const quiet = (work: Promise<unknown>) => work.catch(() => null)
      await Promise.all([
        quiet(putPart(upload, 1, 'late')),
        quiet(files.completeUpload('award', key, upload.uploadId, wanted)),
        quiet(putPart(upload, 1, 'first')),
        quiet(files.completeUpload('award', key, upload.uploadId, wanted)),
        ...(round % 2 ? [quiet(files.abortUpload('award', key, upload.uploadId))] : []),
      ])
      const object = await files.object('award', key).catch(() => null)
      if (object) expect((await read(object)).toString()).toBe('first')
    }
  })

  it('that is aborted leaves nothing of a part on its way either', async () => {
    const upload = await start('a')
    const late = await receive('x')
    await files.abortUpload('award', 'a', upload.uploadId)
    const putting = files.putPart('award', upload, 1, late)
    await expect(putting).rejects.toMatchObject({ code: 'NoSuchUpload', status: 404 })
    expect(onDisk()).toEqual([])
  })

  it('that is aborted leaves nothing', async () => {
    const upload = await start('a')
    await putPart(upload, 1, 'x')
    await files.abortUpload('award', 'a', upload.uploadId)
    expect(onDisk()).toEqual([])
    await expect(complete(upload)).rejects.toThrow()
  })

  type Named = { partNumber: number; etag: string }[]
  it.each<[string, (parts: Named) => Named, string]>([
    ['no part', () => [], 'MalformedXML'],
    ['parts in another order', ([one, two]) => [two!, one!], 'InvalidPartOrder'],
    ['a part twice', ([one]) => [one!, one!], 'InvalidPartOrder'],
    ['a part nobody sent', ([one]) => [{ ...one!, partNumber: 7 }], 'InvalidPart'],
    ['the digest of another part', ([one, two]) => [{ ...one!, etag: two!.etag }], 'InvalidPart'],
    ['no digest', ([one]) => [{ ...one!, etag: '' }], 'InvalidPart'],
  ])('is not completed with %s', async (_what, change, code) => {
    const upload = await start('a')
    await putPart(upload, 1, Buffer.alloc(5 * MiB))
    await putPart(upload, 2, Buffer.alloc(5 * MiB, 'b'))
    const wanted = change(await wantedOf(upload))
    const completing = files.completeUpload('award', 'a', upload.uploadId, wanted)
    await expect(completing).rejects.toMatchObject({ code, status: 400 })
    await expect(files.object('award', 'a')).rejects.toMatchObject({ code: 'NoSuchKey' })
    expect(await files.listUploads('award')).toEqual([upload])
    await complete(upload)
  })

  it.each([
    [5 * MiB - 1, 'EntityTooSmall'],
    [5 * MiB, null],
  ])('takes a first part of %i bytes with another behind it: %s', async (bytes, code) => {
    const upload = await start('a')
    await putPart(upload, 1, Buffer.alloc(bytes))
    await putPart(upload, 2, 'last')
    const answer = await complete(upload).then(
      () => null,
      (error: { code: string }) => error.code,
    )
    expect(answer).toBe(code)
  })

  it('takes digests with and without quotes', async () => {
    const upload = await start('a')
    await putPart(upload, 1, 'x')
    const wanted = [{ partNumber: 1, etag: hash('md5', 'x').digest('hex') }]
    expect(await files.completeUpload('award', 'a', upload.uploadId, wanted)).toMatchObject({ bytes: 1 })
  })
})

describe('after a power cut', () => {
  const later = () => new Date(Date.now() + 1000)
  const hourAgo = () => new Date(Date.now() - 3600_000)

  it('nothing is swept that is named, is an upload, or was written to a moment ago', async () => {
    await put('a', 'x')
    const [done, open] = [await start('b'), await start('c')]
    await putPart(done, 1, 'y')
    await complete(done)
    await putPart(open, 1, 'z')
    const before = onDisk()
    await files.sweep('award', later())
    expect([onDisk(), await contentOf('a'), await contentOf('b')]).toEqual([before, 'x', 'y'])
    await receive('under way')
    await files.sweep('award', hourAgo())
    expect(onDisk()).toEqual([...before, 'incoming'].sort())
  })

  it('what nothing names is swept', async () => {
    await receive('never put')
    for (const folder of ['bytes/orphan', 'uploads/orphan']) {
      mkdirSync(join(root, 'award', folder))
      writeFileSync(join(root, 'award', folder, 'whole'), 'x')
    }
    await files.sweep('award', later())
    expect(onDisk()).toEqual([])
    expect(readdirSync(join(root, 'award', 'bytes'))).toEqual([])
  })

  it('an upload that was closed and became no object is open again', async () => {
    const upload = await start('a')
    await putPart(upload, 1, 'x')
    const of = (kind: string) => join(root, 'award', kind, upload.uploadId)
    renameSync(of('uploads'), of('bytes'))
    await expect(complete(upload)).rejects.toThrow()
    await files.sweep('award', hourAgo())
    await complete(upload)
    expect(await contentOf('a')).toBe('x')
  })

  it('an upload whose object cannot be written stays open', async () => {
    const upload = await start('a')
    await putPart(upload, 1, 'x')
    const objects = join(root, 'award', 'objects')
    const name = hash('sha256', 'a').digest('hex').slice(0, 2)
    writeFileSync(join(objects, name), 'in the way')
    await expect(complete(upload)).rejects.toThrow()
    rmSync(join(objects, name))
    await complete(upload)
    expect(await contentOf('a')).toBe('x')
  })
})

describe('a bucket', () => {
  it('is readable by its owner alone, one made before with another mode too', async () => {
    chmodSync(join(root, 'award', 'bytes'), 0o755)
    await files.createBucket('award')
    await put('a', 'x')
    const [done, open] = [await start('b'), await start('c')]
    await putPart(done, 1, 'y')
    await complete(done)
    await putPart(open, 1, 'z')
    await files.setOrigins('award', ['http://portal.test'])
    await receive('under way')
    const modes = readdirSync(join(root, 'award'), { recursive: true, withFileTypes: true }).map(
      (entry) => [entry.isDirectory(), statSync(join(entry.parentPath, entry.name)).mode & 0o777] as const,
    )
    expect(modes.length).toBeGreaterThan(10)
    expect(modes.filter(([isFolder, mode]) => mode !== (isFolder ? 0o700 : 0o600))).toEqual([])
    expect(statSync(join(root, 'award')).mode & 0o777).toBe(0o700)
  })

  it('that was not made is none', async () => {
    await expect(files.requireBucket('other')).rejects.toMatchObject({ code: 'NoSuchBucket', status: 404 })
  })

  it('made again keeps what it holds', async () => {
    await put('a', 'x')
    await files.createBucket('award')
    expect(await contentOf('a')).toBe('x')
  })
})
