import express from 'express'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asSource, headers } from '#app/http/headers.ts'
import { refuseForeignOrigin } from '#app/http/origin.ts'

const servers: Server[] = []
const at = {} as Record<'http' | 'https', string>

/** What stands before every answer of the portal, then one page, one refusal and one fault. */
async function serve(https: boolean): Promise<string> {
  const app = express()
  app.use(headers({ bucketOrigin: 'https://kho.vn', development: false, https }))
  app.use(refuseForeignOrigin('https://giai.vn'))
  app.get('/page', (_request, response) => void response.send('trang'))
  app.get('/away', (_request, response) => response.redirect('/page'))
  app.get('/broken', (_request, response) => void response.sendStatus(500))
  app.all('*', (_request, response) => void response.sendStatus(404))
  const server = app.listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

beforeAll(async () => {
  at.http = await serve(false)
  at.https = await serve(true)
})
afterAll(() => servers.forEach((server) => server.close()))

const answers = [
  ['/page', 'GET', 200],
  ['/away', 'GET', 302],
  ['/broken', 'GET', 500],
  ['/nothing', 'GET', 404],
  ['/page', 'POST', 403],
] as const

it.each(answers)('go with %s, asked by %s and answered %i', async (path, method, status) => {
  const answer = await fetch(at.https + path, { method, redirect: 'manual' })
  expect(answer.status).toBe(status)
  expect({
    hsts: answer.headers.get('Strict-Transport-Security'),
    nosniff: answer.headers.get('X-Content-Type-Options'),
    referrer: answer.headers.get('Referrer-Policy'),
    coop: answer.headers.get('Cross-Origin-Opener-Policy'),
    corp: answer.headers.get('Cross-Origin-Resource-Policy'),
    permissions: answer.headers.get('Permissions-Policy'),
  }).toEqual({
    hsts: 'max-age=63072000; includeSubDomains',
    nosniff: 'nosniff',
    referrer: 'same-origin',
    coop: 'same-origin',
    corp: 'same-origin',
    permissions:
      'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=(), midi=()',
  })
  const policy = answer.headers.get('Content-Security-Policy')!.replace(/'nonce-[^']+'/, "'nonce'")
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self' 'nonce'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data: blob: https://kho.vn",
    "media-src 'self' https://kho.vn",
    "frame-src 'self' https://kho.vn",
    "connect-src 'self' https://kho.vn",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
  ])
})

it('do not bind a browser to https where the portal is reached without', async () => {
  const answer = await fetch(`${at.http}/page`)
  expect([answer.status, answer.headers.get('Strict-Transport-Security')]).toEqual([200, null])
})

it('have a nonce of their own each time', async () => {
  const nonces = await Promise.all(
    [1, 2, 3].map(async () => (await fetch(`${at.http}/page`)).headers.get('Content-Security-Policy')),
  )
  expect(new Set(nonces).size).toBe(3)
})

it('name a bucket of version 6 by its port', () => {
  expect(asSource('http://[::1]:9000')).toBe('http://*:9000')
})
