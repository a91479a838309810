import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { ballotForJudge } from '#app/modules/judging/ballot-for-judge.server.ts'
import { castPaper } from '#app/modules/judging/cast-paper.server.ts'
import { openBallot } from '#app/modules/judging/open-ballot.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { certificatesOf } from '#app/modules/results/certificates.server.ts'
import { closeBallot } from '#app/modules/results/close-ballot.server.ts'
import { disqualifyEntry, reinstateEntry } from '#app/modules/results/disqualify-entry.server.ts'
import { lockResults, unlockResults } from '#app/modules/results/lock-results.server.ts'
import { proposePrizes } from '#app/modules/results/propose-prizes.server.ts'
import { publishedResults } from '#app/modules/results/published-results.server.ts'
import { publishResults, retractResults } from '#app/modules/results/publish-results.server.ts'
import { rankingOf } from '#app/modules/results/ranking-text.server.ts'
import {
  assignments,
  ballots,
  mailMessages,
  outcomes,
  panelSeats,
  prizesGiven,
  publications,
  rounds,
  scoreSheets,
} from '#db/schema/index.ts'
import { entryRow } from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'
import { plantJudgedEdition, type JudgedEdition } from '#tests/support/judged-edition.ts'

let w: JudgedEdition
beforeAll(async () => {
  w = await plantJudgedEdition(431)
  await database().delete(prizesGiven)
  await keepWorld()
})
beforeEach(restoreWorld)

const done = { done: true }
const why = 'Sao chép phần lớn của báo khác'
const ranked = async () => (await rankingOf(w.round.id, w.edition.categories[0]!.id)).map((row) => row.number)
const disqualify = () => disqualifyEntry(w.organizer, w.works[1]!, why)
const reinstate = () => reinstateEntry(w.organizer, w.works[1]!, 'Đã làm rõ nguồn gốc')
const ending = async () =>
  (await database().select().from(assignments).where(eq(assignments.entryId, w.works[1]!))).map(
    (row) => row.endedWhy,
  )

async function publish() {
  await database().execute(
    sql`update ${rounds} set state = 'closed', closed_at = now() where id = ${w.final.id}`,
  )
  await proposePrizes(
    w.organizer,
    w.edition.id,
    new Map([
      [w.works[1]!, 'first'],
      [w.works[2]!, 'second'],
    ]),
  )
  await database().update(outcomes).set({ reason: 'Hội đồng thống nhất' }).where(eq(outcomes.departs, true))
  expect(await lockResults(w.organizer, w.edition.id)).toEqual(done)
  expect(await publishResults(w.organizer, w.edition.id)).toEqual(done)
}

it('is out of ranking and readings, its author is told why, and it comes back with its readings', async () => {
  const before = await ranked()
  expect(before).toContain(1)
  expect(await disqualify()).toEqual(done)
  expect(await entryRow(w.works[1]!)).toMatchObject({ state: 'disqualified', screeningNote: why })
  expect(await ranked()).toEqual(before.filter((number) => number !== 1))
  expect(new Set(await ending())).toEqual(new Set(['disqualified']))
  const letters = await database()
    .select()
    .from(mailMessages)
    .where(eq(mailMessages.recipient, w.owner.email))
  expect(letters.at(-1)!.body).toContain(why)
  expect(await proposePrizes(w.organizer, w.edition.id, new Map([[w.works[1]!, 'first']]))).toEqual(
    refuse('results.refused.notInFinal'),
  )
  expect(await disqualify()).toEqual(refuse('screening.refusedState'))
  expect(await reinstate()).toEqual(done)
  expect(await ranked()).toEqual(before)
  expect(new Set(await ending())).toEqual(new Set([null]))
})

it('after publication is published anew without it: both versions are kept, and its certificate is none', async () => {
  await publish()
  expect(await disqualify()).toEqual(done)
  expect((await publishedResults(431))!.results.map(({ number }) => number)).toEqual([2])
  const kept = await database().select().from(publications).orderBy(publications.version)
  expect(
    kept.map(({ version, retractionReason, results }) => [version, retractionReason, results.length]),
  ).toEqual([
    [1, why, 2],
    [2, null, 1],
  ])
  expect((await certificatesOf(431)).map(({ number }) => number)).toEqual([2])
  expect(await reinstate()).toEqual(refuse('results.refused.locked'))
  expect(await retractResults(w.organizer, w.edition.id, 'Xem xét lại')).toEqual(done)
  expect(await unlockResults(w.organizer, w.edition.id)).toEqual(done)
  expect(await reinstate()).toEqual(done)
})

it('in a vote that is held is neither voted for nor counted', async () => {
  await database().delete(scoreSheets).where(eq(scoreSheets.roundId, w.final.id))
  await database().execute(sql`
    update ${rounds} set state = 'open', kind = 'ballot', quorum = 50, closes_at = now() + interval '1 day'
    where id = ${w.final.id}`)
  await database().insert(panelSeats).values({ panelId: w.panel.council, judgeId: w.judges.Hà!.userId })
  const called = await openBallot(w.organizer, w.final.id, {
    categoryId: w.edition.categories[0]!.id,
    kind: 'prize',
    prize: 'first',
    seats: 2,
    candidates: [w.works[1]!, w.works[2]!],
    repeats: '',
  })
  const { ballotId } = called as { ballotId: string }
  expect(await castPaper(w.judges.Dũng!, ballotId, [w.works[1]!, w.works[2]!])).toEqual(done)
  await disqualify()
  expect((await ballotForJudge(w.judges.Dũng!, ballotId))!.works.map(({ number }) => number)).toEqual([2])
  expect(await castPaper(w.judges.Hà!, ballotId, [w.works[1]!])).toEqual(
    refuse('ballot.refused.paper', { seats: 2 }),
  )
  expect(await castPaper(w.judges.Hà!, ballotId, [w.works[2]!])).toEqual(done)
  expect(await closeBallot(w.organizer, ballotId)).toEqual(done)
  const [ballot] = await database().select().from(ballots).where(eq(ballots.id, ballotId))
  expect(ballot!.count).toMatchObject({ cast: 2, elected: [w.works[2]!], votes: [{ votes: 2 }] })
})
