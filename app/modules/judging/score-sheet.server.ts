import { eq, sql, type SQL } from 'drizzle-orm'
import { database, once } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { frozen } from '#db/frozen.ts'
import { newId } from '#db/ids.ts'
import { criteria } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import {
  assignments,
  conflicts,
  rounds,
  scoreChains,
  scoreEvents,
  scoreSheets,
  scores,
} from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { judgesIn } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { isBarredFrom } from './conflicts.server.ts'
import { stands } from './counting.server.ts'
import { forgetReadings, knownIn, knownOfReadings } from './known-conflicts.server.ts'
import { isSeated } from './panel-seats.server.ts'
import { whyNotScore } from './policy.ts'
import { genesis, linkHash } from './score-chain.ts'
import type { RoundState } from './round.ts'
import {
  whyWrongPoints,
  totalOf,
  type Points,
  type Rubric,
  type SheetFlag,
  type SheetStateName,
  type SheetWrite,
} from './scoring.ts'
import { maySheet, sheetMoves } from './sheet-moves.ts'

/** A sheet as it stands; version 0 is one not begun. */
export type SheetState = {
  version: number
  state: SheetStateName
  points: Points
  total: number | null
  note: string
  privateNote: string
  flags: SheetFlag[]
}
/** What a judge gave, on the version the judge saw. */
type Given = { version: number; points: Points; note: string; privateNote?: string; flags?: SheetFlag[] }
/** Refused because somebody wrote in between: what stands there now. */
export type Stale = Refusal & { current: SheetState }

export type SheetAnswer = SheetState | Refusal | Stale | null

/**
 * Keeps what a judge gave. `version` is the one the judge saw: a write on an older one is refused with the current
 * values. Every accepted write is a row of `score_events`.
 */
export function saveSheet(actor: Actor, assignmentId: string, ask: Given): Promise<SheetAnswer> {
  return write(actor, assignmentId, { ...ask, state: 'draft' }, '', async (reading) => {
    if (!maySheet('saved', reading.sheet.state)) return refuse('judging.refused.submitted')
    const points = { ...reading.sheet.points, ...ask.points }
    return (
      whyWrongPoints(points, reading.rubric) ?? {
        ...reading.sheet,
        points,
        ...saidIn(ask),
        total: totalOf(points, reading.rubric),
      }
    )
  })
}

/** Hands the sheet in; every criterion must be scored. */
export function submitSheet(actor: Actor, assignmentId: string, ask: Given): Promise<SheetAnswer> {
  return write(actor, assignmentId, { ...ask, state: 'submitted' }, '', async (reading) => {
    if (!maySheet('submitted', reading.sheet.state)) return refuse('judging.refused.submitted')
    const points = { ...reading.sheet.points, ...ask.points }
    const total = totalOf(points, reading.rubric)
    const refusal = whyWrongPoints(points, reading.rubric)
    if (refusal) return refusal
    return total === null
      ? refuse('judging.refused.incomplete')
      : { ...reading.sheet, points, ...saidIn(ask), total, state: 'submitted' }
  })
}

const saidIn = ({ note, privateNote = '', flags = [] }: Pick<Given, 'note' | 'privateNote' | 'flags'>) => ({
  note,
  privateNote,
  flags,
})

/** Takes a submitted sheet back to draft, with a reason that stays on the record, until the round closes. */
export function recallSheet(actor: Actor, assignmentId: string, reason: string): Promise<SheetAnswer> {
  return write(actor, assignmentId, null, reason, async (reading) =>
    maySheet('recalled', reading.sheet.state)
      ? { ...reading.sheet, state: sheetMoves.recalled.to }
      : refuse('judging.refused.notSubmitted'),
  )
}

type LockedRow = {
  id: string
  entry_id: string
  round_id: string
  edition_id: string
  state: RoundState
  opens_at: string
  closes_at: string
  now: string
}

type RubricRow = {
  id: string
  maxPoints: number
  points: number | null
  sheet: string | null
  version: number | null
  state: SheetStateName | null
  total: number | null
  note: string | null
  privateNote: string | null
  flags: SheetFlag[] | null
  seq: number | null
  head: string | null
}

/** Where the round's chain ends, locked until the transaction is over: two links never follow the same one. */
type EndOfChain = { seq: number; head: string }

type Reading = {
  assignment: { id: string; entryId: string; roundId: string }
  editionId: string
  rubric: Rubric
  sheet: SheetState
  sheetId: string | null
  /** null: nothing was written in the round yet */
  chain: EndOfChain | null
  now: Date
}

