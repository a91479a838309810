import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { mailMessages } from '#db/schema/index.ts'
import { startMailServer } from '#tests/support/mail-server.ts'
import { kill, killWorkers, startWorker } from '#tests/support/workers.ts'

const server = await startMailServer()
process.env.SMTP_URL = server.url

const letters = 30
let held: (() => void)[] = []

beforeAll(async () => {
  const rows = Array.from({ length: letters * 2 }, (_, index) => ({
    recipient: `a${index}@thu.vn`,
    subject: 'Thư',
    body: 'Kính gửi',
    once: index % 2 === 1,
  }))
  await database().insert(mailMessages).values(rows)
  await database().execute(sql`
    select graphile_worker.add_job('send-mail', json_build_object('mailId', id), max_attempts := 8)
    from ${mailMessages}`)
})
afterAll(async () => {
  await killWorkers()
  await server.stop()
})

const states = async () =>
  database().execute<{ once: boolean; state: string; count: number }>(sql`
    select once, state, count(*)::int as count
    from ${mailMessages}
    group by once, state
    order by once, state`)
const inState = async (...wanted: string[]) =>
  (await states()).filter(({ state }) => wanted.includes(state)).reduce((sum, { count }) => sum + count, 0)

it('loses no letter where one of three workers is killed with letters in hand and another starts meanwhile', async () => {
  // The server takes each text and says yes only when it is let.
  server.told.meanwhile = () => new Promise<void>((go) => held.push(go))
  const first = await startWorker()
  await startWorker()
  await expect.poll(() => held.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(8)
  const [taken, third] = [server.received.length, startWorker()]
  await kill(first)
  await third
  server.told.meanwhile = undefined
  const letGo = held
  held = []
  letGo.forEach((go) => go())
  await expect.poll(() => inState('sent', 'uncertain'), { timeout: 60_000 }).toBe(letters * 2)
  const parsed = await server.parsed()
  const arrived = new Map<string, number>()
  for (const { messageId } of parsed) arrived.set(messageId!, (arrived.get(messageId!) ?? 0) + 1)
  const rows = await database().select().from(mailMessages)
  const doubled = rows.filter(({ id }) => (arrived.get(`<${id}@chungkhao>`) ?? 0) > 1)
  const uncertain = rows.filter(({ state }) => state === 'uncertain')
  expect(arrived.size).toBe(letters * 2)
  // The four hands of the killed one had a letter each, whose text the server had: each of them, and no other, is either.
  expect([doubled.every((row) => !row.once), uncertain.every((row) => row.once)]).toEqual([true, true])
  expect(doubled.length + uncertain.length).toBe(4)
  expect(taken).toBeGreaterThanOrEqual(8)
  const left = await database().execute(
    sql`select 1 from graphile_worker._private_jobs where locked_at is not null`,
  )
  expect(left).toHaveLength(0)
}, 120_000)
