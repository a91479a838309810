import { and, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import {
  assignments,
  conflicts,
  criteria,
  entries,
  rounds,
  scoreEvents,
  scores,
  scoreSheets,
} from '#db/schema/index.ts'
import type { Actor } from '../accounts/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal.ts'
import { refuseScoring } from './policy.ts'
import { refusePoints, totalOf, type Points, type Rubric } from './scoring.ts'

/** A sheet as it stands; version 0 is one not begun. */
export type SheetState = {
  version: number
  state: 'draft' | 'submitted'
  points: Points
  total: number | null
  note: string
}
/** Refused because somebody wrote in between: what stands there now. */
export type Stale = Refusal & { current: SheetState }

export type SheetAnswer = SheetState | Refusal | Stale | null

/**
 * Keeps what a judge gave. `version` is the one the judge saw: a write on an older one is refused with the current
 * values. Every accepted write is a row of `score_events`.
 */
export function saveSheet(
  actor: Actor,
  assignmentId: string,
  ask: { version: number; points: Points; note: string },
): Promise<SheetAnswer> {
  return write(actor, assignmentId, ask.version, async (place) => {
    if (place.sheet.state === 'submitted') return refuse('judging.refused.submitted')
    const points = { ...place.sheet.points, ...ask.points }
    return (
      refusePoints(points, place.rubric) ?? {
        ...place.sheet,
        points,
        note: ask.note,
        total: totalOf(points, place.rubric),
      }
    )
  })
}

/** Hands the sheet in; every criterion must be scored. */
export function submitSheet(
  actor: Actor,
  assignmentId: string,
  ask: { version: number; points: Points; note: string },
): Promise<SheetAnswer> {
  return write(actor, assignmentId, ask.version, async (place) => {
    if (place.sheet.state === 'submitted') return refuse('judging.refused.submitted')
    const points = { ...place.sheet.points, ...ask.points }
    const total = totalOf(points, place.rubric)
    const refusal = refusePoints(points, place.rubric)
    if (refusal) return refusal
    return total === null
      ? refuse('judging.refused.incomplete')
      : { ...place.sheet, points, note: ask.note, total, state: 'submitted' }
  })
}

/** Takes a submitted sheet back to draft, until the round closes. */
export function recallSheet(actor: Actor, assignmentId: string): Promise<SheetAnswer> {
  return write(actor, assignmentId, null, async (place) =>
    place.sheet.state === 'submitted'
      ? { ...place.sheet, state: 'draft' }
      : refuse('judging.refused.notSubmitted'),
  )
}

type LockedPlace = {
  id: string
  entry_id: string
  round_id: string
  edition_id: string
  state: 'forming' | 'open' | 'closed'
  opens_at: string
  closes_at: string
  now: string
}

type Place = {
  assignment: { id: string; entryId: string; roundId: string }
  editionId: string
  rubric: Rubric
  sheet: SheetState
  sheetId: string | null
}

/** One transaction a write: the round locked for share (its closing waits), the assignment for the judge's own tabs. */
async function write(
  actor: Actor,
  assignmentId: string,
  version: number | null,
  decide: (place: Place) => Promise<SheetState | Refusal>,
): Promise<SheetAnswer> {
  return database().transaction(async (tx) => {
    const place = await lockPlace(tx, actor, assignmentId)
    if (!place || 'refused' in place) return place
    if (version !== null && version !== place.sheet.version)
      return { ...refuse('judging.refused.stale'), current: place.sheet }
    const next = await decide(place)
    if ('refused' in next) return next
    return keep(tx, actor, place, { ...next, version: place.sheet.version + 1 })
  })
}

async function lockPlace(
  tx: Transaction,
  actor: Actor,
  assignmentId: string,
): Promise<Place | Refusal | null> {
  const [found] = await tx.execute<LockedPlace>(sql`
    select a.id, a.entry_id, a.round_id, r.edition_id, r.state, r.opens_at, r.closes_at, clock_timestamp() as now
    from ${assignments} a join ${rounds} r on r.id = a.round_id
    where a.id = ${assignmentId} and a.judge_id = ${actor.userId} and a.recused_at is null
    for update of a for share of r`)
  if (!found) return null
  const round = { state: found.state, opensAt: new Date(found.opens_at), closesAt: new Date(found.closes_at) }
  const refusal = refuseScoring(round, new Date(found.now))
  if (refusal) return refusal
  const rows = await tx
    .select({ id: criteria.id, maxPoints: criteria.maxPoints, points: scores.points, sheet: scoreSheets })
    .from(entries)
    .innerJoin(criteria, eq(criteria.categoryId, entries.categoryId))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignmentId))
    .leftJoin(scores, and(eq(scores.sheetId, scoreSheets.id), eq(scores.criterionId, criteria.id)))
    .where(eq(entries.id, found.entry_id))
    .orderBy(criteria.position)
  const stored = rows[0]?.sheet
  const points = Object.fromEntries(rows.map((row) => [row.id, row.points]))
  const sheet: SheetState = {
    version: stored?.version ?? 0,
    state: stored?.state ?? 'draft',
    points,
    total: stored?.total ?? null,
    note: stored?.note ?? '',
  }
  return {
    assignment: { id: found.id, entryId: found.entry_id, roundId: found.round_id },
    editionId: found.edition_id,
    rubric: rows,
    sheet,
    sheetId: stored?.id ?? null,
  }
}

