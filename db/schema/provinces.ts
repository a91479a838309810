import { boolean, date, foreignKey, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { createdAt, id, moment } from '../columns.ts'

/** The set of provincial units in force during a period; a province is known by (frame, code) only. */
export const provinceFrames = pgTable('province_frames', {
  frame: text({ enum: ['2004', '2025'] }).primaryKey(),
  validFrom: date({ mode: 'string' }).notNull(),
  validTo: date({ mode: 'string' }),
  decision: text().notNull(),
})

export const provinces = pgTable(
  'provinces',
  {
    frame: text({ enum: ['2004', '2025'] })
      .notNull()
      .references(() => provinceFrames.frame),
    code: text().notNull(),
    name: text().notNull(),
    nameKey: text().notNull(),
    isCity: boolean().notNull(),
  },
  (t) => [primaryKey({ columns: [t.frame, t.code] })],
)

export const provinceSuccessions = pgTable(
  'province_successions',
  {
    fromFrame: text({ enum: ['2004', '2025'] }).notNull(),
    fromCode: text().notNull(),
    toFrame: text({ enum: ['2004', '2025'] }).notNull(),
    toCode: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.fromFrame, t.fromCode, t.toFrame] }),
    foreignKey({ columns: [t.fromFrame, t.fromCode], foreignColumns: [provinces.frame, provinces.code] }),
    foreignKey({ columns: [t.toFrame, t.toCode], foreignColumns: [provinces.frame, provinces.code] }),
  ],
)

export const agencies = pgTable(
  'agencies',
  {
    id: id('agency'),
    name: text().notNull(),
    nameKey: text().notNull(),
    level: text({ enum: ['central', 'provincial', 'foreign'] }).notNull(),
    governingBody: text().notNull().default(''),
    provinceFrame: text({ enum: ['2004', '2025'] }),
    provinceCode: text(),
    approvedAt: moment(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('agencies_name').on(t.nameKey),
    foreignKey({
      columns: [t.provinceFrame, t.provinceCode],
      foreignColumns: [provinces.frame, provinces.code],
    }),
  ],
)
