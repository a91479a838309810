import { eq, sql } from 'drizzle-orm'
import { execFileSync } from 'node:child_process'
import { beforeAll, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { holdRole } from '#app/modules/accounts/hold-role.server.ts'
import { actorOf, rolesOf, startSession } from '#app/modules/accounts/lucia.server.ts'
import { organizes } from '#app/modules/actor/policy.ts'
import { openMedia } from '#app/modules/access/open-media.server.ts'
import { mayJudge } from '#app/modules/judging/form-round.server.ts'
import { deskOf, desksAhead } from '#app/modules/judging/judge-page.server.ts'
import { roundsOfJudge } from '#app/modules/judging/judge-rounds.server.ts'
import { judgesOf } from '#app/modules/judging/panels-of-round.server.ts'
import { saveSheet } from '#app/modules/judging/score-sheet.server.ts'
import { assignments, editions, media, userRoles } from '#db/schema/index.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { makeActor, makePublished } from '#tests/factories/index.ts'
import { refusedBy } from '#tests/support/refused-by.ts'
import { plantWorld, type World } from '#tests/matrix/world.ts'

let w: World
beforeAll(async () => {
  w = await plantWorld()
})

/** The actor as the next request finds them. */
async function asked(cookie: string): Promise<Actor | null> {
  const request = new Request('http://portal.test/', { headers: { Cookie: cookie } })
  return (await actorOf(request)).actor
}
const signedIn = async ({ userId }: Actor) =>
  (await startSession(userId, { agent: 'thử', address: '127.0.0.1' })).split(';')[0]!
const setRole = (userId: string, since: string, until: string | null) =>
  database().execute(sql`
    update user_roles set since = now() + ${since}::interval, until = now() + ${until}::interval
    where user_id = ${userId}`)

it('nobody asks the table of roles what somebody may do, but those who give and take', () => {
  const found = execFileSync('grep', ['-rlw', 'userRoles', 'app/'], { encoding: 'utf8' }).trim().split('\n')
  expect(found.sort()).toEqual([
    'app/modules/accounts/change-role.server.ts',
    // take what is left
    'app/modules/accounts/demo-accounts.server.ts',
    'app/modules/accounts/hold-role.server.ts',
    // shows those that are over, too
    'app/modules/accounts/people.server.ts',
    'app/modules/privacy/erase-person.server.ts',
  ])
})

it('a role begins and ends at its own moment, in a session that stays open', async () => {
  const organizer = await makeActor('organizer', { editionId: w.open.id })
  const cookie = await signedIn(organizer)
  const may = async () => organizes(await asked(cookie), w.open.id)
  const steps: [string, string | null, boolean][] = [
    ['-1 day', null, true],
    ['-1 day', '1 minute', true],
    ['-1 day', '-1 second', false],
    ['1 minute', null, false],
    ['-1 second', '1 day', true],
  ]
  for (const [since, until, held] of steps) {
    await setRole(organizer.userId, since, until)
    expect([since, until, await may()]).toEqual([since, until, held])
    expect(await rolesOf(organizer.userId)).toEqual(held ? ['organizer'] : [])
  }
  expect((await asked(cookie))?.userId).toBe(organizer.userId)
})

it('a role without an end ends six months after its edition was published; one of every edition does not', async () => {
  const admin = await makeActor('organizer')
  await makePublished(w.judged.id, admin)
  const people = {
    judge: await makeActor('judge', { editionId: w.judged.id }),
    other: await makeActor('judge', { editionId: w.open.id }),
    every: await makeActor('judge'),
    own: await makeActor('judge', { editionId: w.judged.id }),
    coordinator: await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '56' }),
  }
  await setRole(people.own.userId, '-1 day', '1 day')
  const { userId } = people.coordinator
  await database().update(userRoles).set({ endsWith: w.judged.id }).where(eq(userRoles.userId, userId))
  const holding = async (published: string) => {
    await database()
      .update(editions)
      .set({ publishedAt: sql`now() - ${published}::interval` })
      .where(eq(editions.id, w.judged.id))
    const held = await Promise.all(
      Object.entries(people).map(async ([name, one]) => ((await rolesOf(one.userId)).length ? [name] : [])),
    )
    return held.flat()
  }
  expect(await holding('6 months - 1 minute')).toEqual(Object.keys(people))
  expect(await holding('6 months')).toEqual(['other', 'every', 'own'])
})

