import { and, count, eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { submitEntry } from '#app/modules/entries/submit-entry.server.ts'
import { takeBackEntry } from '#app/modules/entries/take-back-entry.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { auditEvents, editions, entries, mailMessages } from '#db/schema/index.ts'
import { entryRow, makeActor, makeEdition, makeEntry, makeMedia } from '#tests/factories/index.ts'

it('accepts none of 200 submissions late and saves none by half', async () => {
  const edition = await makeEdition({ capPerAuthor: null })
  const owner = await makeActor()
  const drafts = []
  for (let made = 0; made < 200; made++) drafts.push(await makeEntry(owner, edition))
  // The first of a process opens connections and prepares statements: the race is between those that follow.
  const earlier = await makeEdition({ capPerAuthor: null })
  const first = await Promise.all(Array.from({ length: 12 }, () => makeEntry(owner, earlier)))
  await Promise.all(first.map((draft) => submitEntry(owner, draft.id)))
  await database().delete(mailMessages).where(eq(mailMessages.recipient, owner.email))
  await database()
    .update(editions)
    .set({ closesAt: sql`clock_timestamp() + interval '400 milliseconds'` })
    .where(eq(editions.id, edition.id))
  const answers = await Promise.all(drafts.map((draft) => submitEntry(owner, draft.id)))

  const accepted = answers.filter((answer) => answer && !isRefusal(answer))
  const refused = answers.filter(isRefusal)
  expect(accepted.length + refused.length).toBe(200)
  expect(accepted.length).toBeGreaterThan(0)
  expect(refused.length).toBeGreaterThan(0)
  expect(new Set(refused.map((answer) => answer.refused.key))).toEqual(new Set(['entry.refused.tooLate']))

  const [closed] = await database().select().from(editions).where(eq(editions.id, edition.id))
  const rows = await database().select().from(entries).where(eq(entries.editionId, edition.id))
  const submitted = rows.filter((row) => row.state === 'submitted')
  expect(submitted.length).toBe(accepted.length)
  expect(submitted.filter((row) => row.submittedAt! > closed!.closesAt)).toEqual([])
  expect(submitted.map((row) => row.number).sort((a, b) => a! - b!)).toEqual(
    Array.from({ length: accepted.length }, (_, index) => index + 1),
  )
  const rest = rows.filter((row) => row.state === 'draft')
  expect(
    rest.filter((row) => row.number !== null || row.submittedAt !== null || row.receiptCode !== null),
  ).toEqual([])
  const [events] = await database()
    .select({ count: count() })
    .from(auditEvents)
    .where(and(eq(auditEvents.editionId, edition.id), eq(auditEvents.kind, 'entry.submitted')))
  const [mails] = await database()
    .select({ count: count() })
    .from(mailMessages)
    .where(eq(mailMessages.recipient, owner.email))
  expect([events!.count, mails!.count]).toEqual([accepted.length, accepted.length])
})

it('lets an upload begun in time finish and its entry be submitted within the grace, and nothing else', async () => {
  const owner = await makeActor()
  const past = new Date(Date.now() - 60_000)
  const edition = await makeEdition({ closesAt: past, graceMinutes: 10 })
  const begun = await makeEntry(owner, edition, { withMedia: false })
  await makeMedia(begun.id, { startedAt: new Date(past.getTime() - 5000), completedAt: new Date() })
  const plain = await makeEntry(owner, edition, { withMedia: false })
  await makeMedia(plain.id, {
    startedAt: new Date(past.getTime() - 5000),
    completedAt: new Date(past.getTime() - 1000),
  })
  expect(await submitEntry(owner, plain.id)).toEqual({
    refused: { key: 'entry.refused.tooLate', values: undefined },
    field: undefined,
  })
  expect(await submitEntry(owner, begun.id)).toMatchObject({ receiptCode: expect.stringMatching(/^\w{12}$/) })
  expect(await takeBackEntry(owner, begun.id)).toMatchObject({ refused: { key: 'entry.refused.tooLate' } })
  await database().update(editions).set({ graceMinutes: 0 }).where(eq(editions.id, edition.id))
  const late = await makeEntry(owner, edition, { withMedia: false })
  await makeMedia(late.id, { startedAt: new Date(past.getTime() - 5000), completedAt: new Date() })
  expect(await submitEntry(owner, late.id)).toMatchObject({ refused: { key: 'entry.refused.tooLate' } })
})

it('keeps its number when it is taken back and submitted again', async () => {
  const owner = await makeActor()
  const edition = await makeEdition()
  const entry = await makeEntry(owner, edition)
  const first = await submitEntry(owner, entry.id)
  expect(await takeBackEntry(owner, entry.id)).toEqual({ done: true })
  expect((await entryRow(entry.id)).state).toBe('draft')
  expect(await submitEntry(owner, entry.id)).toEqual(first)
})
