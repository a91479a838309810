import { timingSafeEqual } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import { presigned, signed } from '#tests/support/aws-signer.ts'
import { bucketKeys, send, startBucket } from '#tests/support/bucket.ts'

/** Time cannot be measured well enough to be asserted, so this watches which function compares. */
vi.mock('node:crypto', { spy: true })

it.each([
  ['header', signed],
  ['query', (endpoint, ask, signing) => presigned(endpoint, ask, '60', signing)],
] satisfies [string, typeof signed][])(
  'compares signatures of the %s in constant time, and so only',
  async (_form, sign) => {
    const bucket = await startBucket()
    const ask = { method: 'PUT', path: '/award' }
    const forged = await sign(bucket.endpoint, ask, { keys: { ...bucketKeys, secretAccessKey: 'other' } })
    const compare = vi.mocked(timingSafeEqual)

    compare.mockClear()
    expect((await send(bucket.endpoint, forged)).status).toBe(403)
    expect(compare.mock.calls.map(([given, expected]) => [given.byteLength, expected.byteLength])).toEqual([
      [32, 32],
    ])

    compare.mockReturnValueOnce(true)
    expect((await send(bucket.endpoint, forged)).status).toBe(200)
    bucket.stop()
  },
)
