import { eq, sql, type SQL } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { applyPlan } from '#app/modules/judging/apply-plan.server.ts'
import { makePlan } from '#app/modules/judging/make-plan.server.ts'
import { requestPlan, requestWave } from '#app/modules/judging/request-plan.server.ts'
import { problemOfRound } from '#app/modules/judging/round-problem.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import {
  assignmentPlans,
  assignments,
  auditEvents,
  conflicts,
  panelSeats,
  panels,
  roundEntries,
  rounds,
  scores,
  scoreSheets,
} from '#db/schema/index.ts'
import { makeSubmitted } from '#tests/factories/index.ts'
import { ownMiddle, sharedOut } from '#tests/matrix/middle.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import type { Kind, World } from '#tests/matrix/world.ts'
import { race } from '#tests/support/race.ts'
import { inOrderOfText, told } from '#tests/support/told.ts'

let w: World
let names: Map<string, string>

beforeAll(async () => {
  ;({ world: w, names } = await ownMiddle())
})
beforeEach(restoreWorld)

const run = (statement: SQL) => database().execute(statement)
const say = (answer: unknown) => told(answer, names)
const inOrder = (rows: Iterable<unknown>) => inOrderOfText(say([...rows]) as unknown[])

/** The round as the solver gets it, in the order of names. */
async function problem() {
  const [round] = await database().select().from(rounds).where(eq(rounds.id, w.round.id))
  const { problem, conflicts, panelOf, judgesOf, untouched, barred } = await problemOfRound(
    database(),
    round!,
  )
  const reasons = [...conflicts].flatMap(([judge, works]) =>
    [...works].map(([work, reason]) => [judge, work, reason]),
  )
  return {
    entries: inOrder(problem.entries),
    judges: inOrder(problem.judges.map((judge) => ({ ...judge, languages: judge.languages?.toSorted() }))),
    out: inOrder(problem.conflicts),
    fixed: inOrder(problem.fixed!),
    reasons: inOrder(reasons),
    panelOf: say(panelOf),
    judgesOf: inOrder(
      [...judgesOf].map(([panel, judges]) => [panel, ...judges].map((id) => names.get(id)).sort()),
    ),
    untouched: inOrder(untouched),
    barred: inOrder(barred),
  }
}

const reader = (kind: Kind, entryId: string, values: Partial<typeof assignments.$inferInsert> = {}) =>
  database()
    .insert(assignments)
    .values({
      roundId: w.round.id,
      panelId: w.panel,
      entryId,
      judgeId: w.actors[kind].userId,
      position: 9,
      ...values,
    })
const seat = (panelId: string, kind: Kind, values: Partial<typeof panelSeats.$inferInsert> = {}) =>
  database()
    .insert(panelSeats)
    .values({ panelId, judgeId: w.actors[kind].userId, ...values })

