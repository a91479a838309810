import type { ServerBuild } from '@remix-run/node'
import { request as http, type APIRequestContext } from '@playwright/test'
import { demoPassword, expect, test } from './support.ts'

/**
 * Every route of the build, asked by every role, with ids that do not exist and with ids of other people: nobody gets
 * what is not theirs, nobody gets an error of ours, and nothing changes without the right.
 */
const accounts = {
  anyone: null,
  reporter: 'tacgia9@demo.vn',
  judge: 'giamkhao2@demo.vn',
  coordinator: 'khanhhoa@demo.vn',
  organizer: 'bantochuc@demo.vn',
  admin: 'quantri@demo.vn',
} as const
type Role = keyof typeof accounts

/** Who may see a page with somebody else's ids in it; everyone else is sent to sign in (nobody) or finds nothing. */
const rules: [RegExp, (role: Role) => boolean][] = [
  [/^\/organizer\/agencies/, (role) => role === 'organizer' || role === 'admin'],
  [/^\/organizer/, (role) => role === 'organizer'],
  [/^\/reports/, () => false],
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

async function signedIn(role: Role, baseURL: string): Promise<APIRequestContext> {
  const context = await http.newContext({ baseURL, extraHTTPHeaders: { Origin: baseURL }, maxRedirects: 0 })
  const email = accounts[role]
  if (email) {
    const answer = await context.post('/sign-in', { form: { email, password: demoPassword, next: '' } })
    expect(answer.status()).toBe(302)
  }
  return context
}

/** Fields that are well-formed wherever they are read, so that it is the right that is asked for. */
const wellFormed = {
  name: 'a.pdf',
  bytes: '10',
  fingerprint: 'x',
  parts: '1',
  reason: 'Lý do thử',
  version: '1',
  change: '',
  title: 'Chiếm',
  decision: 'eligible',
  email: 'moi@thu.vn',
  kind: 'entries',
}

/** Real ids of the demo, none of them the asking reporter's or judge's own. */
async function someIds(organizer: APIRequestContext) {
  const list = await (await organizer.get('/organizer/12/entries')).text()
  const entryId = /\/organizer\/12\/entries\/(ent_\w+)/.exec(list)![1]!
  const dossier = await (await organizer.get(`/organizer/12/entries/${entryId}`)).text()
  const rounds = await (await organizer.get('/organizer/12/rounds')).text()
  const roundId = /\/rounds\/(rnd_\w+)/.exec(rounds)![1]!
  const settings = await (await organizer.get('/organizer/12/settings')).text()
  const judge = await signedIn('judge', process.env.PORTAL_ORIGIN!)
  const otherJudge = await http.newContext({
    baseURL: process.env.PORTAL_ORIGIN!,
    extraHTTPHeaders: { Origin: process.env.PORTAL_ORIGIN! },
    maxRedirects: 0,
  })
  await otherJudge.post('/sign-in', {
    form: { email: 'giamkhao1@demo.vn', password: demoPassword, next: '' },
  })
  const assignmentId = /\/judging\/(asg_\w+)/.exec(await (await otherJudge.get('/judging')).text())![1]!
  expect((await judge.get(`/judging/${assignmentId}`)).status()).toBe(404)
  return {
    entryId,
    roundId,
    assignmentId,
    mediaId: /\/resources\/media\/(med_\w+)/.exec(dossier)![1]!,
    categoryId: /\/categories\/(cat_\w+)/.exec(settings)![1]!,
    edition: '12',
    number: '11',
    panelId: 'pan_none',
    exportId: 'exp_none',
    sessionId: 'ses_none',
    token: 'x'.repeat(32),
    code: 'y'.repeat(12),
  } as Record<string, string>
}

function pathsOf(build: ServerBuild): { path: string; loader: boolean; action: boolean }[] {
  const routes = Object.values(build.routes).filter((route) => route !== undefined)
  const byId = new Map(routes.map((route) => [route.id, route]))
  const full = (id: string): string => {
    const route = byId.get(id)!
    return `${route.parentId ? full(route.parentId) : ''}/${route.path ?? ''}`
  }
  return routes.map((route) => ({
    path: full(route.id)
      .replace(/\/+/g, '/')
      .replace(/(.)\/$/, '$1'),
    loader: Boolean(route.module.loader),
    action: Boolean(route.module.action),
  }))
}

test('every route asks who is there', async ({ baseURL }) => {
  test.setTimeout(180_000)
  const build = (await import(new URL('../../build/server/index.js', import.meta.url).href)) as ServerBuild
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
        if (loader) check(faults, role, 'GET', address, (await visitor.get(address)).status(), allowed)
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
  expect(await (await organizer.get('/organizer/12/results')).text().then(visible)).toBe(visible(before))
})

/** What a page shows, without its nonce and its data. */
const visible = (html: string) => html.replace(/<script[^]*?<\/script>/g, '').replace(/nonce="[^"]*"/g, '')

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
          ? status === 302 || status === 404
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
  const scripts = [...(await answer.text()).matchAll(/<script([^>]*)>/g)].map((match) => match[1]!)
  expect(
    scripts.filter((attributes) => !attributes.includes(`nonce="${nonce}"`) && !attributes.includes('src=')),
  ).toEqual([])
})
