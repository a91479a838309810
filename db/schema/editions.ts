import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  date,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core'
import {
  mediaKinds,
  mediums,
  provinceViews,
  quotaPrizes,
  type MediaRequirement,
  type PrizeQuota,
} from '#app/modules/editions/edition.ts'
import { quoted } from '../quoted.ts'
import { address, atLeast, createdAt, id, languageCodes, moment, oneOf } from '../columns.ts'

/** Finds what asks for no kind of file that we know. */
const requirementPath = `'$[*] ? (!(${mediaKinds.map((kind) => `@.kind == "${kind}"`).join(' || ')}))'`

export const editions = pgTable(
  'editions',
  {
    id: id('edition'),
    number: integer().notNull().unique(),
    year: integer().notNull(),
    nameVi: text().notNull(),
    nameEn: text().notNull(),
    rulesVi: text().notNull().default(''),
    rulesEn: text().notNull().default(''),
    windowStart: date({ mode: 'string' }).notNull(),
    windowEnd: date({ mode: 'string' }).notNull(),
    opensAt: moment().notNull(),
    closesAt: moment().notNull(),
    graceMinutes: integer().notNull().default(60),
    maxParts: integer().notNull().default(5),
    twoThirdsRule: boolean().notNull().default(true),
    capPerAuthor: integer(),
    /** days after the deadline in which a work postmarked in time may still be entered */
    postmarkDays: integer().notNull().default(10),
    /** whether provinces rank and endorse their works, and how many each */
    endorsement: boolean().notNull().default(false),
    endorsementQuota: integer().notNull().default(20),
    /** what a coordinator sees of the other provinces */
    provincesSee: text({ enum: provinceViews }).notNull().default('rank'),
    /** whether the public page shows participation while the edition runs; once published it does */
    participationPublic: boolean().notNull().default(false),
    /** whether its judges need a second proof to sign in */
    judgeSecondFactor: boolean().notNull().default(false),
    /** where the secretariat is reached, in the foot of every page and of its letters; empty where it is not told */
    contactAddress: text().notNull().default(''),
    contactPhone: text().notNull().default(''),
    contactEmail: text().notNull().default(''),
    nextEntryNumber: integer().notNull().default(1),
    resultsLockedAt: moment(),
    publishedAt: moment(),
    createdAt: createdAt(),
  },
  (t) => [
    check('editions_window', sql`${t.windowStart} <= ${t.windowEnd}`),
    check('editions_opening', sql`${t.opensAt} < ${t.closesAt}`),
    check(
      'editions_endorsement',
      sql`${t.endorsementQuota} between 0 and 10000 and ${t.postmarkDays} between 0 and 60`,
    ),
    address(t.contactEmail),
    check('editions_contact', sql`length(${t.contactAddress}) <= 300 and length(${t.contactPhone}) <= 30`),
    check('editions_parts', sql`${t.maxParts} between 1 and 50`),
    oneOf(t.provincesSee, provinceViews),
    atLeast(t.number, 1),
    check('editions_year', sql`${t.year} between 1900 and 2200`),
    atLeast(t.graceMinutes, 0),
    atLeast(t.capPerAuthor, 1),
    atLeast(t.nextEntryNumber, 1),
    // That it is published exactly while it has a live publication is held by the trigger `editions_published_as_such`.
    check('editions_published_locked', sql`${t.publishedAt} is null or ${t.resultsLockedAt} is not null`),
  ],
)

export const categories = pgTable(
  'categories',
  {
    id: id('category'),
    editionId: text()
      .notNull()
      .references(() => editions.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    nameVi: text().notNull(),
    nameEn: text().notNull(),
    medium: text({ enum: mediums }).notNull(),
    /** what reading takes where the files tell neither duration nor pages */
    readingMinutes: integer().notNull().default(15),
    minutesPerPage: integer().notNull().default(2),
    /** null: any language */
    languages: text().array(),
    requirements: jsonb().$type<MediaRequirement[]>().notNull(),
    quota: jsonb().$type<PrizeQuota>().notNull(),
  },
  (t) => [
    unique('categories_position').on(t.editionId, t.position),
    check(
      'categories_reading_minutes',
      sql`${t.readingMinutes} between 1 and 600 and ${t.minutesPerPage} between 0 and 60`,
    ),
    unique('categories_of_edition').on(t.id, t.editionId),
    oneOf(t.medium, mediums),
    atLeast(t.position, 1),
    languageCodes(t.languages),
    check(
      'categories_requirements_known',
      sql`jsonb_typeof(${t.requirements}) = 'array' and not jsonb_path_exists(${t.requirements}, ${sql.raw(requirementPath)})`,
    ),
    check(
      'categories_quota_known',
      sql`jsonb_typeof(${t.quota}) = 'object' and ${t.quota} - array[${quoted(quotaPrizes)}] = '{}' and not jsonb_path_exists(${t.quota}, '$.* ? (@.type() != "number" || @ < 0)')`,
    ),
  ],
)

/** What a category asks for of a kind of file; triggers keep the column `requirements` in step, for landed code. */
export const categoryFiles = pgTable(
  'category_files',
  {
    categoryId: text()
      .notNull()
      .references(() => categories.id, { onDelete: 'cascade' }),
    kind: text({ enum: mediaKinds }).notNull(),
    position: integer().notNull(),
    required: boolean().notNull(),
    maxCount: integer().notNull(),
    maxBytes: bigint({ mode: 'number' }).notNull(),
    /** null: every ending of the kind */
    types: text().array(),
    maxMinutes: integer(),
    minPixels: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.categoryId, t.kind] }),
    oneOf(t.kind, mediaKinds),
    atLeast(t.position, 1),
    check(
      'category_files_limits',
      sql`${t.maxCount} >= 0 and ${t.maxBytes} >= 0 and coalesce(${t.maxMinutes}, 0) >= 0 and coalesce(${t.minPixels}, 0) >= 0`,
    ),
  ],
)

/** How many of a prize a category has; triggers keep the column `quota` in step, for landed code. */
export const prizeQuotas = pgTable(
  'prize_quotas',
  {
    categoryId: text()
      .notNull()
      .references(() => categories.id, { onDelete: 'cascade' }),
    prize: text({ enum: quotaPrizes }).notNull(),
    places: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.categoryId, t.prize] }),
    oneOf(t.prize, quotaPrizes),
    atLeast(t.places, 0),
  ],
)

export const criteria = pgTable(
  'criteria',
  {
    id: id('criterion'),
    categoryId: text()
      .notNull()
      .references(() => categories.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    nameVi: text().notNull(),
    nameEn: text().notNull(),
    guidanceVi: text().notNull().default(''),
    guidanceEn: text().notNull().default(''),
    /** hundredths of a point */
    maxPoints: integer().notNull(),
  },
  (t) => [
    unique('criteria_position').on(t.categoryId, t.position),
    check('criteria_max_points', sql`${t.maxPoints} between 1 and 100000`),
    atLeast(t.position, 1),
  ],
)