describe('the problem of a round', () => {
  it('is who may read what, who reads and who must give back', async () => {
    expect(await problem()).toEqual({
      entries: [
        { id: 'second', readings: 3, minutes: 12, language: 'vi' },
        { id: 'third', readings: 3, minutes: 12, language: 'vi' },
        { id: 'work', readings: 3, minutes: 12, language: 'vi' },
      ],
      judges: [
        { id: 'assignedJudge', maxEntries: 7, maxMinutes: 90, languages: ['lo', 'vi'] },
        { id: 'barredJudge' },
        { id: 'chair' },
        { id: 'otherJudge' },
        { id: 'otherPanelJudge' },
        { id: 'recusedJudge' },
      ],
      out: [
        ['second', 'otherPanelJudge'],
        ['third', 'assignedJudge'],
        ['third', 'barredJudge'],
        ['third', 'otherJudge'],
        ['third', 'recusedJudge'],
        ['work', 'barredJudge'],
        ['work', 'otherPanelJudge'],
        ['work', 'recusedJudge'],
      ],
      fixed: [
        ['second', 'assignedJudge'],
        ['second', 'chair'],
        ['second', 'otherJudge'],
        ['third', 'chair'],
        ['third', 'otherPanelJudge'],
        ['work', 'assignedJudge'],
      ],
      reasons: [
        ['barredJudge', 'work', 'declared'],
        ['otherJudge', 'third', 'declared'],
        ['recusedJudge', 'work', 'recused'],
      ],
      panelOf: { third: 'otherPanel', second: 'panel', work: 'panel' },
      judgesOf: [
        ['assignedJudge', 'barredJudge', 'chair', 'otherJudge', 'panel', 'recusedJudge'],
        ['otherPanel', 'otherPanelJudge'],
      ],
      untouched: [
        ['third', 'otherPanelJudge'],
        ['work', 'assignedJudge'],
      ],
      barred: [['work', 'barredJudge']],
    })
  })

  it('adds up the caps of a judge in several panels, of whom one without leaves none, and joins languages', async () => {
    const { judges } = await problem()
    const of = async (kind: Kind) =>
      (await problem()).judges.find((judge) => (judge as { id: string }).id === kind)
    expect(judges.length).toBe(6)
    await seat(w.otherPanel, 'assignedJudge', { maxEntries: 3, maxMinutes: 30, languages: ['en', 'vi'] })
    expect(await of('assignedJudge')).toEqual({
      id: 'assignedJudge',
      maxEntries: 10,
      maxMinutes: 120,
      languages: ['en', 'lo', 'vi'],
    })
    await run(sql`
      update ${panelSeats} set max_entries = null, max_minutes = null, languages = null
      where judge_id = ${w.actors.assignedJudge.userId} and panel_id = ${w.otherPanel}`)
    expect(await of('assignedJudge')).toEqual({ id: 'assignedJudge' })
  })

  it('lets everybody read in a panel that is open', async () => {
    const closed = await problem()
    await run(sql`update ${panels} set open = true where id = ${w.otherPanel}`)
    const { out, judgesOf } = await problem()
    expect(closed.out.filter((pair) => !out.some((one) => String(one) === String(pair)))).toEqual([
      ['third', 'assignedJudge'],
      ['third', 'barredJudge'],
      ['third', 'recusedJudge'],
    ])
    expect(judgesOf).toContainEqual([
      'assignedJudge',
      'barredJudge',
      'chair',
      'otherJudge',
      'otherPanel',
      'otherPanelJudge',
      'recusedJudge',
    ])
  })

  it('keeps somebody who stepped back away though no conflict says so, but says the conflict where one does', async () => {
    await run(sql`delete from ${conflicts} where judge_id = ${w.actors.recusedJudge.userId}`)
    await run(sql`
      update ${assignments} set recused_at = now(), recusal_reason = 'x' where id = ${w.given.barred}`)
    await reader('admin', w.work.id, { recusedAt: new Date(), recusalReason: 'Không còn trong hội đồng' })
    const { reasons, out, barred } = await problem()
    expect(reasons).toEqual([
      ['barredJudge', 'work', 'declared'],
      ['otherJudge', 'third', 'declared'],
      ['recusedJudge', 'work', 'recused'],
    ])
    expect(out).toContainEqual(['work', 'recusedJudge'])
    expect(barred).toEqual([])
  })

  it('has nobody at a work that nobody reads yet', async () => {
    const before = await problem()
    await plantLao()
    const { fixed, untouched, barred } = await problem()
    expect({ fixed, untouched, barred }).toEqual({
      fixed: before.fixed,
      untouched: before.untouched,
      barred: before.barred,
    })
  })

  it('is without judges where nobody sits yet', async () => {
    await database().delete(scoreSheets)
    await database().delete(assignments)
    await database().delete(panelSeats)
    expect(await problem()).toMatchObject({ judges: [], out: [], fixed: [], reasons: [], barred: [] })
  })

  it('asks nobody again for a work whose sheet of theirs was struck', async () => {
    const before = await problem()
    await run(sql`
      update ${assignments} set ended_at = now(), ended_why = 'struck' where id = ${w.given.others}`)
    await run(sql`
      update ${scoreSheets} set struck_at = now(), struck_by = ${w.actors.organizer.userId}, struck_why = 'x'
      where id = ${w.sheets.others.id}`)
    const { out, fixed } = await problem()
    expect(out).toEqual(inOrder([...before.out, ['second', 'otherJudge']]))
    expect(fixed).toEqual(before.fixed.filter((pair) => String(pair) !== 'second,otherJudge'))
  })

  it('keeps what was sent by somebody who sits nowhere any more, and asks nothing more of them', async () => {
    const before = await problem()
    await seat(w.panel, 'admin')
    await reader('admin', w.second.id, { id: 'asg_left' })
    await database().transaction(async (tx) => {
      await tx.insert(scoreSheets).values({
        id: 'sht_left',
        assignmentId: 'asg_left',
        roundId: w.round.id,
        entryId: w.second.id,
        judgeId: w.actors.admin.userId,
        state: 'submitted',
        submittedAt: new Date(),
        total: 7000,
      })
      await tx.insert(scores).values(sharedOut(w.rubric, 'sht_left', 7000))
    })
    await run(sql`update ${panelSeats} set until = now() where judge_id = ${w.actors.admin.userId}`)
    expect(await problem()).toEqual({
      ...before,
      judges: inOrder([...before.judges, { id: 'admin' }]),
      out: inOrder([...before.out, ['third', 'admin'], ['work', 'admin']]),
      fixed: inOrder([...before.fixed, ['second', 'admin']]),
    })
  })
})

