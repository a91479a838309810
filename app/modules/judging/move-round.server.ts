import { and, count, eq, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { translator } from '#app/i18n/all.server.ts'
import type { Transaction } from '#db/client.ts'
import { databaseNow } from '#db/clock.ts'
import { reminders, users } from '#db/schema/accounts.ts'
import { assignments, ballots, rounds, scoreChains, scoreSheets } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { localDay } from '../calendar/local-time.ts'
import { queueMail } from '../mail/queue-mail.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { standing } from './counting.server.ts'
import { lockRound } from './form-round.server.ts'
import type { Stage } from './round.ts'

/** Opens a formed round to its judges. */
export async function openRound(actor: Actor, roundId: string): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const round = await lockRound(tx, actor, roundId)
    if (!round) return null
    const [assigned] = await tx
      .select({ count: count() })
      .from(assignments)
      .where(eq(assignments.roundId, roundId))
    if (round.state !== 'forming') return refuse('error.moved')
    if (round.kind === 'scoring' && assigned!.count === 0) return refuse('round.error.nothingAssigned')
    if (round.closesAt <= (await databaseNow(tx))) return refuse('round.error.past')
    await tx.update(rounds).set({ state: 'open' }).where(eq(rounds.id, roundId))
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'round.opened',
      subjectId: roundId,
      editionId: round.editionId,
    })
    return { done: true }
  })
}

/** Closes it for good: the lock waits for every score being written and stops the next. Drafts do not count. */
export async function closeRound(actor: Actor, roundId: string): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const round = await lockRound(tx, actor, roundId)
    if (!round) return null
    if (round.state !== 'open') return refuse('error.moved')
    const [voting] = await tx
      .select({ count: count() })
      .from(ballots)
      .where(and(eq(ballots.roundId, roundId), eq(ballots.state, 'open')))
    if (voting!.count > 0) return refuse('ballot.refused.stillOpen')
    await tx
      .update(rounds)
      .set({ state: 'closed', closedAt: sql`clock_timestamp()` })
      .where(eq(rounds.id, roundId))
    await mailHead(tx, actor, round)
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'round.closed',
      subjectId: roundId,
      editionId: round.editionId,
    })
    return { done: true }
  })
}

/** The end of the chain of score events leaves the database: whoever rewrites it later is contradicted by this letter. */
async function mailHead(tx: Transaction, actor: Actor, round: { id: string; stage: Stage }) {
  const [chain] = await tx.select().from(scoreChains).where(eq(scoreChains.roundId, round.id))
  if (!chain) return
  const values = {
    stage: translator(actor.locale)(`round.stage.${round.stage}`),
    head: chain.head,
    rows: chain.seq,
  }
  await queueMail(tx, { to: actor.email, locale: actor.locale, template: 'roundClosed', values })
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
        left: judge.left,
        closes: formatMoment(round.closesAt, judge.locale),
        link: `${environment().APP_ORIGIN}/judging`,
      }
      await queueMail(tx, { to: judge.email, locale: judge.locale, template: 'judgeReminder', values })
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
