import { and, desc, eq, ilike, lt, or } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { mailMessages } from '#db/schema/mail.ts'
import type { MailState } from './mail.ts'

const pageSize = 50

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
    .select()
    .from(mailMessages)
    .where(and(older, found, inState))
    .orderBy(desc(mailMessages.createdAt), desc(mailMessages.id))
    .limit(pageSize + 1)
  return { messages: rows.slice(0, pageSize), more: rows.length > pageSize }
}
