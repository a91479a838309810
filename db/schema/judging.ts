import { sql } from 'drizzle-orm'
import {
  bigserial,
  boolean,
  check,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  pgView,
  primaryKey,
  real,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { PlanOutcome } from '#app/modules/judging/assignment/outcome.ts'
import { endReasons } from '#app/modules/judging/reading.ts'
import { roundMoveNames } from '#app/modules/judging/round-moves.ts'
import { tieBreaks } from '#app/modules/judging/ties.ts'
import { ballotKinds, ballotStates, type BallotCount } from '#app/modules/judging/ballot.ts'
import {
  conflictOrigins,
  planStates,
  rankingBases,
  roundKinds,
  roundStates,
  stages,
} from '#app/modules/judging/round.ts'
import { prizes } from '#app/modules/editions/prizes.ts'
import { sheetFlags, sheetStates, sheetWrites, type SheetFlag } from '#app/modules/judging/scoring.ts'
import { atLeast, createdAt, eachOf, id, languageCodes, listOf, moment, oneOf, together } from '../columns.ts'
import { users } from './accounts.ts'
import { categories, criteria, editions } from './editions.ts'
import { entries } from './entries.ts'
import { agencies } from './provinces.ts'

export const rounds = pgTable(
  'rounds',
  {
    id: id('round'),
    editionId: text()
      .notNull()
      .references(() => editions.id),
    stage: text({ enum: stages }).notNull(),
    /** scored by sheets, or decided by secret ballots */
    kind: text({ enum: roundKinds }).notNull().default('scoring'),
    /** of a ballot: the share of the panel that must vote, and of the papers a work must have more than; in percent */
    quorum: integer().notNull().default(67),
    majority: integer().notNull().default(50),
    blind: boolean().notNull().default(true),
    /** what a ranking of the round is by; cannot be changed once it is open */
    decidesBy: text({ enum: rankingBases }).notNull().default('raw'),
    /** how equal works are told apart, one after the other */
    tieRule: text({ enum: tieBreaks }).array().notNull().default(['mainCriterion', 'spread', 'council']),
    /** whether a judge keeps away from entries of the province of the own agency */
    sameProvince: boolean().notNull().default(false),
    readings: integer().notNull().default(3),
    opensAt: moment().notNull(),
    closesAt: moment().notNull(),
    state: text({ enum: roundStates }).notNull().default('forming'),
    closedAt: moment(),
    createdAt: createdAt(),
    /** the place in the order of the edition's rounds, from 1; 0 is put behind all others as it is written */
    number: integer().notNull().default(0),
    /** how it is called where its stage alone does not tell; '' by its stage */
    nameVi: text().notNull().default(''),
    nameEn: text().notNull().default(''),
    /** the round of the same edition whose works go on to this one */
    followsId: text(),
  },
  (t) => [
    // In the migrations alone: `rounds_number` (edition and number, unique and deferrable), the trigger
    // `rounds_come_last`, and `rounds_follow_upwards`, by which a round follows one of a lower number.
    unique('rounds_of_edition').on(t.id, t.editionId),
    foreignKey({
      name: 'rounds_follows_of_edition',
      columns: [t.followsId, t.editionId],
      foreignColumns: [t.id, t.editionId],
    }),
    index('rounds_follows').on(t.followsId),
    check('rounds_number_positive', sql`${t.number} > 0`),
    check('rounds_follows_another', sql`${t.followsId} <> ${t.id}`),
    check('rounds_opening', sql`${t.opensAt} < ${t.closesAt}`),
    check('rounds_ballots', sql`${t.quorum} between 1 and 100 and ${t.majority} between 1 and 99`),
    check('rounds_readings', sql`${t.readings} between 1 and 20`),
    check('rounds_closed', sql`(${t.state} = 'closed') = (${t.closedAt} is not null)`),
    oneOf(t.stage, stages),
    oneOf(t.kind, roundKinds),
    oneOf(t.state, roundStates),
    oneOf(t.decidesBy, rankingBases),
    eachOf(t.tieRule, tieBreaks),
    check('rounds_tie_rule_some', sql`cardinality(${t.tieRule}) > 0`),
  ],
)

/** What was done with a round, in its order. The trigger `round_moves_append_only` lets rows only be inserted. */
export const roundMoves = pgTable(
  'round_moves',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    roundId: text()
      .notNull()
      .references(() => rounds.id),
    move: text({ enum: roundMoveNames }).notNull(),
    at: createdAt(),
    /** null where nobody knows any more */
    by: text().references(() => users.id),
    reason: text().notNull().default(''),
    /** until when it is open by this move; null where it is closed by it, or nobody knows any more */
    closesAt: moment(),
  },
  (t) => [
    index('round_moves_round').on(t.roundId, t.at),
    index('round_moves_by').on(t.by),
    oneOf(t.move, roundMoveNames),
    check('round_moves_reason', sql`${t.move} in ('opened', 'unopened', 'closed') or ${t.reason} <> ''`),
    check(
      'round_moves_closes',
      sql`case ${t.move} when 'closed' then ${t.closesAt} is null when 'unopened' then ${t.closesAt} is null
        when 'opened' then true
        else ${t.closesAt} is not null end`,
    ),
  ],
)

