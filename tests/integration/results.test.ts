import { asc, eq } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { declareConflicts } from '#app/modules/judging/declare-conflicts.server.ts'
import { readingOfJudge } from '#app/modules/judging/desk.server.ts'
import { readingsOf } from '#app/modules/judging/entry-readings.server.ts'
import { createRound } from '#app/modules/judging/form-round.server.ts'
import { queueOf } from '#app/modules/judging/judge-queue.server.ts'
import { roundsOfJudge } from '#app/modules/judging/judge-rounds.server.ts'
import { closeRound, openRound, remindJudges } from '#app/modules/judging/move-round.server.ts'
import { submitSheet } from '#app/modules/judging/score-sheet.server.ts'
import { awardedWithoutReading } from '#app/modules/results/awards.server.ts'
import { lockResults, unlockResults } from '#app/modules/results/lock-results.server.ts'
import { proposePrizes } from '#app/modules/results/propose-prizes.server.ts'
import { publishResults, retractResults } from '#app/modules/results/publish-results.server.ts'
import { publishedResults } from '#app/modules/results/published-results.server.ts'
import { quotaBoard } from '#app/modules/results/quota-board.server.ts'
import { rankingOf } from '#app/modules/results/ranking-text.server.ts'
import { advance } from '#app/modules/results/set-finalists.server.ts'
import { auditEvents, entries, mailMessages, rounds } from '#db/schema/index.ts'
import {
  makeActor,
  makeAgency,
  makeEdition,
  makeSubmitted,
  openedRound,
  plainRound,
  type MadeEdition,
} from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'

let organizer: Actor
let edition: MadeEdition
let roundId: string
const ids: string[] = []
const judges: Actor[] = []
const soon = (hours: number) => new Date(Date.now() + (hours + 7) * 3600_000).toISOString().slice(0, 16)

beforeAll(async () => {
  organizer = await makeActor('organizer')
  edition = await makeEdition({ number: 77 })
  const owner = await makeActor('reporter', {}, 'Đỗ Thị Én')
  const agency = await makeAgency('Báo Kết Quả')
  for (const [index, title] of ['Một', 'Hai', 'Ba'].entries())
    ids.push((await makeSubmitted(owner, edition, index + 1, { title, agencyId: agency.id })).id)
  for (let count = 0; count < 3; count++) judges.push(await makeActor('judge'))
  roundId = await openedRound(organizer, edition, judges)
  await keepWorld()
})
beforeEach(restoreWorld)

async function scoreAll(round: string, share: (title: string) => number) {
  for (const judge of judges)
    for (const row of await queueOf(judge.userId, round)) {
      const { rubric, sheet } = (await readingOfJudge(judge.userId, row.id))!
      const points = Object.fromEntries(
        rubric.map(({ id, maxPoints }) => [id, Math.round(maxPoints * share(row.title))]),
      )
      await submitSheet(judge, row.id, { version: sheet.version, points, note: 'Ghi chú' })
    }
}

const scores = { Một: 0.9, Hai: 0.8, Ba: 0.7 } as Record<string, number>

async function formFinal(): Promise<string> {
  const made = (await createRound(organizer, edition.id, {
    stage: 'final',
    readings: 2,
    ...plainRound,
    opensAt: soon(-1),
    closesAt: soon(24),
  })) as { roundId: string }
  return made.roundId
}

/** The first two of the closed preliminary round in the final. */
async function chooseFinalists() {
  await scoreAll(roundId, (title) => scores[title]!)
  await closeRound(organizer, roundId)
  await formFinal()
  await advance(organizer, roundId, edition.categories[0]!.id, ids.slice(0, 2))
}

it('reminds each judge with sheets to send once a day', async () => {
  expect(await remindJudges(organizer, roundId)).toEqual({ sent: 3 })
  expect(await remindJudges(organizer, roundId)).toEqual({ sent: 0 })
  const mails = await database()
    .select({ body: mailMessages.body })
    .from(mailMessages)
    .where(eq(mailMessages.recipient, judges[0]!.email))
  expect(mails.length).toBe(1)
  expect(mails[0]!.body).toContain('Ông/Bà còn 2 tác phẩm chưa gửi phiếu chấm')
})

