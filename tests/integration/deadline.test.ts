import { and, count, eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { submitEntry } from '#app/modules/entries/submit-entry.server.ts'
import { takeBackEntry } from '#app/modules/entries/take-back-entry.server.ts'
import { isRefusal, refuse } from '#app/modules/refusal/refusal.ts'
import { arrivalStamp, arrivedAt, databaseNow } from '#db/clock.ts'
import { auditEvents, editions, entries, mailMessages } from '#db/schema/index.ts'
import { entryRow, makeActor, makeEdition, makeEntry, makeMedia } from '#tests/factories/index.ts'

it('takes all of 200 submissions that arrived in time, however long they wait, and none that came late', async () => {
  const edition = await makeEdition({ capPerAuthor: null })
  const owner = await makeActor()
  const drafts = []
  for (let made = 0; made < 204; made++) drafts.push(await makeEntry(owner, edition))
  const [late, inTime] = [drafts.slice(0, 4), drafts.slice(4)]
  await database()
    .update(editions)
    .set({ closesAt: sql`clock_timestamp() + interval '400 milliseconds'` })
    .where(eq(editions.id, edition.id))
  const [closed] = await database().select().from(editions).where(eq(editions.id, edition.id))
  const { closesAt } = closed!
  const pressed = arrivalStamp()
  // Those that came a moment after the closing are asked first, so that they do not wait longer than the others.
  const closing = pressed + (closesAt.getTime() - (await arrivedAt(pressed, database())).getTime())
  const answers = await Promise.all([
    ...late.map((draft) => submitEntry(owner, draft.id, undefined, closing + 5)),
    ...inTime.map((draft) => submitEntry(owner, draft.id, undefined, pressed)),
  ])
  expect((await databaseNow(database())) > closesAt).toBe(true)
  expect(answers.slice(0, 4)).toEqual(late.map(() => refuse('entry.refused.tooLate')))
  expect(answers.slice(4).filter((answer) => !answer || isRefusal(answer))).toEqual([])

  const rows = await database().select().from(entries).where(eq(entries.editionId, edition.id))
  const submitted = rows.filter((row) => row.state === 'submitted')
  expect(submitted.filter((row) => row.submittedAt! > closesAt)).toEqual([])
  expect(submitted.map((row) => row.number).sort((a, b) => a! - b!)).toEqual(
    Array.from({ length: inTime.length }, (_, index) => index + 1),
  )
  const rest = rows.filter((row) => row.state === 'draft')
  expect(rest.map(({ number, submittedAt, receiptCode }) => [number, submittedAt, receiptCode])).toEqual(
    late.map(() => [null, null, null]),
  )
  const [events] = await database()
    .select({ count: count() })
    .from(auditEvents)
    .where(and(eq(auditEvents.editionId, edition.id), eq(auditEvents.kind, 'entry.submitted')))
  const [mails] = await database()
    .select({ count: count() })
    .from(mailMessages)
    .where(eq(mailMessages.recipient, owner.email))
  expect([events!.count, mails!.count]).toEqual([inTime.length, inTime.length])
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