/** The works that came to a final, of every round of that stage. */
export const finalists = pgView('finalists', {
  editionId: text().notNull(),
  roundId: text().notNull(),
  entryId: text().notNull(),
}).existing()

const ofRound = () =>
  text()
    .notNull()
    .references(() => rounds.id, { onDelete: 'cascade' })

export const roundEntries = pgTable(
  'round_entries',
  {
    roundId: ofRound(),
    entryId: text()
      .notNull()
      .references(() => entries.id),
    /** the round's; the trigger `round_entries_edition` fills it */
    editionId: text(),
  },
  (t) => [
    primaryKey({ columns: [t.roundId, t.entryId] }),
    index('round_entries_entry').on(t.entryId, t.editionId),
    foreignKey({
      name: 'round_entries_round_of_edition',
      columns: [t.roundId, t.editionId],
      foreignColumns: [rounds.id, rounds.editionId],
    }),
    foreignKey({
      name: 'round_entries_entry_of_edition',
      columns: [t.entryId, t.editionId],
      foreignColumns: [entries.id, entries.editionId],
    }),
    check('round_entries_edition_known', sql`${t.editionId} is not null`),
  ],
)

export const panels = pgTable(
  'panels',
  {
    id: id('panel'),
    roundId: ofRound(),
    position: integer().notNull(),
    name: text().notNull(),
    /** whether judges of the round's other panels may read its entries too */
    open: boolean().notNull().default(false),
    /** the chair's signature under the panel's list, over the hash of the scores it rests on */
    signedOffAt: moment(),
    signedOffBy: text().references(() => users.id),
    signedOffHash: text(),
  },
  (t) => [
    // deferrable
    unique('panels_position').on(t.roundId, t.position),
    unique('panels_of_round').on(t.id, t.roundId),
    atLeast(t.position, 1),
    together('panels_signed_off', t.signedOffAt, t.signedOffBy, t.signedOffHash),
  ],
)

export const panelCategories = pgTable(
  'panel_categories',
  {
    roundId: ofRound(),
    panelId: text()
      .notNull()
      .references(() => panels.id, { onDelete: 'cascade' }),
    categoryId: text()
      .notNull()
      .references(() => categories.id),
    /** the round's; the trigger `panel_categories_edition` fills it */
    editionId: text(),
  },
  (t) => [
    primaryKey({ columns: [t.panelId, t.categoryId] }),
    index('panel_categories_round').on(t.roundId, t.categoryId),
    index('panel_categories_panel').on(t.panelId, t.roundId),
    index('panel_categories_category').on(t.categoryId, t.editionId),
    foreignKey({
      name: 'panel_categories_panel_of_round',
      columns: [t.panelId, t.roundId],
      foreignColumns: [panels.id, panels.roundId],
    }).onDelete('cascade'),
    foreignKey({
      name: 'panel_categories_round_of_edition',
      columns: [t.roundId, t.editionId],
      foreignColumns: [rounds.id, rounds.editionId],
    }),
    foreignKey({
      name: 'panel_categories_category_of_edition',
      columns: [t.categoryId, t.editionId],
      foreignColumns: [categories.id, categories.editionId],
    }),
    check('panel_categories_edition_known', sql`${t.editionId} is not null`),
  ],
)