it('gives back what was assigned when a judge declares an interest in its agency', async () => {
  const other = await makeEdition()
  const agency = await makeAgency('Báo Có Lợi Ích')
  const elsewhere = await makeAgency('Báo Không Liên Quan')
  const owner = await makeActor()
  for (const [index, one] of [agency, agency, elsewhere].entries())
    await makeSubmitted(owner, other, index + 1, { agencyId: one.id })
  const pair = [await makeActor('judge'), await makeActor('judge')]
  const round = await openedRound(organizer, other, pair)
  const queue = await queueOf(pair[0]!.userId, round)
  expect(queue.length).toBe(3)
  const tainted = queue.find((row) => row.number === 1)!
  const { rubric } = (await readingOfJudge(pair[0]!.userId, tainted.id))!
  const points = Object.fromEntries(rubric.map(({ id, maxPoints }) => [id, maxPoints]))
  await submitSheet(pair[0]!, tainted.id, { version: 0, points, note: '' })
  expect(await roundsOfJudge(pair[0]!)).toMatchObject([{ assigned: 3, submitted: 1 }])
  expect(
    await declareConflicts(pair[0]!, round, {
      agencyIds: [],
      authorKeys: [],
      agency: 'bao co loi ich',
      reason: 'Cộng tác viên',
    }),
  ).toEqual({
    givenBack: 2,
  })
  expect((await queueOf(pair[0]!.userId, round)).map((row) => row.number)).toEqual([3])
  expect(await roundsOfJudge(pair[0]!)).toMatchObject([{ assigned: 1, submitted: 0 }])
  expect((await queueOf(pair[1]!.userId, round)).length).toBe(3)
  expect(
    await declareConflicts(pair[0]!, round, {
      agencyIds: [],
      authorKeys: [],
      agency: 'Không có',
      reason: 'x y z',
    }),
  ).toMatchObject({
    refused: { key: 'judging.refused.noAgency' },
  })
  expect(
    await declareConflicts(judges[0]!, round, {
      agencyIds: [],
      authorKeys: [],
      agency: agency.name,
      reason: 'x y z',
    }),
  ).toBeNull()
})

it('takes finalists only from a closed preliminary round, and shows the secretariat every reading', async () => {
  await scoreAll(roundId, (title) => scores[title]!)
  const category = edition.categories[0]!.id
  expect(await advance(organizer, roundId, category, [ids[0]!])).toMatchObject({
    refused: { key: 'results.refused.notClosed' },
  })
  expect(await closeRound(organizer, roundId)).toEqual({ done: true })
  await formFinal()
  expect(await advance(organizer, roundId, category, ['ent_khong_co'])).toMatchObject({
    refused: { key: 'form.error.invalid' },
  })
  expect(await advance(organizer, roundId, category, [ids[0]!, ids[1]!])).toEqual({ done: true })
  expect(
    (await rankingOf(roundId, category)).map((row) => [row.title, row.rank, row.mean, row.inFinal]),
  ).toEqual([
    ['Một', 1, 9000, true],
    ['Hai', 2, 8000, true],
    ['Ba', 3, 7000, false],
  ])
  const readings = await readingsOf(ids[0]!, { resultsLockedAt: null })
  expect(readings.map((row) => [row.stage, row.state, row.total, row.note])).toEqual([
    ['preliminary', 'submitted', 9000, 'Ghi chú'],
    ['preliminary', 'submitted', 9000, 'Ghi chú'],
  ])
})

it('opens no round without finalists or whose time is over', async () => {
  expect(await openRound(organizer, await formFinal())).toMatchObject({
    refused: { key: 'round.error.noFinalists' },
  })
  const past = await makeEdition()
  await makeSubmitted(await makeActor(), past, 1)
  const round = await openedRound(organizer, past, judges.slice(0, 2))
  await database()
    .update(rounds)
    .set({ state: 'forming', opensAt: new Date(Date.now() - 9e6), closesAt: new Date(Date.now() - 1000) })
    .where(eq(rounds.id, round))
  expect(await openRound(organizer, round)).toMatchObject({ refused: { key: 'round.error.past' } })
})

