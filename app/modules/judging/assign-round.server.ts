import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { enqueue } from '#app/jobs/queue.server.ts'
import type { Connection, Transaction } from '#db/client.ts'
import {
  assignmentPlans,
  assignments,
  entries,
  panelCategories,
  panelJudges,
  panels,
  roundEntries,
  rounds,
} from '#db/schema/index.ts'
import type { Actor } from '../accounts/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal.ts'
import { cutOf } from '../results/statistics/certainty.ts'
import { nextReadings } from '../results/statistics/next-readings.ts'
import { scoreTable } from '../results/statistics/score-table.ts'
import { scoresOfRound } from '../results/round-model.server.ts'
import { readingOrder } from './assignment/order.ts'
import type { OutReason, PlanOutcome, ShortEntry } from './assignment/outcome.ts'
import { groundOf, roomOf, type AssignmentAnswer } from './assignment/problem.ts'
import { solveAssignment } from './assignment/solve.ts'
import { lockRound, type Round } from './form-round.server.ts'
import { refuseForming } from './policy.ts'
import { problemOfRound, type RoundProblem } from './round-problem.server.ts'

/**
 * Asks the worker who should read what. Nothing is assigned until the plan is applied. `relaxed`: entries that cannot
 * have all their readers may have as many as they can.
 */
export async function requestPlan(
  actor: Actor,
  roundId: string,
  relaxed = false,
): Promise<{ planId: string } | Refusal | null> {
  return database().transaction(async (tx) => {
    const round = await lockRound(tx, actor, roundId)
    if (!round) return null
    const refusal = refuseForming(round)
    if (refusal) return refusal
    if (round.stage === 'preliminary') await takeInEligible(tx, round)
    const [plan] = await tx
      .insert(assignmentPlans)
      .values({ roundId, relaxed, createdBy: actor.userId })
      .returning({ id: assignmentPlans.id })
    await enqueue(tx, 'plan-assignment', { planId: plan!.id })
    return { planId: plan!.id }
  })
}

/**
 * Asks for a plan of `budget` further readings where they help most, by scores that are in; `top` is the share of each
 * category that goes on, in percent.
 */
export async function requestWave(
  actor: Actor,
  roundId: string,
  ask: { budget: number; top: number },
): Promise<{ planId: string } | Refusal | null> {
  return database().transaction(async (tx) => {
    const round = await lockRound(tx, actor, roundId)
    if (!round) return null
    if (round.state !== 'open') return refuse('judging.refused.notOpen')
    const [plan] = await tx
      .insert(assignmentPlans)
      .values({ roundId, budget: ask.budget, top: ask.top / 100, createdBy: actor.userId })
      .returning({ id: assignmentPlans.id })
    await enqueue(tx, 'plan-assignment', { planId: plan!.id })
    return { planId: plan!.id }
  })
}

/** The preliminary round reads every eligible entry of its panels' categories; the final one reads what was advanced. */
async function takeInEligible(tx: Transaction, round: Round) {
  await tx.execute(sql`
    insert into ${roundEntries} (round_id, entry_id)
    select ${round.id}, e.id from ${entries} e join ${panelCategories} c on c.category_id = e.category_id and c.round_id = ${round.id}
    where e.edition_id = ${round.editionId} and e.state = 'eligible'
    on conflict do nothing`)
}

/** The job: works the plan out and keeps it. May run twice. */
export async function makePlan(planId: string): Promise<void> {
  const [found] = await database()
    .select({ plan: assignmentPlans, round: rounds })
    .from(assignmentPlans)
    .innerJoin(rounds, eq(rounds.id, assignmentPlans.roundId))
    .where(eq(assignmentPlans.id, planId))
  if (!found || !['queued', 'running'].includes(found.plan.state)) return
  const change = (values: Partial<typeof assignmentPlans.$inferInsert>) =>
    database().update(assignmentPlans).set(values).where(eq(assignmentPlans.id, planId))
  await change({ state: 'running' })
  try {
    const asked = await problemOfRound(database(), found.round)
    const progress = (done: number) => void change({ progress: done * 0.9 }).catch(() => {})
    const { budget, top, relaxed } = found.plan
    const outcome = budget
      ? await planWave(asked, found.round.id, budget, top ?? 0.1)
      : await planOf(asked, relaxed, progress)
    await change({ state: 'ready', progress: 1, basis: asked.basis, outcome })
  } catch (error) {
    await change({ state: 'failed' })
    throw error
  }
}