/**
 * Which panel reads a work of a round. Triggers fill it by the function `share_out` as works, panels and categories come
 * and go: `round_entries_shared`, `panel_categories_taken`, `panel_categories_left`, `entries_category_shared`.
 */
export const panelEntries = pgTable(
  'panel_entries',
  {
    roundId: text().notNull(),
    entryId: text().notNull(),
    panelId: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.roundId, t.entryId] }),
    index('panel_entries_panel').on(t.panelId, t.entryId),
    foreignKey({
      name: 'panel_entries_of_round',
      columns: [t.roundId, t.entryId],
      foreignColumns: [roundEntries.roundId, roundEntries.entryId],
    }).onDelete('cascade'),
    foreignKey({
      name: 'panel_entries_panel_of_round',
      columns: [t.panelId, t.roundId],
      foreignColumns: [panels.id, panels.roundId],
    }).onDelete('cascade'),
  ],
)

/**
 * Who sits in a panel and since when. A seat ends and is never deleted; whoever has open readings in a round has a live
 * one in it (trigger `panel_judges_seat`).
 */
export const panelSeats = pgTable(
  'panel_seats',
  {
    id: id('seat'),
    panelId: text()
      .notNull()
      .references(() => panels.id, { onDelete: 'cascade' }),
    judgeId: text()
      .notNull()
      .references(() => users.id),
    chair: boolean().notNull().default(false),
    /** the most a judge takes in the panel; null without a cap */
    maxEntries: integer(),
    maxMinutes: integer(),
    /** what the judge reads; null for every language */
    languages: text().array(),
    since: moment().notNull().defaultNow(),
    until: moment(),
    /** the seat of the same panel that somebody else took over from this one */
    replacedBy: text(),
  },
  (t) => [
    unique('panel_seats_of_panel').on(t.id, t.panelId),
    foreignKey({
      name: 'panel_seats_replaced_by',
      columns: [t.replacedBy, t.panelId],
      foreignColumns: [t.id, t.panelId],
    }),
    uniqueIndex('panel_seats_live')
      .on(t.panelId, t.judgeId)
      .where(sql`${t.until} is null`),
    uniqueIndex('panel_seats_one_chair')
      .on(t.panelId)
      .where(sql`${t.chair} and ${t.until} is null`),
    index('panel_seats_panel').on(t.panelId, t.judgeId),
    index('panel_seats_judge').on(t.judgeId),
    index('panel_seats_replaced_by').on(t.replacedBy),
    check('panel_seats_caps', sql`coalesce(${t.maxEntries}, 1) > 0 and coalesce(${t.maxMinutes}, 1) > 0`),
    check('panel_seats_until', sql`${t.until} >= ${t.since}`),
    check(
      'panel_seats_replaced',
      sql`${t.replacedBy} is null or (${t.until} is not null and ${t.replacedBy} <> ${t.id})`,
    ),
    languageCodes(t.languages),
  ],
)

/** The seats that are live. Its trigger `panel_judges_written` takes the writes of landed code. */
export const panelJudges = pgView('panel_judges', {
  panelId: text().notNull(),
  judgeId: text().notNull(),
  chair: boolean().notNull(),
  maxEntries: integer(),
  maxMinutes: integer(),
  languages: text().array(),
}).existing()

