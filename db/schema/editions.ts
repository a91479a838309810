import { sql } from 'drizzle-orm'
import { boolean, check, date, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
import {
  provinceViews,
  type MediaRequirement,
  type Medium,
  type PrizeQuota,
} from '#app/modules/editions/edition.ts'
import { createdAt, id, moment } from '../columns.ts'

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
    check('editions_parts', sql`${t.maxParts} between 1 and 50`),
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
    medium: text().$type<Medium>().notNull(),
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
  ],
)