/** One transaction a write: the round locked for share (its closing waits), the assignment for the judge's own tabs. */
async function write(
  actor: Actor,
  assignmentId: string,
  asked: (Given & { state: SheetStateName }) | null,
  reason: string,
  decide: (reading: Reading) => Promise<SheetState | Refusal>,
): Promise<SheetAnswer> {
  return database().transaction(async (tx) => {
    const reading = await lockReading(tx, actor, assignmentId)
    if (!reading || 'refused' in reading) return reading
    if (asked && asked.version !== reading.sheet.version)
      return isWhatStands(asked, reading.sheet)
        ? reading.sheet
        : { ...refuse('judging.refused.stale'), current: reading.sheet }
    const next = await decide(reading)
    if ('refused' in next) return next
    return writeSheet(tx, actor, reading, { ...next, version: reading.sheet.version + 1 }, reason)
  })
}

/** The answer to the same write was lost on its way, and it came again. */
function isWhatStands(
  { state, points, ...said }: Given & { state: SheetStateName },
  sheet: SheetState,
): boolean {
  const { note, privateNote, flags } = saidIn(said)
  return (
    state === sheet.state &&
    note === sheet.note &&
    privateNote === sheet.privateNote &&
    flags.length === sheet.flags.length &&
    flags.every((flag) => sheet.flags.includes(flag)) &&
    Object.entries(points).every(([id, given]) => sheet.points[id] === given)
  )
}

/** Whether a reading stands and its judge still sits. */
const mayBeScored = once(() => frozen(sql`${stands} and ${isSeated(sql`a.judge_id`, sql`a.round_id`)}`))
const mustKeepAway = once(() => frozen(sql`${isBarredFrom(sql`a.judge_id`, sql`a.entry_id`)}`))

/** The reading with its round, both locked; undefined where the judge may not score it. */
async function lockedRow(tx: Transaction, actor: Actor, assignmentId: string) {
  const ask = async (mayRead: SQL) => {
    const [found] = await tx.execute<LockedRow>(sql`
      select a.id, a.entry_id, a.round_id, r.edition_id, r.state, r.opens_at, r.closes_at, clock_timestamp() as now
      from ${assignments} a join ${rounds} r on r.id = a.round_id
      where a.id = ${assignmentId} and a.judge_id = ${actor.userId} and ${mayBeScored()} and ${mayRead}
      for share of r for no key update of a`)
    return found
  }
  const known = knownOfReadings(actor.userId)
  const found =
    known &&
    (await ask(
      knownIn(
        { works: sql`${sql.param(known.works)}`, seen: sql`${known.seen}`, day: sql`${known.day}` },
        sql`a.entry_id`,
      ),
    ))
  if (found) return found
  forgetReadings(actor.userId)
  return ask(sql`not ${mustKeepAway()}`)
}

async function lockReading(
  tx: Transaction,
  actor: Actor,
  assignmentId: string,
): Promise<Reading | Refusal | null> {
  const found = await lockedRow(tx, actor, assignmentId)
  if (!found || !judgesIn(actor, found.edition_id)) return null
  const round = { state: found.state, opensAt: new Date(found.opens_at), closesAt: new Date(found.closes_at) }
  const refusal = whyNotScore(round, new Date(found.now))
  if (refusal) return refusal
  const rows = await tx.execute<RubricRow>(sql`
    with chain as (select seq, head from ${scoreChains} where round_id = ${found.round_id} for no key update)
    select c.id, c.max_points as "maxPoints", p.points, s.id as sheet, s.version, s.state, s.total, s.note,
      s.private_note as "privateNote", s.flags, chain.seq, chain.head
    from ${entries} e
    join ${criteria} c on c.category_id = e.category_id
    left join chain on true
    left join ${scoreSheets} s on s.assignment_id = ${assignmentId}
    left join ${scores} p on p.sheet_id = s.id and p.criterion_id = c.id
    where e.id = ${found.entry_id} order by c.position`)
  const stored = rows[0]
  const sheet: SheetState = {
    version: stored?.version ?? 0,
    state: stored?.state ?? 'draft',
    points: Object.fromEntries(rows.map((row) => [row.id, row.points])),
    total: stored?.total ?? null,
    note: stored?.note ?? '',
    privateNote: stored?.privateNote ?? '',
    flags: stored?.flags ?? [],
  }
  return {
    assignment: { id: found.id, entryId: found.entry_id, roundId: found.round_id },
    editionId: found.edition_id,
    rubric: rows,
    sheet,
    sheetId: stored?.sheet ?? null,
    chain: stored?.head ? { seq: stored.seq!, head: stored.head } : null,
    now: new Date(found.now),
  }
}

/** One accepted write as it goes into history and chain. */
type Written = {
  kind: SheetWrite
  sheetId: string
  /** points given, by criterion; those not given are left out */
  given: Record<string, number>
  reason: string
  link: { seq: number; hash: string }
}

async function writeSheet(
  tx: Transaction,
  actor: Actor,
  reading: Reading,
  next: SheetState,
  reason: string,
): Promise<SheetState> {
  const given = givenIn(next.points)
  if (clears(reading.sheet.points, given)) await tx.delete(scores).where(eq(scores.sheetId, reading.sheetId!))
  const kind = kindOf(reading.sheet, next)
  const sheetId = reading.sheetId ?? newId('sheet')
  const link = await linkOf(tx, actor, reading, { ...next, kind, sheetId, given, reason })
  await insertWritten(tx, actor, reading, next, { kind, sheetId, given, reason, link })
  if (kind !== 'saved')
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: kind === 'submitted' ? 'sheet.submitted' : 'sheet.recalled',
      subjectId: sheetId,
      editionId: reading.editionId,
    })
  return next
}