export const conflicts = pgTable(
  'conflicts',
  {
    id: id('conflict'),
    editionId: text()
      .notNull()
      .references(() => editions.id, { onDelete: 'cascade' }),
    judgeId: text()
      .notNull()
      .references(() => users.id),
    entryId: text().references(() => entries.id),
    agencyId: text().references(() => agencies.id),
    /** an author, by name key */
    authorKey: text(),
    origin: text({ enum: conflictOrigins }).notNull().default('declared'),
    imposedBy: text().references(() => users.id),
    reason: text().notNull(),
    createdAt: createdAt(),
    /** one that has ended keeps nobody away any more */
    endedAt: moment(),
    endedBy: text().references(() => users.id),
  },
  (t) => [
    index('conflicts_ended_by').on(t.endedBy),
    check(
      'conflicts_ended',
      sql`(${t.endedAt} is null) = (${t.endedBy} is null) and ${t.endedAt} >= ${t.createdAt}`,
    ),
    index('conflicts_judge').on(t.editionId, t.judgeId),
    index('conflicts_agency').on(t.agencyId),
    check('conflicts_object', sql`num_nonnulls(${t.entryId}, ${t.agencyId}, ${t.authorKey}) = 1`),
    check('conflicts_imposed', sql`(${t.origin} = 'imposed') = (${t.imposedBy} is not null)`),
    oneOf(t.origin, conflictOrigins),
    // Nulls not distinct, in the migrations alone.
    uniqueIndex('conflicts_once')
      .on(t.editionId, t.judgeId, t.entryId, t.agencyId, t.authorKey)
      .where(sql`${t.endedAt} is null`),
    index('conflicts_entry').on(t.entryId, t.editionId),
    foreignKey({
      name: 'conflicts_entry_of_edition',
      columns: [t.entryId, t.editionId],
      foreignColumns: [entries.id, entries.editionId],
    }),
  ],
)

/** A transaction, by a number that never comes again. */
const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' })

/**
 * The transactions of the last hours that wrote something by which it is told who must keep away from what
 * (`known-conflicts.server.ts`): of conflicts, names, addresses, agencies, authors, owners, places, seats and readings.
 * Triggers write them.
 */
export const conflictChanges = pgTable(
  'conflict_changes',
  {
    xid: transactionId()
      .primaryKey()
      .default(sql`pg_current_xact_id()`),
    at: createdAt(),
  },
  (t) => [check('conflict_changes_xid_given', sql`${t.xid} > '0'::xid8`)],
)

/** That a judge went through the list of a round once, whatever was found on it. */
export const conflictDeclarations = pgTable(
  'conflict_declarations',
  {
    roundId: ofRound(),
    judgeId: text()
      .notNull()
      .references(() => users.id),
    at: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.roundId, t.judgeId] })],
)

/** An assignment worked out and not yet (or never) applied; `basis` is a hash of what it was worked out from. */
export const assignmentPlans = pgTable(
  'assignment_plans',
  {
    id: id('plan'),
    roundId: ofRound(),
    state: text({ enum: planStates }).notNull().default('queued'),
    /** entries that cannot have all readers are given as many as they can */
    relaxed: boolean().notNull().default(false),
    /** a wave of further readings where they help most: how many, and what share of a category is above the cut */
    budget: integer(),
    top: real(),
    progress: real().notNull().default(0),
    basis: text(),
    outcome: jsonb().$type<PlanOutcome>(),
    createdBy: text()
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
  },
  (t) => [
    index('assignment_plans_round').on(t.roundId, t.createdAt),
    oneOf(t.state, planStates),
    check('assignment_plans_shares', sql`${t.progress} between 0 and 1 and ${t.top} between 0 and 1`),
    atLeast(t.budget, 1),
  ],
)

export const assignments = pgTable(
  'assignments',
  {
    id: id('assignment'),
    roundId: ofRound(),
    panelId: text()
      .notNull()
      .references(() => panels.id, { onDelete: 'cascade' }),
    entryId: text().notNull(),
    judgeId: text()
      .notNull()
      .references(() => users.id),
    /** the place in the judge's own order, from 1 */
    position: integer().notNull(),
    /** 0 for the readings of the round, 1 and on for those sent where they help most */
    wave: integer().notNull().default(0),
    /** since when nobody reads by it any more, for which of the reasons, by whom, and what was said with it */
    endedAt: moment(),
    endedWhy: text({ enum: endReasons }),
    endedBy: text().references(() => users.id),
    endedNote: text().notNull().default(''),
    /** the same as landed code knows it; the trigger `assignments_in_step` keeps both in step */
    recusedAt: moment(),
    recusalReason: text(),
    createdAt: createdAt(),
  },
  (t) => [
    index('assignments_ended_by').on(t.endedBy),
    oneOf(t.endedWhy, endReasons),
    check(
      'assignments_ended',
      sql`(${t.endedAt} is null) = (${t.endedWhy} is null)
        and (${t.endedAt} is not null or (${t.endedBy} is null and ${t.endedNote} = ''))`,
    ),
    check('assignments_in_step', sql`${t.endedAt} is not distinct from ${t.recusedAt}`),
    unique('assignments_once').on(t.roundId, t.entryId, t.judgeId),
    index('assignments_judge').on(t.judgeId, t.roundId),
    foreignKey({
      columns: [t.roundId, t.entryId],
      foreignColumns: [roundEntries.roundId, roundEntries.entryId],
    }),
    check('assignments_recusal', sql`(${t.recusedAt} is null) = (${t.recusalReason} is null)`),
    unique('assignments_whole').on(t.id, t.roundId, t.entryId, t.judgeId),
    // deferrable
    unique('assignments_position').on(t.roundId, t.judgeId, t.position),
    index('assignments_panel').on(t.panelId, t.judgeId),
    index('assignments_entry').on(t.entryId),
    foreignKey({
      name: 'assignments_panel_of_round',
      columns: [t.panelId, t.roundId],
      foreignColumns: [panels.id, panels.roundId],
    }).onDelete('cascade'),
    atLeast(t.position, 1),
    atLeast(t.wave, 0),
    // That the judge sits in the panel, or in another of the round where it is open: triggers `assignments_seat`, `panel_judges_seat`.
  ],
)