async function planned(ask: () => Promise<unknown>) {
  const asked = (await ask()) as { planId: string }
  await makePlan(asked.planId)
  const [plan] = await database().select().from(assignmentPlans).where(eq(assignmentPlans.id, asked.planId))
  return plan!
}
const outcomeOf = async (ask: () => Promise<unknown>) => {
  const { state, progress, outcome } = await planned(ask)
  return {
    state,
    progress,
    ...outcome,
    added: inOrder(outcome!.added),
    removed: inOrder(outcome!.removed),
    loads: inOrder(outcome!.loads),
    shortfalls: inOrder(outcome!.shortfalls),
    loosening: { ...outcome!.loosening, room: inOrder(outcome!.loosening.room) },
  }
}
const readings = (count: number) =>
  run(sql`update ${rounds} set readings = ${count} where id = ${w.round.id}`)
const plan = (relaxed = false) => outcomeOf(() => requestPlan(w.actors.organizer, w.round.id, relaxed))
const wave = (budget: number, top: number) => () =>
  requestWave(w.actors.organizer, w.round.id, { budget, top })

/** A work that only two can read, of whom one has no place left but by giving up a reading that was not begun. */
async function plantLao() {
  await readings(2)
  const lao = await makeSubmitted(w.actors.owner, w.judged, 4, {
    categoryId: w.judged.categories[0]!.id,
    language: 'lo',
  })
  await database().insert(roundEntries).values({ roundId: w.round.id, entryId: lao.id })
  await run(sql`update ${panelSeats} set languages = '{vi}' where panel_id = ${w.panel}`)
  await run(sql`update ${panelSeats} set languages = '{vi,lo}', max_entries = 2
    where panel_id = ${w.panel} and judge_id = ${w.actors.assignedJudge.userId}`)
  await run(sql`update ${panelSeats} set languages = '{lo,vi}'
    where panel_id = ${w.panel} and judge_id = ${w.actors.otherJudge.userId}`)
  names.set(lao.id, 'lao')
}

