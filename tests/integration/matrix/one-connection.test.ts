import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { closeGround, database } from '#app/ground.server.ts'
import { askAllowed } from '#tests/matrix/answers.ts'
import { allRows } from '#tests/matrix/all-rows.ts'
import { keepWorld } from '#tests/matrix/snapshot.ts'
import { plantWorld, type World } from '#tests/matrix/world.ts'

// Before the pool is opened: whoever holds its one connection and asks for another waits for ever.
process.env.DATABASE_CONNECTIONS = '1'
const longest = 10_000

let world: World
beforeAll(async () => {
  world = await plantWorld()
  await keepWorld()
})

const allowed = allRows.filter((row) =>
  Object.values({ ...row.answers, others: row.otherwise }).includes('done'),
)

it.each(allowed.map((row) => [row.asks, row.state ?? 'as things stand', row] as const))(
  '%s (%s) needs one connection',
  async (_asks, _state, row) => {
    let timer: NodeJS.Timeout | undefined
    const tooLong = new Promise<string>(
      (done) => (timer = setTimeout(done, longest, 'waits for another connection')),
    )
    const answer = await Promise.race([askAllowed(row, world), tooLong])
    clearTimeout(timer)
    if (answer !== 'done') await closeGround()
    expect(answer).toBe('done')
  },
)

it('walked all that is done for somebody on the one connection it has', async () => {
  expect(allowed.length).toBeGreaterThan(90)
  const [open] = await database().execute<{ count: number }>(sql`
    select count(*)::int as count
    from pg_stat_activity
    where datname = current_database() and application_name = 'chungkhao'`)
  expect(open!.count).toBe(1)
})
