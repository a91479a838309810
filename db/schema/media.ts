import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { entries } from './entries.ts'
import { createdAt, id, moment } from '../columns.ts'

const ofEntry = () =>
  text()
    .notNull()
    .references(() => entries.id, { onDelete: 'cascade' })

export const media = pgTable(
  'media',
  {
    id: id('media'),
    entryId: ofEntry(),
    kind: text({ enum: ['pdf', 'image', 'audio', 'video'] }).notNull(),
    name: text().notNull(),
    bytes: bigint({ mode: 'number' }).notNull(),
    mime: text().notNull(),
    /** Tells the browser that a file chosen again is the one whose upload was cut: name, size and last change. */
    fingerprint: text().notNull(),
    objectKey: text().notNull().unique(),
    uploadId: text(),
    partBytes: integer().notNull(),
    state: text({ enum: ['uploading', 'complete', 'removed'] })
      .notNull()
      .default('uploading'),
    sha256: text(),
    durationSeconds: integer(),
    /** of a PDF */
    pages: integer(),
    width: integer(),
    height: integer(),
    startedAt: createdAt(),
    completedAt: moment(),
  },
  (t) => [
    index('media_entry').on(t.entryId),
    check('media_bytes', sql`${t.bytes} > 0`),
    check('media_complete', sql`(${t.state} = 'complete') <= (${t.completedAt} is not null)`),
  ],
)
