import type { APIResponse } from '@playwright/test'
import vi from '#app/i18n/vi/index.ts'
import { accounts, builtRoutes, pathsOf, signedIn, someIds, type Role } from './every-route.ts'
import { wellFormed } from '../support/well-formed.ts'
import { expect, test } from './support.ts'

/**
 * Every route of the build, asked by every role, with ids that do not exist and with ids of other people: nobody gets
 * what is not theirs, nobody gets an error of ours, and nothing changes without the right.
 */
/** Who may see a page with somebody else's ids in it; everyone else is sent to sign in (nobody) or finds nothing. */
const rules: [RegExp, (role: Role) => boolean][] = [
  [/^\/organizer\/agencies/, (role) => role === 'organizer' || role === 'admin'],
  [/^\/organizer/, (role) => role === 'organizer'],
  [/^\/reports/, () => false],
  // Organizers keep the register of requests, and the holidays its days are counted by.
  [/^\/admin\/(requests|holidays)/, (role) => role === 'organizer' || role === 'admin'],
  [/^\/admin/, (role) => role === 'admin'],
  [/^\/province/, (role) => role === 'coordinator'],
  [/^\/judging$/, (role) => role === 'judge'],
  [/^\/judging\/conflicts$/, () => true],
  [/^\/judging\//, () => false],
  [/^\/entries$/, (role) => role === 'reporter'],
  [/^\/entries\/new$/, () => true],
  [/^\/entries\/:entryId$/, (role) => role === 'organizer'],
  [/^\/entries\/:entryId\/receipt/, (role) => role === 'organizer'],
  [/^\/entries\//, () => false],
  [/^\/resources\/(media|exports)/, (role) => role === 'organizer'],
  [/^\/resources\/agencies/, (role) => role !== 'anyone'],
  [/^\/account/, (role) => role !== 'anyone'],
]

test('every route asks who is there', async ({ baseURL }) => {
  test.setTimeout(180_000)
  const build = await builtRoutes()
  const organizer = await signedIn('organizer', baseURL!)
  const ids = await someIds(organizer)
  const before = await (await organizer.get('/organizer/12/results')).text()
  const paths = pathsOf(build)
  expect(paths.length).toBeGreaterThan(60)
  const faults: string[] = []
  for (const role of Object.keys(accounts) as Role[]) {
    const visitor = await signedIn(role, baseURL!)
    for (const { path, loader, action } of paths) {
      const rule = rules.find(([pattern]) => pattern.test(path))
      const allowed = rule ? rule[1](role) : true
      for (const known of [true, false]) {
        const address = path.replace(/:(\w+)\??/g, (_, name: string) =>
          known || name === 'edition' || name === 'number'
            ? (ids[name] ?? 'none')
            : 'none_00000000000000000000',
        )
        if (loader) {
          const answer = await visitor.get(address)
          check(faults, role, 'GET', address, answer.status(), allowed)
          for (const key of await keysShown(answer)) faults.push(`${role} ${address} shows ${key}`)
        }
        // An allowed role acts only on ids that do not exist: the demo stays as it is for the other journeys.
        if (
          action &&
          !/^\/(sign-out|sign-in|register|forgot-password)/.test(path) &&
          (!allowed || (!known && /:(?!edition|number)\w/.test(path)))
        )
          check(
            faults,
            role,
            'POST',
            address,
            (await visitor.post(address, { form: wellFormed })).status(),
            allowed,
          )
      }
    }
    await visitor.dispose()
  }
  expect(faults).toEqual([])
  expect(tablesIn(await (await organizer.get('/organizer/12/results')).text())).toBe(tablesIn(before))
})

/** Keys of texts that stand on a page as they are, where their words should. */
async function keysShown(answer: APIResponse) {
  if (!answer.headers()['content-type']?.startsWith('text/html')) return []
  // What a choice sends is read by nobody; some kinds of events are called like the sentence that tells of them.
  const seen = (await answer.text())
    .replace(/<script[^]*?<\/script>/g, '')
    .replace(/(<option[^>]*) value="[^"]*"/g, '$1')
  return (seen.match(/\b[a-z]\w*(?:\.\w+)+\b/gi) ?? []).filter((word) => keys.has(word))
}

const keys = new Set(keysOf(vi, ''))

function keysOf(texts: object, before: string): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'object'
      ? keysOf(value as object, `${before}${key}.`)
      : [before + key.replace(/_(one|other)$/, '')],
  )
}

/** The tables of a page. Beside them it says the minute it was asked in, and may be asked in another. */
function tablesIn(html: string) {
  const tables = html.match(/<table[^]*?<\/table>/g) ?? []
  expect(tables.length).toBeGreaterThan(0)
  return tables.join('\n')
}

function check(
  faults: string[],
  role: Role,
  method: string,
  address: string,
  status: number,
  allowed: boolean,
) {
  const fine =
    status >= 500
      ? false
      : allowed
        ? true
        : role === 'anyone'
          ? status === (method === 'POST' ? 401 : 302) || status === 404
          : status === 404 || status === 405 || status === 400
  if (!fine) faults.push(`${role} ${method} ${address}: ${status}`)
}

test('a change from another site is refused, whatever it claims', async ({ baseURL }) => {
  const own = await signedIn('reporter', baseURL!)
  const cookies = (await own.storageState()).cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const claims: Record<string, string>[] = [
    { Origin: 'https://khac.vn' },
    { Origin: 'https://khac.vn', 'X-Forwarded-Host': 'khac.vn' },
    { Origin: baseURL!, 'Sec-Fetch-Site': 'cross-site' },
    {},
  ]
  for (const headers of claims) {
    const answer = await fetch(`${baseURL}/entries/new`, {
      method: 'POST',
      headers: { ...headers, Cookie: cookies, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'editionId=x',
      redirect: 'manual',
    })
    expect(answer.status).toBe(403)
  }
})

test('every answer carries the headers that keep scripts out', async ({ baseURL }) => {
  const answer = await fetch(baseURL!)
  const policy = answer.headers.get('Content-Security-Policy')!
  const nonce = /'nonce-([^']+)'/.exec(policy)![1]!
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe-inline')
  expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
  for (const path of [
    '/',
    '/nothing',
    '/assets/none.js',
    '/favicon.svg',
    '/privacy.data',
    '/entries',
    '/../x',
  ])
    for (const header of ['X-Content-Type-Options', 'Cross-Origin-Resource-Policy', 'Permissions-Policy'])
      expect(
        (await fetch(baseURL + path, { redirect: 'manual' })).headers.has(header),
        `${path} ${header}`,
      ).toBe(true)
  const scripts = [...(await answer.text()).matchAll(/<script([^>]*)>/g)].map((match) => match[1]!)
  expect(
    scripts.filter((attributes) => !attributes.includes(`nonce="${nonce}"`) && !attributes.includes('src=')),
  ).toEqual([])
})