/**
 * First everything that stands stays. Where that has no answer, readings nobody has begun may move, and as few as
 * possible do. Where even that has none, `relaxed` gives the entries that fall short as many readers as they can have.
 */
async function planOf(
  asked: RoundProblem,
  relaxed: boolean,
  progress: (done: number) => void,
): Promise<PlanOutcome> {
  const kept = await solveAssignment(asked.problem, { progress })
  if (kept.status === 'optimal') return outcomeOf(asked, kept)
  const moved = asked.untouched.length > 0 ? await solveMoving(asked) : null
  if (moved?.status === 'optimal') return outcomeOf(asked, moved)
  if (!relaxed) return outcomeOf(asked, kept)
  const possible = new Map(kept.shortfalls.map((short) => [short.entry, short.reached]))
  const answer = await solveAssignment({
    ...asked.problem,
    entries: asked.problem.entries.map((entry) => ({
      ...entry,
      readings: possible.get(entry.id) ?? entry.readings,
    })),
  })
  return outcomeOf(asked, answer, kept)
}

function solveMoving(asked: RoundProblem) {
  const loose = new Set(asked.untouched.map((pair) => pair.join()))
  const stays: Record<string, Record<string, number>> = {}
  for (const [entry, judge] of asked.untouched) (stays[entry] ??= {})[judge] = 1
  return solveAssignment({
    ...asked.problem,
    fixed: asked.problem.fixed!.filter((pair) => !loose.has(pair.join())),
    affinity: stays,
    objective: 'sum',
  })
}

function outcomeOf(asked: RoundProblem, answer: AssignmentAnswer, short = answer): PlanOutcome {
  const standing = Map.groupBy(asked.problem.fixed ?? [], ([entry]) => entry)
  const readersNow = (entry: string) => (standing.get(entry) ?? []).map(([, judge]) => judge)
  const loosening = short.status === 'infeasible' ? short.loosening : { room: [], readers: [] }
  const told = {
    shortfalls: short.status === 'infeasible' ? short.shortfalls.map((one) => shortOf(asked, one)) : [],
    loosening: {
      room: loosening.room.map(({ judge, entries }) => ({ judgeId: judge, entries })),
      readers: loosening.readers.reduce((sum, one) => Math.max(sum, one.missing), 0),
    },
  }
  if (answer.status === 'infeasible')
    return { status: 'infeasible', proven: true, added: [], removed: [], loads: [], ...told }
  const added = Object.entries(answer.assignment).flatMap(([entryId, judges]) =>
    judges
      .filter((judgeId) => !readersNow(entryId).includes(judgeId))
      .map((judgeId) => ({ entryId, judgeId, panelId: asked.panelOf.get(entryId)! })),
  )
  const moved = Object.entries(answer.assignment).flatMap(([entryId, judges]) =>
    readersNow(entryId)
      .filter((judgeId) => !judges.includes(judgeId))
      .map((judgeId) => ({ entryId, judgeId })),
  )
  const removed = [...moved, ...asked.barred.map(([entryId, judgeId]) => ({ entryId, judgeId }))]
  const more = Map.groupBy(added, (row) => row.judgeId)
  const loads = Object.entries(answer.loads).map(([judgeId, load]) => ({
    judgeId,
    ...load,
    added: more.get(judgeId)?.length ?? 0,
  }))
  return { status: 'optimal', proven: answer.proven, added, removed, loads, ...told }
}

