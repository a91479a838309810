import { createHash } from 'node:crypto'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { presigned, signed } from '#tests/support/aws-signer.ts'
import { send, startBucket, type Answer } from '#tests/support/bucket.ts'
import type { Ask } from '#tests/support/send-raw.ts'

/** What only the embedded bucket promises; what every engine does alike stands in the conformance suite. */
let bucket: Awaited<ReturnType<typeof startBucket>>

beforeAll(async () => {
  bucket = await startBucket()
  await ask('PUT', '/award')
})
afterAll(() => bucket.stop())

const ask = async (method: string, path: string, more: Partial<Ask> = {}): Promise<Answer> =>
  send(bucket.endpoint, await signed(bucket.endpoint, { method, path, ...more }))
const put = (name: string, body: string, headers?: Record<string, string>) =>
  ask('PUT', `/award/${name}`, { body, headers })
const stateOf = ({ status, code }: Answer) => [status, code]
const list = (folder: string) => readdirSync(folder).sort()
const md5 = (body: string) => createHash('md5').update(body)

async function startUpload(key: string): Promise<string> {
  const { body } = await ask('POST', `/award/${key}`, { query: { uploads: '' } })
  return /<UploadId>(\w+)<\/UploadId>/.exec(body)![1]!
}

describe('an error', () => {
  it('is an XML document with its code and a sentence', async () => {
    const answer = await ask('GET', '/award/nothing')
    expect(answer.status).toBe(404)
    expect(answer.headers['content-type']).toBe('application/xml')
    expect(answer.body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>',
    )
  })

  it.each<[string, Ask, unknown[]]>([
    ['nobody signed', { method: 'GET', path: '/award/x' }, [403, 'AccessDenied']],
    ['no bucket', { method: 'GET', path: '/' }, [400, 'InvalidBucketName']],
    ['a bucket of capitals', { method: 'GET', path: '/Award/x' }, [400, 'InvalidBucketName']],
    ['a bucket of two letters', { method: 'GET', path: '/aw/x' }, [400, 'InvalidBucketName']],
    ['a bucket of 64 letters', { method: 'GET', path: `/${'a'.repeat(64)}/x` }, [400, 'InvalidBucketName']],
    ['a bucket above its folder', { method: 'GET', path: '/..%2faward/x' }, [400, 'InvalidBucketName']],
    ['a path that is no UTF-8', { method: 'GET', path: '/award/%ff' }, [400, 'InvalidURI']],
  ])('says what is wrong with a request before any signature: %s', async (_what, wrong, state) => {
    expect(stateOf(await send(bucket.endpoint, wrong))).toEqual(state)
  })

  it.each([
    ['DELETE', '/award', {}],
    ['POST', '/award', {}],
    ['PATCH', '/award', {}],
    ['PATCH', '/award', { cors: '' }],
    ['PATCH', '/award', { uploads: '' }],
    ['PATCH', '/award', { delete: '' }],
    ['POST', '/award/x', {}],
    ['PATCH', '/award/x', {}],
    ['PATCH', '/award/x', { uploads: '' }],
    ['PATCH', '/award/x', { uploadId: 'a'.repeat(48) }],
  ])('is the answer to what the bucket does not do: %s %s', async (method, path, query) => {
    expect(stateOf(await ask(method, path, { query }))).toEqual([501, 'NotImplemented'])
  })

  it.each([
    ['GET', '/nobody/x', {}],
    ['GET', '/nobody', {}],
    ['GET', '/nobody', { uploads: '' }],
    ['PUT', '/nobody', { cors: '' }],
    ['POST', '/nobody', { delete: '' }],
    ['PUT', '/nobody/x', {}],
    ['DELETE', '/nobody/x', {}],
    ['POST', '/nobody/x', { uploads: '' }],
    ['PUT', '/nobody/x', { partNumber: '1', uploadId: 'a'.repeat(48) }],
    ['GET', '/nobody/x', { uploadId: 'a'.repeat(48) }],
    ['POST', '/nobody/x', { uploadId: 'a'.repeat(48) }],
    ['DELETE', '/nobody/x', { uploadId: 'a'.repeat(48) }],
  ])('says that there is no such bucket: %s %s %o', async (method, path, query) => {
    expect(stateOf(await ask(method, path, { query }))).toEqual([404, 'NoSuchBucket'])
    expect(list(bucket.folder)).not.toContain('nobody')
  })

  it('has a status and no body where only the head was asked for', async () => {
    const answer = await ask('HEAD', '/award/nothing')
    expect([answer.status, answer.body]).toEqual([404, ''])
    expect((await ask('HEAD', '/nobody')).status).toBe(404)
  })

  it('of our own making is written down, and nothing of an answer begun stays with it', async () => {
    const written = vi.spyOn(console, 'error').mockImplementation(() => {})
    await put('broken', 'x')
    const query = { 'response-content-disposition': 'a\nb' }
    const answer = await ask('GET', '/award/broken', { query })
    expect(stateOf(answer)).toEqual([500, 'InternalError'])
    expect(answer.headers['content-type']).toBe('application/xml')
    expect(answer.headers).not.toHaveProperty('etag')
    expect(written.mock.calls).toEqual([['bucket', 'GET', expect.stringMatching(/^TypeError\b/)]])
    written.mockRestore()
  })

  it('lets go of a connection whose body nobody will read', async () => {
    const { hostname, port } = new URL(bucket.endpoint)
    const connection = await new Promise((answered) => {
      const headers = { 'Content-Length': 1000, Connection: 'keep-alive' }
      const request = httpRequest({ hostname, port, method: 'PUT', path: '/award/x', headers })
      request.once('response', (response) => {
        answered([response.statusCode, response.headers.connection])
        request.destroy()
      })
      request.flushHeaders()
    })
    expect(connection).toEqual([403, 'close'])
  })
})

