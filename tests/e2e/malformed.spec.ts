import { connect } from 'node:net'
import type { APIRequestContext } from '@playwright/test'
import { builtRoutes, pathsOf, signedIn, someIds, type Role } from './every-route.ts'
import { expect, test } from './support.ts'

/**
 * Addresses and bodies as no page of ours makes them: nobody gets an error of ours. Each is asked by the role that gets
 * furthest into the route.
 */
const roleOf: [RegExp, Role][] = [
  [/^\/admin/, 'admin'],
  [/^\/organizer|^\/reports|^\/resources/, 'organizer'],
  [/^\/province/, 'coordinator'],
  [/^\/judging/, 'judge'],
  [/./, 'reporter'],
]

/** In the place of an id or a number. */
const parts = [
  '%00', '%20', '%FF', '%', '%E2%80', '%2e%2e%2f', '__proto__', 'constructor', '-1', '0', '1.5', '1e3', 'NaN', '12abc',
  '2147483648', '99999999999', '9223372036854775808', '%F0%9F%98%80', '%EF%BF%BD', '%0A', "'", '"', '\\', '%25',
  'a'.repeat(2000),
] // prettier-ignore

/** Behind the `?`. */
const values = [
  '', '%00', '%FF', '%', '__proto__', 'constructor', '-', '-__proto__', 'toString', '-1', '1.5', '1e999', 'NaN',
  '2147483648', '9223372036854775808', '99999999999999999999', '2027-02-30', '0000-00-00', '9999-12-31|x', '2026-01-01',
  '2004', "'", '%5C', '%25', '%EF%BF%BD', '%E2%80%AE', 'a'.repeat(3000),
] // prettier-ignore
const names = [
  'q', 'after', 'sort', 'round', 'category', 'cut', 'from', 'to', 'by', 'frame', 'province', 'edition', 'measure', 'state',
  'place', 'kind', 'download', 'units', 'propose', 'read', 'population', 'code', 'next', 'page', 'index', '_data', '_routes',
  '__proto__', 'a[b]',
] // prettier-ignore

type Asked = { what: string; status: number }

const broken = (answers: Asked[]) => answers.filter(({ status }) => status >= 500 || status === 0)

test('no address breaks a page', async ({ baseURL }) => {
  test.setTimeout(600_000)
  const { routes, cookies } = await ground(baseURL!)
  const answers: Asked[] = []
  for (const { path, loader, fill } of routes.filter(({ loader }) => loader)) {
    if (!loader) continue
    const cookie = cookies.get(roleFor(path))!
    const ask = async (target: string) =>
      answers.push({
        what: `GET ${target}`,
        status: (await raw(baseURL!, 'GET', target, { Cookie: cookie })).status,
      })
    for (const name of path.match(/:\w+/g) ?? [])
      for (const part of parts) await ask(fill(path.replace(name, part)))
    for (const name of names)
      for (const value of process.env.TEST_LONG ? values : sample(values, name + path)) {
        await ask(`${fill(path)}?${name}=${value}`)
        if (value === '%00') await ask(`${fill(path)}.data?${name}=${value}`)
      }
  }
  expect(broken(answers)).toEqual([])
  expect(answers.length).toBeGreaterThan(1000)
})

test('no body breaks an action', async ({ baseURL }) => {
  test.setTimeout(600_000)
  const { routes, cookies } = await ground(baseURL!)
  const form = 'application/x-www-form-urlencoded'
  const bodies: [string, string][] = [
    [form, ''],
    [form, '%00=%00&title=%00&reason=%00'],
    [form, 'title=%FF%FE&reason=%EF%BF%BD&note=%C3'],
    [form, '__proto__=1&constructor=2&points.__proto__=1&authors.__proto__.name=x'],
    [form, 'version=NaN&version=1e999&change=add:__proto__&position.x=1.5'],
    [form, 'version=99999999999&number=99999999999&seats=9e9&change=remove:parts:%00'],
    [form, 'opensAt=2026-02-31T00:00&closesAt=2026-13-01T00:00&windowStart=2026-02-31&windowEnd=0000-00-00'],
    ['application/json', '[]'],
    ['application/json', '{"a":'],
    ['text/plain', 'x'],
    ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'],
    ['multipart/form-data', 'x'],
  ]
  const answers: Asked[] = []
  for (const { path, action, fill } of routes.filter(({ action }) => action))
    for (const [type, body] of bodies) {
      if (!action || /ending|sign-out/.test(path)) continue
      const target = fill(path)
      const { status } = await raw(
        baseURL!,
        'POST',
        target,
        { Cookie: cookies.get(roleFor(path))!, 'Content-Type': type },
        body,
      )
      answers.push({ what: `POST ${target} ${type} ${body}`, status })
    }
  expect(broken(answers)).toEqual([])
})

test('a foreign name in Host, and methods nobody uses, break nothing', async ({ baseURL }) => {
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const asked: Asked[] = []
  for (const host of ['elsewhere.example', 'a:b', '', '127.0.0.1:99999', '[::1', 'x'.repeat(300)])
    for (const method of ['GET', 'POST'])
      asked.push({
        what: `${method} Host ${host}`,
        status: (
          await raw(
            baseURL!,
            method,
            '/sign-in',
            { ...form, Host: host, 'X-Forwarded-Host': host },
            method === 'POST' ? 'email=x' : '',
          )
        ).status,
      })
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE'])
    for (const path of ['/', '/sign-in', '/entries', '/resources/healthcheck', '/khong-co'])
      asked.push({ what: `${method} ${path}`, status: (await raw(baseURL!, method, path, form)).status })
  expect(broken(asked)).toEqual([])
})

async function ground(baseURL: string) {
  const organizer = await signedIn('organizer', baseURL)
  const ids = await someIds(organizer)
  const fill = (path: string) =>
    path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? `${name.slice(0, 3)}_none`)
  const cookies = new Map<Role, string>([['organizer', await cookieOf(organizer)]])
  for (const role of ['admin', 'coordinator', 'judge', 'reporter'] as const)
    cookies.set(role, await cookieOf(await signedIn(role, baseURL)))
  const routes = pathsOf(await builtRoutes()).map((route) => ({ ...route, fill }))
  return { routes, cookies }
}

const roleFor = (path: string) => roleOf.find(([pattern]) => pattern.test(path))![1]

const cookieOf = async (context: APIRequestContext) =>
  (await context.storageState()).cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

/** One of them, another for every place. */
function sample(all: string[], place: string): string[] {
  const start = [...place].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
  return [all[start % all.length]!]
}

/** As bytes on a line: programs for asking mend what is to be asked here. 0 where the line was cut without an answer. */
function raw(origin: string, method: string, target: string, headers: Record<string, string>, body = '') {
  const { hostname, port, host } = new URL(origin)
  const lines = Object.entries({
    Host: host,
    Origin: origin,
    'Sec-Fetch-Site': 'same-origin',
    Connection: 'close',
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`)
  return new Promise<{ status: number; text: string }>((answer) => {
    const socket = connect(Number(port), hostname)
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString('latin1')))
    const tell = () => answer({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text })
    socket.on('close', tell).on('error', tell)
    socket.write(`${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
  })
}
