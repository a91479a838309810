import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { presigned, signed, type Signing } from '#tests/support/aws-signer.ts'
import { send, startBucket } from '#tests/support/bucket.ts'
import type { Ask } from '#tests/support/send-raw.ts'

/** The bucket's reading of AWS Signature Version 4, held against AWS's own signer. */
const signedAt = new Date('2026-03-14T08:00:00Z')
const object = '/award/ảnh.txt'
const path = encodeURI(object)
const second = 1000
const week = 7 * 24 * 3600

let clock = signedAt
let bucket: Awaited<ReturnType<typeof startBucket>>

beforeAll(async () => {
  bucket = await startBucket(() => clock)
  expect(await answerTo(await inHeader({ method: 'PUT', path: '/award' }))).toEqual([200, null])
  expect(await answerTo(await inHeader({ method: 'PUT', path, body: 'kept' }))).toEqual([200, null])
})
beforeEach(() => void (clock = signedAt))
afterAll(() => bucket.stop())

const inHeader = (ask: Ask, signing: Signing = {}) =>
  signed(bucket.endpoint, ask, { at: signedAt, ...signing })
const inQuery = (ask: Ask, signing: Signing = {}, expires = '60') =>
  presigned(bucket.endpoint, ask, expires, { at: signedAt, ...signing })
const forms = { header: inHeader, query: inQuery }

async function answerTo(ask: Ask) {
  const { status, code } = await send(bucket.endpoint, ask)
  return [status, code]
}

/** What a signature that was made for another request is answered. */
const mismatch = [403, 'SignatureDoesNotMatch']
const denied = [403, 'AccessDenied']
const read: Ask = { method: 'GET', path }

describe.each(Object.entries(forms))('a signature in the %s', (_form, sign) => {
  it.each<[string, Ask]>([
    ['a read', read],
    ['a head', { method: 'HEAD', path }],
    ['parameters without a value', { method: 'GET', path: '/award', query: { uploads: '' } }],
    ['a parameter given twice', { method: 'GET', path: '/award', query: { prefix: ['b', 'a'] } }],
    [
      'parameters of which one begins another',
      { method: 'GET', path, query: { a: '1', 'a-b': '2', a1: '3' } },
    ],
    [
      'signs that URIs may carry bare',
      { method: 'GET', path: '/award', query: { prefix: "ế +&?#%/!'()*~" } },
    ],
    ['a header with spaces in and around it', { ...read, headers: { 'x-amz-meta-a': ' one   two ' } }],
  ])('opens %s', async (_what, ask) => {
    expect(await answerTo(await sign(ask))).toEqual([200, null])
  })

  it.each<[string, Signing, unknown[]]>([
    ['an unknown key id', { keys: { accessKeyId: 'other' } }, [403, 'InvalidAccessKeyId']],
    ['a key id in other letters', { keys: { accessKeyId: 'Tests' } }, [403, 'InvalidAccessKeyId']],
    ['another secret', { keys: { secretAccessKey: 'other' } }, mismatch],
    ['another region', { keys: { region: 'eu-west-1' } }, denied],
    ['another service', { service: 'execute-api' }, denied],
    ['no signature of the host', { unsigned: ['host'] }, denied],
  ])('refuses %s', async (_what, signing, answer) => {
    expect(await answerTo(await sign(read, signing))).toEqual(answer)
  })

  it.each<[string, (ask: Ask) => Ask]>([
    ['another object', (ask) => ({ ...ask, path: `${path}2` })],
    ['another bucket', (ask) => ({ ...ask, path: path.replace('award', 'other') })],
    ['the bucket instead of its object', (ask) => ({ ...ask, path: '/award' })],
    ['a change', (ask) => ({ ...ask, method: 'DELETE' })],
    ['a write', (ask) => ({ ...ask, method: 'PUT', body: 'other' })],
    ['one parameter more', (ask) => ({ ...ask, query: { ...ask.query, uploads: '' } })],
    ['one parameter less', ({ query: { 'part-a': _left, ...query } = {}, ...ask }) => ({ ...ask, query })],
    ['a parameter of another value', (ask) => ({ ...ask, query: { ...ask.query, 'part-a': '2' } })],
    ['a parameter twice', (ask) => ({ ...ask, query: { ...ask.query, 'part-a': ['1', '1'] } })],
    ['another host', (ask) => ({ ...ask, headers: { ...ask.headers, host: 'bucket.test' } })],
  ])('of one request does not serve for %s', async (_what, change) => {
    const ask = await sign({ ...read, query: { 'part-a': '1' } })
    expect(await answerTo(ask)).toEqual([200, null])
    expect(await answerTo(change(ask))).toEqual(mismatch)
  })

  it.each([
    ['a part of it', (text: string) => text.slice(0, 62)],
    ['more than it', (text: string) => `${text}00`],
    ['its end changed', (text: string) => text.slice(0, 63) + (text.endsWith('0') ? '1' : '0')],
    ['its beginning changed', (text: string) => (text.startsWith('0') ? '1' : '0') + text.slice(1)],
  ])('refuses %s', async (_what, change) => {
    expect(await answerTo(withSignature(await sign(read), change))).toEqual(mismatch)
  })
})