/**
 * How many readings each judge has in a panel, begun and sent, counted by triggers as they change: for pages that show it
 * with every visit. What is read here is what `counting.server.ts` counts.
 */
export const readingCounts = pgTable(
  'reading_counts',
  {
    panelId: text().notNull(),
    judgeId: text()
      .notNull()
      .references(() => users.id),
    roundId: text().notNull(),
    assigned: integer().notNull().default(0),
    begun: integer().notNull().default(0),
    submitted: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.panelId, t.judgeId] }),
    foreignKey({
      name: 'reading_counts_panel_of_round',
      columns: [t.panelId, t.roundId],
      foreignColumns: [panels.id, panels.roundId],
    }).onDelete('cascade'),
    index('reading_counts_round').on(t.roundId, t.judgeId),
    atLeast(t.begun, 0),
    atLeast(t.submitted, 0),
    check('reading_counts_within', sql`${t.begun} + ${t.submitted} <= ${t.assigned}`),
  ],
)

/** One sheet an assignment; `version` grows with every accepted write, `total` is in hundredths of a point. */
export const scoreSheets = pgTable(
  'score_sheets',
  {
    id: id('sheet'),
    assignmentId: text().notNull().unique(),
    roundId: text()
      .notNull()
      .references(() => rounds.id),
    entryId: text()
      .notNull()
      .references(() => entries.id),
    judgeId: text()
      .notNull()
      .references(() => users.id),
    version: integer().notNull().default(1),
    state: text({ enum: sheetStates }).notNull().default('draft'),
    total: integer(),
    /** to the secretariat */
    note: text().notNull().default(''),
    /** for nobody but the judge */
    privateNote: text().notNull().default(''),
    flags: jsonb().$type<SheetFlag[]>().notNull().default([]),
    submittedAt: moment(),
    updatedAt: moment().notNull().defaultNow(),
    /** taken out of the count once its round was closed */
    struckAt: moment(),
    struckBy: text().references(() => users.id),
    struckWhy: text(),
  },
  (t) => [
    index('score_sheets_struck_by').on(t.struckBy),
    check(
      'score_sheets_struck',
      sql`${t.struckAt} is null and ${t.struckBy} is null and ${t.struckWhy} is null
        or ${t.struckAt} is not null and ${t.struckBy} is not null and ${t.struckWhy} <> '' and ${t.state} = 'submitted'`,
    ),
    index('score_sheets_entry').on(t.roundId, t.entryId),
    check('score_sheets_submitted', sql`(${t.state} = 'submitted') = (${t.submittedAt} is not null)`),
    check('score_sheets_total', sql`${t.state} = 'draft' or ${t.total} is not null`),
    index('score_sheets_judge').on(t.judgeId, t.roundId),
    index('score_sheets_of_entry').on(t.entryId),
    unique('score_sheets_of_judge').on(t.id, t.judgeId),
    foreignKey({
      name: 'score_sheets_of_assignment',
      columns: [t.assignmentId, t.roundId, t.entryId, t.judgeId],
      foreignColumns: [assignments.id, assignments.roundId, assignments.entryId, assignments.judgeId],
    }),
    oneOf(t.state, sheetStates),
    listOf(t.flags, sheetFlags),
    atLeast(t.version, 1),
    atLeast(t.total, 0),
    // A submitted sheet has a score for every criterion and their sum: trigger `score_sheets_whole`.
  ],
)

