import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { asOf, database, once, storage } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { askSecondLook } from '#app/modules/judging/ask-second-look.server.ts'
import { readingOfJudge } from '#app/modules/judging/desk.server.ts'
import { createRound } from '#app/modules/judging/form-round.server.ts'
import { queueOf } from '#app/modules/judging/judge-queue.server.ts'
import { closeRound } from '#app/modules/judging/move-round.server.ts'
import { submitSheet } from '#app/modules/judging/score-sheet.server.ts'
import { handOver } from '#app/modules/mail/hand-over.server.ts'
import { isRefusal, refuse } from '#app/modules/refusal/refusal.ts'
import { drawMinutes } from '#app/modules/results/draw-minutes.server.ts'
import { asOfFitted, modelOfRound } from '#app/modules/results/round-model.server.ts'
import { lockResults } from '#app/modules/results/lock-results.server.ts'
import { advance } from '#app/modules/results/set-finalists.server.ts'
import { prizesGiven, mailMessages, panels } from '#db/schema/index.ts'
import {
  makeActor,
  makeEdition,
  makeSubmitted,
  openedRound,
  plainRound,
  type MadeEdition,
} from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'

/** More at once than the pool has connections: whoever holds one and waits for another would wait for ever. */
const impatient = 16
const atOnce = <Answer>(ask: () => Promise<Answer>) => Promise.all(Array.from({ length: impatient }, ask))
const all = <Answer>(answer: Answer) => Array.from({ length: impatient }, () => answer)

let organizer: Actor
let judges: Actor[]
let edition: MadeEdition
let roundId: string
let panelId: string
const works: string[] = []

beforeAll(async () => {
  organizer = await makeActor('organizer')
  const owner = await makeActor()
  judges = [await makeActor('judge'), await makeActor('judge')]
  edition = await makeEdition()
  for (let number = 1; number <= 4; number++) works.push((await makeSubmitted(owner, edition, number)).id)
  roundId = await openedRound(organizer, edition, judges)
  const [panel] = await database().select().from(panels).where(eq(panels.roundId, roundId))
  panelId = panel!.id
  for (const judge of judges) await scoreAll(judge)
  await keepWorld()
})
beforeEach(restoreWorld)

async function scoreAll(judge: Actor) {
  for (const row of await queueOf(judge.userId, roundId)) {
    const { rubric, sheet } = (await readingOfJudge(judge.userId, row.id))!
    const points = Object.fromEntries(rubric.map(({ id, maxPoints }) => [id, maxPoints - row.number! * 100]))
    await submitSheet(judge, row.id, { version: sheet.version, points, note: '' })
  }
}

it('refuses the pool inside a transaction, by name, by prepared statement and by another transaction', async () => {
  const prepared = once(() => database().select().from(prizesGiven).prepare('connections-test'))
  await prepared().execute()
  const refused = /pass the transaction on/
  await database().transaction(async (tx) => {
    expect(() => database()).toThrow(refused)
    const cause = expect.objectContaining({ message: expect.stringMatching(refused) as string }) as Error
    await expect(prepared().execute()).rejects.toMatchObject({ cause })
    await tx.transaction(async () => expect(() => database()).toThrow(refused))
  })
  expect(await database().select().from(prizesGiven)).toEqual([])
})

it('asks neither the bucket nor a mail server inside a transaction', async () => {
  const [mail] = await database()
    .insert(mailMessages)
    .values({ recipient: 'a@thu.vn', subject: 'Thử', body: 'Thử', state: 'queued' })
    .returning()
  const bucket = storage()
  await database().transaction(async () => {
    expect(() => storage().size('media/x')).toThrow('inside a transaction')
    expect(() => bucket.startUpload('media/x', 'application/pdf')).toThrow('inside a transaction')
  })
  await expect(database().transaction(() => handOver(mail!))).rejects.toThrow('inside a transaction')
  expect(await bucket.size('media/x')).toBe(null)
})

it('fits no model inside a transaction, nor while it reads as of a moment', async () => {
  await expect(asOf(() => modelOfRound(roundId))).rejects.toThrow()
  await expect(asOfFitted([roundId], () => modelOfRound(roundId))).resolves.toHaveProperty('table')
})

it('forgets a transaction that failed', async () => {
  await expect(database().transaction(() => Promise.reject(new Error('the body failed')))).rejects.toThrow(
    'the body failed',
  )
  expect(await database().select().from(prizesGiven)).toEqual([])
})

it('limits how long a statement runs, a lock is waited for and a transaction stands idle', async () => {
  const [row] = await database().execute(
    sql`select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
      current_setting('idle_in_transaction_session_timeout') as idle`,
  )
  expect(row).toEqual({ statement: '1min', lock: '20s', idle: '5min' })
})

it('answers everybody where more than the pool has connections decide at once', async () => {
  const look = () => askSecondLook(judges[0]!, panelId, { entryId: works[0]!, note: 'Xem lại giúp' })
  expect(await atOnce(look)).toEqual(all({ done: true }))

  expect(await closeRound(organizer, roundId)).toEqual({ done: true })
  const soon = (hours: number) => new Date(Date.now() + (hours + 7) * 3600_000).toISOString().slice(0, 16)
  const final = { stage: 'final' as const, readings: 2, opensAt: soon(1), closesAt: soon(2), ...plainRound }
  await createRound(organizer, edition.id, final)
  const { id: categoryId } = edition.categories[0]!
  const choose = () => advance(organizer, roundId, categoryId, works.slice(0, 2))
  expect(await atOnce(choose)).toEqual(all({ done: true }))

  const draw = () => drawMinutes(organizer, roundId, { panelId: null, letterhead: 'party' })
  expect(await atOnce(draw)).toEqual(all({ minutesId: expect.stringMatching(/^min_/) as string }))

  await database()
    .insert(prizesGiven)
    .values({ editionId: edition.id, entryId: works[0]!, categoryId, prize: 'first' })
  const locked = await atOnce(() => lockResults(organizer, edition.id))
  const [first, ...others] = locked.sort((a, b) => Number(isRefusal(a)) - Number(isRefusal(b)))
  expect(first).toEqual({ done: true })
  expect(others).toEqual(all(refuse('error.moved')).slice(1))
})
