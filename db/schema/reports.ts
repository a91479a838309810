import { foreignKey, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { users } from './accounts.ts'
import { editions } from './editions.ts'
import { placeAgrees, placeIfAny, provinceFrames, provinces } from './provinces.ts'
import { atLeast, createdAt, id } from '../columns.ts'

const ofEdition = () =>
  text()
    .notNull()
    .references(() => editions.id, { onDelete: 'cascade' })
const ofUser = () =>
  text()
    .notNull()
    .references(() => users.id)

/** A report as it was drawn up: what it asked for, the figures of that moment, and its wording as edited since. */
export const reports = pgTable(
  'reports',
  {
    id: id('report'),
    editionId: ofEdition(),
    frame: text().notNull(),
    code: text(),
    /** null where it is about all provinces of the frame */
    placeId: placeIfAny(),
    ask: jsonb().$type<Record<string, string>>().notNull(),
    figures: jsonb().notNull(),
    wording: jsonb().$type<Record<string, string>>().notNull().default({}),
    takenAt: createdAt(),
    createdBy: ofUser(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index('reports_edition').on(t.editionId, t.takenAt),
    foreignKey({ columns: [t.frame], foreignColumns: [provinceFrames.frame] }),
    foreignKey({ columns: [t.frame, t.code], foreignColumns: [provinces.frame, provinces.code] }),
    atLeast(t.version, 1),
    placeAgrees('reports', t.placeId, t.frame, t.code),
    index('reports_place').on(t.placeId),
  ],
)
