import { sql } from 'drizzle-orm'
import { check, date, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { addressStates } from '#app/modules/privacy/address-moves.ts'
import { requestChannels, requestKinds, requestStates } from '#app/modules/privacy/requests.ts'
import { personIfAny, users } from './accounts.ts'
import { address, atLeast, createdAt, id, moment, oneOf } from '../columns.ts'

/** The register of what people ask of their data, with the ends of the law's clock as they stood when it came. */
export const personRequests = pgTable(
  'person_requests',
  {
    id: id('request'),
    kind: text({ enum: requestKinds }).notNull(),
    channel: text({ enum: requestChannels }).notNull(),
    state: text({ enum: requestStates }).notNull().default('received'),
    /** null where it came on paper and nobody here is known by it */
    personId: personIfAny(),
    name: text().notNull(),
    /** '' where only paper leads to who asked */
    email: text().notNull().default(''),
    text: text().notNull().default(''),
    /** the reason of a refusal, or what was done */
    answer: text().notNull().default(''),
    receivedAt: moment().notNull(),
    acknowledgeBy: moment().notNull(),
    dueBy: moment().notNull(),
    acknowledgedAt: moment(),
    endedAt: moment(),
    handledBy: text().references(() => users.id),
    enteredBy: text().references(() => users.id),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    oneOf(t.kind, requestKinds),
    oneOf(t.channel, requestChannels),
    oneOf(t.state, requestStates),
    address(t.email),
    atLeast(t.version, 1),
    check(
      'person_requests_days',
      sql`${t.receivedAt} <= ${t.acknowledgeBy} and ${t.receivedAt} <= ${t.dueBy}`,
    ),
    check(
      'person_requests_ended',
      sql`(${t.state} in ('done', 'refused', 'takenBack')) = (${t.endedAt} is not null)`,
    ),
    check('person_requests_paper', sql`(${t.channel} = 'paper') = (${t.enteredBy} is not null)`),
    index('person_requests_state').on(t.state, t.dueBy),
    index('person_requests_person').on(t.personId),
    index('person_requests_handled_by').on(t.handledBy),
    index('person_requests_entered_by').on(t.enteredBy),
  ],
)

/** Days on which nobody works, beside weekends: the clock of the register asks them. */
export const publicHolidays = pgTable(
  'public_holidays',
  { day: date({ mode: 'string' }).primaryKey(), name: text().notNull() },
  (t) => [check('public_holidays_named', sql`${t.name} <> ''`)],
)

/** A change of an account's address on its way: `address-moves.ts`. Of one account one is open. */
export const addressChanges = pgTable(
  'address_changes',
  {
    id: id('addressChange'),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    oldEmail: text().notNull(),
    newEmail: text().notNull(),
    state: text({ enum: addressStates }).notNull().default('asked'),
    oldTokenHash: text().notNull().unique(),
    newTokenHash: text().notNull().unique(),
    createdAt: createdAt(),
    expiresAt: moment().notNull(),
    endedAt: moment(),
  },
  (t) => [
    oneOf(t.state, addressStates),
    address(t.oldEmail),
    address(t.newEmail),
    check('address_changes_another', sql`${t.oldEmail} <> ${t.newEmail}`),
    check('address_changes_days', sql`${t.expiresAt} > ${t.createdAt}`),
    check('address_changes_ended', sql`(${t.state} in ('done', 'cancelled')) = (${t.endedAt} is not null)`),
    index('address_changes_user').on(t.userId),
    uniqueIndex('address_changes_open')
      .on(t.userId)
      .where(sql`${t.endedAt} is null`),
  ],
)

/** Files that an erasure or a period of retention gave up; the job removes them from the bucket, and then the row. */
export const doomedObjects = pgTable(
  'doomed_objects',
  { objectKey: text().primaryKey(), since: createdAt() },
  (t) => [check('doomed_objects_some', sql`${t.objectKey} <> ''`)],
)
