import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { makeExport } from '#app/modules/exports/make-export.server.ts'
import { openExport, requestExport } from '#app/modules/exports/request-export.server.ts'
import { closeRound } from '#app/modules/judging/move-round.server.ts'
import { verifyScores } from '#app/modules/judging/verify-scores.server.ts'
import { categoryDecision } from '#app/modules/results/decision.server.ts'
import { explainOutcome, outcomesOf } from '#app/modules/results/outcomes.server.ts'
import { qualityOfRound } from '#app/modules/results/quality.server.ts'
import { readRanking } from '#app/modules/results/ranking.ts'
import { adjustedScores } from '#app/modules/results/round-model.server.ts'
import { advance } from '#app/modules/results/set-finalists.server.ts'
import { certaintyOf, drawQualities, usualDraws } from '#app/modules/statistics/certainty.ts'
import { fitModel } from '#app/modules/statistics/mixed-model.ts'
import { readScores } from '#app/modules/statistics/read-scores.ts'
import { reportScores } from '#app/modules/statistics/report.ts'
import { mailMessages } from '#db/schema/index.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import { judgedRound, type JudgedRound } from '#tests/support/judged-round.ts'

let w: JudgedRound
beforeAll(async () => {
  w = await judgedRound()
})
beforeEach(async () => {
  await restoreWorld()
  await closeRound(w.organizer, w.roundId)
})

it('sends the end of the chain of scores to who closed the round', async () => {
  const [letter] = await database()
    .select()
    .from(mailMessages)
    .where(eq(mailMessages.recipient, w.organizer.email))
  const { rounds: chains } = await verifyScores()
  expect(letter!.body).toContain(chains.find((chain) => chain.round === w.roundId)!.head)
})

it('tells how the round was judged: the harsh judge is found, agreement waits for ten works', async () => {
  const quality = (await qualityOfRound(w.edition.id, w.roundId, new Set()))!
  const [panel] = quality.panels
  expect(panel!.sheets).toBe(17)
  expect(panel!.judges.at(-1)!.name).toBe('Giám Hai')
  expect(panel!.judges.at(-1)!.severity).toBeLessThan(-2)
  // It would rest on eight works.
  expect([panel!.agreement, panel!.agreementReason]).toEqual([null, 'fewShared'])
  const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0)
  expect(quality.criteria.map((criterion) => sum(criterion.counts))).toEqual([17, 17, 17, 17])
  expect(sum(quality.days.judges.flatMap((judge) => judge.counts))).toBe(17)
})

it('shows the decision with adjusted scores and hides what an organizer must keep away from', async () => {
  const whole = await categoryDecision(w.roundId, w.category, new Set(), 2)
  const rows = readRanking(whole.ranking, whole.deciding)
  expect(rows.map((row) => row.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(rows[0]!.chance).toBeGreaterThan(0.9)
  expect(Object.keys(whole.deciding.adjusted).length).toBe(8)
  const [first] = w.works as [string]
  const barred = await categoryDecision(w.roundId, w.category, new Set([first]), 2)
  const seen = readRanking(barred.ranking, barred.deciding).find((row) => row.id === first)!
  expect([seen.mean, seen.readings, seen.estimate, seen.rank]).toEqual([null, 0, null, null])
  expect(barred.deciding.adjusted[first]).toBeUndefined()
})

it('comes to the same figures from the exported scores alone, to the last digit', async () => {
  const { exportId } = (await requestExport(w.organizer, w.edition.id, 'scoresPreliminary', {
    format: 'csv',
  }))!
  await makeExport(exportId)
  const csv = await (await fetch((await openExport(w.organizer, exportId))!)).text()
  const report = reportScores(readScores(csv), { trim: 1 })
  const { entries: adjusted } = await adjustedScores(w.roundId, w.works, 2)
  const number = (id: string) => entryNumber(w.edition.number, w.works.indexOf(id) + 1)
  expect(adjusted.size).toBe(8)
  for (const [id, { estimate, se }] of adjusted)
    expect(report.model!.entries[number(id)]).toEqual({ estimate, se })
  const rows = readRanking((await categoryDecision(w.roundId, w.category, new Set())).ranking)
  for (const row of rows) expect(report.perEntry[number(row.id)]!.mean).toBeCloseTo(row.mean! / 100, 10)
  const table = readScores(csv).table!
  const chances = certaintyOf(drawQualities(table, fitModel(table).value!, usualDraws, 1), 2)
  for (const [id, { chance }] of adjusted) expect(chances[table.entries.indexOf(number(id))]).toBe(chance)
})

it('records a choice that departs from the order and asks why, until it departs no more', async () => {
  const [first, second, third, , fifth] = w.works as [string, string, string, string, string]
  await advance(w.organizer, w.roundId, w.category, [first, second, fifth])
  expect(await outcomesOf(w.edition.id)).toMatchObject([
    { departs: true, reason: '', chosen: 3, decidesBy: 'raw' },
  ])
  const reason = 'Hội đồng ưu tiên đề tài biển đảo'
  const explain = { roundId: w.roundId, categoryId: w.category, reason }
  expect(await explainOutcome(w.judges[0]!, w.edition.id, explain)).toBeNull()
  expect(await explainOutcome(w.organizer, w.edition.id, explain)).toEqual({ done: true })
  expect(await outcomesOf(w.edition.id)).toMatchObject([{ departs: true, reason }])
  await advance(w.organizer, w.roundId, w.category, [first, second, third])
  expect(await outcomesOf(w.edition.id)).toMatchObject([{ departs: false, reason: '' }])
})