describe('a plan', () => {
  it('that is whole adds what lacks and takes back what is forbidden', async () => {
    await readings(2)
    expect(await plan()).toEqual({
      state: 'ready',
      progress: 1,
      added: [{ entryId: 'work', judgeId: 'otherJudge', panelId: 'panel' }],
      loads: [
        { added: 0, entries: 0, judgeId: 'barredJudge', minutes: 0 },
        { added: 0, entries: 0, judgeId: 'recusedJudge', minutes: 0 },
        { added: 0, entries: 1, judgeId: 'otherPanelJudge', minutes: 12 },
        { added: 0, entries: 2, judgeId: 'assignedJudge', minutes: 24 },
        { added: 0, entries: 2, judgeId: 'chair', minutes: 24 },
        { added: 1, entries: 2, judgeId: 'otherJudge', minutes: 24 },
      ],
      proven: true,
      status: 'optimal',
      removed: [{ entryId: 'work', judgeId: 'barredJudge' }],
      loosening: { room: [], readers: 0 },
      shortfalls: [],
    })
  })

  it('that cannot be whole says who falls short and why', async () => {
    await plantLao()
    await readings(3)
    expect(await plan()).toEqual({
      state: 'ready',
      progress: 1,
      added: [],
      loads: [],
      proven: true,
      status: 'infeasible',
      removed: [],
      loosening: { room: [{ entries: 1, judgeId: 'assignedJudge' }], readers: 1 },
      shortfalls: [
        { found: 2, wanted: 3, entryId: 'lao', reasons: { full: 1, language: 3 }, panelSize: 5 },
        { found: 2, wanted: 3, entryId: 'third', reasons: {}, panelSize: 1 },
      ],
    })
  })

  it('that is relaxed gives what can be given and says the rest', async () => {
    await plantLao()
    await readings(3)
    expect(await plan(true)).toEqual({
      state: 'ready',
      progress: 1,
      added: [
        { entryId: 'lao', judgeId: 'otherJudge', panelId: 'panel' },
        { entryId: 'work', judgeId: 'chair', panelId: 'panel' },
        { entryId: 'work', judgeId: 'otherJudge', panelId: 'panel' },
      ],
      loads: [
        { added: 0, entries: 0, judgeId: 'barredJudge', minutes: 0 },
        { added: 0, entries: 0, judgeId: 'recusedJudge', minutes: 0 },
        { added: 0, entries: 1, judgeId: 'otherPanelJudge', minutes: 12 },
        { added: 0, entries: 2, judgeId: 'assignedJudge', minutes: 24 },
        { added: 1, entries: 3, judgeId: 'chair', minutes: 36 },
        { added: 2, entries: 3, judgeId: 'otherJudge', minutes: 36 },
      ],
      proven: true,
      status: 'optimal',
      removed: [{ entryId: 'work', judgeId: 'barredJudge' }],
      loosening: { room: [{ entries: 1, judgeId: 'assignedJudge' }], readers: 1 },
      shortfalls: [
        { found: 2, wanted: 3, entryId: 'lao', reasons: { full: 1, language: 3 }, panelSize: 5 },
        { found: 2, wanted: 3, entryId: 'third', reasons: {}, panelSize: 1 },
      ],
    })
  })

  it('moves a reading nobody has begun where nothing else would do', async () => {
    await plantLao()
    expect(await plan()).toEqual({
      state: 'ready',
      progress: 1,
      added: [
        { entryId: 'lao', judgeId: 'assignedJudge', panelId: 'panel' },
        { entryId: 'lao', judgeId: 'otherJudge', panelId: 'panel' },
        { entryId: 'work', judgeId: 'chair', panelId: 'panel' },
        { entryId: 'work', judgeId: 'otherJudge', panelId: 'panel' },
      ],
      loads: [
        { added: 0, entries: 0, judgeId: 'barredJudge', minutes: 0 },
        { added: 0, entries: 0, judgeId: 'recusedJudge', minutes: 0 },
        { added: 0, entries: 1, judgeId: 'otherPanelJudge', minutes: 12 },
        { added: 1, entries: 2, judgeId: 'assignedJudge', minutes: 24 },
        { added: 1, entries: 3, judgeId: 'chair', minutes: 36 },
        { added: 2, entries: 3, judgeId: 'otherJudge', minutes: 36 },
      ],
      proven: true,
      status: 'optimal',
      removed: [
        { entryId: 'work', judgeId: 'assignedJudge' },
        { entryId: 'work', judgeId: 'barredJudge' },
      ],
      loosening: { room: [], readers: 0 },
      shortfalls: [],
    })
  })

  it('takes in what is eligible in the categories of the panels, and nothing else', async () => {
    const work = (number: number, values: Parameters<typeof makeSubmitted>[3]) =>
      makeSubmitted(w.actors.owner, w.judged, number, values)
    const [first, , third] = w.judged.categories
    const fresh = await work(4, { categoryId: first!.id })
    await work(5, { categoryId: third!.id })
    await work(6, { categoryId: first!.id, state: 'submitted' })
    const own = [w.work.id, w.second.id, w.third.id]
    const inRound = async (id: string) =>
      (await database().select().from(roundEntries).where(eq(roundEntries.roundId, id))).map(
        (row) => row.entryId,
      )
    await requestPlan(w.actors.organizer, w.round.id)
    expect((await inRound(w.round.id)).sort()).toEqual([...own, fresh.id].sort())
    await requestPlan(w.actors.organizer, w.final.id)
    expect(inOrder(await inRound(w.final.id))).toEqual(['late', 'second', 'work'])
  })

  it('that cannot be worked out has failed, and its job knows', async () => {
    const { planId } = (await requestPlan(w.actors.organizer, w.round.id)) as { planId: string }
    await run(sql`alter table score_sheets rename to score_sheets_away`)
    await expect(makePlan(planId)).rejects.toThrow()
    await run(sql`alter table score_sheets_away rename to score_sheets`)
    const [plan] = await database().select().from(assignmentPlans).where(eq(assignmentPlans.id, planId))
    expect([plan!.state, plan!.outcome]).toEqual(['failed', null])
  })

  it('is made once', async () => {
    const { id, outcome } = await planned(() => requestPlan(w.actors.organizer, w.round.id))
    for (const state of ['ready', 'failed', 'applied'] as const) {
      await database().update(assignmentPlans).set({ state, outcome: null }).where(eq(assignmentPlans.id, id))
      await makePlan(id)
      const [kept] = await database().select().from(assignmentPlans).where(eq(assignmentPlans.id, id))
      expect([kept!.state, kept!.outcome]).toEqual([state, null])
    }
    await database().update(assignmentPlans).set({ state: 'running' }).where(eq(assignmentPlans.id, id))
    await makePlan(id)
    const [again] = await database().select().from(assignmentPlans).where(eq(assignmentPlans.id, id))
    expect([again!.state, again!.outcome!.status]).toEqual(['ready', outcome!.status])
    await makePlan('pln_never_was')
  })
})

