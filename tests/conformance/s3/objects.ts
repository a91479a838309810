import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3'
import { expect, it } from 'vitest'
import { disposition } from '#storage/s3.ts'
import { asText, Bucket, md5, ownKey, statusOf, type TheEngine } from './bucket.ts'

/** Putting, reading, measuring and removing whole objects. */
export function objects(the: TheEngine) {
  it('reads back what was put', async () => {
    const { storage } = the()
    const [key, body] = [ownKey('a/b.txt'), Buffer.from('Nguyễn Thị Minh Châu')]
    await storage.put(key, body, 'text/plain')
    expect(await storage.read(key)).toEqual(body)
  })

  it('measures an object in bytes', async () => {
    const { storage } = the()
    const [key, body] = [ownKey(), Buffer.from('Nguyễn Thị Minh Châu')]
    await storage.put(key, body, 'text/plain')
    expect(await storage.size(key)).toBe(body.length)
  })

  it('keeps an object of no bytes', async () => {
    const { storage } = the()
    const key = ownKey()
    await storage.put(key, Buffer.alloc(0), 'text/plain')
    expect(await storage.size(key)).toBe(0)
    expect(await storage.read(key)).toEqual(Buffer.alloc(0))
  })

  it('knows a removed object no more', async () => {
    const { storage, client } = the()
    const Key = ownKey('a/b.txt')
    await storage.put(Key, Buffer.from('gone soon'), 'text/plain')
    expect(await storage.size(Key)).toBe(9)
    await storage.remove(Key)
    expect(await storage.size(Key)).toBeNull()
    expect(await statusOf(client.send(new GetObjectCommand({ Bucket, Key })))).toBe(404)
  })

  it('removes an object that is none without complaint', async () => {
    const { storage } = the()
    const key = ownKey()
    await storage.remove(key)
    expect(await storage.size(key)).toBeNull()
  })

  it('replaces an object as a whole', async () => {
    const { storage, client } = the()
    const Key = ownKey()
    await storage.put(Key, Buffer.from('first, and longer'), 'text/plain')
    await storage.put(Key, Buffer.from('second'), 'text/html')
    expect((await storage.read(Key)).toString()).toBe('second')
    const { ETag, ContentLength, ContentType } = await client.send(new HeadObjectCommand({ Bucket, Key }))
    expect([ETag, ContentLength, ContentType]).toEqual([`"${md5('second').digest('hex')}"`, 6, 'text/html'])
  })

  it('answers a download with the asked name and type', async () => {
    const { storage } = the()
    const key = ownKey()
    await storage.put(key, Buffer.from('%PDF-1.7'), 'application/octet-stream')
    const asked = { name: 'Phóng sự.pdf', contentType: 'application/pdf', inline: true }
    const answer = await fetch(await storage.signDownload(key, asked, 60))
    expect(answer.headers.get('Content-Type')).toBe('application/pdf')
    expect(answer.headers.get('Content-Disposition')).toBe(disposition('Phóng sự.pdf', true))
    expect(await answer.text()).toBe('%PDF-1.7')
  })

  it.each(['k/ế +&?#.txt', "k/(a)'b*!", 'k/%2F', 'Phóng sự ảnh/Đất nước – bài 1.docx', 'a=b&c;d,e@f:g~'])(
    'keeps an object called %s',
    async (name) => {
      const { storage } = the()
      const key = ownKey(name)
      await storage.put(key, Buffer.from(key), 'text/plain')
      expect((await storage.read(key)).toString()).toBe(key)
      const answer = await fetch(await storage.signDownload(key, asText, 60))
      expect([answer.status, await answer.text()]).toEqual([200, key])
    },
  )

  it('keeps keys apart that differ only in how they are written', async () => {
    const { storage } = the()
    const folder = ownKey('')
    const names = [
      'k/%2F',
      'k//',
      'k/',
      'K/',
      'k/+',
      'k/ ',
      'Đ'.normalize('NFC'),
      'é'.normalize('NFD'),
      'é'.normalize('NFC'),
    ]
    for (const name of names) await storage.put(folder + name, Buffer.from(name), 'text/plain')
    for (const name of names) expect((await storage.read(folder + name)).toString()).toBe(name)
  })

  it('knows no bucket it was not told of', async () => {
    const { client } = the()
    expect(await statusOf(client.send(new GetObjectCommand({ Bucket: 'nobucket', Key: 'x' })))).toBe(404)
  })
}