describe('an Authorization header', () => {
  it.each<[string, (authorization: string) => string, unknown[]]>([
    ['is missing', () => '', denied],
    ['names another algorithm', (text) => text.replace('AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA1'), denied],
    ['names no credential', (text) => text.replace(/Credential=\S+ /, ''), denied],
    ['carries no signature', (text) => text.replace(/Signature=\w+$/, 'Signature='), denied],
    [
      'carries letters that are no signature',
      (text) => text.replace(/Signature=\w+$/, 'Signature=xyz'),
      denied,
    ],
    ['is a Bearer’s', () => 'Bearer x', denied],
    ['is of another day than the date', (text) => text.replace('/20260314/', '/20260313/'), denied],
    ['signs other headers than it says', (text) => text.replace('=host;', '=accept;host;'), mismatch],
  ])('that %s is refused', async (_what, change, answer) => {
    const ask = await inHeader(read)
    const authorization = change(ask.headers!.authorization!)
    expect(authorization).not.toBe(ask.headers!.authorization)
    expect(await answerTo({ ...ask, headers: { ...ask.headers, authorization } })).toEqual(answer)
  })

  it('may leave out the spaces between its fields', async () => {
    const ask = await inHeader(read)
    const authorization = ask.headers!.authorization!.replaceAll(', ', ',')
    expect(await answerTo({ ...ask, headers: { ...ask.headers, authorization } })).toEqual([200, null])
  })

  it.each([
    ['changed', { 'content-type': 'text/html' }, mismatch],
    ['as it was', { 'content-type': 'text/plain' }, [200, null]],
  ])('covers the headers it names: one %s', async (_what, headers, answer) => {
    const ask = await inHeader({ ...read, headers: { 'content-type': 'text/plain' } })
    expect(await answerTo({ ...ask, headers: { ...ask.headers, ...headers } })).toEqual(answer)
  })

  it.each([
    ['no date', undefined, denied],
    ['a date of another form', '2026-03-14T08:00:00Z', denied],
    ['another moment of the day', '20260314T080001Z', mismatch],
  ])('with %s is refused', async (_what, date, answer) => {
    const { headers: { 'x-amz-date': _date, ...headers } = {}, ...ask } = await inHeader(read)
    expect(await answerTo({ ...ask, headers: date ? { ...headers, 'x-amz-date': date } : headers })).toEqual(
      answer,
    )
  })

  it.each([
    [-15 * 60 * second - 1, [403, 'RequestTimeTooSkewed']],
    [-15 * 60 * second, [200, null]],
    [-15 * 60 * second + 1, [200, null]],
    [0, [200, null]],
    [15 * 60 * second - 1, [200, null]],
    [15 * 60 * second, [200, null]],
    [15 * 60 * second + 1, [403, 'RequestTimeTooSkewed']],
    [week * second, [403, 'RequestTimeTooSkewed']],
  ])('read %i ms after it was signed', async (later, answer) => {
    const ask = await inHeader(read)
    clock = new Date(signedAt.getTime() + later)
    expect(await answerTo(ask)).toEqual(answer)
  })
})