it('given again, a role holds as it is said now; it stands once', async () => {
  const judge = await makeActor('judge', { editionId: w.open.id })
  await setRole(judge.userId, '-2 days', '-1 day')
  await database().transaction((tx) =>
    holdRole(tx, judge.userId, { role: 'judge', editionId: w.open.id, until: null }),
  )
  expect(await rolesOf(judge.userId)).toEqual(['judge'])
  expect(await database().$count(userRoles, eq(userRoles.userId, judge.userId))).toBe(1)
})

it('a judge whose role in the edition is over reads and writes nothing there, other roles notwithstanding', async () => {
  const judge = w.actors.assignedJudge
  const [own] = await database()
    .select()
    .from(assignments)
    .where(eq(assignments.judgeId, judge.userId))
    .limit(1)
  const [file] = await database()
    .select()
    .from(media)
    .where(sql`${media.entryId} = ${own!.entryId} and ${media.state} = 'complete' and not ${media.aside}`)
    .limit(1)
  const elsewhere = {
    ...judge,
    roles: [{ role: 'judge' as const, editionId: w.open.id, provinceFrame: null, provinceCode: null }],
  }
  const given = { version: 0, points: {}, note: '', privateNote: '', flags: [] }
  expect(await deskOf(judge, own!.id)).not.toBeNull()
  expect((await roundsOfJudge(judge)).length).toBeGreaterThan(0)
  expect(await deskOf(elsewhere, own!.id)).toBeNull()
  expect(await desksAhead(elsewhere, own!.id)).toBeNull()
  expect(await saveSheet(elsewhere, own!.id, given)).toBeNull()
  expect(await roundsOfJudge(elsewhere)).toEqual([])
  if (file) expect(await openMedia(elsewhere, file.id, false)).toBeNull()
})

it('whose role is over is not put into a jury', async () => {
  const judge = await makeActor('judge', { editionId: w.open.id })
  const found = async () => [
    (await judgesOf(w.open.id)).some((row) => row.id === judge.userId),
    (await database().transaction((tx) => mayJudge(tx, w.open.id, [judge.userId]))).length,
  ]
  expect(await found()).toEqual([true, 1])
  await setRole(judge.userId, '-1 day', '-1 second')
  expect(await found()).toEqual([false, 0])
})

const role = (columns: string, values: string) =>
  `insert into user_roles (id, user_id, ${columns}) values ('rol_new', '${w.actors.stranger.userId}', ${values})`
it.each<[string, () => string, string | null]>([
  ['an organizer of no edition', () => role('role', `'organizer'`), 'user_roles_scope'],
  ['wanted: an organizer of every one', () => role('role, all_editions', `'organizer', true`), null],
  [
    'an organizer of one and of every one',
    () => role('role, all_editions, edition_id', `'organizer', true, '${w.open.id}'`),
    'user_roles_scope',
  ],
  [
    'an administrator of every edition',
    () => role('role, all_editions', `'admin', true`),
    'user_roles_scope',
  ],
  [
    'an administrator of one edition',
    () => role('role, edition_id', `'admin', '${w.open.id}'`),
    'user_roles_scope',
  ],
  [
    'a role that ends before it begins',
    () => role('role, since, until', `'admin', now(), now() - interval '1 second'`),
    'user_roles_days',
  ],
  [
    'an administrator whose role ends with an edition',
    () => role('role, ends_with', `'admin', '${w.open.id}'`),
    'user_roles_end',
  ],
])('%s', async (_what, statement, by) => {
  expect(await refusedBy(statement())).toBe(by)
})
