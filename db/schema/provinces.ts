import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core'
import { agencyLevels } from '#app/modules/provinces/agency.ts'
import { createdAt, id, moment, oneOf, together } from '../columns.ts'

/** The set of provincial units in force during a period; a province is known by (frame, code) only. */
export const provinceFrames = pgTable(
  'province_frames',
  {
    frame: text().primaryKey(),
    validFrom: date({ mode: 'string' }).notNull(),
    validTo: date({ mode: 'string' }),
    decision: text().notNull(),
  },
  (t) => [
    // Two frames are never in force at once: exclusion `province_frames_one_at_a_time`.
    check('province_frames_days', sql`${t.validFrom} <= ${t.validTo}`),
  ],
)

export const provinces = pgTable(
  'provinces',
  {
    frame: text()
      .notNull()
      .references(() => provinceFrames.frame),
    code: text().notNull(),
    name: text().notNull(),
    nameKey: text().notNull(),
    isCity: boolean().notNull(),
  },
  (t) => [primaryKey({ columns: [t.frame, t.code] })],
)

/** What a unit has been called and been since a day, within its frame: a new name, or from province to city. */
export const provinceChanges = pgTable(
  'province_changes',
  {
    frame: text().notNull(),
    code: text().notNull(),
    since: date({ mode: 'string' }).notNull(),
    name: text().notNull(),
    isCity: boolean().notNull(),
    decision: text().notNull(),
    recordedBy: text(),
    recordedAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.frame, t.code, t.since] }),
    foreignKey({ columns: [t.frame, t.code], foreignColumns: [provinces.frame, provinces.code] }),
  ],
)

export const provinceSuccessions = pgTable(
  'province_successions',
  {
    fromFrame: text().notNull(),
    fromCode: text().notNull(),
    toFrame: text().notNull(),
    toCode: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.fromFrame, t.fromCode, t.toFrame, t.toCode] }),
    foreignKey({ columns: [t.fromFrame, t.fromCode], foreignColumns: [provinces.frame, provinces.code] }),
    foreignKey({ columns: [t.toFrame, t.toCode], foreignColumns: [provinces.frame, provinces.code] }),
    index('province_successions_to').on(t.toFrame, t.toCode),
    check(
      'province_successions_another',
      sql`(${t.fromFrame}, ${t.fromCode}) <> (${t.toFrame}, ${t.toCode})`,
    ),
  ],
)

export const agencies = pgTable(
  'agencies',
  {
    id: id('agency'),
    name: text().notNull(),
    nameKey: text().notNull(),
    level: text({ enum: agencyLevels }).notNull(),
    governingBody: text().notNull().default(''),
    provinceFrame: text(),
    provinceCode: text(),
    approvedAt: moment(),
    /** The agency this one was merged into, from a day on. */
    successorId: text().references((): AnyPgColumn => agencies.id),
    mergedOn: date({ mode: 'string' }),
    createdAt: createdAt(),
  },
  (t) => [
    index('agencies_place').on(t.provinceFrame, t.provinceCode),
    uniqueIndex('agencies_name').on(t.nameKey),
    index('agencies_successor_of').on(t.successorId),
    foreignKey({
      columns: [t.provinceFrame, t.provinceCode],
      foreignColumns: [provinces.frame, provinces.code],
    }),
    check(
      'agencies_successor',
      sql`(${t.successorId} is null) = (${t.mergedOn} is null) and ${t.successorId} <> ${t.id}`,
    ),
    oneOf(t.level, agencyLevels),
    together('agencies_frame', t.provinceFrame, t.provinceCode),
    // No circle of successors, no name that is another's alias: triggers `agencies_no_circle`, `agencies_one_name`.
  ],
)

/** Names by which an agency was or is also known: each finds it. */
export const agencyNames = pgTable(
  'agency_names',
  {
    agencyId: text()
      .notNull()
      .references(() => agencies.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    nameKey: text().notNull().unique(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.nameKey] })],
)
