import express from 'express'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keepNothingUnsaid } from '#app/http/caching.ts'

const app = express()
app.use(keepNothingUnsaid)
app.get('/said', (_request, response) => void response.set('Cache-Control', 'private, max-age=300').json({}))
app.get('/json', (_request, response) => void response.json({}))
app.get('/streamed', (_request, response) => {
  response.write('a')
  response.end()
})
app.get('/led', (_request, response) => response.redirect('/'))
const server = app.listen(0, '127.0.0.1')
let origin = ''
beforeAll(() => {
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((done) => server.close(done)))

it.each([
  ['/json', 'session=x', 'no-store'],
  ['/json', '__Host-session=x', 'no-store'],
  ['/json', 'lng=vi', 'no-cache'],
  ['/streamed', 'session=x', 'no-store'],
  ['/led', 'session=x', 'no-store'],
  ['/missing', 'session=x', 'no-store'],
  ['/said', 'session=x', 'private, max-age=300'],
])('%s with %s is kept as %s', async (path, cookie, kept) => {
  const answer = await fetch(`${origin}${path}`, { headers: { cookie }, redirect: 'manual' })
  expect(answer.headers.get('Cache-Control')).toBe(kept)
})
