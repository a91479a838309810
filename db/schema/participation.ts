import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { atLeast } from '../columns.ts'
import { editions } from './editions.ts'
import { ofPlace, placeAgrees, provinces } from './provinces.ts'

/** How many works an edition hopes for from a province, by the organizers' own word. */
export const participationTargets = pgTable(
  'participation_targets',
  {
    editionId: text()
      .notNull()
      .references(() => editions.id, { onDelete: 'cascade' }),
    frame: text().notNull(),
    code: text().notNull(),
    placeId: ofPlace(),
    target: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.frame, t.code] }),
    foreignKey({ columns: [t.frame, t.code], foreignColumns: [provinces.frame, provinces.code] }),
    placeAgrees('participation_targets', t.placeId, t.frame, t.code),
    index('participation_targets_place').on(t.placeId),
    check('participation_targets_some', sql`${t.target} between 1 and 10000`),
  ],
)

/** Totals of an edition held before this portal, or outside it, with where the figures stand. */
export const pastEditions = pgTable(
  'past_editions',
  {
    number: integer().primaryKey(),
    year: integer().notNull(),
    received: integer(),
    eligible: integer(),
    inFinal: integer(),
    prizes: integer(),
    /** the figure is "more than" or "about" */
    rough: boolean().notNull().default(false),
    source: text().notNull(),
  },
  (t) => [
    atLeast(t.number, 1),
    atLeast(t.received, 0),
    atLeast(t.eligible, 0),
    atLeast(t.inFinal, 0),
    atLeast(t.prizes, 0),
    check('past_editions_year', sql`${t.year} between 1900 and 2200`),
  ],
)

export const pastParticipation = pgTable(
  'past_participation',
  {
    number: integer()
      .notNull()
      .references(() => pastEditions.number, { onDelete: 'cascade' }),
    frame: text().notNull(),
    code: text().notNull(),
    placeId: ofPlace(),
    received: integer().notNull(),
    eligible: integer(),
    inFinal: integer(),
    prizes: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.number, t.frame, t.code] }),
    placeAgrees('past_participation', t.placeId, t.frame, t.code),
    index('past_participation_place').on(t.placeId),
    foreignKey({ columns: [t.frame, t.code], foreignColumns: [provinces.frame, provinces.code] }),
    atLeast(t.received, 0),
    atLeast(t.eligible, 0),
    atLeast(t.inFinal, 0),
    atLeast(t.prizes, 0),
  ],
)

export const populations = pgTable(
  'populations',
  {
    frame: text().notNull(),
    code: text().notNull(),
    placeId: ofPlace(),
    year: integer().notNull(),
    people: integer().notNull(),
    source: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.frame, t.code, t.year] }),
    foreignKey({ columns: [t.frame, t.code], foreignColumns: [provinces.frame, provinces.code] }),
    placeAgrees('populations', t.placeId, t.frame, t.code),
    index('populations_place').on(t.placeId),
    check('populations_some', sql`${t.people} > 0`),
  ],
)
