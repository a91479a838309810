import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, text } from 'drizzle-orm/pg-core'
import { mailStates } from '#app/modules/mail/mail.ts'
import { address, createdAt, id, moment, oneOf } from '../columns.ts'

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
    /** the text is gone, 90 days after it went */
    bodyClearedAt: moment(),
  },
  (t) => [
    index('mail_messages_created').on(t.createdAt),
    index('mail_messages_recipient').on(t.recipient),
    index('mail_messages_to_clear')
      .on(t.sentAt)
      .where(sql`${t.bodyClearedAt} is null`),
    check('mail_messages_cleared', sql`${t.bodyClearedAt} is null or ${t.body} = ''`),
    oneOf(t.state, mailStates),
    address(t.recipient),
  ],
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
