import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { s3Client } from '#storage/s3.ts'
import { asText, Bucket, ownKey, portalOrigin, putTo, statusOf, uploadOf, type TheEngine } from './bucket.ts'

/** Who may read and write: signatures, links and other people's pages. */
export function access(the: TheEngine) {
  async function kept(body = 'private') {
    const key = ownKey('private')
    await the().storage.put(key, Buffer.from(body), 'text/plain')
    return key
  }
  const linkTo = (key: string) => the().storage.signDownload(key, { ...asText, name: 'private.txt' }, 60)
  const status = async (url: string, init?: RequestInit) => (await fetch(url, init)).status
  const anHourAgo = () => new Date(Date.now() - 3600_000)

  it('refuses who does not sign', async () => {
    const { settings, unsigned } = the()
    expect(await status(`${settings.endpoint}/${Bucket}/${await kept()}`)).toBe(unsigned)
  })

  it.each([
    ['secret', { secretAccessKey: 'other' }],
    ['key', { accessKeyId: 'other' }],
  ])('refuses who signs with another %s', async (_what, keys) => {
    const command = new GetObjectCommand({ Bucket, Key: await kept() })
    expect(await statusOf(the().client.send(command))).toBe(200)
    expect(await statusOf(s3Client({ ...the().settings, ...keys }).send(command))).toBe(403)
  })

  it('opens a link as it was signed', async () => {
    const answer = await fetch(await linkTo(await kept('to read')))
    expect([answer.status, await answer.text()]).toEqual([200, 'to read'])
  })

  it('refuses a link turned to another object', async () => {
    const [own, others] = [await kept(), await kept()]
    const link = await linkTo(own)
    expect(link).toContain(`/${own}?`)
    expect(await status(link.replace(`/${own}?`, `/${others}?`))).toBe(403)
  })

  it('refuses a link whose answer is changed', async () => {
    const link = await linkTo(await kept())
    expect(link).toContain('private.txt')
    expect(await status(link.replace('private.txt', 'public.txt'))).toBe(403)
  })

  it('refuses a link whose signature is changed', async () => {
    const link = await linkTo(await kept())
    const changed = link.replace(
      /(X-Amz-Signature=[0-9a-f]+)([0-9a-f])/,
      (_all, before: string, last: string) => before + (last === '0' ? '1' : '0'),
    )
    expect(changed).not.toBe(link)
    expect(await status(changed)).toBe(403)
  })

  it('refuses a link to read for writing and for removing', async () => {
    const key = await kept()
    const link = await linkTo(key)
    expect(await status(link, { method: 'PUT', body: 'x' })).toBe(403)
    expect(await status(link, { method: 'DELETE' })).toBe(403)
    expect((await the().storage.read(key)).toString()).toBe('private')
  })

  it('refuses a link to read that comes late', async () => {
    const command = new GetObjectCommand({ Bucket, Key: await kept() })
    const link = (signingDate: Date) => getSignedUrl(the().client, command, { expiresIn: 60, signingDate })
    expect(await status(await link(new Date()))).toBe(200)
    expect(await status(await link(anHourAgo()))).toBe(403)
  })

  it('refuses a link to write that comes late', async () => {
    const Key = ownKey('late')
    const command = new PutObjectCommand({ Bucket, Key })
    const link = (signingDate: Date) => getSignedUrl(the().client, command, { expiresIn: 60, signingDate })
    expect(await putTo(await link(anHourAgo()), 'late')).toBe(403)
    expect(await the().storage.size(Key)).toBeNull()
    expect(await putTo(await link(new Date()), 'in time')).toBe(200)
  })

  it('refuses a link for one part turned to another part', async () => {
    const upload = await uploadOf(the(), [])
    const link = await the().storage.signPart(upload, { partNumber: 1, bytes: 1 }, 60)
    expect(link).toContain('partNumber=1')
    expect(await putTo(link.replace('partNumber=1', 'partNumber=2'), 'x')).toBe(403)
    expect(await the().storage.listParts(upload)).toEqual([])
    expect(await putTo(link, 'x')).toBe(200)
  })

  it.each([
    ['fewer bytes', 999, 403],
    ['more bytes', 1001, 403],
    ['as many bytes', 1000, 200],
  ])('takes a part of exactly the signed length: %s', async (_what, bytes, expected) => {
    const upload = await uploadOf(the(), [])
    const link = await the().storage.signPart(upload, { partNumber: 1, bytes: 1000 }, 60)
    expect(await putTo(link, Buffer.alloc(bytes))).toBe(expected)
    const parts = (await the().storage.listParts(upload)).map((part) => part.bytes)
    expect(parts).toEqual(expected === 200 ? [1000] : [])
  })

  it('takes no part that does not tell its length beforehand', async () => {
    const upload = await uploadOf(the(), [])
    const link = await the().storage.signPart(upload, { partNumber: 1, bytes: 1000 }, 60)
    // A stream goes out in chunks, without a Content-Length.
    const body = Readable.from([Buffer.alloc(600), Buffer.alloc(400)])
    const answer = await fetch(link, { method: 'PUT', body, duplex: 'half' } as unknown as RequestInit)
    expect(answer.status).toBe(403)
    expect(await the().storage.listParts(upload)).toEqual([])
  })

  async function preflight(from: string) {
    const part = { partNumber: 1, bytes: 1 }
    const link = await the().storage.signPart(await uploadOf(the(), []), part, 60)
    const headers = {
      Origin: from,
      'Access-Control-Request-Method': 'PUT',
      'Access-Control-Request-Headers': 'content-type',
    }
    return fetch(link, { method: 'OPTIONS', headers })
  }

  it('lets the portal’s pages send from a browser', async () => {
    const own = await preflight(portalOrigin)
    expect(own.status).toBe(200)
    expect(own.headers.get('Access-Control-Allow-Origin')).toBe(portalOrigin)
    expect(own.headers.get('Access-Control-Allow-Methods')).toMatch(/PUT/)
  })

  it('lets no other page send from a browser', async () => {
    const other = await preflight('http://elsewhere.test')
    expect(other.headers.get('Access-Control-Allow-Origin')).not.toBe('http://elsewhere.test')
    expect(other.headers.get('Access-Control-Allow-Origin')).not.toBe('*')
  })
}
