import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, real, text, uniqueIndex } from 'drizzle-orm/pg-core'
import {
  allExportKinds,
  exportKinds,
  exportStates,
  type ExportParameters,
} from '#app/modules/exports/kinds.ts'
import { locales } from '#app/modules/text/locale.ts'
import { users } from './accounts.ts'
import { editions } from './editions.ts'
import { atLeast, createdAt, id, moment, oneOf } from '../columns.ts'

const ofEdition = () =>
  text()
    .notNull()
    .references(() => editions.id, { onDelete: 'cascade' })
const ofUser = () =>
  text()
    .notNull()
    .references(() => users.id)

export const exports = pgTable(
  'exports',
  {
    id: id('export'),
    /** null for what somebody takes of their own data */
    editionId: text().references(() => editions.id),
    kind: text({ enum: allExportKinds }).notNull(),
    locale: text({ enum: locales }).notNull(),
    parameters: jsonb().$type<ExportParameters>().notNull().default({}),
    requestedBy: text()
      .notNull()
      .references(() => users.id),
    state: text({ enum: exportStates }).notNull().default('queued'),
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
  (t) => [
    index('exports_edition').on(t.editionId, t.createdAt),
    index('exports_own')
      .on(t.requestedBy, t.createdAt)
      .where(sql`${t.editionId} is null`),
    check('exports_own_data', sql`(${t.kind} = 'ownData') = (${t.editionId} is null)`),
    oneOf(t.kind, allExportKinds),
    oneOf(t.locale, locales),
    oneOf(t.state, exportStates),
    check('exports_progress', sql`${t.progress} between 0 and 1`),
    atLeast(t.rows, 0),
    atLeast(t.bytes, 0),
  ],
)

/** What an organizer takes out again and again, under a name. */
export const exportPresets = pgTable(
  'export_presets',
  {
    id: id('preset'),
    editionId: ofEdition(),
    name: text().notNull(),
    kind: text().notNull(),
    parameters: jsonb().$type<Record<string, string>>().notNull(),
    createdBy: ofUser(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('export_presets_name').on(t.editionId, t.name), oneOf(t.kind, exportKinds)],
)