/** The sheets that count, by the database's function `sheet_counts`. */
export const countingSheets = pgView('counting_sheets', {
  id: text().notNull(),
  assignmentId: text().notNull(),
  roundId: text().notNull(),
  entryId: text().notNull(),
  judgeId: text().notNull(),
  total: integer().notNull(),
  note: text().notNull(),
  flags: jsonb().$type<SheetFlag[]>().notNull(),
  submittedAt: moment().notNull(),
  updatedAt: moment().notNull(),
  panelId: text().notNull(),
  position: integer().notNull(),
  wave: integer().notNull(),
}).existing()

export const scores = pgTable(
  'scores',
  {
    sheetId: text()
      .notNull()
      .references(() => scoreSheets.id, { onDelete: 'cascade' }),
    criterionId: text()
      .notNull()
      .references(() => criteria.id),
    /** hundredths of a point */
    points: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.sheetId, t.criterionId] }),
    index('scores_criterion').on(t.criterionId),
    check('scores_points', sql`${t.points} >= 0`),
    // The criterion is one of the entry's category and has room for the points: triggers `scores_of_category_*`.
  ],
)

/** Where the chain of a round's score events ends; its row is the lock under which the next link is made. */
export const scoreChains = pgTable(
  'score_chains',
  {
    roundId: text()
      .primaryKey()
      .references(() => rounds.id, { onDelete: 'cascade' }),
    seq: integer().notNull(),
    head: text().notNull(),
  },
  (t) => [atLeast(t.seq, 0)],
)

/**
 * Every accepted write of a sheet, as it was accepted, each carrying the hash of all before it in its round
 * (`score-chain.ts`). Rows are only inserted (trigger `score_events_append_only`). Those from before the chain have neither round nor place in it.
 */
export const scoreEvents = pgTable(
  'score_events',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    roundId: text(),
    seq: integer(),
    sheetId: text().notNull(),
    version: integer().notNull(),
    judgeId: text().notNull(),
    kind: text({ enum: sheetWrites }).notNull(),
    points: jsonb().$type<Record<string, number>>().notNull(),
    note: text().notNull(),
    privateNote: text().notNull().default(''),
    flags: jsonb().$type<SheetFlag[]>().notNull().default([]),
    reason: text().notNull().default(''),
    at: createdAt(),
    hash: text(),
  },
  (t) => [
    unique('score_events_version').on(t.sheetId, t.version),
    unique('score_events_chain').on(t.roundId, t.seq),
    check(
      'score_events_link',
      sql`(${t.roundId} is null) = (${t.hash} is null) and (${t.roundId} is null) = (${t.seq} is null)`,
    ),
    foreignKey({
      name: 'score_events_of_sheet',
      columns: [t.sheetId, t.judgeId],
      foreignColumns: [scoreSheets.id, scoreSheets.judgeId],
    }),
    foreignKey({ columns: [t.roundId], foreignColumns: [rounds.id] }),
    oneOf(t.kind, sheetWrites),
    listOf(t.flags, sheetFlags),
    atLeast(t.version, 1),
    atLeast(t.seq, 1),
  ],
)

/** That a chair asked somebody to look at a work again; what the judge does with it is the judge's own. */
export const secondLooks = pgTable(
  'second_looks',
  {
    id: id('look'),
    assignmentId: text()
      .notNull()
      .references(() => assignments.id, { onDelete: 'cascade' }),
    askedBy: text()
      .notNull()
      .references(() => users.id),
    note: text().notNull(),
    askedAt: createdAt(),
  },
  (t) => [index('second_looks_assignment').on(t.assignmentId)],
)

/**
 * A secret vote on works of one category. Papers lie in one sorted list without a name, a time or an order of arrival;
 * who has voted stands elsewhere.
 */