const givenIn = (points: Points): Record<string, number> =>
  Object.fromEntries(Object.entries(points).filter((one): one is [string, number] => one[1] !== null))

/** Whether a criterion that had points has none now. */
const clears = (before: Points, given: Record<string, number>) =>
  Object.keys(before).some((id) => before[id] !== null && !(id in given))

function kindOf(before: SheetState, next: SheetState): Written['kind'] {
  if (next.state === 'submitted') return 'submitted'
  return before.state === 'submitted' ? 'recalled' : 'saved'
}

/** The next link of the round's chain. */
async function linkOf(
  tx: Transaction,
  actor: Actor,
  { assignment: { roundId }, chain, now }: Reading,
  write: Omit<Written, 'link'> & Pick<SheetState, 'version' | 'note' | 'privateNote' | 'flags'>,
): Promise<Written['link']> {
  const { kind, sheetId, given, reason, version, note, privateNote } = write
  const { seq, head } = chain ?? (await beginChain(tx, roundId))
  const hash = linkHash(head, {
    roundId,
    seq: seq + 1,
    sheetId,
    version,
    judgeId: actor.userId,
    kind,
    points: given,
    note,
    privateNote,
    flags: write.flags,
    reason,
    at: now.toISOString(),
  })
  return { seq: seq + 1, hash }
}

/** Sheet, scores, history and the chain's new end in one statement: a judge saves after every change. */
async function insertWritten(
  tx: Transaction,
  actor: Actor,
  { assignment, now }: Reading,
  next: SheetState,
  { kind, sheetId, given, reason, link }: Written,
) {
  const points = JSON.stringify(given)
  const flags = JSON.stringify(next.flags)
  await tx.execute(sql`
    with sheet as (
      insert into ${scoreSheets} as held
        (id, assignment_id, round_id, entry_id, judge_id, version, state, total, note, private_note, flags, submitted_at)
      values (${sheetId}, ${assignment.id}, ${assignment.roundId}, ${assignment.entryId}, ${actor.userId},
        ${next.version}, ${next.state}, ${next.total}, ${next.note}, ${next.privateNote}, ${flags}::text::jsonb,
        case when ${next.state} = 'submitted' then clock_timestamp() end)
      on conflict (assignment_id) do update set version = excluded.version, state = excluded.state,
        total = excluded.total, note = excluded.note, private_note = excluded.private_note, flags = excluded.flags,
        submitted_at = excluded.submitted_at, updated_at = now()
      returning held.id),
    given as (
      insert into ${scores} (sheet_id, criterion_id, points)
      select sheet.id, one.key, one.value::int from sheet, jsonb_each_text(${points}::text::jsonb) as one
      on conflict (sheet_id, criterion_id) do update set points = excluded.points),
    chain as (
      update ${scoreChains} set seq = ${link.seq}, head = ${link.hash} where round_id = ${assignment.roundId})
    insert into ${scoreEvents}
      (round_id, seq, sheet_id, version, judge_id, kind, points, note, private_note, flags, reason, at, hash)
    select ${assignment.roundId}, ${link.seq}, id, ${next.version}, ${actor.userId}, ${kind}, ${points}::text::jsonb,
      ${next.note}, ${next.privateNote}, ${flags}::text::jsonb, ${reason}, ${now.toISOString()}::timestamptz,
      ${link.hash}
    from sheet`)
}

/** Of two that begin it at once, the other's link may be there already: a write that changes nothing waits for it. */
async function beginChain(tx: Transaction, roundId: string): Promise<EndOfChain> {
  const [end] = await tx
    .insert(scoreChains)
    .values({ roundId, seq: 0, head: genesis })
    .onConflictDoUpdate({ target: scoreChains.roundId, set: { seq: sql`${scoreChains.seq}` } })
    .returning({ seq: scoreChains.seq, head: scoreChains.head })
  return end!
}

/** Steps back from one entry, with a reason; its sheet no longer counts and the entry needs another reader. */
export async function recuse(
  actor: Actor,
  assignmentId: string,
  reason: string,
): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const reading = await lockReading(tx, actor, assignmentId)
    if (!reading || 'refused' in reading) return reading
    const { assignment, editionId } = reading
    await tx
      .update(assignments)
      .set({
        endedAt: sql`clock_timestamp()`,
        endedWhy: 'recused',
        endedBy: actor.userId,
        endedNote: reason,
      })
      .where(eq(assignments.id, assignmentId))
    await tx
      .insert(conflicts)
      .values({ editionId, judgeId: actor.userId, entryId: assignment.entryId, origin: 'recused', reason })
      .onConflictDoNothing()
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
