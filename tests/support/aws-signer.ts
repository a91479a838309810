import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner'
import { s3Client } from '#storage/s3.ts'
import { bucketKeys } from './bucket.ts'
import type { Ask, Query } from './send-raw.ts'

/** Signs as AWS's own client does, so that our reading of the specification is held against theirs. */
export type Signing = {
  keys?: Partial<typeof bucketKeys>
  service?: string
  at?: Date
  /** Headers left out of the signature. */
  unsigned?: string[]
}

/** The request with an Authorization header; the hash of its body is signed unless it brings its own. */
export async function signed(endpoint: string, ask: Ask, signing: Signing = {}): Promise<Ask> {
  const signer = await clientOf(endpoint, signing).config.signer()
  const { headers } = await signer.sign(whole(endpoint, ask), {
    signingDate: signing.at,
    signingService: signing.service,
    unsignableHeaders: new Set(signing.unsigned),
  })
  return { ...ask, headers }
}

/**
 * The request with its signature in the query. `expires` is a text because AWS's signer refuses more than a week: it is
 * shown a number within it.
 */
export async function presigned(
  endpoint: string,
  ask: Ask,
  expires: string,
  signing: Signing = {},
): Promise<Ask> {
  const presigner = new S3RequestPresigner(clientOf(endpoint, signing).config)
  const asWritten = { valueOf: () => 1, toString: () => expires } as unknown as number
  const { query } = await presigner.presign(whole(endpoint, ask), {
    expiresIn: asWritten,
    signingDate: signing.at,
    signingService: signing.service,
    unsignableHeaders: new Set(signing.unsigned),
  })
  return { ...ask, query: query as Query }
}

function clientOf(endpoint: string, { keys }: Signing) {
  return s3Client({ ...bucketKeys, ...keys, endpoint, publicEndpoint: endpoint, bucket: 'award' })
}

function whole(endpoint: string, ask: Ask) {
  const { protocol, hostname, host, port } = new URL(endpoint)
  const headers = { host, ...ask.headers }
  return { ...ask, protocol, hostname, port: Number(port), query: ask.query ?? {}, headers }
}
