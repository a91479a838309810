import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { handlers } from '#app/jobs/handlers.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { linkTokens, mailMessages, rateLimits, sessions } from '#db/schema/index.ts'
import { makeActor } from '#tests/factories/index.ts'

let actor: Actor
beforeAll(async () => {
  actor = await makeActor('reporter')
})

const clear = () => handlers['clear-past']!({}, {} as never)
const hours = (count: number) => new Date(Date.now() + count * 3600_000)
const earlier = hours(-5000)

it('takes out sessions, links and counted tries whose time is over, and no others', async () => {
  const { userId } = actor
  for (const [id, expiresAt] of [
    ['past', hours(-1)],
    ['live', hours(1)],
  ] as const) {
    const of = { userId, expiresAt, createdAt: earlier }
    await database()
      .insert(sessions)
      .values({ ...of, idHash: id, id })
    await database()
      .insert(linkTokens)
      .values({ ...of, tokenHash: id, purpose: 'confirm-email' })
  }
  await database()
    .insert(linkTokens)
    .values({ tokenHash: 'used', userId, purpose: 'reset-password', expiresAt: hours(1), usedAt: hours(1) })
  await database()
    .insert(rateLimits)
    .values([
      { key: 'past', spent: 9, since: hours(-25) },
      { key: 'live', spent: 9, since: hours(-23) },
    ])
  await clear()
  await clear()
  expect((await database().select().from(sessions)).map(({ id }) => id)).toEqual(['live'])
  expect((await database().select().from(linkTokens)).map(({ tokenHash }) => tokenHash)).toEqual(['live'])
  expect((await database().select().from(rateLimits)).map(({ key }) => key)).toEqual(['live'])
})

it('clears the text of letters that went ninety days ago, keeping that they went', async () => {
  const letter = (subject: string, days: number | null) => ({
    recipient: 'an@thu.vn',
    subject,
    body: 'Kính gửi',
    state: days === null ? ('queued' as const) : ('sent' as const),
    createdAt: earlier,
    sentAt: days === null ? null : hours(-24 * days),
  })
  await database().execute(sql`delete from ${mailMessages}`)
  await database()
    .insert(mailMessages)
    .values([letter('Cũ', 91), letter('Mới', 89), letter('Chờ', null)])
  await clear()
  const rows = await database().select().from(mailMessages).orderBy(mailMessages.subject)
  expect(rows.map(({ subject, body, bodyClearedAt }) => [subject, body, bodyClearedAt !== null])).toEqual([
    ['Chờ', 'Kính gửi', false],
    ['Cũ', '', true],
    ['Mới', 'Kính gửi', false],
  ])
})

it('clears the text of letters that were kept for want of a mail server ninety days ago', async () => {
  const letter = { recipient: 'an@thu.vn', body: 'Kính gửi', state: 'kept' as const }
  await database().execute(sql`delete from ${mailMessages}`)
  await database()
    .insert(mailMessages)
    .values([91, 89].map((days) => ({ ...letter, subject: `${days}`, createdAt: hours(-24 * days) })))
  await clear()
  const rows = await database().select().from(mailMessages).orderBy(mailMessages.createdAt)
  expect(rows.map(({ subject, body, bodyClearedAt }) => [subject, body, bodyClearedAt !== null])).toEqual([
    ['91', '', true],
    ['89', 'Kính gửi', false],
  ])
})