describe('a copy', () => {
  it('is not offered, and leaves nothing that looks like one', async () => {
    await put('source', 'kept')
    const headers = { 'x-amz-copy-source': '/award/source' }
    expect(stateOf(await ask('PUT', '/award/copied', { headers }))).toEqual([501, 'NotImplemented'])
    expect((await ask('HEAD', '/award/copied')).status).toBe(404)
    const query = { uploadId: await startUpload('copied'), partNumber: '1' }
    expect(stateOf(await ask('PUT', '/award/copied', { query, headers }))).toEqual([501, 'NotImplemented'])
    const { body } = await ask('GET', '/award/copied', { query: { uploadId: query.uploadId } })
    expect(body).not.toContain('<Part>')
  })
})

describe('who asks before sending a body', () => {
  /** Waits for `100 Continue` as RFC 9110 §10.1.1 has it; what came first, and the answer. */
  const asking = async (path: string, wrong = false) => {
    const more = { headers: { expect: '100-continue', 'content-length': '4' } }
    const { headers } = await signed(bucket.endpoint, { method: 'PUT', path, body: 'body', ...more })
    const { hostname, port } = new URL(bucket.endpoint)
    if (wrong) headers!.authorization = headers!.authorization!.replace(/.$/, 'x')
    return new Promise<[boolean, number]>((answered, failed) => {
      let told = false
      const request = httpRequest({ hostname, port, method: 'PUT', path, headers })
      request.once('continue', () => {
        told = true
        request.end('body')
      })
      request.once('error', failed)
      request.once('response', (response) => {
        answered([told, response.statusCode!])
        response.resume()
        request.destroy()
      })
      request.flushHeaders()
    })
  }

  it('is told to where it is taken', async () => {
    expect(await asking('/award/asked')).toEqual([true, 200])
    expect((await ask('GET', '/award/asked')).body).toBe('body')
  })

  it.each([
    ['a wrong signature', '/award/asked-2', true, 403],
    ['no such bucket', '/nobody/asked', false, 404],
  ])('is refused before it is sent: %s', async (_what, path, wrong, status) => {
    expect(await asking(path, wrong)).toEqual([false, status])
  })
})

