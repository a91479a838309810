import { describe, expect, it } from 'vitest'
import { readPatiently } from '#app/components/ui/read-patiently.ts'

const page = 'http://portal.test/entries/ent_1.data?_routes=x'
const cut = () => Promise.reject(new TypeError('Failed to fetch'))
const cutInTheMiddle = () =>
  Promise.resolve(new Response(new ReadableStream({ pull: (body) => body.error(new TypeError('network')) })))
const whole = () => Promise.resolve(new Response('trang', { status: 202, headers: { 'X-Of': 'page' } }))

/** A line that does these things one after the other, and how often it was waited for. */
function line(...does: (() => Promise<Response>)[]) {
  let waited = 0
  const asked = does.values()
  const fetch = readPatiently(
    () => asked.next().value!(),
    () => Promise.resolve(void waited++),
  )
  return { fetch, waited: () => waited }
}

describe('a page that is read', () => {
  it.each([
    ['at once', [whole], 0],
    ['after two cuts', [cut, cut, whole], 2],
    ['after a cut in the middle of it', [cutInTheMiddle, whole], 1],
  ])('arrives whole %s', async (_when, does, times) => {
    const { fetch, waited } = line(...does)
    const response = await fetch(new URL(page))
    expect([await response.text(), response.status, response.headers.get('X-Of'), waited()]).toEqual([
      'trang',
      202,
      'page',
      times,
    ])
  })

  it.each([204, 404, 500])('is handed on as it is answered: %i', async (status) => {
    const { fetch, waited } = line(() => Promise.resolve(new Response(null, { status })))
    expect([(await fetch(page)).status, waited()]).toEqual([status, 0])
  })

  it('is given up where it is not wanted any more', async () => {
    const { fetch, waited } = line(cut)
    await expect(fetch(page, { signal: AbortSignal.abort() })).rejects.toThrow('Failed to fetch')
    expect(waited()).toBe(0)
  })

  it('is not asked for again where something else than the line failed', async () => {
    const { fetch } = line(() => Promise.reject(new DOMException('gone', 'AbortError')))
    await expect(fetch(page)).rejects.toThrow('gone')
  })
})

it.each([
  ['a change', page, { method: 'POST' }],
  ['what is no page', 'http://portal.test/resources/session', {}],
])('%s fails with the line', async (_what, url, init) => {
  const { fetch, waited } = line(cut)
  await expect(fetch(url, init)).rejects.toThrow('Failed to fetch')
  expect(waited()).toBe(0)
})
