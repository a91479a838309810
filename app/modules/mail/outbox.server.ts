import { and, desc, eq, ilike, lt, or } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { mailMessages } from '#db/schema/mail.ts'
import type { Actor } from '../actor/actor.ts'
import { administers } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import type { MailState } from './mail.ts'
import { withoutSecrets } from './secret-links.ts'

const pageSize = 50

/** What is told of letters without opening one. */
const told = {
  id: mailMessages.id,
  recipient: mailMessages.recipient,
  subject: mailMessages.subject,
  state: mailMessages.state,
  createdAt: mailMessages.createdAt,
  fault: mailMessages.fault,
  nextAt: mailMessages.nextAt,
}

/** Newest first, by key: `before` is the id and moment of the last row seen. */
export async function outboxPage(search: string, before?: { at: Date; id: string }, state?: MailState) {
  const older =
    before &&
    or(
      lt(mailMessages.createdAt, before.at),
      and(eq(mailMessages.createdAt, before.at), lt(mailMessages.id, before.id)),
    )
  const inState = state && eq(mailMessages.state, state)
  const found = search
    ? or(ilike(mailMessages.recipient, `%${search}%`), ilike(mailMessages.subject, `%${search}%`))
    : undefined
  const rows = await database()
    .select(told)
    .from(mailMessages)
    .where(and(older, found, inState))
    .orderBy(desc(mailMessages.createdAt), desc(mailMessages.id))
    .limit(pageSize + 1)
  return { messages: rows.slice(0, pageSize), more: rows.length > pageSize }
}

/** A letter as an administrator may read it: without what its links open. That it was read is on the record. */
export async function readLetter(actor: Actor, id: string) {
  if (!administers(actor)) return null
  return database().transaction(async (tx) => {
    const [letter] = await tx
      .select({ ...told, body: mailMessages.body, bodyClearedAt: mailMessages.bodyClearedAt })
      .from(mailMessages)
      .where(eq(mailMessages.id, id))
    if (!letter) return null
    await recordEvent(tx, { actorId: actor.userId, kind: 'mail.read', subjectId: id })
    return { ...letter, body: withoutSecrets(letter.body) }
  })
}

/** The newest link to an address that has not gone by mail: for an operator of a portal that sends none. */
export async function unsentLink(email: string): Promise<string | null> {
  const [letter] = await database()
    .select({ body: mailMessages.body })
    .from(mailMessages)
    .where(and(eq(mailMessages.recipient, email), eq(mailMessages.state, 'kept')))
    .orderBy(desc(mailMessages.createdAt), desc(mailMessages.id))
    .limit(1)
  return /https?:\/\/\S+/.exec(letter?.body ?? '')?.[0] ?? null
}