describe('a wave', () => {
  it('puts further readings where they help, counts them with what is read, and is never more than was asked', async () => {
    expect(await outcomeOf(wave(1, 50))).toEqual({
      state: 'ready',
      progress: 1,
      added: [{ entryId: 'work', judgeId: 'otherJudge', panelId: 'panel' }],
      loads: [
        { added: 0, entries: 0, judgeId: 'barredJudge', minutes: 0 },
        { added: 0, entries: 0, judgeId: 'recusedJudge', minutes: 0 },
        { added: 0, entries: 1, judgeId: 'otherPanelJudge', minutes: 12 },
        { added: 0, entries: 2, judgeId: 'assignedJudge', minutes: 24 },
        { added: 0, entries: 2, judgeId: 'chair', minutes: 24 },
        { added: 1, entries: 2, judgeId: 'otherJudge', minutes: 24 },
      ],
      proven: true,
      status: 'optimal',
      removed: [],
      loosening: { room: [], readers: 0 },
      shortfalls: [],
    })
    expect((await outcomeOf(wave(5000, 50))).added).toEqual([
      { entryId: 'second', judgeId: 'barredJudge', panelId: 'panel' },
      { entryId: 'second', judgeId: 'recusedJudge', panelId: 'panel' },
      { entryId: 'work', judgeId: 'chair', panelId: 'panel' },
      { entryId: 'work', judgeId: 'otherJudge', panelId: 'panel' },
    ])
  })

  it('is refused in a round that is not open', async () => {
    await run(sql`update ${rounds} set state = 'forming' where id = ${w.round.id}`)
    expect(await wave(1, 50)()).toEqual(refuse('judging.refused.notOpen'))
  })
})

const apply = async (ask: () => Promise<unknown>) => {
  const { id } = await planned(ask)
  return applyPlan(w.actors.organizer, id)
}
const standingOf = async () =>
  inOrder(
    (await database().select().from(assignments).where(eq(assignments.roundId, w.round.id))).map((row) => [
      row.judgeId,
      row.entryId,
      row.panelId,
      row.position,
      row.wave,
      row.endedWhy,
    ]),
  )

