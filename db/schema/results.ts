import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
} from 'drizzle-orm/pg-core'
import { prizes, type PublishedResult } from '#app/modules/editions/prizes.ts'
import type { MinutesContent } from '#app/modules/results/minutes.ts'
import type { BrokenTie } from '#app/modules/results/ranking.ts'
import type { ExportKind, ExportParameters } from '#app/modules/exports/kinds.ts'
import { createdAt, id, moment } from '../columns.ts'
import { users } from './accounts.ts'
import { categories, editions } from './editions.ts'
import { entries } from './entries.ts'
import { provinces } from './provinces.ts'
import { panels, rounds } from './judging.ts'

export const awards = pgTable('awards', {
  id: id('award'),
  editionId: text()
    .notNull()
    .references(() => editions.id, { onDelete: 'cascade' }),
  categoryId: text()
    .notNull()
    .references(() => categories.id),
  entryId: text()
    .notNull()
    .unique()
    .references(() => entries.id),
  prize: text({ enum: prizes }).notNull(),
  createdAt: createdAt(),
})

/** How a category of a round was decided: by what, where the cut lay, which ties the rule broke, and why it departs. */
export const outcomes = pgTable(
  'outcomes',
  {
    roundId: text()
      .notNull()
      .references(() => rounds.id, { onDelete: 'cascade' }),
    categoryId: text()
      .notNull()
      .references(() => categories.id),
    decidesBy: text({ enum: ['raw', 'adjusted'] }).notNull(),
    chosen: integer().notNull(),
    ties: jsonb().$type<BrokenTie[]>().notNull(),
    departs: boolean().notNull(),
    reason: text().notNull().default(''),
    decidedBy: text()
      .notNull()
      .references(() => users.id),
    decidedAt: moment().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.roundId, t.categoryId] })],
)

/** Minutes as they were drawn up: what stands in them does not change when the award goes on. */
export const minutes = pgTable(
  'minutes',
  {
    id: id('minutes'),
    roundId: text()
      .notNull()
      .references(() => rounds.id, { onDelete: 'cascade' }),
    /** null for the minutes of the council */
    panelId: text().references(() => panels.id, { onDelete: 'cascade' }),
    letterhead: text({ enum: ['party', 'state'] }).notNull(),
    content: jsonb().$type<MinutesContent>().notNull(),
    /** SHA-256 of the scores they rest on, as `scoresText` writes them */
    dataHash: text().notNull(),
    createdBy: text()
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
  },
  (t) => [index('minutes_round').on(t.roundId, t.createdAt)],
)

/** What was published, as it was published: a later change of an entry does not rewrite it. */
export const publications = pgTable('publications', {
  id: id('publication'),
  editionId: text()
    .notNull()
    .references(() => editions.id),
  results: jsonb().$type<PublishedResult[]>().notNull(),
  publishedBy: text()
    .notNull()
    .references(() => users.id),
  publishedAt: createdAt(),
  retractedAt: moment(),
  retractionReason: text(),
})

export const exports = pgTable(
  'exports',
  {
    id: id('export'),
    editionId: text()
      .notNull()
      .references(() => editions.id),
    kind: text().$type<ExportKind>().notNull(),
    locale: text({ enum: ['vi', 'en'] }).notNull(),
    parameters: jsonb().$type<ExportParameters>().notNull().default({}),
    requestedBy: text()
      .notNull()
      .references(() => users.id),
    state: text({ enum: ['queued', 'running', 'done', 'failed', 'cancelled'] })
      .notNull()
      .default('queued'),
    progress: real().notNull().default(0),
    rows: integer(),
    bytes: bigint({ mode: 'number' }),
    /** parts that could not be taken in, by name */
    failures: text().array(),
    objectKey: text(),
    createdAt: createdAt(),
    finishedAt: moment(),
    expiresAt: moment(),
  },
  (t) => [index('exports_edition').on(t.editionId, t.createdAt)],
)

/** How many works an edition hopes for from a province, by the organizers' own word. */
export const participationTargets = pgTable(
  'participation_targets',
  {
    editionId: text()
      .notNull()
      .references(() => editions.id, { onDelete: 'cascade' }),
    frame: text().notNull(),
    code: text().notNull(),
    target: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.frame, t.code] }),
    foreignKey({ columns: [t.frame, t.code], foreignColumns: [provinces.frame, provinces.code] }),
    check('participation_targets_some', sql`${t.target} between 1 and 10000`),
  ],
)

export const reminders = pgTable(
  'reminders',
  {
    id: id('reminder'),
    userId: text()
      .notNull()
      .references(() => users.id),
    kind: text({ enum: ['judge', 'author'] }).notNull(),
    subjectId: text().notNull(),
    day: text().notNull(),
    sentBy: text().references(() => users.id),
    createdAt: createdAt(),
  },
  (t) => [unique('reminders_once_a_day').on(t.userId, t.kind, t.subjectId, t.day)],
)

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
    state: text({ enum: ['queued', 'kept', 'sending', 'sent', 'failed', 'uncertain', 'stopped'] })
      .notNull()
      .default('queued'),
    createdAt: createdAt(),
    sentAt: moment(),
  },
  (t) => [index('mail_messages_created').on(t.createdAt)],
)

/** Rows are only inserted. Keys and values are kept; sentences are made when shown. */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    at: createdAt(),
    actorId: text(),
    kind: text().notNull(),
    subjectId: text().notNull(),
    editionId: text(),
    details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [index('audit_events_subject').on(t.subjectId), index('audit_events_edition').on(t.editionId, t.id)],
)