describe('a presigned link', () => {
  it.each([
    [-15 * 60 * second - 1, denied],
    [-15 * 60 * second, [200, null]],
    [-15 * 60 * second + 1, [200, null]],
    [60 * second - 1, [200, null]],
    [60 * second, [200, null]],
    [60 * second + 1, denied],
    [week * second, denied],
  ])('for a minute, used %i ms after it was signed', async (later, answer) => {
    const ask = await inQuery(read)
    clock = new Date(signedAt.getTime() + later)
    expect(await answerTo(ask)).toEqual(answer)
  })

  it.each([
    ['-1', denied],
    ['0', denied],
    ['', denied],
    ['forever', denied],
    ['Infinity', denied],
    ['1', [200, null]],
    [String(week), [200, null]],
    [String(week + 1), denied],
    [String(10 * 365 * 24 * 3600), denied],
  ])('may live for %s seconds', async (expires, answer) => {
    expect(await answerTo(await inQuery(read, {}, expires))).toEqual(answer)
  })

  it.each([
    [week * second - 1, [200, null]],
    [week * second, [200, null]],
    [week * second + 1, denied],
  ])('for a week, used %i ms after it was signed', async (later, answer) => {
    const ask = await inQuery(read, {}, String(week))
    clock = new Date(signedAt.getTime() + later)
    expect(await answerTo(ask)).toEqual(answer)
  })

  it.each([
    ['Expires', '3600', mismatch],
    ['Expires', ['60', '3600'], mismatch],
    ['Expires', ['3600', '60'], mismatch],
    ['Date', '20260314T080001Z', mismatch],
    ['Date', '20260314', denied],
    ['Date', ['20260314T080000Z', '20260314T080001Z'], mismatch],
    ['Credential', 'tests/20260313/us-east-1/s3/aws4_request', denied],
    ['Credential', 'tests', denied],
    ['Credential', '', [403, 'InvalidAccessKeyId']],
    ['SignedHeaders', '', denied],
    ['SignedHeaders', 'hosts', denied],
    ['SignedHeaders', 'host;range', mismatch],
    ['Algorithm', 'AWS4-HMAC-SHA1', denied],
    ['Algorithm', '', denied],
    ['Signature', '', mismatch],
    ['Signature', 'xyz', mismatch],
    ['Signature', ['0'.repeat(64), '1'.repeat(64)], mismatch],
  ])('whose %s is made %o is refused', async (name, value, answer) => {
    const ask = await inQuery(read)
    expect(await answerTo({ ...ask, query: { ...ask.query, [`X-Amz-${name}`]: value } })).toEqual(answer)
  })

  it.each(['Expires', 'Date', 'Credential', 'SignedHeaders', 'Algorithm', 'Signature'])(
    'without its %s is refused',
    async (name) => {
      const ask = await inQuery(read)
      const query = Object.fromEntries(Object.entries(ask.query!).filter(([key]) => key !== `X-Amz-${name}`))
      const answer = name === 'Credential' ? [403, 'InvalidAccessKeyId'] : denied
      expect(await answerTo({ ...ask, query })).toEqual(answer)
    },
  )

  it('is read by its first signature when a second is hung on', async () => {
    const ask = await inQuery(read)
    const signature = String(ask.query!['X-Amz-Signature'])
    const twice = (...values: string[]) => ({ ...ask, query: { ...ask.query, 'X-Amz-Signature': values } })
    expect(await answerTo(twice(signature, '0'.repeat(64)))).toEqual([200, null])
    expect(await answerTo(twice('0'.repeat(64), signature))).toEqual(mismatch)
  })

  it('is not mended by an Authorization header that would do alone', async () => {
    const good = await inHeader({ ...read, query: { 'X-Amz-Signature': '0' } })
    expect(await answerTo(good)).toEqual(denied)
  })

  it('for one part of an upload serves for no other part and no other upload', async () => {
    const query = { partNumber: '1', uploadId: 'a'.repeat(48) }
    const ask = await inQuery({ method: 'PUT', path, query })
    const changed = (more: object) => ({ ...ask, query: { ...ask.query, ...more }, body: 'x' })
    expect(await answerTo(changed({}))).toEqual([404, 'NoSuchUpload'])
    expect(await answerTo(changed({ partNumber: '2' }))).toEqual(mismatch)
    expect(await answerTo(changed({ uploadId: 'b'.repeat(48) }))).toEqual(mismatch)
  })
})