describe('a body', () => {
  it.each([
    ['its own', 'kept', [200, null]],
    ['another’s', 'other', [400, 'BadDigest']],
  ])('is held against a Content-MD5: %s', async (_what, of, state) => {
    const name = `md5-${of}`
    expect(stateOf(await put(name, 'kept', { 'content-md5': md5(of).digest('base64') }))).toEqual(state)
    expect((await ask('HEAD', `/award/${name}`)).status).toBe(state[0] === 200 ? 200 : 404)
  })

  it('of two megabytes is the longest document that is read', async () => {
    const many = (bytes: number) => ask('POST', '/award', { query: { delete: '' }, body: ' '.repeat(bytes) })
    expect(stateOf(await many(2_000_000))).toEqual([200, null])
    expect(stateOf(await many(2_000_001))).toEqual([400, 'MalformedXML'])
  })

  it('that is a document may be unsigned where the signature says so', async () => {
    const headers = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }
    const body = '<Object><Key>none</Key></Object>'
    const answer = await ask('POST', '/award', { query: { delete: '' }, headers, body })
    expect([...stateOf(answer), answer.body.includes('<Key>none</Key>')]).toEqual([200, null, true])
  })

  it('that says nothing has a length of nought, and none where there is no body at all', async () => {
    expect((await put('told', 'x')).headers['content-length']).toBe('0')
    const gone = await ask('DELETE', '/award/told')
    expect([gone.status, gone.headers['content-length']]).toEqual([204, undefined])
  })

  it('names at most a thousand keys to remove', async () => {
    const many = (count: number) =>
      ask('POST', '/award', { query: { delete: '' }, body: '<Object><Key>none</Key></Object>'.repeat(count) })
    expect(stateOf(await many(1000))).toEqual([200, null])
    expect(stateOf(await many(1001))).toEqual([400, 'MalformedXML'])
  })
})

describe('a part', () => {
  it.each([
    ['0', [400, 'InvalidArgument']],
    ['1', [200, null]],
    ['10000', [200, null]],
    ['10001', [400, 'InvalidArgument']],
    ['1.5', [400, 'InvalidArgument']],
    ['-1', [400, 'InvalidArgument']],
    ['one', [400, 'InvalidArgument']],
    ['', [400, 'InvalidArgument']],
  ])('may have the number %j', async (partNumber, state) => {
    const key = `numbered-${partNumber}`
    const query = { uploadId: await startUpload(key), partNumber }
    expect(stateOf(await ask('PUT', `/award/${key}`, { query, body: 'x' }))).toEqual(state)
  })

  it.each(['PUT', 'GET', 'POST', 'DELETE'])(
    'of an upload is reached by its own key only: %s',
    async (method) => {
      const uploadId = await startUpload(`mine-${method}`)
      const query = { uploadId, partNumber: '1' }
      const body = '<Part><PartNumber>1</PartNumber><ETag>"x"</ETag></Part>'
      const sent = method === 'GET' || method === 'DELETE' ? {} : { body }
      expect(stateOf(await ask(method, '/award/theirs', { query, ...sent }))).toEqual([404, 'NoSuchUpload'])
      expect((await ask('GET', `/award/mine-${method}`, { query: { uploadId } })).status).toBe(200)
    },
  )

  it.each(['nope', '../../award', 'A'.repeat(48), 'a'.repeat(47), 'a'.repeat(49)])(
    'belongs to no upload called %s',
    async (uploadId) => {
      const answer = await ask('PUT', '/award/x', { query: { uploadId, partNumber: '1' }, body: 'x' })
      expect(stateOf(answer)).toEqual([404, 'NoSuchUpload'])
    },
  )

  it('is listed in pages of the asked length', async () => {
    const uploadId = await startUpload('paged')
    for (const partNumber of ['1', '2', '3'])
      await ask('PUT', '/award/paged', { query: { uploadId, partNumber }, body: partNumber })
    const page = async (more: Record<string, string>) => {
      const { body } = await ask('GET', '/award/paged', { query: { uploadId, ...more } })
      const numbers = [...body.matchAll(/<PartNumber>(\d+)</g)].map((match) => match[1])
      return [numbers, /<IsTruncated>(\w+)</.exec(body)![1], /<NextPartNumberMarker>(\d+)</.exec(body)![1]]
    }
    expect(await page({})).toEqual([['1', '2', '3'], 'false', '3'])
    expect(await page({ 'max-parts': '2' })).toEqual([['1', '2'], 'true', '2'])
    expect(await page({ 'max-parts': '3' })).toEqual([['1', '2', '3'], 'false', '3'])
    expect(await page({ 'max-parts': '2', 'part-number-marker': '2' })).toEqual([['3'], 'false', '3'])
  })
})

