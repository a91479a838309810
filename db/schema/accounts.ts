import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import { roleNames } from '#app/modules/actor/actor.ts'
import { locales } from '#app/modules/text/locale.ts'
import { linkPurposes, reminderKinds } from '#app/modules/accounts/account-lists.ts'
import { createdAt, id, moment } from '../columns.ts'
import { editions } from './editions.ts'
import { agencies, provinces } from './provinces.ts'

export const users = pgTable(
  'users',
  {
    id: id('user'),
    email: text().notNull(),
    name: text().notNull(),
    nameKey: text().notNull(),
    phone: text(),
    /** Where the person works: a judge never scores the works of the own agency. */
    agencyId: text().references(() => agencies.id),
    locale: text({ enum: locales }).notNull().default('vi'),
    passwordHash: text(),
    emailConfirmedAt: moment(),
    disabledAt: moment(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('users_email').on(t.email),
    check('users_email_lower', sql`${t.email} = lower(${t.email})`),
  ],
)

/** What somebody may do, and where: in one edition, in one province, or (both empty) everywhere. */
export const userRoles = pgTable(
  'user_roles',
  {
    id: id('role'),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: text({ enum: roleNames }).notNull(),
    editionId: text().references(() => editions.id, { onDelete: 'cascade' }),
    provinceFrame: text(),
    provinceCode: text(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('user_roles_once').on(
      t.userId,
      t.role,
      sql`coalesce(${t.editionId}, '')`,
      sql`coalesce(${t.provinceCode}, '')`,
    ),
    foreignKey({
      columns: [t.provinceFrame, t.provinceCode],
      foreignColumns: [provinces.frame, provinces.code],
    }),
    check('user_roles_province', sql`(${t.role} = 'coordinator') = (${t.provinceCode} is not null)`),
  ],
)

export const invitations = pgTable('invitations', {
  id: id('invitation'),
  email: text().notNull(),
  role: text({ enum: roleNames }).notNull(),
  editionId: text().references(() => editions.id, { onDelete: 'cascade' }),
  provinceFrame: text(),
  provinceCode: text(),
  tokenHash: text().notNull().unique(),
  invitedBy: text().references(() => users.id),
  expiresAt: moment().notNull(),
  acceptedAt: moment(),
  createdAt: createdAt(),
})

/** Links sent by mail that work once: only the SHA-256 of the token is kept. */
export const linkTokens = pgTable('link_tokens', {
  tokenHash: text().primaryKey(),
  userId: text()
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  purpose: text({ enum: linkPurposes }).notNull(),
  expiresAt: moment().notNull(),
  usedAt: moment(),
  createdAt: createdAt(),
})

export const sessions = pgTable(
  'sessions',
  {
    idHash: text().primaryKey(),
    id: text().notNull().unique(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: moment().notNull(),
    agent: text().notNull().default(''),
    address: text().notNull().default(''),
    createdAt: createdAt(),
  },
  (t) => [index('sessions_user').on(t.userId)],
)

export const consents = pgTable('consents', {
  id: id('consent'),
  userId: text()
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  textVersion: text().notNull(),
  textSha256: text().notNull(),
  acceptedAt: createdAt(),
})

/** Token buckets: how many tries are left under a key, as of a moment. */
export const rateLimits = pgTable('rate_limits', {
  key: text().primaryKey(),
  spent: integer().notNull(),
  since: moment().notNull(),
})

export const reminders = pgTable(
  'reminders',
  {
    id: id('reminder'),
    userId: text()
      .notNull()
      .references(() => users.id),
    kind: text({ enum: reminderKinds }).notNull(),
    subjectId: text().notNull(),
    day: text().notNull(),
    sentBy: text().references(() => users.id),
    createdAt: createdAt(),
  },
  (t) => [unique('reminders_once_a_day').on(t.userId, t.kind, t.subjectId, t.day)],
)