/** Further readings by those who may and have room; entries compete within their category. */
async function planWave(
  asked: RoundProblem,
  roundId: string,
  budget: number,
  top: number,
): Promise<PlanOutcome> {
  const { problem } = asked
  const given = await scoresOfRound(roundId)
  const judges = new Set(problem.judges.map((judge) => judge.id))
  const known = new Set(problem.entries.map((entry) => entry.id))
  const table = scoreTable(
    given
      .filter((row) => judges.has(row.judgeId) && known.has(row.entryId))
      .map(({ judgeId, entryId, score }) => ({ judge: judgeId, entry: entryId, score })),
    { judges: [...judges], entries: [...known] },
  )
  const ground = groundOf(problem)
  const allowed = ground.allowed.map((readers) => new Set(readers))
  const rooms = problem.judges.map((_, judge) => roomOf(ground, judge))
  const readings = nextReadings(table, await poolsOf(asked, top), budget, {
    allowed: (entry, judge) => allowed[entry]!.has(judge),
    room: rooms.map((room) => room.entries),
    minutes: ground.minutes,
    time: rooms.map((room) => room.minutes),
  })
  const added = readings.map(({ entry, judge }) => {
    const entryId = table.entries[entry]!
    return { entryId, judgeId: table.judges[judge]!, panelId: asked.panelOf.get(entryId)! }
  })
  const more = Map.groupBy(added, (row) => row.judgeId)
  const minutesOf = new Map(problem.entries.map((entry, index) => [entry.id, ground.minutes[index]!]))
  return {
    status: 'optimal',
    proven: true,
    added,
    removed: [],
    loads: problem.judges.map(({ id }, judge) => {
      const own = more.get(id) ?? []
      return {
        judgeId: id,
        entries: ground.fixedEntries[judge]! + own.length,
        minutes: ground.fixedMinutes[judge]! + own.reduce((sum, row) => sum + minutesOf.get(row.entryId)!, 0),
        added: own.length,
      }
    }),
    shortfalls: [],
    loosening: { room: [], readers: 0 },
  }
}

async function poolsOf({ problem }: RoundProblem, top: number) {
  const rows = await database()
    .select({ id: entries.id, categoryId: entries.categoryId })
    .from(entries)
    .where(inArray(entries.id, [...problem.entries.map((entry) => entry.id), '']))
  const categoryOf = new Map(rows.map((row) => [row.id, row.categoryId]))
  const pools = Map.groupBy(problem.entries.keys(), (entry) => categoryOf.get(problem.entries[entry]!.id))
  return [...pools.values()].map((own) => ({ entries: own, places: cutOf(top, own.length) }))
}

type Short = Extract<AssignmentAnswer, { status: 'infeasible' }>['shortfalls'][number]

/** In the words of the round: of the panel's own judges, how many are out and for what. */
function shortOf(asked: RoundProblem, short: Short): ShortEntry {
  const inside = asked.judgesOf.get(asked.panelOf.get(short.entry)!) ?? []
  const reasons: ShortEntry['reasons'] = {}
  const count = (reason: OutReason, judges: string[]) => {
    const own = judges.filter((judge) => inside.includes(judge)).length
    if (own > 0) reasons[reason] = (reasons[reason] ?? 0) + own
  }
  for (const judge of short.because.conflict) {
    const reason = asked.conflicts.get(judge)?.get(short.entry)
    if (reason) count(reason, [judge])
  }
  count('language', short.because.language)
  count('full', short.because.full)
  return {
    entryId: short.entry,
    wanted: short.wanted,
    found: short.possible,
    panelSize: inside.length,
    reasons,
  }
}

/** Assigns what a plan says, if nothing it was worked out from has changed since. */
export async function applyPlan(
  actor: Actor,
  planId: string,
): Promise<{ added: number; short: number; roundId: string } | Refusal | null> {
  return database().transaction(async (tx) => {
    const [plan] = await tx.select().from(assignmentPlans).where(eq(assignmentPlans.id, planId)).for('update')
    const round = plan && (await lockRound(tx, actor, plan.roundId))
    if (!plan || !round) return null
    const refusal = refuseForming(round)
    if (refusal) return refusal
    const { outcome } = plan
    if (plan.state !== 'ready' || !outcome || outcome.status !== 'optimal') return refuse('error.moved')
    if ((await problemOfRound(tx, round)).basis !== plan.basis) return refuse('round.error.planOld')
    for (const { entryId, judgeId } of outcome.removed) await takeBack(tx, round.id, entryId, judgeId)
    await insertReadings(tx, round.id, outcome.added, plan.budget ? await nextWave(tx, round.id) : 0)
    await tx.update(assignmentPlans).set({ state: 'applied' }).where(eq(assignmentPlans.id, planId))
    const details = {
      added: outcome.added.length,
      removed: outcome.removed.length,
      short: outcome.shortfalls.length,
    }
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'round.assigned',
      subjectId: round.id,
      editionId: round.editionId,
      details,
    })
    return { added: details.added, short: details.short, roundId: round.id }
  })
}