export const ballots = pgTable(
  'ballots',
  {
    id: id('ballot'),
    roundId: ofRound(),
    categoryId: text()
      .notNull()
      .references(() => categories.id),
    /** which works get a prize, at most `seats` of them; or yes or no to each */
    kind: text({ enum: ballotKinds }).notNull(),
    /** the round's; the trigger `ballots_edition` fills it */
    editionId: text(),
    prize: text({ enum: prizes }),
    seats: integer().notNull(),
    /** The same as rows: `ballot_candidates`, kept in step by the trigger `ballots_candidates`. */
    candidates: text().array().notNull(),
    repeats: text(),
    state: text({ enum: ballotStates }).notNull().default('open'),
    papers: jsonb().$type<string[][]>().notNull().default([]),
    count: jsonb().$type<BallotCount>(),
    openedAt: createdAt(),
    countedAt: moment(),
  },
  (t) => [
    index('ballots_round').on(t.roundId, t.openedAt),
    check('ballots_counted', sql`(${t.state} = 'counted') = (${t.count} is not null)`),
    check('ballots_seats', sql`${t.seats} between 1 and 500`),
    check('ballots_prize', sql`(${t.kind} = 'prize') = (${t.prize} is not null)`),
    index('ballots_category').on(t.categoryId, t.editionId),
    index('ballots_repeats').on(t.repeats),
    unique('ballots_whole').on(t.id, t.roundId, t.categoryId),
    foreignKey({
      name: 'ballots_round_of_edition',
      columns: [t.roundId, t.editionId],
      foreignColumns: [rounds.id, rounds.editionId],
    }),
    foreignKey({
      name: 'ballots_category_of_edition',
      columns: [t.categoryId, t.editionId],
      foreignColumns: [categories.id, categories.editionId],
    }),
    foreignKey({
      name: 'ballots_repeats_earlier',
      columns: [t.repeats, t.roundId, t.categoryId],
      foreignColumns: [t.id, t.roundId, t.categoryId],
    }),
    oneOf(t.kind, ballotKinds),
    oneOf(t.prize, prizes),
    oneOf(t.state, ballotStates),
    check('ballots_edition_known', sql`${t.editionId} is not null`),
    check('ballots_candidates_some', sql`cardinality(${t.candidates}) > 0`),
    check('ballots_papers_list', sql`jsonb_typeof(${t.papers}) = 'array'`),
    check(
      'ballots_count_time',
      sql`(${t.state} = 'counted') = (${t.countedAt} is not null) and ${t.countedAt} >= ${t.openedAt}`,
    ),
    check('ballots_repeats_another', sql`${t.repeats} <> ${t.id}`),
  ],
)

/** What can be voted for in a ballot, in the order of the paper. */
export const ballotCandidates = pgTable(
  'ballot_candidates',
  {
    ballotId: text().notNull(),
    entryId: text().notNull(),
    roundId: text().notNull(),
    categoryId: text().notNull(),
    editionId: text().notNull(),
    position: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ballotId, t.entryId] }),
    unique('ballot_candidates_position').on(t.ballotId, t.position),
    index('ballot_candidates_entry').on(t.entryId, t.categoryId, t.editionId),
    index('ballot_candidates_round').on(t.roundId, t.entryId),
    foreignKey({
      name: 'ballot_candidates_of_ballot',
      columns: [t.ballotId, t.roundId, t.categoryId],
      foreignColumns: [ballots.id, ballots.roundId, ballots.categoryId],
    }).onDelete('cascade'),
    foreignKey({
      name: 'ballot_candidates_in_round',
      columns: [t.roundId, t.entryId],
      foreignColumns: [roundEntries.roundId, roundEntries.entryId],
    }),
    foreignKey({
      name: 'ballot_candidates_of_category',
      columns: [t.entryId, t.categoryId, t.editionId],
      foreignColumns: [entries.id, entries.categoryId, entries.editionId],
    }),
    atLeast(t.position, 1),
  ],
)

/** Who has voted, and nothing else about it; only of the panel of the ballot's category (trigger `ballot_voters_seat`). */
export const ballotVoters = pgTable(
  'ballot_voters',
  {
    ballotId: text()
      .notNull()
      .references(() => ballots.id, { onDelete: 'cascade' }),
    judgeId: text()
      .notNull()
      .references(() => users.id),
  },
  (t) => [primaryKey({ columns: [t.ballotId, t.judgeId] })],
)
