import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { giveBackTries, giveBackTry, takeTry } from '#app/modules/accounts/rate-limit.server.ts'
import { rateLimits } from '#db/schema/index.ts'

type Limit = Parameters<typeof takeTry>[0]

beforeEach(() => database().delete(rateLimits))

/** As if the last of its tries had been counted so many seconds ago, or a part of a millisecond more: rows keep whole ones. */
const ago = (seconds: number) =>
  database().execute(
    sql`update rate_limits set since = date_trunc('milliseconds', now()) - make_interval(secs => ${seconds})`,
  )

/** So many tries in a row, in no time, however busy the machine. */
async function takeUp(limit: Limit, who: string, tries: number) {
  for (let taken = 0; taken < tries; taken++) {
    await ago(0)
    expect(await takeTry(limit, who)).toBe(0)
  }
}

describe.each<[Limit, number, number]>([
  ['sign-in-line', 6, 20],
  ['sign-in-device', 6, 20],
  ['sign-in-account', 60, 10],
  ['sign-in-address', 200, 4],
  ['password-account', 6, 20],
  ['register-address', 30, 60],
  ['registration-mail', 1, 3600],
  ['invite-account', 100, 30],
  ['export-account', 40, 30],
  ['reset-account', 3, 300],
  ['reset-address', 10, 60],
  ['upload-account', 60, 2],
])('%s', (limit, tries, seconds) => {
  it(`takes ${tries} in a row, then one more every ${seconds} s`, async () => {
    await takeUp(limit, 'một', tries)
    expect(await takeTry(limit, 'một')).toBe(seconds)
    expect(await takeTry(limit, 'hai')).toBe(0)
    await ago(seconds - 1)
    expect(await takeTry(limit, 'một')).toBe(seconds)
    await ago(seconds)
    expect([await takeTry(limit, 'một'), await takeTry(limit, 'một')]).toEqual([0, seconds])
  })
})

it('goes on after the wait it told, however often it was asked meanwhile', async () => {
  await takeUp('reset-account', 'lì', 3)
  for (let refused = 0; refused < 20; refused++) expect(await takeTry('reset-account', 'lì')).toBe(300)
  await ago(300)
  expect([await takeTry('reset-account', 'lì'), await takeTry('reset-account', 'lì')]).toEqual([0, 300])
})

it('has no more to give after a long rest than at the start', async () => {
  await takeUp('reset-account', 'nghỉ', 1)
  await ago(10_000)
  expect(await takeTry('reset-account', 'nghỉ')).toBe(0)
  await takeUp('reset-account', 'nghỉ', 2)
  expect(await takeTry('reset-account', 'nghỉ')).toBe(300)
})

it('counts the time that goes by from the try before the wait, and the rest of a wait no further', async () => {
  await takeUp('reset-account', 'đều', 3)
  await ago(200)
  expect(await takeTry('reset-account', 'đều')).toBe(300)
  await database().execute(sql`update rate_limits set since = since - interval '100 seconds'`)
  expect(await takeTry('reset-account', 'đều')).toBe(0)
  await database().execute(sql`update rate_limits set since = since - interval '299 seconds'`)
  expect(await takeTry('reset-account', 'đều')).toBe(300)
})

it('counts a try as one where a later one was counted before it', async () => {
  await takeUp('reset-account', 'chen', 1)
  for (const wait of [0, 0, 300]) {
    await ago(-1)
    expect(await takeTry('reset-account', 'chen')).toBe(wait)
  }
})

it('gives one try back, and none that was not taken', async () => {
  await takeUp('reset-account', 'hụt', 3)
  await takeUp('reset-account', 'khác', 3)
  await giveBackTry('reset-account', 'hụt')
  expect([await takeTry('reset-account', 'hụt'), await takeTry('reset-account', 'khác')]).toEqual([0, 300])
  await giveBackTries('reset-account', 'hụt')
  await takeUp('reset-account', 'hụt', 1)
  for (let times = 0; times < 3; times++) await giveBackTry('reset-account', 'hụt')
  await takeUp('reset-account', 'hụt', 3)
  expect(await takeTry('reset-account', 'hụt')).toBe(300)
})

it('gives the tries of one key back', async () => {
  await takeUp('reset-account', 'đúng', 3)
  await takeUp('reset-account', 'khác', 3)
  await giveBackTries('reset-account', 'đúng')
  expect([await takeTry('reset-account', 'đúng'), await takeTry('reset-account', 'khác')]).toEqual([0, 300])
})
