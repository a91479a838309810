import express from 'express'
import { globSync, readFileSync } from 'node:fs'
import { request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { allowanceOf, worksheetPages } from '#app/http/body-allowance.ts'
import { readForm } from '#app/http/forms.server.ts'
import { limitBodies } from '#app/http/limit-bodies.ts'
import { refuseMalformed } from '#app/http/refuse-malformed.ts'
import { readFields } from '#app/http/read-fields.server.ts'

const large = { bytes: 1_000_000, fields: 5_000 }
const small = { bytes: 64_000, fields: 100 }
const sheet = { bytes: 12_000_000, fields: 5_000 }

describe('what a request may carry', () => {
  it.each([
    ['/sign-in', true, small],
    ['/register.data', true, small],
    ['/entriesx', true, small],
    ['/resources/language', true, small],
    ['/mail/abc', true, small],
    ['/', true, small],
    ['/entries/ent_1', true, large],
    ['/entries/ent_1', false, small],
    ['/organizer/12/settings.data', true, large],
    ['/province/bulk', true, sheet],
    ['/province/bulk/', true, sheet],
    ['/province/bulk.data', true, sheet],
    ['/province/bulk', false, small],
    ['/organizer/12/participation/targets', true, sheet],
  ])('%s, session %s', (path, hasSession, allowance) => {
    expect(allowanceOf(path, hasSession)).toEqual(allowance)
  })

  it('gives every page that reads a worksheet room for one', () => {
    const pages = globSync('app/routes/**/*.{ts,tsx}')
      .filter((file) => /\b(?:fileOf|listOf|seenListOf)\(/.test(readFileSync(file, 'utf8')))
      .map((file) => file.replace(/^app\/routes|\.tsx?$|\+/g, ''))
      .map((file) => file.replace('$edition', '12').replace('_.', '/'))
    expect(pages.length).toBeGreaterThan(3)
    for (const page of pages) expect(page).toMatch(worksheetPages)
  })
})

describe('the server', () => {
  let kept = 0
  const app = express()
  app.use(limitBodies, refuseMalformed, (request, response) => {
    request.on('data', (chunk: Buffer) => (kept += chunk.length)).on('end', () => response.send('ok'))
  })
  const server = app.listen(0, '127.0.0.1')
  beforeAll(
    () => new Promise<void>((ready) => void (server.listening ? ready() : server.once('listening', ready))),
  )
  afterAll(() => void server.close())

  const send = (path: string, bytes: number, headers: Record<string, string> = {}) =>
    new Promise<number>((answer, failed) => {
      const { port } = server.address() as AddressInfo
      const length = headers['Transfer-Encoding'] ? {} : { 'Content-Length': String(bytes) }
      const sent = ask({ port, path, method: 'POST', headers: { ...length, ...headers } }, (response) => {
        response.resume()
        response.once('end', () => answer(response.statusCode!))
      })
      sent.once('error', failed)
      sent.end(Buffer.alloc(bytes, 'a'))
    })

  it.each([
    ['/sign-in', 64_000, {}, 200],
    ['/sign-in', 64_001, {}, 413],
    ['/sign-in', 64_001, { Cookie: 'lng=vi; session=made-up' }, 413],
    ['/entries/ent_1', 1_000_000, { Cookie: 'session=x' }, 200],
    ['/entries/ent_1', 1_000_001, { Cookie: 'session=x' }, 413],
    ['/province/bulk', 12_000_001, { Cookie: 'session=x' }, 413],
    ['/sign-in', 30_000_000, {}, 413],
    ['/sign-in', 10, { 'Transfer-Encoding': 'chunked' }, 411],
    ['/receipts/%00', 0, {}, 404],
    ['/admin?q=a%00', 0, {}, 404],
    ['/admin?q=a%2500', 0, {}, 200],
  ])('%s with %d bytes %j answers %d', async (path, bytes, headers, status) => {
    kept = 0
    expect(await send(path, bytes, headers)).toBe(status)
    expect(kept).toBe(status === 200 ? bytes : 0)
  })
})

describe('a form', () => {
  const post = (body: string | FormData, headers: Record<string, string> = {}) =>
    new Request('http://portal.test/sign-in', { method: 'POST', body, headers })
  const form = (fields: number) =>
    new URLSearchParams(Array.from({ length: fields }, (_, i) => [`f${i}`, 'x']))
  const parts = (fields: number) => {
    const made = new FormData()
    for (let i = 0; i < fields; i++) made.append(`f${i}`, 'x')
    return made
  }
  const urlencoded = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const statusOf = (reading: Promise<unknown>) =>
    reading.then(
      () => 200,
      (thrown: unknown) => (thrown as Response).status,
    )

  it('is read up to the number of fields its sender may send, and not beyond', async () => {
    expect(await statusOf(readFields(post(form(100).toString(), urlencoded)))).toBe(200)
    expect(await statusOf(readFields(post(form(102).toString(), urlencoded)))).toBe(413)
    expect(await statusOf(readFields(post(parts(99))))).toBe(200)
    expect(await statusOf(readFields(post(parts(101))))).toBe(413)
  })

  it('holds no NUL, in names or in texts, and is otherwise as it was sent', async () => {
    const fields = await readFields(post('ti%00tle=H%00oa%00&note=a%0Ab', urlencoded))
    expect([...fields]).toEqual([
      ['title', 'Hoa'],
      ['note', 'a\nb'],
    ])
  })

  it('that is none is refused, not met as an error of ours', async () => {
    expect(await statusOf(readFields(post('{"a":1}', { 'Content-Type': 'application/json' })))).toBe(400)
    expect(
      await statusOf(
        readFields(post('--x\r\nnonsense', { 'Content-Type': 'multipart/form-data; boundary=x' })),
      ),
    ).toBe(400)
    expect(await statusOf(readFields(post('a=1', { 'Content-Type': 'multipart/form-data' })))).toBe(400)
  })

  it('keeps every value of a field given many times, and takes no name for a part of an object', async () => {
    const body = 'name=Ng%C3%BDy&name=second&many[]=1&many[]=2&__proto__=x&password=secret'
    const schema = z.object({ name: z.string(), many: z.array(z.string()) })
    const read = await readForm(post(body, urlencoded), schema)
    expect(read).toMatchObject({ ok: true, value: { name: 'Ngýy', many: ['1', '2'] } })
    expect(Object.entries((read as { values: object }).values)).toEqual([
      ['name', 'Ngýy'],
      ['many[]', '1\n2'],
      ['__proto__', 'x'],
    ])
  })

  it('of as many fields as there may be is read without anybody waiting', async () => {
    const headers = { ...urlencoded, Cookie: 'session=x' }
    const body = form(5000).toString()
    const request = new Request('http://portal.test/entries/x', { method: 'POST', body, headers })
    const began = process.cpuUsage()
    expect(await readForm(request, z.object({}))).toMatchObject({ ok: true })
    expect(process.cpuUsage(began).user).toBeLessThan(250_000)
  })
})
