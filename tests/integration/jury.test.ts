import { eq, sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { applyPlan } from '#app/modules/judging/apply-plan.server.ts'
import { makePlan } from '#app/modules/judging/make-plan.server.ts'
import { requestWave } from '#app/modules/judging/request-plan.server.ts'
import { createRound, savePanel } from '#app/modules/judging/form-round.server.ts'
import { closeRound, openRound } from '#app/modules/judging/move-round.server.ts'
import { submitSheet } from '#app/modules/judging/score-sheet.server.ts'
import { verifyScores } from '#app/modules/judging/verify-scores.server.ts'
import { openMedia } from '#app/modules/access/open-media.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { makeExport } from '#app/modules/exports/make-export.server.ts'
import { openExport, requestExport } from '#app/modules/exports/request-export.server.ts'
import { askSecondLook } from '#app/modules/judging/ask-second-look.server.ts'
import { ballotForJudge } from '#app/modules/judging/ballot-for-judge.server.ts'
import { ballotsOfJudge, ballotsOfRound } from '#app/modules/judging/ballots.server.ts'
import { castPaper } from '#app/modules/judging/cast-paper.server.ts'
import { chairedPanels } from '#app/modules/judging/chaired-panels.server.ts'
import { readingOfJudge } from '#app/modules/judging/desk.server.ts'
import { imposeConflict } from '#app/modules/judging/impose-conflict.server.ts'
import { queueOf } from '#app/modules/judging/judge-queue.server.ts'
import { openBallot } from '#app/modules/judging/open-ballot.server.ts'
import { panelForChair } from '#app/modules/judging/panel-for-chair.server.ts'
import { planOfRound } from '#app/modules/judging/plan-of-round.server.ts'
import { adjustedScores } from '#app/modules/results/round-model.server.ts'
import { certaintyOf, drawQualities, usualDraws } from '#app/modules/statistics/certainty.ts'
import { fitModel } from '#app/modules/statistics/mixed-model.ts'
import { readScores } from '#app/modules/statistics/read-scores.ts'
import { reportScores } from '#app/modules/statistics/report.ts'
import { categoryDecision } from '#app/modules/results/decision.server.ts'
import { drawMinutes } from '#app/modules/results/draw-minutes.server.ts'
import { scoresText } from '#app/modules/judging/scores-hash.server.ts'
import { signOff } from '#app/modules/judging/sign-off.server.ts'
import { closeBallot } from '#app/modules/results/close-ballot.server.ts'
import { minutesFile } from '#app/modules/results/minutes-file.server.ts'
import { minutesFor, minutesOfRound } from '#app/modules/results/minutes-of-round.server.ts'
import { explainOutcome, outcomesOf } from '#app/modules/results/outcomes.server.ts'
import { qualityOfRound } from '#app/modules/results/quality.server.ts'
import { readRanking } from '#app/modules/results/ranking.ts'
import { advance } from '#app/modules/results/set-finalists.server.ts'
import { assignments, awards, ballots, ballotVoters, mailMessages, panels } from '#db/schema/index.ts'
import {
  makeActor,
  makeEdition,
  makeMedia,
  makeSubmitted,
  openedRound,
  plainRound,
  type MadeEdition,
} from '#tests/factories/index.ts'

let organizer: Actor
let owner: Actor
let judges: Actor[]
let edition: MadeEdition
let roundId: string
let finalId: string
let panelId: string
const works: string[] = []
const soon = (hours: number) => new Date(Date.now() + (hours + 7) * 3600_000).toISOString().slice(0, 16)

beforeAll(async () => {
  organizer = await makeActor('organizer')
  owner = await makeActor('reporter', {}, 'Lê Thị Người Viết')
  judges = []
  for (const name of ['Trưởng Ban', 'Giám Hai', 'Giám Ba', 'Giám Bốn'])
    judges.push(await makeActor('judge', {}, name))
  edition = await makeEdition()
  for (let index = 1; index <= 8; index++)
    works.push((await makeSubmitted(owner, edition, index, { title: `Tác phẩm số ${index}` })).id)
  roundId = await openedRound(organizer, edition, judges)
  const [panel] = await database().select().from(panels).where(eq(panels.roundId, roundId))
  panelId = panel!.id
})

/**
 * Better works score higher, by more than the second judge's severity and anybody's taste can turn round, whoever is
 * drawn to read them; the third quarrels about work 4.
 */
async function scoreAll(judge: Actor) {
  const harsh = judge === judges[1] ? 9 : 0
  for (const row of await queueOf(judge.userId, roundId)) {
    const { rubric, sheet } = (await readingOfJudge(judge.userId, row.id))!
    if (sheet.state === 'submitted') continue
    const quarrel = row.number === 4 && judge === judges[2] ? 12 : 0
    const taste = (row.number! * 7 + judges.indexOf(judge) * 5) % 4
    const share = (95 - row.number! * 8 - harsh - quarrel - taste) / 100
    const points = Object.fromEntries(
      rubric.map(({ id, maxPoints }, index) => [id, Math.round((maxPoints * share + index * 7) / 10) * 10]),
    )
    await submitSheet(judge, row.id, { version: sheet.version, points, note: '' })
  }
}

it('shows a chair the progress at once and the differences only after the own sheets, without names', async () => {
  expect((await chairedPanels(judges[0]!)).map((row) => row.id)).toEqual([panelId])
  expect(await panelForChair(judges[1]!, panelId)).toBeNull()
  for (const judge of judges.slice(1)) await scoreAll(judge)
  const before = (await panelForChair(judges[0]!, panelId))!
  expect([before.ownDone, before.works]).toEqual([false, []])
  expect(
    await askSecondLook(judges[0]!, panelId, { entryId: works[0]!, note: 'Xem lại giúp' }),
  ).toMatchObject({
    refused: { key: 'chair.refused.ownFirst' },
  })
  await scoreAll(judges[0]!)
  const after = (await panelForChair(judges[0]!, panelId))!
  expect([after.ownDone, after.whole, after.works.length]).toEqual([true, true, 8])
  expect(JSON.stringify(after.works)).not.toMatch(/usr_|Giám/)
})

it('asks the two judges furthest apart to look again, by letter and on their page', async () => {
  const [first] = (await panelForChair(judges[0]!, panelId))!.works
  expect(await askSecondLook(judges[1]!, panelId, { entryId: first!.entryId, note: 'abc' })).toBeNull()
  expect(
    await askSecondLook(judges[0]!, panelId, { entryId: first!.entryId, note: 'Chênh nhau quá xa' }),
  ).toEqual({ done: true })
  const readers = await database().select().from(assignments).where(eq(assignments.entryId, first!.entryId))
  const looks = await Promise.all(readers.map((row) => readingOfJudge(row.judgeId, row.id)))
  expect(looks.flatMap((place) => place!.looks)).toEqual(['Chênh nhau quá xa', 'Chênh nhau quá xa'])
  const mails = await database()
    .select()
    .from(mailMessages)
    .where(eq(mailMessages.subject, 'Đề nghị xem lại một phiếu chấm'))
  expect(mails.length).toBe(2)
  expect(
    (await panelForChair(judges[0]!, panelId))!.works.find((row) => row.entryId === first!.entryId)!.asked,
  ).toBe(2)
})

it('plans a wave of readings where they help most and adds them behind the rest', async () => {
  const asked = await requestWave(organizer, roundId, { budget: 3, top: 25 })
  if (!asked || isRefusal(asked)) throw new Error('no wave')
  await makePlan(asked.planId)
  const plan = (await planOfRound(roundId))!
  expect(plan.outcome!.added.length).toBe(3)
  expect(await applyPlan(organizer, asked.planId)).toMatchObject({ added: 3 })
  const added = await database().select().from(assignments).where(eq(assignments.wave, 1))
  expect(added.length).toBe(3)
  const each = await database().execute<{ readers: number }>(sql`
    select count(distinct judge_id)::int as readers, count(*)::int as rows from assignments where round_id = ${roundId} group by entry_id`)
  expect(each.every((row) => row.readers === (row as unknown as { rows: number }).rows)).toBe(true)
  for (const judge of judges) await scoreAll(judge)
})

it('tells how the round was judged: the harsh judge is found, agreement has its interval', async () => {
  await closeRound(organizer, roundId)
  const [letter] = await database()
    .select()
    .from(mailMessages)
    .where(eq(mailMessages.recipient, organizer.email))
  const { rounds: chains } = await verifyScores()
  expect(letter!.body).toContain(chains.find((chain) => chain.round === roundId)!.head)
  const quality = (await qualityOfRound(edition.id, roundId, new Set()))!
  const [panel] = quality.panels
  expect(panel!.judges.at(-1)!.name).toBe('Giám Hai')
  expect(panel!.judges.at(-1)!.severity).toBeLessThan(-2)
  expect(panel!.agreement!.low).toBeLessThan(panel!.agreement!.value)
  expect(panel!.agreement!.high).toBeGreaterThanOrEqual(panel!.agreement!.value)
  expect(quality.criteria.length).toBe(4)
  expect(quality.criteria[0]!.counts.reduce((sum, count) => sum + count, 0)).toBe(panel!.sheets)
  expect(quality.days.judges.flatMap((judge) => judge.counts).reduce((sum, count) => sum + count, 0)).toBe(
    panel!.sheets,
  )
})

it('shows the decision with adjusted scores and hides what an organizer must keep away from', async () => {
  const categoryId = edition.categories[0]!.id
  const whole = await categoryDecision(roundId, categoryId, new Set(), 2)
  const rows = readRanking(whole.ranking, whole.deciding)
  expect(rows.slice(0, 2).map((row) => row.number)).toEqual([1, 2])
  expect(rows[0]!.chance).toBeGreaterThan(0.9)
  expect(Object.keys(whole.deciding.adjusted).length).toBe(8)
  const barred = await categoryDecision(roundId, categoryId, new Set([works[0]!]), 2)
  const seen = readRanking(barred.ranking, barred.deciding).find((row) => row.id === works[0])!
  expect([seen.mean, seen.readings, seen.estimate, seen.rank]).toEqual([null, 0, null, null])
  expect(barred.deciding.adjusted[works[0]!]).toBeUndefined()
})

it('comes to the same figures from the exported scores alone, to the last digit', async () => {
  const { exportId } = (await requestExport(organizer, edition.id, 'scoresPreliminary', { format: 'csv' }))!
  await makeExport(exportId)
  const csv = await (await fetch((await openExport(organizer, exportId))!)).text()
  const report = reportScores(readScores(csv), { trim: 1 })
  const { entries: adjusted } = await adjustedScores(roundId, works, 2)
  const number = (id: string) => entryNumber(edition.number, works.indexOf(id) + 1)
  expect(adjusted.size).toBe(8)
  for (const [id, { estimate, se }] of adjusted)
    expect(report.model!.entries[number(id)]).toEqual({ estimate, se })
  const rows = readRanking((await categoryDecision(roundId, edition.categories[0]!.id, new Set())).ranking)
  for (const row of rows) expect(report.perEntry[number(row.id)]!.mean).toBeCloseTo(row.mean! / 100, 10)
  const table = readScores(csv).table!
  const chances = certaintyOf(drawQualities(table, fitModel(table).value!, usualDraws, 1), 2)
  for (const [id, { chance }] of adjusted) expect(chances[table.entries.indexOf(number(id))]).toBe(chance)
})

it('records a choice that departs from the order and asks why', async () => {
  const final = (await createRound(organizer, edition.id, {
    ...plainRound,
    stage: 'final',
    kind: 'ballot',
    blind: undefined,
    readings: 3,
    opensAt: soon(-1),
    closesAt: soon(1),
  })) as { roundId: string }
  finalId = final.roundId
  const categoryId = edition.categories[0]!.id
  await advance(organizer, roundId, categoryId, [works[0]!, works[1]!, works[4]!])
  expect(await outcomesOf(edition.id)).toMatchObject([
    { departs: true, reason: '', chosen: 3, decidesBy: 'raw' },
  ])
  const explain = { roundId, categoryId, reason: 'Hội đồng ưu tiên đề tài biển đảo' }
  expect(await explainOutcome(judges[0]!, edition.id, explain)).toBeNull()
  expect(await explainOutcome(organizer, edition.id, explain)).toEqual({ done: true })
  await advance(organizer, roundId, categoryId, [works[0]!, works[1]!, works[2]!])
  expect(await outcomesOf(edition.id)).toMatchObject([{ departs: false, reason: '' }])
})

it('lets the chair sign the list off over the hash of its scores, once', async () => {
  expect(await signOff(judges[1]!, panelId)).toBeNull()
  expect(await signOff(judges[0]!, panelId)).toEqual({ done: true })
  expect(await signOff(judges[0]!, panelId)).toMatchObject({ refused: { key: 'error.moved' } })
  const { panel } = (await panelForChair(judges[0]!, panelId))!
  const text = await scoresText(database(), roundId)
  expect(text.split('\n')[0]).toMatch(/^usr_\w+,1,\d+\.\d\d$/)
  expect(panel.signedOffHash).toBe(createHash('sha256').update(text).digest('hex'))
})

it('holds a secret ballot: who has voted is known, what was chosen is nowhere beside a name', async () => {
  const categoryId = edition.categories[0]!.id
  await savePanel(organizer, finalId, {
    panelId: '',
    name: 'Hội đồng chung khảo',
    categories: [categoryId],
    judges: judges.map((judge) => judge.userId),
    chair: judges[0]!.userId,
    open: false,
    limits: new Map(),
  })
  const candidates = works.slice(0, 3)
  const ask = {
    categoryId,
    kind: 'prize' as const,
    prize: 'first' as const,
    seats: 1,
    candidates,
    repeats: '',
  }
  expect(await openBallot(organizer, finalId, ask)).toMatchObject({
    refused: { key: 'judging.refused.notOpen' },
  })
  expect(await openRound(organizer, finalId)).toEqual({ done: true })
  expect(await openBallot(organizer, finalId, { ...ask, candidates: [works[5]!] })).toMatchObject({
    field: 'candidates',
  })
  const { ballotId } = (await openBallot(organizer, finalId, ask)) as { ballotId: string }

  expect((await ballotsOfJudge(judges[0]!, finalId)).map((row) => [row.id, row.voted])).toEqual([
    [ballotId, false],
  ])
  expect(await ballotForJudge(owner, ballotId)).toBeNull()
  expect(await castPaper(owner, ballotId, [works[0]!])).toBeNull()
  expect(await castPaper(judges[0]!, ballotId, [works[0]!, works[1]!])).toMatchObject({
    refused: { key: 'ballot.refused.paper' },
  })
  expect(await castPaper(judges[0]!, ballotId, [works[7]!])).toMatchObject({
    refused: { key: 'ballot.refused.paper' },
  })
  for (const [judge, choice] of [
    [0, 0],
    [1, 0],
    [2, 1],
    [3, 1],
  ] as const)
    expect(await castPaper(judges[judge]!, ballotId, [works[choice]!])).toEqual({ done: true })
  expect(await castPaper(judges[0]!, ballotId, [works[1]!])).toMatchObject({
    refused: { key: 'ballot.refused.voted' },
  })

  const [row] = await database().select().from(ballots).where(eq(ballots.id, ballotId))
  expect(row!.papers).toEqual([[works[0]], [works[0]], [works[1]], [works[1]]].sort())
  expect(Object.keys((await database().select().from(ballotVoters))[0]!)).toEqual(['ballotId', 'judgeId'])
  const open = (await ballotsOfRound(finalId))[0]!
  expect([open.count, open.voters.length, 'papers' in open]).toEqual([null, 4, false])
  expect((await ballotForJudge(judges[0]!, ballotId))!.count).toBeNull()
  expect(await closeRound(organizer, finalId)).toMatchObject({ refused: { key: 'ballot.refused.stillOpen' } })

  expect(await closeBallot(judges[0]!, ballotId)).toBeNull()
  expect(await closeBallot(organizer, ballotId)).toEqual({ done: true })
  expect((await ballotsOfRound(finalId))[0]!.count).toMatchObject({
    cast: 4,
    quorumMet: true,
    elected: [],
    tied: [],
  })
  expect(await castPaper(judges[0]!, ballotId, [])).toMatchObject({
    refused: { key: 'ballot.refused.counted' },
  })
})

it('repeats a vote, keeps a judge from a work of a conflict, and proposes who was elected', async () => {
  const categoryId = edition.categories[0]!.id
  const candidates = works.slice(0, 2)
  const { ballotId } = (await openBallot(organizer, finalId, {
    categoryId,
    kind: 'prize',
    prize: 'first',
    seats: 1,
    candidates,
    repeats: '',
  })) as { ballotId: string }
  const media = await makeMedia(works[1]!)
  expect(await openMedia(judges[3]!, media.id, false)).not.toBeNull()
  await imposeConflict(organizer, finalId, {
    judgeId: judges[3]!.userId,
    number: 2,
    reason: 'Biên tập tác phẩm này',
  })
  expect(await openMedia(judges[3]!, media.id, false)).toBeNull()
  const seen = (await ballotForJudge(judges[3]!, ballotId))!
  expect([seen.works.map((work) => work.id), seen.barred]).toEqual([[works[0]], 1])
  expect(await castPaper(judges[3]!, ballotId, [works[1]!])).toMatchObject({
    refused: { key: 'ballot.refused.paper' },
  })
  await castPaper(judges[3]!, ballotId, [])
  for (const judge of judges.slice(0, 3)) await castPaper(judge, ballotId, [works[1]!])
  await closeBallot(organizer, ballotId)
  expect((await ballotForJudge(judges[0]!, ballotId))!.count).toMatchObject({ elected: [works[1]], cast: 4 })
  expect((await ballotForJudge(judges[3]!, ballotId))!.count).toMatchObject({
    elected: [],
    votes: [{ entryId: works[0] }],
  })
  expect(await database().select().from(awards).where(eq(awards.editionId, edition.id))).toMatchObject([
    { entryId: works[1], prize: 'first' },
  ])
})

it('draws up minutes of panel and council that rest on what they name', async () => {
  expect(await drawMinutes(organizer, finalId, { panelId: null, letterhead: 'party' })).toMatchObject({
    refused: { key: 'minutes.refused.notClosed' },
  })
  await closeRound(organizer, finalId)
  expect(await drawMinutes(judges[0]!, finalId, { panelId: null, letterhead: 'party' })).toBeNull()
  const council = (await drawMinutes(organizer, finalId, { panelId: null, letterhead: 'state' })) as {
    minutesId: string
  }
  const panel = (await drawMinutes(organizer, roundId, { panelId, letterhead: 'party' })) as {
    minutesId: string
  }
  expect(await drawMinutes(organizer, roundId, { panelId: 'pan_other', letterhead: 'party' })).toBeNull()
  expect((await minutesOfRound(roundId)).map((row) => row.panel)).toEqual(['Tiểu ban 1'])
  const { content } = (await minutesFor(organizer, panel.minutesId))!.minutes
  expect(content).toMatchObject({
    panel: 'Tiểu ban 1',
    chair: 'Trưởng Ban',
    entries: 8,
    signedOff: [{ name: 'Trưởng Ban', hash: content.dataHash }],
  })
  expect(content.categories[0]!.rows.filter((row) => row.inFinal).map((row) => row.number)).toEqual([1, 2, 3])
  const votes = (await minutesFor(organizer, council.minutesId))!.minutes.content.ballots
  expect(votes.map((ballot) => ballot.count.elected)).toEqual([[], [2]])
  for (const format of ['docx', 'pdf'] as const) {
    expect(await minutesFile(judges[0]!, panel.minutesId, format)).toBeNull()
    const file = (await minutesFile(organizer, panel.minutesId, format))!
    expect(file.body.subarray(0, 2).toString()).toBe(format === 'docx' ? 'PK' : '%P')
  }
})
