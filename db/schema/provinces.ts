import { sql, type Column } from 'drizzle-orm'
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
import { outsideGroups } from '#app/modules/provinces/outside-groups.ts'
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

/**
 * Whatever a work, a role or a figure may belong to, as one key: a unit of a frame (`2025:56`), or one of the groups
 * outside the grid (`central`). A new unit gets its place by trigger `provinces_place` (migration 0050).
 */
export const places = pgTable(
  'places',
  {
    id: text().primaryKey(),
    frame: text(),
    code: text(),
    outside: text({ enum: outsideGroups }),
  },
  (t) => [
    foreignKey({
      name: 'places_unit',
      columns: [t.frame, t.code],
      foreignColumns: [provinces.frame, provinces.code],
    }).onDelete('cascade'),
    index('places_of_unit').on(t.frame, t.code),
    check(
      'places_one',
      sql`num_nulls(${t.frame}, ${t.code}) in (0, 2) and num_nonnulls(${t.outside}, ${t.code}) = 1`,
    ),
    check('places_named', sql`${t.id} = coalesce(${t.outside}, ${t.frame} || ':' || ${t.code})`),
    oneOf(t.outside, outsideGroups),
  ],
)

/** Filled from frame and code, or they from it, by a trigger `<table>_place` of migration 0050. */
export const ofPlace = () =>
  placeIfAny()
    .notNull()
    .default(sql`null`)
export const placeIfAny = () => text().references(() => places.id)

/** That a place and the frame and code beside it, which earlier releases write, are the same. */
export const placeAgrees = (name: string, place: Column, frame: Column, code: Column) =>
  check(`${name}_place_agrees`, sql`${place} is not distinct from ${frame} || ':' || ${code}`)

/** What a unit has been called and been since a day, within its frame: a new name, or from province to city. */
export const provinceChanges = pgTable(
  'province_changes',
  {
    frame: text().notNull(),
    code: text().notNull(),
    placeId: ofPlace(),
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
    placeAgrees('province_changes', t.placeId, t.frame, t.code),
    index('province_changes_place').on(t.placeId),
  ],
)

export const provinceSuccessions = pgTable(
  'province_successions',
  {
    fromFrame: text().notNull(),
    fromCode: text().notNull(),
    toFrame: text().notNull(),
    toCode: text().notNull(),
    fromPlaceId: ofPlace(),
    toPlaceId: ofPlace(),
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
    placeAgrees('province_successions_from', t.fromPlaceId, t.fromFrame, t.fromCode),
    placeAgrees('province_successions_to', t.toPlaceId, t.toFrame, t.toCode),
    index('province_successions_from_place').on(t.fromPlaceId),
    index('province_successions_to_place').on(t.toPlaceId),
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
    placeId: placeIfAny(),
    /** Proposed until it is approved or refused; a coordinator proposed it, or nobody did and a work named it. */
    approvedAt: moment(),
    proposedBy: text(),
    refusedAt: moment(),
    refusalReason: text().notNull().default(''),
    /** The agency this one was merged into, from a day on. */
    successorId: text().references((): AnyPgColumn => agencies.id),
    mergedOn: date({ mode: 'string' }),
    createdAt: createdAt(),
  },
  (t) => [
    index('agencies_place').on(t.provinceFrame, t.provinceCode),
    uniqueIndex('agencies_name').on(t.nameKey),
    index('agencies_successor_of').on(t.successorId),
    placeAgrees('agencies', t.placeId, t.provinceFrame, t.provinceCode),
    index('agencies_in_place').on(t.placeId),
    foreignKey({
      columns: [t.provinceFrame, t.provinceCode],
      foreignColumns: [provinces.frame, provinces.code],
    }),
    check(
      'agencies_successor',
      sql`(${t.successorId} is null) = (${t.mergedOn} is null) and ${t.successorId} <> ${t.id}`,
    ),
    oneOf(t.level, agencyLevels),
    check(
      'agencies_refused',
      sql`(${t.refusedAt} is null) = (${t.refusalReason} = '') and num_nonnulls(${t.approvedAt}, ${t.refusedAt}) < 2`,
    ),
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
