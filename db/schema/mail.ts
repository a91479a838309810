import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { mailStates } from '#app/modules/mail/mail.ts'
import { address, atLeast, createdAt, id, moment, oneOf } from '../columns.ts'

export const mailMessages = pgTable(
  'mail_messages',
  {
    id: id('mail'),
    recipient: text().notNull(),
    subject: text().notNull(),
    body: text().notNull(),
    /** never sent twice: where a sending was cut, nobody can tell, and it stays `uncertain` */
    once: boolean().notNull().default(false),
    /** the address's own link to stop such mail */
    stopLink: text(),
    state: text({ enum: mailStates }).notNull().default('queued'),
    createdAt: createdAt(),
    sentAt: moment(),
    /** whose act had it written, as far as somebody waits for it to arrive */
    senderId: text(),
    /** how often it was handed over; a server that takes nothing is no try */
    tries: integer().notNull().default(0),
    /** when it is looked at again, should nothing happen before: where it waits, or was lost sight of */
    nextAt: moment()
      .notNull()
      .default(sql`now() + interval '10 minutes'`),
    /** what the server said last */
    fault: text(),
    /** the worker that is sending it */
    workerId: text(),
    /** the text is gone, 90 days after it went */
    bodyClearedAt: moment(),
    /** the last letter to somebody who is erased: nothing of it stays once it has gone and this moment is past */
    forgottenAfter: moment(),
  },
  (t) => [
    index('mail_messages_created').on(t.createdAt),
    index('mail_messages_recipient').on(t.recipient),
    index('mail_messages_to_clear')
      .on(t.sentAt)
      .where(sql`${t.bodyClearedAt} is null`),
    index('mail_messages_due')
      .on(t.nextAt)
      .where(sql`${t.state} in ('queued', 'waiting', 'sending')`),
    index('mail_messages_undelivered')
      .on(t.state, t.createdAt)
      .where(sql`${t.state} in ('waiting', 'failed', 'uncertain')`),
    index('mail_messages_to_forget')
      .on(t.forgottenAfter)
      .where(sql`${t.forgottenAfter} is not null`),
    index('mail_messages_sender')
      .on(t.senderId)
      .where(sql`${t.state} in ('failed', 'uncertain')`),
    atLeast(t.tries, 0),
    check('mail_messages_cleared', sql`${t.bodyClearedAt} is null or ${t.body} = ''`),
    oneOf(t.state, mailStates),
    address(t.recipient),
  ],
)

/** One row: since when the mail server takes nothing, what it says, and when it is tried again. */
export const mailServer = pgTable(
  'mail_server',
  {
    only: boolean().primaryKey().default(true),
    downSince: moment(),
    fault: text(),
    tries: integer().notNull().default(0),
    nextAt: moment(),
  },
  (t) => [check('mail_server_one', sql`${t.only}`), atLeast(t.tries, 0)],
)

/** The link by which an address stops what is not owed to it: invitations, reminders, campaigns. */
export const mailPreferences = pgTable(
  'mail_preferences',
  {
    email: text().primaryKey(),
    token: text().notNull().unique(),
    stoppedAt: moment(),
    createdAt: createdAt(),
  },
  (t) => [address(t.email)],
)
