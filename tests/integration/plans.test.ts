import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { startSession } from '#app/modules/accounts/lucia.server.ts'
import { saveSheet } from '#app/modules/judging/score-sheet.server.ts'
import { editions, entries } from '#db/schema/index.ts'
import { pages } from '#tests/matrix/pages.ts'
import { kinds, ownWorld, type Kind, type World } from '#tests/matrix/world.ts'
import { portalPages } from '#tests/support/answer-page.ts'
import { goneThrough, pretendSize, statementsSent, type Large } from '#tests/support/plans.ts'

/** Pages that show or count all works: what they go through grows with the award, and so may they. */
const whole: Record<string, Large[]> = {
  '_public+/participation.$number': ['entries', 'entry_authors', 'round_entries'],
  '_public+/participation.$number_.figures.$file': ['round_entries'],
  '_public+/participation.$number_.pictures.$file': ['entries', 'entry_authors', 'round_entries'],
  'organizer+/$edition+/participation': ['entries', 'entry_authors', 'round_entries'],
  'organizer+/$edition+/participation_.campaigns_.$campaignId': ['round_entries'],
  'organizer+/$edition+/participation_.editions': ['round_entries'],
  'organizer+/$edition+/participation_.measures': ['entries', 'entry_authors', 'round_entries'],
  'organizer+/$edition+/participation_.pictures.$file': ['entries', 'entry_authors', 'round_entries'],
  'organizer+/$edition+/participation_.quotas': ['entries'],
  'organizer+/$edition+/participation_.targets': ['round_entries'],
  // What is fitted is kept by the head of the chain: sheets are read where it has grown.
  'organizer+/$edition+/results': ['assignments', 'entries', 'round_entries', 'score_sheets', 'scores'],
  'organizer+/$edition+/rounds_.$roundId_.ballots': ['entries', 'round_entries'],
  'organizer+/$edition+/rounds_.$roundId_.quality': ['assignments'],
}

/** Pages of a page's worth that still count what they show a part or a number of: each is a page too many. */
const counting: Record<string, Large[]> = {
  'organizer+/$edition+/_index': ['entries', 'round_entries'],
  'organizer+/$edition+/entries': ['entries'],
  'organizer+/$edition+/rounds': ['round_entries'],
  'organizer+/$edition+/rounds_.$roundId': ['assignments', 'entries', 'round_entries', 'score_sheets'],
  'organizer+/$edition+/rounds_.$roundId_.minutes': ['round_entries'],
  'province+/_index': ['entries', 'round_entries'],
}

const sent = statementsSent()
let looked = 0
const { routes, ask } = await portalPages()
let w: World
const cookies = {} as Record<Kind, string>

beforeAll(async () => {
  w = await ownWorld()
  for (const kind of kinds) {
    const cookie = await startSession(w.actors[kind].userId, { agent: 'thử', address: '127.0.0.1' })
    cookies[kind] = cookie.split(';')[0]!
  }
  await database().update(editions).set({ participationPublic: true }).where(eq(editions.id, w.judged.id))
  await database().update(entries).set({ agencyId: w.agency.id }).where(eq(entries.id, w.work.id))
  expect(
    await saveSheet(w.actors.assignedJudge, w.given.assigned, { version: 0, points: {}, note: 'x' }),
  ).toHaveProperty('version')
  await pretendSize()
  sent()
})

describe('at 25,000 works a page goes through none of the large tables but as told here', () => {
  it.each(routes.filter(({ gets }) => gets).map(({ id, path }) => [id, path]))('%s', async (id, path) => {
    const page = pages[id!]!
    const own = page.at?.(w) ?? {}
    const address = path!.replace(/:(\w+)/g, (_, name: string) => own[name] ?? `no-${name}`)
    const viewers = Array.isArray(page.get) ? page.get.slice(0, 1) : (['organizer'] as const)
    for (const kind of viewers)
      await ask(
        new Request(`http://portal.test${address}${page.search?.(w) ?? ''}`, {
          headers: { Cookie: cookies[kind] },
        }),
      )
    const found = new Set<Large>()
    const statements = sent()
    looked += statements.length
    for (const text of statements) for (const table of await goneThrough(text)) found.add(table)
    sent()
    const told = whole[id!] ?? counting[id!] ?? []
    expect([...found].filter((table) => !told.includes(table))).toEqual([])
  })
})

// Else nothing was written down, and nothing found.
afterAll(() => expect(looked).toBeGreaterThan(200))

it('finds a scan where there is one, and none where there is a key or a limit', async () => {
  expect(await goneThrough('select count(*) from entries')).toEqual(['entries'])
  expect(await goneThrough('select title from entries where lower(title) = $1')).toEqual(['entries'])
  expect(
    await goneThrough(
      'select * from scores p join score_sheets s on s.id = p.sheet_id where s.round_id = $1',
    ),
  ).toEqual(['score_sheets', 'scores'])
  expect(await goneThrough('select title from entries where id = $1')).toEqual([])
  expect(
    await goneThrough('select id from entries where edition_id = $1 and state = $2 order by number limit 20'),
  ).toEqual([])
  expect(await goneThrough('select id from entries where edition_id = $1 order by title limit 20')).toEqual([
    'entries',
  ])
})
