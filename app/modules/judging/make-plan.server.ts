import { eq, inArray } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { entries } from '#db/schema/entries.ts'
import { assignmentPlans, rounds } from '#db/schema/judging.ts'
import { cutOf } from '../statistics/certainty.ts'
import { nextReadings } from '../statistics/next-readings.ts'
import { scoreTable } from '../statistics/score-table.ts'
import type { OutReason, PlanOutcome, ShortEntry } from './assignment/outcome.ts'
import { groundOf, readersIn, type AssignmentAnswer } from './assignment/problem.ts'
import { solveAssignment } from './assignment/solve.ts'
import { problemOfRound, type RoundProblem } from './round-problem.server.ts'
import { scoresOfRound } from './scores-of-round.server.ts'

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
    let told: Promise<unknown> = Promise.resolve()
    const progress = (done: number) => {
      told = told.then(() => change({ progress: done * 0.9 })).catch(() => {})
    }
    const { budget, top, relaxed } = found.plan
    const outcome = budget
      ? await planWave(asked, found.round.id, budget, top ?? 0.1)
      : await planOf(asked, relaxed, progress)
    await told
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
  const readings = nextReadings(table, await poolsOf(asked, top), budget, readersIn(ground))
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