/** A reading that was begun is kept as one stepped back from; one that was not leaves no trace. */
async function takeBack(tx: Transaction, roundId: string, entryId: string, judgeId: string) {
  const here = and(
    eq(assignments.roundId, roundId),
    eq(assignments.entryId, entryId),
    eq(assignments.judgeId, judgeId),
  )
  const begun = sql`exists (select 1 from score_sheets s where s.assignment_id = ${assignments.id})`
  await tx.delete(assignments).where(and(here, sql`not ${begun}`))
  await tx
    .update(assignments)
    .set({ recusedAt: sql`clock_timestamp()`, recusalReason: translator('vi')('round.conflictFound') })
    .where(and(here, isNull(assignments.recusedAt)))
}

async function nextWave(tx: Transaction, roundId: string): Promise<number> {
  const [row] = await tx
    .select({ last: sql<number>`coalesce(max(${assignments.wave}), 0)::int` })
    .from(assignments)
    .where(eq(assignments.roundId, roundId))
  return row!.last + 1
}

/** Puts new readings behind what a judge has already, in the judge's own order. */
async function insertReadings(
  tx: Transaction,
  roundId: string,
  added: PlanOutcome['added'],
  wave: number,
): Promise<void> {
  const seats = await tx
    .selectDistinct({ judgeId: panelJudges.judgeId })
    .from(panelJudges)
    .innerJoin(panels, eq(panels.id, panelJudges.panelId))
    .where(eq(panels.roundId, roundId))
    .orderBy(panelJudges.judgeId)
  const seatOf = new Map(seats.map((row, index) => [row.judgeId, index]))
  const counted = await tx
    .select({ judgeId: assignments.judgeId, last: sql<number>`max(${assignments.position})` })
    .from(assignments)
    .where(eq(assignments.roundId, roundId))
    .groupBy(assignments.judgeId)
  const last = new Map(counted.map((row) => [row.judgeId, row.last]))
  const rows = [...Map.groupBy(added, (row) => row.judgeId)].flatMap(([judgeId, own]) =>
    readingOrder(own, (row) => row.entryId, seatOf.get(judgeId) ?? 0, seats.length).map((row, index) => ({
      ...row,
      roundId,
      wave,
      position: (last.get(judgeId) ?? 0) + index + 1,
    })),
  )
  for (let from = 0; from < rows.length; from += 1000)
    await tx.insert(assignments).values(rows.slice(from, from + 1000))
}

/** The plan an organizer is shown: the newest of the round that was not applied. */
export async function planOfRound(roundId: string) {
  const [plan] = await database()
    .select()
    .from(assignmentPlans)
    .where(eq(assignmentPlans.roundId, roundId))
    .orderBy(desc(assignmentPlans.createdAt))
    .limit(1)
  return plan && plan.state !== 'applied' ? plan : null
}

/** Entries of the round that still have fewer readers than wanted. */
export async function unassignedCount(
  connection: Connection,
  roundId: string,
  readings: number,
): Promise<number> {
  const short = connection
    .select({ entryId: roundEntries.entryId })
    .from(roundEntries)
    .leftJoin(
      assignments,
      and(
        eq(assignments.roundId, roundEntries.roundId),
        eq(assignments.entryId, roundEntries.entryId),
        isNull(assignments.recusedAt),
      ),
    )
    .where(eq(roundEntries.roundId, roundId))
    .groupBy(roundEntries.entryId)
    .having(sql`count(${assignments.id}) < ${readings}`)
    .as('short')
  const [row] = await connection.select({ count: sql<number>`count(*)::int` }).from(short)
  return row!.count
}
