import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { accessDenied, S3Error } from './errors.ts'

/**
 * AWS Signature Version 4, in its two forms: an Authorization header, or a presigned query.
 * Source: "Authenticating Requests (AWS Signature Version 4)", Amazon S3 API reference.
 */
export type Credentials = { accessKeyId: string; secretAccessKey: string; region: string }

type Claim = { credential: string; date: string; signedHeaders: string[]; signature: string; payload: string }

const longestLife = 7 * 24 * 3600
const clockSkew = 15 * 60

/** Checks who asks; answers the hash the body must have, or null where the body was not signed. */
export function verify(
  request: IncomingMessage,
  url: URL,
  credentials: Credentials,
  now: Date,
): string | null {
  const presigned = url.searchParams.has('X-Amz-Signature')
  const claim = presigned ? claimOfQuery(url) : claimOfHeader(request)
  if (presigned) checkLife(url, claim.date, now)
  else checkSkew(claim.date, now)
  checkSignature(request, url, claim, credentials)
  if (claim.payload === 'UNSIGNED-PAYLOAD') return null
  if (!/^[0-9a-f]{64}$/.test(claim.payload))
    throw new S3Error('NotImplemented', 501, 'Chunked signing is not offered.')
  return claim.payload
}

function claimOfQuery(url: URL): Claim {
  const get = (name: string) => url.searchParams.get(`X-Amz-${name}`) ?? ''
  if (get('Algorithm') !== 'AWS4-HMAC-SHA256') throw accessDenied('Unknown signature algorithm.')
  return {
    credential: get('Credential'),
    date: get('Date'),
    signedHeaders: get('SignedHeaders').split(';'),
    signature: get('Signature'),
    payload: 'UNSIGNED-PAYLOAD',
  }
}

function claimOfHeader(request: IncomingMessage): Claim {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)$/.exec(
      request.headers.authorization ?? '',
    )
  if (!match) throw accessDenied('The request is not signed.')
  return {
    credential: match[1]!,
    date: String(request.headers['x-amz-date'] ?? ''),
    signedHeaders: match[2]!.split(';'),
    signature: match[3]!,
    payload: String(request.headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD'),
  }
}

function checkLife(url: URL, date: string, now: Date) {
  const seconds = Number(url.searchParams.get('X-Amz-Expires'))
  const from = momentOf(date).getTime()
  if (!(seconds > 0 && seconds <= longestLife)) throw accessDenied('The life of the link is not valid.')
  if (now.getTime() > from + seconds * 1000) throw accessDenied('Request has expired')
  if (now.getTime() < from - clockSkew * 1000) throw accessDenied('Request is not yet valid')
}

function checkSkew(date: string, now: Date) {
  const apart = Math.abs(momentOf(date).getTime() - now.getTime())
  if (apart > clockSkew * 1000) throw new S3Error('RequestTimeTooSkewed', 403, 'The clocks differ too much.')
}

function momentOf(date: string): Date {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date)
  if (!match) throw accessDenied('The date of the signature is missing.')
  const [, year, month, day, hour, minute, second] = match.map(Number)
  return new Date(Date.UTC(year!, month! - 1, day!, hour!, minute!, second!))
}

function checkSignature(request: IncomingMessage, url: URL, claim: Claim, credentials: Credentials) {
  const [accessKeyId, day, region, service] = claim.credential.split('/')
  if (accessKeyId !== credentials.accessKeyId)
    throw new S3Error('InvalidAccessKeyId', 403, 'Unknown access key.')
  if (region !== credentials.region || service !== 's3' || day !== claim.date.slice(0, 8))
    throw accessDenied('The scope of the signature is not valid.')
  if (!claim.signedHeaders.includes('host')) throw accessDenied('The host must be signed.')
  const scope = `${day}/${region}/s3/aws4_request`
  const canonical = createHash('sha256')
    .update(canonicalRequest(request, url, claim))
    .digest('hex')
  const text = ['AWS4-HMAC-SHA256', claim.date, scope, canonical].join('\n')
  const expected = createHmac('sha256', signingKey(credentials, day!)).update(text).digest()
  const given = Buffer.from(claim.signature, 'hex')
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new S3Error('SignatureDoesNotMatch', 403, 'The signature does not match.')
}

function canonicalRequest(request: IncomingMessage, url: URL, claim: Claim): string {
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([name, value], [other, another]) => order(name, other) || order(value, another))
    .map((pair) => pair.join('='))
    .join('&')
  const headers = claim.signedHeaders.map((name) => {
    const value = request.headers[name]
    return `${name}:${String(Array.isArray(value) ? value.join(',') : (value ?? ''))
      .trim()
      .replace(/\s+/g, ' ')}\n`
  })
  const path = url.pathname
    .split('/')
    .map((segment) => encode(decodeURIComponent(segment)))
    .join('/')
  return [request.method, path, query, headers.join(''), claim.signedHeaders.join(';'), claim.payload].join(
    '\n',
  )
}

function signingKey({ secretAccessKey, region }: Credentials, day: string): Buffer {
  const chain = [day, region, 's3', 'aws4_request']
  return chain.reduce<Buffer>(
    (key, word) => createHmac('sha256', key).update(word).digest(),
    Buffer.from(`AWS4${secretAccessKey}`),
  )
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
