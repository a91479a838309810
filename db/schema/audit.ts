import { sql } from 'drizzle-orm'
import { bigserial, check, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { createdAt } from '../columns.ts'

/** Rows are only inserted (trigger `audit_events_append_only`). Keys and values are kept; sentences are made when shown. */
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
  (t) => [
    index('audit_events_subject').on(t.subjectId),
    index('audit_events_edition').on(t.editionId, t.id),
    // Kinds that are no longer written stay readable, so the list itself is not held against the rows.
    check('audit_events_kind_form', sql`${t.kind} ~ '^[a-z]+[.][a-zA-Z]+$'`),
  ],
)