describe('a list', () => {
  it.each([
    ['max-keys', '0', [200, null]],
    ['max-keys', '-1', [400, 'InvalidArgument']],
    ['max-keys', 'many', [400, 'InvalidArgument']],
    ['max-keys', '', [400, 'InvalidArgument']],
  ])('may be asked for by %s=%s: %j', async (name, length, state) => {
    await put('listed', 'x')
    const answer = await ask('GET', '/award', { query: { [name]: length } })
    expect(stateOf(answer)).toEqual(state)
    if (state[0] !== 200) return
    expect(answer.body).toContain(
      '<KeyCount>0</KeyCount><MaxKeys>0</MaxKeys><IsTruncated>false</IsTruncated>',
    )
    expect(answer.body).not.toContain('<Contents>')
  })

  it('of no parts is the last, and of no number of them is none', async () => {
    const uploadId = await startUpload('counted')
    await ask('PUT', '/award/counted', { query: { uploadId, partNumber: '1' }, body: 'x' })
    const parts = (most: string) => ask('GET', '/award/counted', { query: { uploadId, 'max-parts': most } })
    const none = await parts('0')
    expect([none.body.includes('<Part>'), /<IsTruncated>(\w+)</.exec(none.body)![1]]).toEqual([
      false,
      'false',
    ])
    expect(stateOf(await parts('x'))).toEqual([400, 'InvalidArgument'])
  })

  it('is no longer than a thousand, whatever is asked for', async () => {
    const { body } = await ask('GET', '/award', { query: { 'max-keys': '2000' } })
    expect(/<MaxKeys>(\d+)</.exec(body)![1]).toBe('1000')
    const uploadId = await startUpload('many')
    const folder = join(bucket.folder, 'award', 'uploads', uploadId)
    for (let number = 1; number <= 1001; number++)
      writeFileSync(join(folder, `${String(number).padStart(5, '0')}-${'a'.repeat(32)}-1`), 'x')
    const parts = await ask('GET', '/award/many', { query: { uploadId, 'max-parts': '2000' } })
    expect(parts.body.match(/<Part>/g)).toHaveLength(1000)
    expect(/<IsTruncated>(\w+)</.exec(parts.body)![1]).toBe('true')
    rmSync(folder, { recursive: true })
  })
})

describe('an object', () => {
  it('is served as a file to keep, in no page of ours and with no script', async () => {
    await put('page.html', '<script>', { 'content-type': 'text/html' })
    const { headers } = await ask('GET', '/award/page.html')
    expect(headers).toMatchObject({
      'content-type': 'text/html',
      'content-length': '8',
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; object-src 'self'",
      'cross-origin-resource-policy': 'cross-origin',
      'accept-ranges': 'bytes',
      'last-modified': expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT$/) as string,
      etag: `"${md5('<script>').digest('hex')}"`,
    })
  })

  it('of unknown type is bytes', async () => {
    await put('typeless', 'x')
    expect((await ask('GET', '/award/typeless')).headers['content-type']).toBe('application/octet-stream')
  })

  it('sends its headers and no bytes where only the head was asked for', async () => {
    await put('headed', '0123456789')
    const answer = await ask('HEAD', '/award/headed', { headers: { range: 'bytes=2-4' } })
    expect([answer.status, answer.body, answer.headers['content-length']]).toEqual([206, '', '3'])
  })

  it.each([
    '..%2F..%2Foutside',
    '..%5C..%5Coutside',
    '%2Fetc%2Fpasswd',
    'a%2F..%2F..%2F..%2F..%2Foutside',
    '%00',
    'objects',
    '.json',
    'n'.repeat(1024),
  ])('called %s lies inside the bucket’s folders', async (name) => {
    const folders = () => [join(bucket.folder, '..'), bucket.folder, join(bucket.folder, 'award')].map(list)
    const before = folders()
    expect(stateOf(await put(name, name))).toEqual([200, null])
    expect((await ask('GET', `/award/${name}`)).body).toBe(name)
    expect(folders()).toEqual(before)
  })

  it.each(['/award/../outside', '/award/%2E%2E/outside', '/award/a/../b', '//outside/award/b'])(
    'is not found by a path with steps: %s',
    async (path) => {
      expect(stateOf(await ask('PUT', path, { body: 'x' }))).toEqual([403, 'SignatureDoesNotMatch'])
    },
  )
})

