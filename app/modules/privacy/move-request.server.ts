import { and, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { roundEntries } from '#db/schema/judging.ts'
import { entries } from '#db/schema/entries.ts'
import { personRequests } from '#db/schema/privacy.ts'
import type { Actor } from '../actor/actor.ts'
import { administers } from '../actor/policy.ts'
import { translator } from '#app/i18n/all.server.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { isRefusal, refuse, type Refusal } from '../refusal/refusal.ts'
import type { Locale } from '../text/locale.ts'
import { erasePerson, withdrawWorks } from './erase-person.server.ts'
import { obstaclesTo } from './plan-erasure.server.ts'
import { keepsRegister, tellStep } from './register.server.ts'
import { isEnded, requestMoves, whyNotMove, type RequestMove } from './requests.ts'
import { subjectOf } from './subject.server.ts'

type Moved = { told: boolean }

/** Makes a move of the secretariat with a request: the row, the event and the letter; null for whoever keeps no register. */
export async function moveRequest(
  actor: Actor,
  id: string,
  ask: { move: RequestMove; answer: string },
): Promise<Moved | Refusal | null> {
  if (!keepsRegister(actor) || requestMoves[ask.move].by !== 'office') return null
  return database().transaction(async (tx) => {
    const request = await locked(tx, id)
    if (!request) return null
    if (request.kind === 'erase' && ask.move === 'done') return refuse('personal.refused.viaErasure')
    const moved = await move(tx, actor, request, ask.move, ask.answer)
    if (isRefusal(moved)) return moved
    if (ask.move === 'done' && request.kind === 'withdraw')
      await withdrawUnjudged(tx, actor, request.personId)
    return { told: await tellStep(tx, moved, await localeOf(tx, moved.personId)) }
  })
}

/** Takes one's own request back. */
export async function takeBackRequest(actor: Actor, id: string): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const request = await locked(tx, id)
    const [user] = await tx.select().from(users).where(eq(users.id, actor.userId))
    if (!request || request.personId !== user!.personId) return null
    const moved = await move(tx, actor, request, 'takenBack', '')
    if (isRefusal(moved)) return moved
    await tellStep(tx, moved, user!.locale)
    return { done: true }
  })
}

/** Erases the person of a request and ends it, in one transaction; the last letter is forgotten once it has gone. */
export async function eraseByRequest(actor: Actor, id: string): Promise<Moved | Refusal | null> {
  if (!keepsRegister(actor)) return null
  if (!administers(actor)) return refuse('personal.refused.adminOnly')
  return database().transaction(async (tx) => {
    const request = await locked(tx, id)
    if (!request || request.kind !== 'erase') return null
    if (!request.personId) return refuse('personal.refused.nobody')
    const locale = await localeOf(tx, request.personId)
    const subject = await subjectOf(tx, request.personId)
    const [first] = await obstaclesTo(tx, subject, actor.userId)
    if (first) return refuse(`personal.obstacle.${first}`)
    const answer = translator(locale)('personal.erasure.answer')
    const moved = await move(tx, actor, request, 'done', answer)
    if (isRefusal(moved)) return moved
    await erasePerson(tx, subject, actor.userId)
    return { told: await tellStep(tx, moved, locale, true) }
  })
}

const locked = async (tx: Transaction, id: string) =>
  (await tx.select().from(personRequests).where(eq(personRequests.id, id)).for('no key update'))[0]

async function move(
  tx: Transaction,
  actor: Actor,
  request: typeof personRequests.$inferSelect,
  made: RequestMove,
  answer: string,
) {
  const refusal = whyNotMove(request.state, made, answer)
  if (refusal) return refusal
  const { to } = requestMoves[made]
  const [moved] = await tx
    .update(personRequests)
    .set({
      state: to,
      answer: answer || request.answer,
      version: request.version + 1,
      handledBy: requestMoves[made].by === 'office' ? actor.userId : request.handledBy,
      acknowledgedAt: sql`coalesce(${personRequests.acknowledgedAt}, now())`,
      endedAt: isEnded(to) ? sql`now()` : null,
    })
    .where(eq(personRequests.id, request.id))
    .returning()
  await recordEvent(tx, { actorId: actor.userId, kind: `personal.${made}`, subjectId: request.id })
  return moved!
}

async function localeOf(tx: Transaction, personId: string | null): Promise<Locale> {
  if (!personId) return 'vi'
  const [user] = await tx.select({ locale: users.locale }).from(users).where(eq(users.personId, personId))
  return user?.locale ?? 'vi'
}

/** What follows from a withdrawn consent: works that nobody judges yet leave the award. */
async function withdrawUnjudged(tx: Transaction, actor: Actor, personId: string | null) {
  if (!personId) return
  const { ownWorks } = await subjectOf(tx, personId)
  if (ownWorks.length === 0) return
  const rows = await tx
    .select({ id: entries.id })
    .from(entries)
    .where(
      and(
        sql`${entries.id} in ${ownWorks}`,
        sql`not exists (select from ${roundEntries} w where w.entry_id = ${entries.id})`,
      ),
    )
  await withdrawWorks(
    tx,
    rows.map(({ id }) => id),
    actor.userId,
  )
}
