import { sql } from 'drizzle-orm'
import { bigint, bigserial, check, index, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { outcomes } from '#app/modules/audit/events.ts'
import { atLeast, createdAt, oneOf } from '../columns.ts'

/**
 * Rows are only inserted (trigger `audit_events_append_only`), and each is linked to the one before when its transaction
 * ends (`audit_events_linked`). Keys and values are kept; sentences are made when shown.
 */
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
    outcome: text({ enum: outcomes }).notNull().default('done'),
    /** salted, over what stands in `auditOrigins` for ninety days */
    originHash: text(),
  },
  (t) => [
    index('audit_events_at').on(t.at, t.id),
    index('audit_events_actor').on(t.actorId, t.at, t.id),
    index('audit_events_kind').on(t.kind, t.at, t.id),
    index('audit_events_of_subject').on(t.subjectId, t.at, t.id),
    index('audit_events_edition').on(t.editionId, t.id),
    oneOf(t.outcome, outcomes),
    // Kinds that are no longer written stay readable, so the list itself is not held against the rows.
    check('audit_events_kind_form', sql`${t.kind} ~ '^[a-z]+[.][a-zA-Z]+$'`),
  ],
)

const ofEvent = () =>
  bigint({ mode: 'number' })
    .notNull()
    .references(() => auditEvents.id, { onDelete: 'cascade' })

/** The name that was typed, the address and the device an event came from: taken out after ninety days. */
export const auditOrigins = pgTable(
  'audit_origins',
  {
    eventId: ofEvent().primaryKey(),
    name: text().notNull().default(''),
    address: text().notNull().default(''),
    device: text().notNull().default(''),
    salt: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('audit_origins_created').on(t.createdAt)],
)

/** The chain of events, written by the database itself; only added to. */
export const auditLinks = pgTable(
  'audit_links',
  {
    seq: bigint({ mode: 'number' }).primaryKey(),
    eventId: ofEvent(),
    hash: text().notNull(),
  },
  (t) => [
    unique('audit_links_event').on(t.eventId),
    atLeast(t.seq, 1),
    check('audit_links_hash_form', sql`${t.hash} ~ '^[0-9a-f]{64}$'`),
  ],
)
