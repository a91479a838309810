import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { asSource } from '#app/http/headers.ts'
import { bareHost, firstFreePort, httpOrigin, isLoopback, requireFreePort } from '#app/start/addresses.ts'

describe('HOST as an address', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:3000'],
    ['localhost', 'http://localhost:3000'],
    ['::1', 'http://[::1]:3000'],
    ['2001:db8::7', 'http://[2001:db8::7]:3000'],
  ])('%s', (host, origin) => expect(httpOrigin(host, 3000)).toBe(origin))

  it.each(['a b', 'fe80::1%eth0', 'http://x'])('refuses %s by name', (host) =>
    expect(() => httpOrigin(host, 3000)).toThrow(`HOST=${host} không phải là địa chỉ để lắng nghe`),
  )

  it('takes brackets off', () => expect([bareHost('[::1]'), bareHost('::1')]).toEqual(['::1', '::1']))

  it.each([
    ['localhost', true],
    ['127.9.0.1', true],
    ['::1', true],
    ['[::1]', true],
    ['0.0.0.0', false],
    ['::', false],
    ['127.evil.vn', false],
    ['giai.example', false],
  ])('tells whether only this machine reaches %s', (host, only) => expect(isLoopback(host)).toBe(only))
})

describe('a port', () => {
  it('that is taken is refused by its number and the variable to set, and the next one is found', async () => {
    const holder = createServer()
    await new Promise<void>((ready) => holder.listen(0, '127.0.0.1', ready))
    const { port } = holder.address() as { port: number }
    await expect(requireFreePort('127.0.0.1', port, 'BUCKET_PORT')).rejects.toThrow(
      `Cổng ${port} đang được chương trình khác dùng; dừng chương trình đó hoặc đặt BUCKET_PORT sang số khác.`,
    )
    expect(await firstFreePort('127.0.0.1', port)).toBeGreaterThan(port)
    await new Promise((done) => holder.close(done))
    await requireFreePort('127.0.0.1', port)
  })

  it('at an address of another machine is refused as what it is', async () => {
    await expect(requireFreePort('192.0.2.1', 3000)).rejects.toThrow(
      'Máy này không lắng nghe được ở HOST=192.0.2.1 (EADDRNOTAVAIL)',
    )
  })
})

it.each([
  ['https://s3.example', 'https://s3.example'],
  ['http://127.0.0.1:3001', 'http://127.0.0.1:3001'],
  ['http://[::1]:3001', 'http://*:3001'],
  ['https://[2001:db8::7]', 'https://*:443'],
])('lets a page reach the bucket at %s', (origin, source) => expect(asSource(origin)).toBe(source))
