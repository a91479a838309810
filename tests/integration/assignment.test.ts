import { and, eq, isNull, sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { applyPlan } from '#app/modules/judging/apply-plan.server.ts'
import { makePlan } from '#app/modules/judging/make-plan.server.ts'
import { requestPlan } from '#app/modules/judging/request-plan.server.ts'
import { conflictsOf } from '#app/modules/judging/conflicts.server.ts'
import { worksBarredTo } from '#app/modules/judging/known-conflicts.server.ts'
import { declareConflicts } from '#app/modules/judging/declare-conflicts.server.ts'
import {
  conflictRegister,
  declaredConflicts,
  interestsOf,
} from '#app/modules/judging/declared-conflicts.server.ts'
import { readingOfJudge } from '#app/modules/judging/desk.server.ts'
import { createRound, savePanel } from '#app/modules/judging/form-round.server.ts'
import { imposeConflict } from '#app/modules/judging/impose-conflict.server.ts'
import { queueOf } from '#app/modules/judging/judge-queue.server.ts'
import { openRound } from '#app/modules/judging/move-round.server.ts'
import { panelsWithJudges } from '#app/modules/judging/panels-of-round.server.ts'
import { planOfRound } from '#app/modules/judging/plan-of-round.server.ts'
import type { JudgeLimits } from '#app/modules/judging/schema.ts'
import { problemOfRound } from '#app/modules/judging/round-problem.server.ts'
import { saveSheet } from '#app/modules/judging/score-sheet.server.ts'
import { isRefusal, refuse } from '#app/modules/refusal/refusal.ts'
import {
  assignments,
  categories,
  conflictDeclarations,
  entries,
  entryAuthors,
  rounds,
  users,
} from '#db/schema/index.ts'
import {
  assignRound,
  makeActor,
  makeAgency,
  makeEdition,
  makeMedia,
  makeSubmitted,
  plainRound,
  type MadeEdition,
} from '#tests/factories/index.ts'
import { race } from '#tests/support/race.ts'

let organizer: Actor
let judges: Actor[]
const hour = 3600_000
const local = (moment: Date) => new Date(moment.getTime() + 7 * hour).toISOString().slice(0, 16)

beforeAll(async () => {
  organizer = await makeActor('organizer')
  judges = [await makeActor('judge'), await makeActor('judge'), await makeActor('judge')]
})

async function makeRound(edition: MadeEdition, readings: number, near = false): Promise<string> {
  const made = (await createRound(organizer, edition.id, {
    stage: 'preliminary',
    blind: near ? undefined : 'on',
    sameProvince: near ? 'on' : undefined,
    readings,
    ...plainRound,
    opensAt: local(new Date(Date.now() - hour)),
    closesAt: local(new Date(Date.now() + hour)),
  })) as { roundId: string }
  return made.roundId
}

async function makePanel(
  roundId: string,
  categoryId: string,
  members: Actor[],
  limits: [Actor, Partial<JudgeLimits>][] = [],
  open = false,
) {
  const none = { maxEntries: null, maxMinutes: null, languages: null }
  return savePanel(organizer, roundId, {
    panelId: '',
    name: 'Tiểu ban',
    categories: [categoryId],
    judges: members.map((judge) => judge.userId),
    chair: members[0]!.userId,
    open,
    limits: new Map(limits.map(([judge, limit]) => [judge.userId, { ...none, ...limit }])),
  })
}

async function planned(roundId: string, relaxed = false) {
  const asked = await requestPlan(organizer, roundId, relaxed)
  if (!asked || isRefusal(asked)) throw new Error('no plan')
  await makePlan(asked.planId)
  return (await planOfRound(roundId))!
}

const readingsIn = (roundId: string) =>
  database()
    .select()
    .from(assignments)
    .where(and(eq(assignments.roundId, roundId), isNull(assignments.recusedAt)))

it('finds the same person, co-authors, the agency and the province, and takes what is declared and imposed', async () => {
  const edition = await makeEdition()
  const earlier = await makeEdition()
  const owner = await makeActor('reporter', {}, 'Phạm Văn Cùng')
  const agency = await makeAgency('Báo Trùng Cơ Quan')
  await database().update(users).set({ agencyId: agency.id }).where(eq(users.id, judges[1]!.userId))
  const before = await makeSubmitted(owner, earlier, 1, { authorName: 'Phạm Văn Cùng' })
  await database().insert(entryAuthors).values({
    entryId: before.id,
    position: 2,
    name: 'Giám khảo cũ',
    nameKey: 'giam khao cu',
    phone: '',
    address: '',
    email: judges[0]!.email,
  })
  const shared = await makeSubmitted(owner, edition, 1, { authorName: 'Phạm Văn Cùng' })
  const other = await makeActor('reporter', {}, 'Trần Người Khác')
  const house = await makeSubmitted(other, edition, 2, { authorName: 'Trần Người Khác', agencyId: agency.id })
  const far = await makeSubmitted(other, edition, 3, { authorName: 'Trần Người Khác', provinceCode: '22' })
  const roundId = await makeRound(edition, 1, true)
  await makePanel(roundId, edition.categories[0]!.id, judges)
  await planned(roundId)
  const round = { id: roundId, editionId: edition.id, sameProvince: true }
  const ids = judges.map((judge) => judge.userId)
  const found = await conflictsOf(database(), round, ids)
  expect(found.get(ids[0]!)).toEqual(new Map([[shared.id, 'coauthor']]))
  expect(found.get(ids[1]!)).toEqual(
    new Map([
      [house.id, 'agency'],
      [shared.id, 'province'],
    ]),
  )
  expect((await conflictsOf(database(), { ...round, sameProvince: false }, ids)).get(ids[1]!)).toEqual(
    new Map([[house.id, 'agency']]),
  )
  expect(found.get(ids[2]!)).toEqual(new Map())

  const listed = await interestsOf(judges[2]!, roundId)
  expect(listed.agencies.map((row) => row.id)).toEqual([agency.id])
  expect(listed.authors.map((row) => row.name)).toEqual(['Phạm Văn Cùng', 'Trần Người Khác'])
  const key = listed.authors[0]!.key
  const declare = (ask: { agencyIds?: string[]; authorKeys?: string[]; reason?: string }) =>
    declareConflicts(judges[2]!, roundId, { agencyIds: [], authorKeys: [], agency: '', reason: '', ...ask })
  const hasDeclared = async () =>
    (await database().$count(conflictDeclarations, eq(conflictDeclarations.judgeId, ids[2]!))) > 0
  expect(await hasDeclared()).toBe(false)
  expect(await declare({ authorKeys: [key] })).toMatchObject({ field: 'reason' })
  expect(await declare({ authorKeys: [key, 'nobody'], reason: 'Anh em họ' })).toEqual({ givenBack: 0 })
  expect(await hasDeclared()).toBe(true)
  expect((await declaredConflicts(judges[2]!)).map((row) => row.author)).toEqual(['Phạm Văn Cùng'])
  expect(
    await imposeConflict(organizer, roundId, { judgeId: ids[2]!, number: 99, reason: 'xxx' }),
  ).toMatchObject({
    field: 'number',
  })
  expect(
    await imposeConflict(judges[0]!, roundId, {
      judgeId: ids[2]!,
      number: 3,
      reason: 'không phải việc của tôi',
    }),
  ).toBeNull()
  expect(
    await imposeConflict(organizer, roundId, { judgeId: ids[2]!, number: 3, reason: 'Đã góp ý bản thảo' }),
  ).toEqual({
    givenBack: 0,
  })
  expect((await conflictsOf(database(), round, ids)).get(ids[2]!)).toEqual(
    new Map([
      [shared.id, 'declared'],
      [far.id, 'imposed'],
    ]),
  )
  expect((await conflictRegister(edition.id)).map((row) => [row.origin, row.author ?? row.number])).toEqual([
    ['declared', 'Phạm Văn Cùng'],
    ['imposed', 3],
  ])
  expect(await worksBarredTo(ids[2]!, edition.id)).toEqual(new Set([shared.id, far.id]))
})

it('assigns nothing where an entry falls short, says why, and gives fewer readers only when asked', async () => {
  const edition = await makeEdition()
  const owner = await makeActor('reporter')
  const lao = await makeSubmitted(owner, edition, 1, { language: 'lo' })
  const vietnamese = await makeSubmitted(owner, edition, 2)
  const roundId = await makeRound(edition, 2)
  await makePanel(roundId, edition.categories[0]!.id, judges, [
    [judges[0]!, { languages: ['vi'] }],
    [judges[1]!, { languages: ['vi', 'lo'] }],
    [judges[2]!, { languages: ['vi', 'en'], maxEntries: 2 }],
  ])
  const plan = await planned(roundId)
  expect(plan.outcome).toMatchObject({
    status: 'infeasible',
    added: [],
    shortfalls: [{ entryId: lao.id, wanted: 2, found: 1, panelSize: 3, reasons: { language: 2 } }],
    loosening: { room: [], readers: 1 },
  })
  expect(await applyPlan(organizer, plan.id)).toMatchObject({ refused: { key: 'error.moved' } })
  expect(await readingsIn(roundId)).toEqual([])
  expect(await assignRound(organizer, roundId, true)).toMatchObject({ added: 3, short: 1 })
  const rows = await readingsIn(roundId)
  expect(rows.filter((row) => row.entryId === lao.id).map((row) => row.judgeId)).toEqual([judges[1]!.userId])
  expect(rows.filter((row) => row.entryId === vietnamese.id).length).toBe(2)
})

it('gives nobody a work of the agency to which a judge moves while the plan is applied', async () => {
  const edition = await makeEdition()
  const agency = await makeAgency('Báo Vừa Chuyển Tới')
  await makeSubmitted(await makeActor('reporter'), edition, 1, { agencyId: agency.id })
  const roundId = await makeRound(edition, 2)
  const mover = await makeActor('judge')
  await makePanel(roundId, edition.categories[0]!.id, [mover, await makeActor('judge')])
  const plan = await planned(roundId)
  const moves = sql`update ${users} set agency_id = ${agency.id} where id = ${mover.userId}`
  expect(await race(moves, [() => applyPlan(organizer, plan.id)])).toEqual([refuse('round.error.planOld')])
  expect(await readingsIn(roundId)).toEqual([])
})

it('refuses a plan once what it was made from has changed', async () => {
  const edition = await makeEdition()
  const owner = await makeActor('reporter')
  await makeSubmitted(owner, edition, 1)
  const roundId = await makeRound(edition, 2)
  await makePanel(roundId, edition.categories[0]!.id, judges)
  const plan = await planned(roundId)
  expect(plan.outcome).toMatchObject({ status: 'optimal', removed: [] })
  await makeSubmitted(owner, edition, 2)
  const other = await planned(roundId)
  expect(await applyPlan(organizer, plan.id)).toMatchObject({ refused: { key: 'round.error.planOld' } })
  expect(await applyPlan(judges[0]!, other.id)).toBeNull()
  expect(await applyPlan(organizer, other.id)).toMatchObject({ added: 4, short: 0 })
  expect(await applyPlan(organizer, other.id)).toMatchObject({ refused: { key: 'error.moved' } })
})

it('moves a reading nobody has begun only where nothing else would do, and never one that was begun', async () => {
  const edition = await makeEdition()
  const owner = await makeActor('reporter')
  await makeSubmitted(owner, edition, 1)
  await makeSubmitted(owner, edition, 2)
  const roundId = await makeRound(edition, 1)
  const [first, second] = judges as [Actor, Actor]
  await makePanel(
    roundId,
    edition.categories[0]!.id,
    [first, second],
    [
      [first, { maxEntries: 1 }],
      [second, { maxEntries: 1 }],
    ],
  )
  await assignRound(organizer, roundId)
  await openRound(organizer, roundId)
  const before = await readingsIn(roundId)
  const ofSecond = before.find((row) => row.judgeId === second.userId)!
  const number = (await database().select().from(entries).where(eq(entries.id, ofSecond.entryId)))[0]!.number!
  expect(
    await imposeConflict(organizer, roundId, { judgeId: second.userId, number, reason: 'Biên tập viên cũ' }),
  ).toEqual({ givenBack: 1 })
  expect(await readingOfJudge(second.userId, ofSecond.id)).toBeNull()
  expect((await planned(roundId)).outcome).toMatchObject({
    status: 'optimal',
    added: [{}, {}],
    removed: [{}],
  })
  const [own] = await queueOf(first.userId, roundId)
  const place = await readingOfJudge(first.userId, own!.id)
  await saveSheet(first, own!.id, { version: 0, points: { [place!.rubric[0]!.id]: 100 }, note: '' })
  expect((await planned(roundId)).outcome).toMatchObject({
    status: 'infeasible',
    shortfalls: [{ entryId: ofSecond.entryId, reasons: { imposed: 1, full: 1 } }],
    loosening: { room: [{ judgeId: first.userId, entries: 1 }] },
  })
})

it('lets judges of other panels in only where the organizer opens the panel', async () => {
  const edition = await makeEdition()
  const owner = await makeActor('reporter')
  await makeSubmitted(owner, edition, 1)
  await makeSubmitted(owner, edition, 2, { categoryId: edition.categories[1]!.id })
  const roundId = await makeRound(edition, 2)
  await makePanel(roundId, edition.categories[0]!.id, [judges[0]!])
  await makePanel(roundId, edition.categories[1]!.id, [judges[1]!, judges[2]!])
  expect((await planned(roundId)).outcome).toMatchObject({
    status: 'infeasible',
    shortfalls: [{ panelSize: 1 }],
  })
  const [panel] = await panelsWithJudges(roundId)
  await savePanel(organizer, roundId, {
    panelId: panel!.id,
    name: panel!.name,
    categories: panel!.categoryIds,
    judges: panel!.judgeIds,
    chair: panel!.chairId,
    open: true,
    limits: new Map(),
  })
  expect(await assignRound(organizer, roundId)).toMatchObject({ added: 4, short: 0 })
})

it('takes back what a conflict found later forbids, begun or not, and lets nobody read on', async () => {
  const edition = await makeEdition()
  const agency = await makeAgency('Báo Chuyển Đến')
  const owner = await makeActor('reporter')
  for (const index of [1, 2]) await makeSubmitted(owner, edition, index, { agencyId: agency.id })
  const pair = [await makeActor('judge'), await makeActor('judge'), await makeActor('judge')]
  const roundId = await makeRound(edition, 2)
  await makePanel(roundId, edition.categories[0]!.id, pair)
  await assignRound(organizer, roundId)
  await openRound(organizer, roundId)
  const mover = (
    await Promise.all(pair.map(async (judge) => ({ judge, queue: await queueOf(judge.userId, roundId) })))
  ).find(({ queue }) => queue.length > 0)!
  const seat = mover.queue[0]!
  const place = (await readingOfJudge(mover.judge.userId, seat.id))!
  await saveSheet(mover.judge, seat.id, { version: 0, points: { [place.rubric[0]!.id]: 100 }, note: '' })
  await database().update(users).set({ agencyId: agency.id }).where(eq(users.id, mover.judge.userId))
  expect(await readingOfJudge(mover.judge.userId, seat.id)).toBeNull()
  expect(await saveSheet(mover.judge, seat.id, { version: 1, points: {}, note: 'x' })).toBeNull()
  const plan = await planned(roundId, true)
  expect(plan.outcome!.removed.length).toBe(mover.queue.length)
  await applyPlan(organizer, plan.id)
  const left = await database().select().from(assignments).where(eq(assignments.judgeId, mover.judge.userId))
  expect(left.filter((row) => row.roundId === roundId)).toMatchObject([
    { endedWhy: 'conflict', endedBy: organizer.userId },
  ])
})

it('refuses a plan that moves a reading once it was begun, and keeps readers from open panels', async () => {
  const edition = await makeEdition()
  const owner = await makeActor('reporter')
  await makeSubmitted(owner, edition, 1)
  await makeSubmitted(owner, edition, 2, { categoryId: edition.categories[1]!.id })
  const roundId = await makeRound(edition, 2)
  const [first, second, third] = [
    await makeActor('judge'),
    await makeActor('judge'),
    await makeActor('judge'),
  ]
  await makePanel(roundId, edition.categories[0]!.id, [first], [], true)
  await makePanel(roundId, edition.categories[1]!.id, [second, third], [], true)
  await assignRound(organizer, roundId)
  const before = await readingsIn(roundId)
  const [panel] = await panelsWithJudges(roundId)
  const save = {
    panelId: panel!.id,
    name: 'Đổi tên',
    categories: panel!.categoryIds,
    judges: panel!.judgeIds,
    chair: panel!.chairId,
    open: true,
    limits: new Map(),
  }
  expect(await savePanel(organizer, roundId, save)).toEqual({ done: true })
  expect((await readingsIn(roundId)).length).toBe(before.length)
  await openRound(organizer, roundId)
  const plan = await planned(roundId)
  const row = before[0]!
  const place = (await readingOfJudge(row.judgeId, row.id))!
  const judge = [first, second, third].find((one) => one.userId === row.judgeId)!
  await saveSheet(judge, row.id, { version: 0, points: { [place.rubric[0]!.id]: 100 }, note: '' })
  expect(await applyPlan(organizer, plan.id)).toMatchObject({ refused: { key: 'round.error.planOld' } })
})

it('counts minutes by what media last and pages take, or by the category', async () => {
  const edition = await makeEdition()
  const owner = await makeActor('reporter')
  const works: { id: string }[] = []
  for (let number = 1; number <= 3; number++) works.push(await makeSubmitted(owner, edition, number))
  await makeMedia(works[0]!.id, { pages: 4 })
  await makeMedia(works[0]!.id, { kind: 'audio', durationSeconds: 61 })
  await makeMedia(works[1]!.id, { kind: 'image' })
  const [category] = edition.categories
  await database()
    .update(categories)
    .set({ minutesPerPage: 3, readingMinutes: 20 })
    .where(eq(categories.id, category!.id))
  const roundId = await makeRound(edition, 1)
  await makePanel(roundId, category!.id, judges)
  await planned(roundId)
  const [round] = await database().select().from(rounds).where(eq(rounds.id, roundId))
  const { problem } = await problemOfRound(database(), round!)
  const minutes = new Map(problem.entries.map((entry) => [entry.id, entry.minutes]))
  expect(works.map((work) => minutes.get(work.id))).toEqual([14, 20, 20])
  await assignRound(organizer, roundId)
  const queues = await Promise.all(judges.map((judge) => queueOf(judge.userId, roundId)))
  expect(
    queues
      .flat()
      .map((row) => row.minutes)
      .sort(),
  ).toEqual([14, 20, 20])
})
