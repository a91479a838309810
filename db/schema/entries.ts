import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { Said } from '#app/modules/entries/asked.ts'
import { genres, mediaKinds } from '#app/modules/editions/edition.ts'
import {
  authorKinds,
  authorStandings,
  entryStates,
  mediaStates,
  rowKinds,
  scanVerdicts,
  sections,
} from '#app/modules/entries/entry.ts'
import { screeningDecisions, screeningReasons } from '#app/modules/entries/screening-reasons.ts'
import { outsideGroups } from '#app/modules/provinces/outside-groups.ts'
import { address, atLeast, createdAt, eachOf, id, moment, oneOf, together } from '../columns.ts'
import { personIfAny, users } from './accounts.ts'
import { categories, editions } from './editions.ts'
import { agencies, placeIfAny, provinces } from './provinces.ts'

export const entries = pgTable(
  'entries',
  {
    id: id('entry'),
    editionId: text()
      .notNull()
      .references(() => editions.id),
    categoryId: text().references(() => categories.id),
    ownerId: text()
      .notNull()
      .references(() => users.id),
    state: text({ enum: entryStates }).notNull().default('draft'),
    number: integer(),
    version: integer().notNull().default(1),
    title: text().notNull().default(''),
    originalTitle: text().notNull().default(''),
    language: text().notNull().default('vi'),
    genre: text().notNull().default(''),
    summary: text().notNull().default(''),
    searchKey: text().notNull().default(''),
    agencyId: text().references(() => agencies.id),
    /** The agency as typed, while it is not (yet) one we know. */
    agencyText: text().notNull().default(''),
    /** Where the entry counts: a province of the frame of its day, or a group outside the grid, or not yet known. */
    placeId: placeIfAny(),
    /** The same in the columns that earlier releases read and write. */
    provinceFrame: text(),
    provinceCode: text(),
    bucket: text({ enum: outsideGroups }),
    /** The author's own place, asked for where there is no agency: `p:<code>`, `overseas`, `foreign` or ''. */
    ownPlace: text().notNull().default(''),
    submittedAt: moment(),
    /** when it was last handed in again after it had been returned */
    supplementedAt: moment(),
    /** the day on the postmark, and the day it came, of a dossier that came by post: they decide what is late */
    postmarkedOn: date({ mode: 'string' }),
    receivedOn: date({ mode: 'string' }),
    receiptCode: text().unique(),
    screeningReason: text(),
    screeningNote: text().notNull().default(''),
    returnUntil: moment(),
    returnFields: text().array(),
    /** until when a draft that was withdrawn may be put back */
    restsUntil: moment(),
    createdAt: createdAt(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('entries_number').on(t.editionId, t.number),
    index('entries_owner').on(t.ownerId),
    index('entries_agency').on(t.agencyId),
    // entries_search_trgm: where the server has trigrams (the last migration of indexes says when)
    index('entries_state').on(t.editionId, t.state, t.number),
    foreignKey({
      columns: [t.provinceFrame, t.provinceCode],
      foreignColumns: [provinces.frame, provinces.code],
    }),
    check(
      'entries_place_agrees',
      sql`${t.placeId} is not distinct from coalesce(${t.bucket}, ${t.provinceFrame} || ':' || ${t.provinceCode})`,
    ),
    index('entries_in_place').on(t.editionId, t.placeId),
    index('entries_of_place').on(t.placeId),
    check('entries_one_place', sql`${t.bucket} is null or ${t.provinceCode} is null`),
    check(
      'entries_submitted_whole',
      sql`${t.state} in ('draft', 'withdrawn') or (${t.number} is not null and ${t.submittedAt} is not null and ${t.categoryId} is not null)`,
    ),
    check('entries_ineligible_reason', sql`${t.state} <> 'ineligible' or ${t.screeningReason} is not null`),
    check('entries_returned_until', sql`${t.state} <> 'returned' or ${t.returnUntil} is not null`),
    check('entries_rest_withdrawn', sql`${t.restsUntil} is null or ${t.state} = 'withdrawn'`),
    unique('entries_of_edition').on(t.id, t.editionId),
    unique('entries_of_category').on(t.id, t.categoryId, t.editionId),
    index('entries_category').on(t.categoryId, t.editionId),
    index('entries_place').on(t.editionId, t.provinceFrame, t.provinceCode),
    foreignKey({
      name: 'entries_category_of_edition',
      columns: [t.categoryId, t.editionId],
      foreignColumns: [categories.id, categories.editionId],
    }),
    together('entries_frame', t.provinceFrame, t.provinceCode),
    oneOf(t.state, entryStates),
    oneOf(t.bucket, outsideGroups),
    oneOf(t.genre, ['', ...genres]),
    oneOf(t.screeningReason, screeningReasons),
    eachOf(t.returnFields, sections),
    check('entries_language', sql`${t.language} ~ '^[a-z]{2,3}$'`),
    check('entries_own_place', sql`${t.ownPlace} ~ '^(|overseas|foreign|p:[0-9]{2})$'`),
    check('entries_days', sql`${t.postmarkedOn} <= ${t.receivedOn}`),
    atLeast(t.number, 1),
    atLeast(t.version, 1),
  ],
)

const ofEntry = () =>
  text()
    .notNull()
    .references(() => entries.id, { onDelete: 'cascade' })

/**
 * Every decision about an entry, row by row: rows are only added (trigger `screenings_append_only`), and where code of an
 * earlier release decides, the trigger `entries_screened` adds the row. The entry's own columns hold the last one.
 */
export const screenings = pgTable(
  'screenings',
  {
    id: id('screening'),
    entryId: text()
      .notNull()
      .references(() => entries.id),
    decision: text({ enum: screeningDecisions }).notNull(),
    reason: text({ enum: screeningReasons }),
    /** null where it was overwritten before decisions were kept */
    note: text(),
    returnUntil: moment(),
    returnFields: text().array(),
    by: text().references(() => users.id),
    at: createdAt(),
  },
  (t) => [
    index('screenings_entry').on(t.entryId, t.at),
    index('screenings_by').on(t.by),
    oneOf(t.decision, screeningDecisions),
    oneOf(t.reason, screeningReasons),
    eachOf(t.returnFields, sections),
    check('screenings_reason_of', sql`${t.decision} = 'ineligible' or ${t.reason} is null`),
    check(
      'screenings_return',
      sql`num_nulls(${t.returnUntil}, ${t.returnFields}) in (0, 2) and (${t.decision} = 'returned' or ${t.returnUntil} is null)`,
    ),
  ],
)

/**
 * What was asked for with a return, one row a section or a field, a row or a file (`target`) of it; `was` is what stood
 * there then, `became` what was handed in, `keptWhy` why its author left it as it was.
 */
export const returnAsks = pgTable(
  'return_asks',
  {
    id: id('ask'),
    entryId: ofEntry(),
    /** the moment of the return, as its row of `screenings` has it */
    at: createdAt(),
    position: integer().notNull(),
    section: text({ enum: sections }).notNull(),
    target: text().notNull().default(''),
    reason: text().notNull().default(''),
    was: jsonb().$type<Said>().notNull(),
    keptWhy: text().notNull().default(''),
    became: jsonb().$type<Said>(),
    answeredAt: moment(),
  },
  (t) => [
    unique('return_asks_once').on(t.entryId, t.at, t.position),
    oneOf(t.section, sections),
    atLeast(t.position, 1),
    together('return_asks_answered', t.became, t.answeredAt),
  ],
)

export const entryAuthors = pgTable(
  'entry_authors',
  {
    id: id('author'),
    entryId: ofEntry(),
    /** null for an organisation */
    personId: personIfAny(),
    position: integer().notNull(),
    kind: text({ enum: authorKinds }).notNull().default('person'),
    name: text().notNull().default(''),
    nameKey: text().notNull().default(''),
    /** member of the press, other, Vietnamese abroad, foreigner; empty while not told */
    standing: text({ enum: authorStandings }).notNull().default(''),
    penName: text().notNull().default(''),
    jobTitle: text().notNull().default(''),
    unit: text().notNull().default(''),
    phone: text().notNull().default(''),
    email: text().notNull().default(''),
    address: text().notNull().default(''),
  },
  (t) => [
    index('entry_authors_entry').on(t.entryId),
    index('entry_authors_name').on(t.nameKey),
    // deferrable, so that two may change places
    unique('entry_authors_position').on(t.entryId, t.position),
    index('entry_authors_email')
      .on(sql`lower(${t.email})`)
      .where(sql`${t.email} <> ''`),
    oneOf(t.kind, authorKinds),
    oneOf(t.standing, authorStandings),
    atLeast(t.position, 1),
    address(t.email),
    index('entry_authors_of_person').on(t.personId),
    index('entry_authors_of_address')
      .on(sql`lower(${t.email})`, t.nameKey)
      .where(sql`${t.email} <> ''`),
    check('entry_authors_person', sql`(${t.kind} = 'person') = (${t.personId} is not null)`),
  ],
)

/**
 * The agencies an entry comes from. One leads: that of the entry's own columns, which the triggers `entries_…_lead` carry
 * over and `entry_agencies_in_step` holds against them at the end of the transaction.
 */
export const entryAgencies = pgTable(
  'entry_agencies',
  {
    entryId: ofEntry(),
    position: integer().notNull(),
    agencyId: text().references(() => agencies.id),
    /** as typed, while it is not (yet) one we know */
    text: text().notNull().default(''),
    lead: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.entryId, t.position] }),
    unique('entry_agencies_once').on(t.entryId, t.agencyId),
    uniqueIndex('entry_agencies_one_lead')
      .on(t.entryId)
      .where(sql`${t.lead}`),
    index('entry_agencies_agency').on(t.agencyId, t.entryId),
    atLeast(t.position, 1),
    check('entry_agencies_some', sql`${t.agencyId} is not null or ${t.text} <> ''`),
  ],
)