describe('a plan that is applied', () => {
  const ask = () => requestPlan(w.actors.organizer, w.round.id)

  it('takes back without a trace what was not begun, keeps what was, and puts new readings behind the old', async () => {
    await plantLao()
    await reader('chair', w.work.id)
    const [barred] = await database().select().from(assignments).where(eq(assignments.id, w.given.barred))
    await database().insert(scoreSheets).values({
      assignmentId: w.given.barred,
      roundId: w.round.id,
      entryId: barred!.entryId,
      judgeId: barred!.judgeId,
    })
    const before = await standingOf()
    expect(await apply(ask)).toEqual({ added: 3, short: 0, roundId: w.round.id })
    const after = await standingOf()
    const [gone, come] = [
      before.filter((row) => !after.some((one) => String(one) === String(row))),
      after.filter((row) => !before.some((one) => String(one) === String(row))),
    ]
    const positions = Map.groupBy(come as [string, string, string, number][], ([judge]) => judge)
    expect(gone).toEqual([
      ['assignedJudge', 'work', 'panel', 1, 0, null],
      ['barredJudge', 'work', 'panel', 1, 0, null],
    ])
    expect(come.map((row) => (row as unknown[]).toSpliced(3, 1))).toEqual([
      ['assignedJudge', 'lao', 'panel', 0, null],
      ['barredJudge', 'work', 'panel', 0, 'conflict'],
      ['otherJudge', 'lao', 'panel', 0, null],
      ['otherJudge', 'work', 'panel', 0, null],
    ])
    expect([...positions].map(([judge, rows]) => [judge, ...rows.map((row) => row[3]).sort()])).toEqual([
      ['assignedJudge', 4],
      ['barredJudge', 1],
      ['otherJudge', 2, 3],
    ])
  })

  it('is on the record with what it did', async () => {
    await apply(() => requestPlan(w.actors.organizer, w.round.id, true))
    const events = await database().select().from(auditEvents).where(eq(auditEvents.kind, 'round.assigned'))
    expect(
      events.map(({ actorId, subjectId, editionId, details }) =>
        say({ actorId, subjectId, editionId, details }),
      ),
    ).toEqual([
      {
        actorId: 'organizer',
        subjectId: 'round',
        editionId: 'edition',
        details: { added: 2, short: 1, removed: 1 },
      },
    ])
  })

  it('numbers its waves, each behind the one before', async () => {
    const waves = async () =>
      (await standingOf())
        .filter((row) => (row as unknown[])[4] !== 0)
        .map((row) => (row as unknown[]).slice(0, 5))
    expect(await apply(wave(1, 50))).toEqual({ added: 1, short: 0, roundId: w.round.id })
    expect(await waves()).toEqual([['otherJudge', 'work', 'panel', 2, 1]])
    expect(await apply(wave(1, 50))).toEqual({ added: 1, short: 0, roundId: w.round.id })
    expect(await waves()).toEqual([
      ['chair', 'work', 'panel', 3, 2],
      ['otherJudge', 'work', 'panel', 2, 1],
    ])
  })

  it('is applied once though two apply it at once, and neither in a closed round nor when it is not ready', async () => {
    await readings(2)
    const { id } = await planned(ask)
    const held = sql`select id from ${assignmentPlans} where id = ${id} for update`
    const both = await race(held, [
      () => applyPlan(w.actors.organizer, id),
      () => applyPlan(w.actors.organizer, id),
    ])
    expect(both).toContainEqual(refuse('error.moved'))
    expect(both).toContainEqual({ added: 1, short: 0, roundId: w.round.id })
    const next = await planned(ask)
    for (const state of ['queued', 'running', 'failed', 'applied'] as const) {
      await database().update(assignmentPlans).set({ state }).where(eq(assignmentPlans.id, next.id))
      expect(await applyPlan(w.actors.organizer, next.id)).toEqual(refuse('error.moved'))
    }
    await database().update(assignmentPlans).set({ state: 'ready' }).where(eq(assignmentPlans.id, next.id))
    expect(await applyPlan(w.actors.organizer, next.id)).toEqual({ added: 0, short: 0, roundId: w.round.id })
    await run(sql`update ${rounds} set state = 'closed', closed_at = now() where id = ${w.round.id}`)
    expect(await applyPlan(w.actors.organizer, next.id)).toEqual(refuse('judging.refused.closed'))
    expect(await applyPlan(w.actors.organizer, 'pln_never_was')).toBeNull()
  })
})