async function keep(tx: Transaction, actor: Actor, place: Place, next: SheetState): Promise<SheetState> {
  const { assignment } = place
  const submittedAt = next.state === 'submitted' ? sql`clock_timestamp()` : null
  const values = {
    version: next.version,
    state: next.state,
    total: next.total,
    note: next.note,
    submittedAt,
    updatedAt: sql`now()`,
  }
  const [sheet] = place.sheetId
    ? await tx
        .update(scoreSheets)
        .set(values)
        .where(eq(scoreSheets.id, place.sheetId))
        .returning({ id: scoreSheets.id })
    : await tx
        .insert(scoreSheets)
        .values({
          ...values,
          assignmentId: assignment.id,
          roundId: assignment.roundId,
          entryId: assignment.entryId,
          judgeId: actor.userId,
        })
        .returning({ id: scoreSheets.id })
  const given = Object.entries(next.points).filter((row): row is [string, number] => row[1] !== null)
  const cleared = Object.keys(next.points).some(
    (id) => next.points[id] === null && place.sheet.points[id] !== null,
  )
  if (cleared) await tx.delete(scores).where(eq(scores.sheetId, sheet!.id))
  if (given.length)
    await tx
      .insert(scores)
      .values(given.map(([criterionId, points]) => ({ sheetId: sheet!.id, criterionId, points })))
      .onConflictDoUpdate({
        target: [scores.sheetId, scores.criterionId],
        set: { points: sql`excluded.points` },
      })
  const kind =
    next.state === 'submitted' ? 'submitted' : place.sheet.state === 'submitted' ? 'recalled' : 'saved'
  await tx.insert(scoreEvents).values({
    sheetId: sheet!.id,
    version: next.version,
    judgeId: actor.userId,
    kind,
    points: Object.fromEntries(given),
    note: next.note,
  })
  if (kind !== 'saved')
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: kind === 'submitted' ? 'sheet.submitted' : 'sheet.recalled',
      subjectId: sheet!.id,
      editionId: place.editionId,
    })
  return next
}

/** Steps back from one entry, with a reason; its sheet no longer counts and the entry needs another reader. */
export async function recuse(
  actor: Actor,
  assignmentId: string,
  reason: string,
): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const place = await lockPlace(tx, actor, assignmentId)
    if (!place || 'refused' in place) return place
    const { assignment, editionId } = place
    await tx
      .update(assignments)
      .set({ recusedAt: sql`clock_timestamp()`, recusalReason: reason })
      .where(eq(assignments.id, assignmentId))
    await tx
      .insert(conflicts)
      .values({ editionId, judgeId: actor.userId, entryId: assignment.entryId, reason })
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'assignment.recused',
      subjectId: assignmentId,
      editionId,
      details: { entryId: assignment.entryId },
    })
    return { done: true }
  })
}