export const entryParts = pgTable(
  'entry_parts',
  {
    id: id('part'),
    entryId: ofEntry(),
    position: integer().notNull(),
    title: text().notNull().default(''),
    publishedOn: date({ mode: 'string' }),
    outlet: text().notNull().default(''),
    url: text().notNull().default(''),
    minutes: integer(),
  },
  (t) => [
    index('entry_parts_entry').on(t.entryId),
    // deferrable
    unique('entry_parts_position').on(t.entryId, t.position),
    atLeast(t.position, 1),
    atLeast(t.minutes, 1),
  ],
)

export const priorAwards = pgTable(
  'prior_awards',
  {
    id: id('priorAward'),
    entryId: ofEntry(),
    position: integer().notNull(),
    name: text().notNull().default(''),
    level: text().notNull().default(''),
    organiser: text().notNull().default(''),
    awardedOn: text().notNull().default(''),
  },
  (t) => [
    index('prior_awards_entry').on(t.entryId),
    // deferrable
    unique('prior_awards_position').on(t.entryId, t.position),
    atLeast(t.position, 1),
  ],
)

/** Rows that were deleted from a dossier and can be put back, by what they said. */
export const removedRows = pgTable(
  'removed_rows',
  {
    /** the row's own */
    id: text().primaryKey(),
    entryId: ofEntry(),
    kind: text({ enum: rowKinds }).notNull(),
    position: integer().notNull(),
    row: jsonb().$type<Record<string, string | number | null>>().notNull(),
    restsUntil: moment().notNull(),
  },
  (t) => [
    index('removed_rows_entry').on(t.entryId, t.kind),
    index('removed_rows_rests').on(t.restsUntil),
    oneOf(t.kind, rowKinds),
    atLeast(t.position, 1),
  ],
)

