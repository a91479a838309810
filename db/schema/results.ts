import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
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
import { letterheads } from '#app/modules/documents/document.ts'
import type { MinutesContent } from '#app/modules/results/minutes.ts'
import type { BrokenTie } from '#app/modules/results/ranking.ts'
import { prizes, type PublishedResult } from '#app/modules/editions/prizes.ts'
import { rankingBases } from '#app/modules/judging/round.ts'
import { users } from './accounts.ts'
import { categories, editions } from './editions.ts'
import { entries } from './entries.ts'
import { ballotCandidates, ballots, panels, rounds } from './judging.ts'
import { atLeast, createdAt, id, moment, oneOf, together } from '../columns.ts'

/**
 * Prizes proposed, and given once the results are locked. Until landed code is gone the view `awards` (a migration has
 * it) shows them under the name they had.
 */
export const prizesGiven = pgTable(
  'prizes_given',
  {
    id: id('award'),
    editionId: text()
      .notNull()
      .references(() => editions.id, { onDelete: 'cascade' }),
    categoryId: text()
      .notNull()
      .references(() => categories.id),
    entryId: text()
      .notNull()
      .unique()
      .references(() => entries.id),
    prize: text({ enum: prizes }).notNull(),
    /** who proposed it, or counted the ballot that did; null where that was not kept */
    proposedBy: text().references(() => users.id),
    /** the ballot that elected it */
    ballotId: text().references(() => ballots.id),
    createdAt: createdAt(),
  },
  (t) => [
    index('prizes_given_edition').on(t.editionId, t.categoryId),
    index('prizes_given_category').on(t.categoryId),
    index('prizes_given_ballot').on(t.ballotId, t.entryId),
    index('prizes_given_proposed_by').on(t.proposedBy),
    foreignKey({
      name: 'prizes_given_as_entered',
      columns: [t.entryId, t.categoryId, t.editionId],
      foreignColumns: [entries.id, entries.categoryId, entries.editionId],
    }),
    foreignKey({
      name: 'prizes_given_candidate',
      columns: [t.ballotId, t.entryId],
      foreignColumns: [ballotCandidates.ballotId, ballotCandidates.entryId],
    }),
    oneOf(t.prize, prizes),
  ],
)

/** How a category of a round was decided: by what, where the cut lay, which ties the rule broke, and why it departs. */
export const outcomes = pgTable(
  'outcomes',
  {
    roundId: text()
      .notNull()
      .references(() => rounds.id, { onDelete: 'cascade' }),
    categoryId: text()
      .notNull()
      .references(() => categories.id),
    /** the round's; the trigger `outcomes_edition` fills it */
    editionId: text(),
    decidesBy: text({ enum: rankingBases }).notNull(),
    chosen: integer().notNull(),
    ties: jsonb().$type<BrokenTie[]>().notNull(),
    departs: boolean().notNull(),
    reason: text().notNull().default(''),
    decidedBy: text()
      .notNull()
      .references(() => users.id),
    decidedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.roundId, t.categoryId] }),
    index('outcomes_category').on(t.categoryId, t.editionId),
    foreignKey({
      name: 'outcomes_round_of_edition',
      columns: [t.roundId, t.editionId],
      foreignColumns: [rounds.id, rounds.editionId],
    }),
    foreignKey({
      name: 'outcomes_category_of_edition',
      columns: [t.categoryId, t.editionId],
      foreignColumns: [categories.id, categories.editionId],
    }),
    check('outcomes_edition_known', sql`${t.editionId} is not null`),
    oneOf(t.decidesBy, rankingBases),
    atLeast(t.chosen, 0),
  ],
)

/** Minutes as they were drawn up: what stands in them does not change when the award goes on. */
export const minutes = pgTable(
  'minutes',
  {
    id: id('minutes'),
    roundId: text()
      .notNull()
      .references(() => rounds.id),
    /** null for the minutes of the council */
    panelId: text().references(() => panels.id),
    letterhead: text({ enum: letterheads }).notNull(),
    content: jsonb().$type<MinutesContent>().notNull(),
    /** SHA-256 of the scores they rest on, as `scoresText` writes them */
    dataHash: text().notNull(),
    createdBy: text()
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
  },
  (t) => [
    index('minutes_round').on(t.roundId, t.createdAt),
    index('minutes_panel').on(t.panelId, t.roundId),
    foreignKey({
      name: 'minutes_panel_of_round',
      columns: [t.panelId, t.roundId],
      foreignColumns: [panels.id, panels.roundId],
    }),
    oneOf(t.letterhead, letterheads),
  ],
)

/**
 * What was published, as it was published: a later change of an entry does not rewrite it. Triggers number the versions
 * of an edition (`publications_versioned`) and name the entry of each result (`publications_entries`);
 * only the two columns of a retraction are ever written again, once (trigger `publications_append_only`).
 */
export const publications = pgTable(
  'publications',
  {
    id: id('publication'),
    editionId: text()
      .notNull()
      .references(() => editions.id),
    version: integer()
      .notNull()
      .$defaultFn(() => sql`default`),
    /** the version of before, which was retracted */
    supersedesId: text(),
    results: jsonb().$type<PublishedResult[]>().notNull(),
    publishedBy: text()
      .notNull()
      .references(() => users.id),
    publishedAt: createdAt(),
    retractedAt: moment(),
    retractionReason: text(),
  },
  (t) => [
    uniqueIndex('publications_one_live')
      .on(t.editionId)
      .where(sql`${t.retractedAt} is null`),
    together('publications_retracted', t.retractedAt, t.retractionReason),
    check('publications_days', sql`${t.retractedAt} >= ${t.publishedAt}`),
    unique('publications_of_edition').on(t.id, t.editionId),
    unique('publications_version').on(t.editionId, t.version),
    unique('publications_superseded_once').on(t.supersedesId, t.editionId),
    foreignKey({
      name: 'publications_supersedes',
      columns: [t.supersedesId, t.editionId],
      foreignColumns: [t.id, t.editionId],
    }),
    check('publications_first', sql`${t.version} >= 1 and (${t.version} = 1) = (${t.supersedesId} is null)`),
    index('publications_published_by').on(t.publishedBy),
  ],
)

/** What a winner's certificate is looked up by: one code a prize that was published, for good. */
export const certificates = pgTable(
  'certificates',
  {
    entryId: text()
      .primaryKey()
      .references(() => entries.id, { onDelete: 'cascade' }),
    code: text().notNull().unique(),
    /** the first publication that gave the prize; null where an earlier release made the code */
    publicationId: text().references(() => publications.id),
    createdAt: createdAt(),
  },
  (t) => [index('certificates_publication').on(t.publicationId)],
)
