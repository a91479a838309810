import { and, desc, eq, inArray, not, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { databaseNow } from '#db/clock.ts'
import type { Connection, Transaction } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { personRequests, publicHolidays } from '#db/schema/privacy.ts'
import type { Actor } from '../actor/actor.ts'
import { administers, organizes } from '../actor/policy.ts'
import { queueLetter } from '../editions/secretariat.server.ts'
import type { Locale } from '../text/locale.ts'
import { clockOf, ended, lightOf, movesOf, type RequestKind } from './requests.ts'

/** The register is the award's, not of one edition: whoever organizes any edition and administrators keep it. */
export const keepsRegister = (actor: Actor | null) => administers(actor) || organizes(actor)

const handler = alias(users, 'handler')

/** The newest 200 requests, those that wait first; each with how near its next end is. */
export async function registerPage(actor: Actor, openOnly: boolean) {
  if (!keepsRegister(actor)) return null
  const now = await databaseNow(database())
  const rows = await database()
    .select({
      id: personRequests.id,
      kind: personRequests.kind,
      state: personRequests.state,
      channel: personRequests.channel,
      name: personRequests.name,
      receivedAt: personRequests.receivedAt,
      acknowledgeBy: personRequests.acknowledgeBy,
      dueBy: personRequests.dueBy,
    })
    .from(personRequests)
    .where(openOnly ? not(inArray(personRequests.state, [...ended])) : undefined)
    .orderBy(sql`${personRequests.endedAt} is not null`, desc(personRequests.receivedAt), personRequests.id)
    .limit(200)
  return { requests: rows.map((row) => ({ ...row, ...lightOf(row, now) })) }
}

/** One request with what may be done with it now; null for whoever does not keep the register. */
export async function requestPage(actor: Actor, id: string) {
  if (!keepsRegister(actor)) return null
  const [row] = await database()
    .select({ request: personRequests, handledBy: handler.name })
    .from(personRequests)
    .leftJoin(handler, eq(handler.id, personRequests.handledBy))
    .where(eq(personRequests.id, id))
  if (!row) return null
  const { personId, handledBy: _handler, enteredBy: _entered, ...request } = row.request
  return {
    ...request,
    ...lightOf(request, await databaseNow(database())),
    handledBy: row.handledBy,
    known: personId !== null,
    moves: movesOf(request.state, 'office'),
    mayErase: administers(actor),
  }
}

/** One's own requests, newest first. */
export const requestsOf = (actor: Actor) =>
  database()
    .select({
      id: personRequests.id,
      kind: personRequests.kind,
      state: personRequests.state,
      receivedAt: personRequests.receivedAt,
      dueBy: personRequests.dueBy,
      answer: personRequests.answer,
    })
    .from(personRequests)
    .innerJoin(users, eq(users.personId, personRequests.personId))
    .where(eq(users.id, actor.userId))
    .orderBy(desc(personRequests.receivedAt))
    .limit(50)

/** Whether a request of this kind waits already. */
export async function waitsAlready(tx: Transaction, personId: string, kind: RequestKind): Promise<boolean> {
  const [open] = await tx
    .select({ id: personRequests.id })
    .from(personRequests)
    .where(
      and(
        eq(personRequests.personId, personId),
        eq(personRequests.kind, kind),
        not(inArray(personRequests.state, [...ended])),
      ),
    )
  return open !== undefined
}

export async function clockFor(connection: Connection, kind: RequestKind, receivedAt: Date) {
  const rows = await connection.select({ day: publicHolidays.day }).from(publicHolidays)
  return clockOf(kind, receivedAt, new Set(rows.map(({ day }) => day)))
}

type Request = typeof personRequests.$inferSelect

/** The letter of a step to whoever asked; false where they have no address. `forgotten` is the last to somebody erased. */
export async function tellStep(
  tx: Transaction,
  { name, email, kind, state, dueBy, answer }: Request,
  locale: Locale,
  forgotten?: true,
): Promise<boolean> {
  if (email === '') return false
  const t = translator(locale)
  const values = {
    name,
    kind: t(`personal.kind.${kind}`),
    state: t(`personal.state.${state}`),
    due: formatMoment(dueBy, locale),
    answer,
    link: `${environment().APP_ORIGIN}/privacy`,
  }
  await queueLetter(tx, { to: email, locale, template: 'personalRequest', values, forgotten })
  return true
}