it('proposes prizes within soft quotas, locks, publishes what stood then, and retracts', async () => {
  await chooseFinalists()
  const propose = (rows: [string, 'first' | 'second' | ''][]) =>
    proposePrizes(organizer, edition.id, new Map(rows))
  expect(await propose([[ids[2]!, 'first']])).toMatchObject({
    refused: { key: 'results.refused.notInFinal' },
  })
  expect(await lockResults(organizer, edition.id)).toMatchObject({
    refused: { key: 'results.refused.noPrizes' },
  })
  expect(
    await propose([
      [ids[0]!, 'first'],
      [ids[1]!, 'first'],
    ]),
  ).toEqual({ changed: 2 })
  const [board] = await quotaBoard(edition.id)
  expect(board!.prizes[0]).toEqual({ prize: 'first', given: 2, quota: 1 })
  expect(await awardedWithoutReading(edition.id)).toBe(2)
  expect(
    await propose([
      [ids[0]!, 'first'],
      [ids[1]!, 'second'],
    ]),
  ).toEqual({ changed: 1 })
  expect(await publishResults(organizer, edition.id)).toMatchObject({
    refused: { key: 'results.refused.notLocked' },
  })
  expect(await lockResults(organizer, edition.id)).toEqual({ done: true })
  expect(await propose([[ids[0]!, '']])).toMatchObject({ refused: { key: 'results.refused.locked' } })
  expect(await unlockResults(organizer, edition.id)).toEqual({ done: true })
  expect(await lockResults(organizer, edition.id)).toEqual({ done: true })
  expect(await publishedResults(77)).toBeNull()
  expect(await publishResults(organizer, edition.id)).toEqual({ done: true })
  await database().update(entries).set({ title: 'Đổi sau công bố' }).where(eq(entries.id, ids[0]!))
  expect((await publishedResults(77))!.results).toEqual(
    [
      ['first', 1, 'Một'],
      ['second', 2, 'Hai'],
    ].map(([prize, number, title]) => ({
      prize,
      number,
      title,
      categoryVi: 'Báo, tạp chí tiếng Việt',
      categoryEn: 'Vietnamese-language press',
      language: 'vi',
      authors: ['Đỗ Thị Én'],
      agency: 'Báo Kết Quả',
    })),
  )
  expect(await retractResults(organizer, edition.id, 'Nhầm thứ tự giải ba')).toEqual({ done: true })
  expect(await publishedResults(77)).toBeNull()
  expect(await retractResults(organizer, edition.id, 'Nhầm thứ tự giải ba')).toMatchObject({
    refused: { key: 'error.moved' },
  })
  expect(await publishResults(organizer, edition.id)).toEqual({ done: true })
  const kinds = await database()
    .select({ kind: auditEvents.kind })
    .from(auditEvents)
    .where(eq(auditEvents.subjectId, edition.id))
    .orderBy(asc(auditEvents.id))
  expect(kinds.map((row) => row.kind)).toEqual([
    'results.locked',
    'results.unlocked',
    'results.locked',
    'results.published',
    'results.retracted',
    'results.published',
  ])
})

it('is closed to those who do not organize the edition', async () => {
  const other = await makeActor('organizer', { editionId: (await makeEdition()).id })
  for (const actor of [other, judges[0]!, await makeActor('admin')]) {
    expect(await proposePrizes(actor, edition.id, new Map([[ids[0]!, 'first' as const]]))).toBeNull()
    expect(await lockResults(actor, edition.id)).toBeNull()
    expect(await publishResults(actor, edition.id)).toBeNull()
    expect(await advance(actor, roundId, edition.categories[0]!.id, [])).toBeNull()
    expect(await closeRound(actor, roundId)).toBeNull()
  }
})
