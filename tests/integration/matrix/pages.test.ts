import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { startSession } from '#app/modules/accounts/lucia.server.ts'
import { editions, userRoles, users } from '#db/schema/index.ts'
import { holdsAll } from '#tests/factories/index.ts'
import { pages, type Page } from '#tests/matrix/pages.ts'
import { keepWorld, restoreWorld, touchedTables } from '#tests/matrix/snapshot.ts'
import { kinds, ownWorld, type Kind, type World } from '#tests/matrix/world.ts'
import { portalPages } from '#tests/support/answer-page.ts'
import { wellFormed } from '#tests/support/well-formed.ts'

/** Those of the matrix, and two for whom a session is nobody's. */
const visitors = [...kinds, 'signedOut', 'disabled'] as const
type Visitor = (typeof visitors)[number]

const { routes, ask } = await portalPages()
let w: World
const cookies = {} as Record<Visitor, string>

beforeAll(async () => {
  w = await ownWorld()
  await database().delete(userRoles).where(eq(userRoles.userId, w.actors.stranger.userId))
  for (const kind of kinds) cookies[kind] = await cookieOf(w.actors[kind].userId)
  cookies.signedOut = ''
  cookies.disabled = await disabled()
  await database().update(editions).set({ participationPublic: true }).where(eq(editions.id, w.judged.id))
  await keepWorld()
})
beforeEach(restoreWorld)

const cookieOf = async (userId: string) =>
  (await startSession(userId, { agent: 'thử', address: '127.0.0.1' })).split(';')[0]!

/** Somebody who might do everything the organizer, the coordinator and the administrator may, but for one thing. */
async function disabled(): Promise<string> {
  const [made] = await database()
    .insert(users)
    .values({ email: 'khoa@thu.vn', name: 'Đã Khóa', nameKey: 'da khoa', disabledAt: sql`now()` })
    .returning()
  const { organizer, coordinator, admin } = w.actors
  for (const role of [organizer, coordinator, admin].flatMap((actor) => actor.roles))
    await database()
      .insert(userRoles)
      .values({ userId: made!.id, ...role, allEditions: holdsAll(role) })
  return cookieOf(made!.id)
}

type Method = 'GET' | 'POST'
function send(method: Method, path: string, page: Page, visitor: Visitor, fields = {}) {
  const own = page.at?.(w) ?? {}
  const address = path.replace(/:(\w+)/g, (_, name: string) => own[name] ?? `no-${name}`)
  const body = method === 'POST' ? new URLSearchParams(fields) : undefined
  const headers = { Cookie: cookies[visitor] }
  return ask(new Request(`http://portal.test${address}${page.search?.(w) ?? ''}`, { method, body, headers }))
}

/** Led there, or told with what the form held. */
const asksToSignIn = (answer: Response) =>
  answer.status === 401 ||
  (answer.status === 302 && /^\/sign-in(\?|$)/.test(answer.headers.get('Location') ?? ''))

function isFor(who: NonNullable<Page['get']>, visitor: Visitor): boolean {
  if (who === 'anybody') return true
  if (isNobody(visitor)) return false
  return who === 'signedIn' || who.includes(visitor as Kind)
}

it('has every route in the table, with what it answers to', () => {
  const listed = routes.map(({ id, gets, posts }) => [id, gets, posts])
  const told = Object.entries(pages).map(([id, page]) => [id, 'get' in page, 'post' in page])
  expect(told.sort()).toEqual(listed.sort())
})

describe('a page is seen by those the table names, and nothing changes', () => {
  it.each(routes.filter(({ gets }) => gets).map(({ id, path }) => [id, path]))('%s', async (id, path) => {
    const page = pages[id!]!
    const wrong: string[] = []
    for (const visitor of visitors) {
      const answer = await send('GET', path!, page, visitor)
      const fine = isFor(page.get!, visitor)
        ? answer.status === ((!isNobody(visitor) && page.onceSignedIn) || (page.seen ?? 200))
        : isKeptOut(answer, id!, visitor) || isTurnedBack(answer, visitor)
      if (!fine) wrong.push(inWords(visitor, answer))
    }
    expect({ wrong, writes: await touchedTables() }).toEqual({ wrong: [], writes: page.writes ?? [] })
  })
})

describe('an action is there for those the table names, and changes nothing for others', () => {
  it.each(routes.filter(({ posts }) => posts).map(({ id, path }) => [id, path]))('%s', async (id, path) => {
    const page = pages[id!]!
    const wrong: string[] = []
    for (const visitor of visitors) {
      const may = isFor(page.post!, visitor)
      for (const fields of may ? [{}] : [{}, wellFormed]) {
        const answer = await send('POST', path!, page, visitor, fields)
        const fine = may
          ? answer.status < 500 && (page.post === 'anybody' || !asksToSignIn(answer))
          : isKeptOut(answer, id!, visitor) || isTurnedBack(answer, visitor)
        const changed = may ? [] : await touchedTables()
        if (!fine || changed.length > 0) wrong.push(`${inWords(visitor, answer)} ${changed.join()}`)
        if ((await touchedTables()).length > 0) await restoreWorld()
      }
    }
    expect(wrong).toEqual([])
  })
})

const isNobody = (visitor: Visitor) => visitor === 'signedOut' || visitor === 'disabled'

/** Somebody finds nothing; nobody is asked to sign in, but where a page is for everybody who knows its address. */
function isKeptOut(answer: Response, id: string, visitor: Visitor): boolean {
  return isNobody(visitor) && !/^_/.test(id) ? asksToSignIn(answer) : answer.status === 404
}

/** Refused with a reason, on the spot or back on a page: also where the form is looked at before the right. */
function isTurnedBack(answer: Response, visitor: Visitor): boolean {
  if (isNobody(visitor)) return false
  const notice = decodeURIComponent(answer.headers.get('Set-Cookie') ?? '')
  return [400, 403, 409].includes(answer.status) || (answer.status === 302 && /"kind":"error"/.test(notice))
}

const inWords = (visitor: Visitor, answer: Response) =>
  `${visitor}: ${answer.status} ${answer.headers.get('Location') ?? ''}`