describe('the body', () => {
  const write = (name: string, more: Partial<Ask> = {}): Ask => ({
    method: 'PUT',
    path: `/award/${name}`,
    body: 'signed',
    ...more,
  })
  const hashHeader = 'x-amz-content-sha256'
  const kept = async (name: string) => {
    const { status, body } = await send(
      bucket.endpoint,
      await inHeader({ method: 'GET', path: `/award/${name}` }),
    )
    return status === 200 ? body : null
  }

  it('that was signed is kept', async () => {
    expect(await answerTo(await inHeader(write('same')))).toEqual([200, null])
    expect(await kept('same')).toBe('signed')
  })

  it.each(['forged', 'signed!', ''])(
    'that is %j instead of the signed one is refused and not kept',
    async (body) => {
      const name = `other-${body.length}`
      expect(await answerTo({ ...(await inHeader(write(name))), body })).toEqual([
        400,
        'XAmzContentSHA256Mismatch',
      ])
      expect(await kept(name)).toBeNull()
    },
  )

  it('may be any where the signature says that it is unsigned', async () => {
    const ask = await inHeader(write('free', { headers: { [hashHeader]: 'UNSIGNED-PAYLOAD' } }))
    expect(await answerTo({ ...ask, body: 'any' })).toEqual([200, null])
    expect(await kept('free')).toBe('any')
  })

  it('may be any under a link, whatever hash the sender claims', async () => {
    const ask = await inQuery(write('link'))
    expect(await answerTo({ ...ask, headers: { [hashHeader]: '0'.repeat(64) }, body: 'any' })).toEqual([
      200,
      null,
    ])
    expect(await kept('link')).toBe('any')
  })

  it.each([
    ['unsigned', 'UNSIGNED-PAYLOAD'],
    ['another', '0'.repeat(64)],
  ])('cannot be called %s by who did not sign it so', async (_what, claimed) => {
    const ask = await inHeader(write('claimed'))
    expect(await answerTo({ ...ask, headers: { ...ask.headers, [hashHeader]: claimed } })).toEqual(mismatch)
    expect(await kept('claimed')).toBeNull()
  })

  it('cannot lose the hash that was signed', async () => {
    const { headers: { [hashHeader]: _hash, ...headers } = {}, ...ask } = await inHeader(write('lost'))
    expect(await answerTo({ ...ask, headers })).toEqual(mismatch)
  })

  it.each(['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x', ''])(
    'whose hash is %j is refused: signing by chunks is not offered',
    async (claimed) => {
      const ask = await inHeader(write('chunked', { headers: { [hashHeader]: claimed } }))
      expect(await answerTo(ask)).toEqual([501, 'NotImplemented'])
      expect(await kept('chunked')).toBeNull()
    },
  )

  it.each([
    ['a removal of many', 'POST', { delete: '' }, '<Delete><Object><Key>same</Key></Object></Delete>'],
    ['rules of origins', 'PUT', { cors: '' }, '<AllowedOrigin>*</AllowedOrigin>'],
  ])('of %s must be the signed one too', async (_what, method, query, body) => {
    const ask = await inHeader({ method, path: '/award', query, body: body.replace(/same|\*/, 'x') })
    expect(await answerTo({ ...ask, body })).toEqual([400, 'XAmzContentSHA256Mismatch'])
  })
})

function withSignature(ask: Ask, change: (signature: string) => string): Ask {
  const inLink = ask.query?.['X-Amz-Signature']
  if (inLink) return { ...ask, query: { ...ask.query, 'X-Amz-Signature': change(String(inLink)) } }
  const authorization = ask.headers!.authorization!.replace(/[0-9a-f]{64}$/, change)
  return { ...ask, headers: { ...ask.headers, authorization } }
}
