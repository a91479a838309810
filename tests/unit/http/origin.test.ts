import express from 'express'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isFromOwnPages, refuseForeignOrigin } from '#app/http/origin.ts'
import { sendRaw, type Ask } from '#tests/support/send-raw.ts'

const own = 'https://giai.vn'

describe('a change is from our own pages', () => {
  const changing = ['POST', 'PUT', 'PATCH', 'DELETE', 'post', 'get', 'CONNECT', 'PROPFIND']

  it.each<[string | undefined, string | undefined, boolean]>([
    // Sec-Fetch-Site, Origin
    [undefined, undefined, false],
    [undefined, own, true],
    [undefined, 'null', false],
    [undefined, '', false],
    [undefined, 'https://khac.vn', false],
    [undefined, 'http://giai.vn', false],
    [undefined, 'https://giai.vn:8443', false],
    [undefined, 'https://giai.vn.khac.vn', false],
    [undefined, 'https://www.giai.vn', false],
    [undefined, `${own}/`, false],
    [undefined, `${own}, ${own}`, false],
    ['same-origin', undefined, true],
    ['same-origin', own, true],
    ['same-origin', 'https://khac.vn', false],
    ['same-origin', 'null', false],
    ['same-origin', '', false],
    ['same-site', undefined, false],
    ['same-site', own, false],
    ['same-site', 'https://khac.vn', false],
    ['cross-site', undefined, false],
    ['cross-site', own, false],
    ['cross-site', 'https://khac.vn', false],
    ['none', undefined, false],
    ['none', own, false],
    ['', undefined, false],
    ['', own, false],
    ['Same-Origin', own, false],
  ])('with Sec-Fetch-Site %s and Origin %s: %s', (site, origin, answer) => {
    for (const method of changing)
      expect([method, isFromOwnPages({ method, headers: { 'sec-fetch-site': site, origin } }, own)]).toEqual([
        method,
        answer,
      ])
  })

  it('whatever host the request claims for itself: that is not asked', () => {
    const headers = { origin: 'https://khac.vn', host: 'khac.vn', 'x-forwarded-host': 'khac.vn' }
    expect(isFromOwnPages({ method: 'POST', headers }, own)).toBe(false)
  })

  it.each(['GET', 'HEAD', 'OPTIONS'])('or it is none: %s', (method) => {
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://khac.vn' }
    expect(isFromOwnPages({ method, headers }, own)).toBe(true)
  })
})

const servers: Server[] = []
afterAll(() => servers.forEach((server) => server.close()))

/** A portal that lets every request reach its pages but those it refuses by origin. */
async function portalAt(ownOrigin: string) {
  const app = express()
  app.use(refuseForeignOrigin(ownOrigin))
  app.use((request, response) => void response.send(`reached ${request.originalUrl}`))
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  servers.push(server)
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return (method: string, path: string, headers: Ask['headers'] = {}) =>
    sendRaw(address, { method, path, headers })
}

describe('a request', () => {
  let ask: Awaited<ReturnType<typeof portalAt>>
  beforeAll(async () => void (ask = await portalAt(own)))

  it('from elsewhere is refused in both languages', async () => {
    const answer = await ask('POST', '/entries', { origin: 'https://khac.vn' })
    expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([
      403,
      'text/plain; charset=utf-8',
      '403: yêu cầu không đến từ cổng này. / The request did not come from this site.',
    ])
  })

  it.each(['PUT', 'PATCH', 'DELETE', 'POST'])('of ours is let through: %s', async (method) => {
    expect((await ask(method, '/entries?x=1', { origin: own })).body).toBe('reached /entries?x=1')
    expect((await ask(method, '/entries?x=1')).status).toBe(403)
  })

  it('to read is let through from anywhere', async () => {
    expect((await ask('GET', '/entries', { 'sec-fetch-site': 'cross-site' })).status).toBe(200)
    expect((await ask('HEAD', '/entries')).status).toBe(200)
  })

  it.each<[string, Ask['headers'], number]>([
    ['a mail program', {}, 200],
    ['our own page', { origin: own, 'sec-fetch-site': 'same-origin' }, 200],
    ['a page of others', { origin: 'https://khac.vn' }, 403],
    ['a page of others in a frame that hides it', { origin: 'null' }, 403],
    ['our neighbour', { origin: own, 'sec-fetch-site': 'same-site' }, 403],
  ])('to stop mail with one click is taken from %s', async (_who, headers, status) => {
    expect((await ask('POST', '/mail/token', headers)).status).toBe(status)
  })

  it.each([
    '/',
    '/m',
    '/me',
    '/mail',
    '/mail?/mail/',
    '/mails/token',
    '/mailbox/token',
    '/Mail/token',
    '//mail/token',
    '/%6Dail/token',
    '/admin/mail/token',
    '/entries?to=/mail/token',
    '/mail/../entries',
    '/mail/%2e%2e/entries',
    '/mail/..',
    '/mail/token/',
    '/mail/token/more',
    '/mail/token.data',
    '/mail/x/../../entries?_data=routes',
  ])('to %s needs its origin like any other', async (path) => {
    expect((await ask('POST', path)).status).toBe(403)
  })

  it.each([
    '/mail/../entries',
    '/mail/token/../../entries',
    '/mail/%2e%2e/entries',
    '/mail/.%2E/entries',
    '/mail/\\../entries/..\\../entries',
    '/mail/.\t./entries',
  ])('that a page addresses to %j is sent by the browser to another path, and refused', async (written) => {
    const { pathname } = new URL(written, own)
    expect(pathname).toBe('/entries')
    expect((await ask('POST', pathname)).status).toBe(403)
  })
})

describe('a request to another loopback name', () => {
  const loopback = 'http://127.0.0.1:3000'
  const host = 'localhost:3000'

  it.each(['/', '/entries/x?page=2&q=a%20b', '//khac.vn/x'])(
    'is sent on to the one we know: %s',
    async (path) => {
      const ask = await portalAt(loopback)
      const answer = await ask('GET', path, { host })
      expect([answer.status, answer.headers.location]).toEqual([302, `${loopback}${path}`])
    },
  )

  it('is not sent on by the name we know', async () => {
    const ask = await portalAt(loopback)
    expect((await ask('GET', '/x', { host: '127.0.0.1:3000' })).body).toBe('reached /x')
  })

  it('is not sent on where the portal is not on this machine', async () => {
    const ask = await portalAt(own)
    expect((await ask('GET', '/x', { host })).body).toBe('reached /x')
  })

  it('is refused when it would change something', async () => {
    const ask = await portalAt(loopback)
    expect((await ask('POST', '/x', { host, origin: `http://${host}` })).status).toBe(403)
  })
})
