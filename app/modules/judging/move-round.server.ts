import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { pageTexts, translator } from '#app/i18n/all.server.ts'
import { sayMoment } from '#app/i18n/say-moment.ts'
import type { Connection, Transaction } from '#db/client.ts'
import { databaseNow } from '#db/clock.ts'
import { reminders, users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import {
  assignments,
  ballots,
  panels,
  roundMoves as moves,
  rounds,
  scoreChains,
  scoreSheets,
} from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { localDay } from '../calendar/local-time.ts'
import { queueLetter } from '../editions/secretariat.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { standing } from './counting.server.ts'
import { lockRound, type Round } from './form-round.server.ts'
import { takeInEligible, worksOf } from './take-in-eligible.server.ts'
import type { Stage } from './round.ts'
import { roundMoves, whyNotMove, type RoundMove, type RoundToMove } from './round-moves.ts'

type Answer = Promise<{ done: true } | Refusal | null>

/** Opens a formed round to its judges. */
export const openRound = (actor: Actor, roundId: string): Answer => moveRound(actor, roundId, 'opened')

/** Takes the opening back while nothing was scored or voted in it: what was wrong with it can be set right. */
export const unopenRound = (actor: Actor, roundId: string): Answer => moveRound(actor, roundId, 'unopened')

/** Gives an open round more time. */
export const extendRound = (actor: Actor, roundId: string, said: Said): Answer =>
  moveRound(actor, roundId, 'extended', said)

/** Closes it: the lock waits for every score being written and stops the next. Drafts do not count. */
export const closeRound = (actor: Actor, roundId: string): Answer => moveRound(actor, roundId, 'closed')

/**
 * Opens a closed round again. Sheets stay as they are; the chairs' signatures, which stand under a list that may change
 * now, fall.
 */
export const reopenRound = (actor: Actor, roundId: string, said: Said): Answer =>
  moveRound(actor, roundId, 'reopened', said)

type Said = { closesAt: Date; reason: string }

/** One move by the rules of `round-moves.ts`, kept as a row of its own. */
async function moveRound(actor: Actor, roundId: string, move: RoundMove, said?: Said): Answer {
  return database().transaction(async (tx) => {
    const round = await lockRound(tx, actor, roundId)
    if (!round) return null
    const closesAt = said?.closesAt ?? round.closesAt
    const refusal = whyNotMove(move, await standingOf(tx, round), closesAt, await databaseNow(tx))
    if (refusal) return refusal
    // Where sheets are written the plan took in what it shared out.
    if (move === 'opened' && round.kind === 'ballot') await takeInEligible(tx, round)
    const { to } = roundMoves[move]
    const closedAt = to === 'closed' ? sql`clock_timestamp()` : null
    await tx.update(rounds).set({ state: to, closesAt, closedAt }).where(eq(rounds.id, roundId))
    const reason = said?.reason ?? ''
    await tx.insert(moves).values({
      roundId,
      move,
      at: sql`clock_timestamp()`,
      by: actor.userId,
      reason,
      closesAt: to === 'open' ? closesAt : null,
    })
    if (move === 'closed') await mailHead(tx, actor, round)
    const unsigned = move === 'reopened' ? await dropSignatures(tx, roundId) : []
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: `round.${move}`,
      subjectId: roundId,
      editionId: round.editionId,
      details: said && { reason, closesAt: closesAt.toISOString(), unsigned },
    })
    return { done: true }
  })
}

/** The round as its moves are judged by; the edition is locked so that its results are not locked meanwhile. */
async function standingOf(tx: Transaction, round: Round): Promise<RoundToMove> {
  const [edition] = await tx
    .select({ lockedAt: editions.resultsLockedAt })
    .from(editions)
    .where(eq(editions.id, round.editionId))
    .for('share')
  return { ...round, ...(await countsOf(round, tx)), locked: edition!.lockedAt !== null }
}

/** What of a round its moves ask: works, readings given out, what was begun, ballots that are open. */
export async function countsOf(round: Round, connection: Connection = database()) {
  const roundId = round.id
  const [works, assigned, sheets, called, voting] = [
    await worksOf(round, connection),
    await connection.$count(assignments, eq(assignments.roundId, roundId)),
    await connection.$count(scoreSheets, eq(scoreSheets.roundId, roundId)),
    await connection.$count(ballots, eq(ballots.roundId, roundId)),
    await connection.$count(ballots, and(eq(ballots.roundId, roundId), eq(ballots.state, 'open'))),
  ]
  return { works, assigned, begun: sheets + called, voting }
}

/** Takes the chairs' signatures from every panel of a round; answers which panels had one. */
export async function dropSignatures(tx: Transaction, roundId: string): Promise<string[]> {
  const rows = await tx
    .update(panels)
    .set({ signedOffAt: null, signedOffBy: null, signedOffHash: null })
    .where(and(eq(panels.roundId, roundId), isNotNull(panels.signedOffAt)))
    .returning({ id: panels.id })
  return rows.map((row) => row.id)
}

/** The end of the chain of score events leaves the database: whoever rewrites it later is contradicted by this letter. */
async function mailHead(tx: Transaction, actor: Actor, round: { id: string; stage: Stage }) {
  const [chain] = await tx.select().from(scoreChains).where(eq(scoreChains.roundId, round.id))
  if (!chain) return
  const values = {
    name: actor.name,
    stage: translator(actor.locale)(`round.stage.${round.stage}`),
    head: chain.head,
    rows: chain.seq,
  }
  await queueLetter(tx, { to: actor.email, locale: actor.locale, template: 'roundClosed', values })
}

/** Writes to every judge with sheets still to send; each at most once a day. */
export async function remindJudges(
  actor: Actor,
  roundId: string,
): Promise<{ sent: number } | Refusal | null> {
  return database().transaction(async (tx) => {
    const round = await lockRound(tx, actor, roundId)
    if (!round) return null
    if (round.state !== 'open') return refuse('judging.refused.notOpen')
    const behind = await tx
      .select({
        id: users.id,
        name: users.name,
        email: users.email,
        locale: users.locale,
        left: sql<number>`count(*) filter (where ${scoreSheets.state} is distinct from 'submitted')::int`,
      })
      .from(assignments)
      .innerJoin(users, eq(users.id, assignments.judgeId))
      .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
      .where(and(eq(assignments.roundId, roundId), standing))
      .groupBy(users.id)
    const day = localDay(await databaseNow(tx))
    let sent = 0
    for (const judge of behind.filter((row) => row.left > 0)) {
      const [fresh] = await tx
        .insert(reminders)
        .values({ userId: judge.id, kind: 'judge', subjectId: roundId, day, sentBy: actor.userId })
        .onConflictDoNothing()
        .returning({ id: reminders.id })
      if (!fresh) continue
      const values = {
        name: judge.name,
        count: judge.left,
        left: judge.left,
        closes: sayMoment(round.closesAt, pageTexts(judge.locale)),
        link: `${environment().APP_ORIGIN}/judging`,
      }
      await queueLetter(tx, {
        to: judge.email,
        locale: judge.locale,
        template: 'judgeReminder',
        values,
        senderId: actor.userId,
      })
      sent++
    }
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'round.reminded',
      subjectId: roundId,
      editionId: round.editionId,
      details: { sent },
    })
    return { sent }
  })
}