describe('a browser', () => {
  const own = 'http://portal.test'
  const elsewhere = 'http://elsewhere.test'

  async function withOrigins(name: string, ...origins: string[]) {
    await ask('PUT', `/${name}`)
    const rules = origins.map((origin) => `<AllowedOrigin>${origin}</AllowedOrigin>`).join('')
    await ask('PUT', `/${name}`, { query: { cors: '' }, body: `<CORSRule>${rules}</CORSRule>` })
    await ask('PUT', `/${name}/x`, { body: 'x' })
  }
  const preflight = (name: string, origin: string) =>
    send(bucket.endpoint, {
      method: 'OPTIONS',
      path: `/${name}/x`,
      headers: { origin, 'access-control-request-headers': 'content-type, x-other' },
    })

  it('of an allowed origin may send and read', async () => {
    await withOrigins('shared', 'http://first.test', own)
    const { status, headers } = await preflight('shared', own)
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      vary: 'Origin',
      'access-control-allow-origin': own,
      'access-control-allow-methods': 'GET, PUT, HEAD',
      'access-control-allow-headers': 'content-type, x-other',
      'access-control-max-age': '3600',
    })
    const read = await ask('GET', '/shared/x', { headers: { origin: own } })
    expect(read.headers).toMatchObject({
      vary: 'Origin',
      'access-control-allow-origin': own,
      'access-control-expose-headers': 'ETag',
    })
  })

  it('of another origin may do neither, signed or not', async () => {
    await withOrigins('guarded', own)
    expect(stateOf(await preflight('guarded', elsewhere))).toEqual([403, 'AccessForbidden'])
    expect(stateOf(await preflight('guarded', 'null'))).toEqual([403, 'AccessForbidden'])
    const read = await ask('GET', '/guarded/x', { headers: { origin: elsewhere } })
    expect([read.status, read.headers.vary]).toEqual([200, 'Origin'])
    expect(read.headers).not.toHaveProperty('access-control-allow-origin')
  })

  it('may do neither with a bucket that was told of no origin', async () => {
    expect(stateOf(await preflight('award', own))).toEqual([403, 'AccessForbidden'])
  })

  it('of any origin may where all are allowed, and who is none is told of none', async () => {
    await withOrigins('open', '*')
    const read = await ask('GET', '/open/x')
    expect([read.status, read.headers['access-control-allow-origin']]).toEqual([200, undefined])
    expect((await preflight('open', elsewhere)).headers['access-control-allow-origin']).toBe(elsewhere)
  })

  it('can read why a link of the portal was refused', async () => {
    await withOrigins('refusing', own)
    const late = await presigned(bucket.endpoint, { method: 'GET', path: '/refusing/x' }, '60', {
      at: new Date(Date.now() - 3600_000),
    })
    const answer = await send(bucket.endpoint, { ...late, headers: { origin: own } })
    expect(stateOf(answer)).toEqual([403, 'AccessDenied'])
    expect(answer.headers['access-control-allow-origin']).toBe(own)
  })
})