/** A file of a dossier; module `media` moves its bytes between browser and bucket. */
export const media = pgTable(
  'media',
  {
    id: id('media'),
    entryId: ofEntry(),
    kind: text({ enum: mediaKinds }).notNull(),
    name: text().notNull(),
    bytes: bigint({ mode: 'number' }).notNull(),
    mime: text().notNull(),
    /** Tells the browser that a file chosen again is the one whose upload was cut: name, size and last change. */
    fingerprint: text().notNull(),
    objectKey: text().notNull().unique(),
    uploadId: text(),
    partBytes: integer().notNull(),
    state: text({ enum: mediaStates }).notNull().default('uploading'),
    /** does not fit the category it was last saved or handed in under: no part of what is handed in */
    aside: boolean().notNull().default(false),
    /** of what was deleted: until then its bytes stay, and it can be put back */
    restsUntil: moment(),
    sha256: text(),
    /** what the virus scanner said; null as long as it was not asked */
    scan: text({ enum: scanVerdicts }),
    scannedAt: moment(),
    /** the scanner's name of what it found */
    infection: text(),
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
    index('media_resting')
      .on(t.entryId, t.restsUntil)
      .where(sql`${t.restsUntil} is not null`),
    check(
      'media_scanned',
      sql`(${t.scan} is null) = (${t.scannedAt} is null)
        and (${t.scan} is not distinct from 'infected') = (${t.infection} is not null)`,
    ),
    oneOf(t.scan, scanVerdicts),
    check('media_bytes', sql`${t.bytes} > 0`),
    check('media_complete', sql`(${t.state} = 'complete') <= (${t.completedAt} is not null)`),
    check('media_upload', sql`(${t.state} = 'uploading') = (${t.uploadId} is not null)`),
    oneOf(t.kind, mediaKinds),
    oneOf(t.state, mediaStates),
    atLeast(t.partBytes, 1),
    atLeast(t.durationSeconds, 0),
    atLeast(t.pages, 0),
    atLeast(t.width, 1),
    atLeast(t.height, 1),
  ],
)
