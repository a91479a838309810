import { createHash, randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { MiB, ownKey, type TheEngine } from './bucket.ts'

/** What the portal writes without knowing how long it will be: a ZIP of media, an export. */
export function streams(the: TheEngine) {
  it('takes a stream of unknown length in parts', async () => {
    const { storage } = the()
    const key = ownKey()
    const pieces = Array.from({ length: 41 }, () => randomBytes(MiB))
    async function* flow() {
      yield* pieces
    }
    expect(await storage.putStream(key, flow(), 'application/zip')).toBe(41 * MiB)
    const hash = (body: Buffer) => createHash('sha256').update(body).digest('hex')
    expect(hash(await storage.read(key))).toBe(hash(Buffer.concat(pieces)))
    await storage.remove(key)
  })

  it('takes a stream of nothing', async () => {
    const { storage } = the()
    const key = ownKey()
    async function* nothing() {}
    expect(await storage.putStream(key, nothing(), 'application/zip')).toBe(0)
    expect(await storage.size(key)).toBe(0)
  })

  it('leaves nothing of a stream that breaks', async () => {
    const { storage } = the()
    const key = ownKey()
    async function* breaking() {
      yield randomBytes(20 * MiB)
      expect((await storage.listUploads()).filter((upload) => upload.key === key)).toHaveLength(1)
      throw new Error('cut')
    }
    await expect(storage.putStream(key, breaking(), 'application/zip')).rejects.toThrow('cut')
    expect(await storage.size(key)).toBeNull()
    expect((await storage.listUploads()).filter((upload) => upload.key === key)).toEqual([])
  })

  it('gives an object as a stream', async () => {
    const { storage } = the()
    const key = ownKey()
    const body = randomBytes(MiB)
    await storage.put(key, body, 'application/zip')
    const chunks: Buffer[] = []
    for await (const chunk of await storage.stream(key)) chunks.push(Buffer.from(chunk))
    expect(Buffer.concat(chunks).equals(body)).toBe(true)
  })
}
