import { sql } from 'drizzle-orm'
import {
  bigserial,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { PlanOutcome } from '#app/modules/judging/assignment/outcome.ts'
import type { TieBreak } from '#app/modules/judging/ties.ts'
import { ballotKinds, ballotStates, type BallotCount } from '#app/modules/judging/ballot.ts'
import { prizes } from '#app/modules/editions/prizes.ts'
import { sheetStates, sheetWrites, type SheetFlag } from '#app/modules/judging/scoring.ts'
import {
  conflictOrigins,
  planStates,
  rankingBases,
  roundKinds,
  roundStates,
  stages,
} from '#app/modules/judging/round.ts'
import { createdAt, id, moment } from '../columns.ts'
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
    tieRule: text().array().$type<TieBreak[]>().notNull().default(['mainCriterion', 'spread', 'council']),
    /** whether a judge keeps away from entries of the province of the own agency */
    sameProvince: boolean().notNull().default(false),
    readings: integer().notNull().default(3),
    opensAt: moment().notNull(),
    closesAt: moment().notNull(),
    state: text({ enum: roundStates }).notNull().default('forming'),
    closedAt: moment(),
    createdAt: createdAt(),
  },
  (t) => [
    unique('rounds_stage').on(t.editionId, t.stage),
    check('rounds_opening', sql`${t.opensAt} < ${t.closesAt}`),
    check('rounds_ballots', sql`${t.quorum} between 1 and 100 and ${t.majority} between 1 and 99`),
    check('rounds_readings', sql`${t.readings} between 1 and 20`),
    check('rounds_closed', sql`(${t.state} = 'closed') = (${t.closedAt} is not null)`),
  ],
)

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
  },
  (t) => [primaryKey({ columns: [t.roundId, t.entryId] })],
)

export const panels = pgTable('panels', {
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
})

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
  },
  (t) => [primaryKey({ columns: [t.roundId, t.categoryId] })],
)

export const panelJudges = pgTable(
  'panel_judges',
  {
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
  },
  (t) => [
    primaryKey({ columns: [t.panelId, t.judgeId] }),
    check('panel_judges_caps', sql`coalesce(${t.maxEntries}, 1) > 0 and coalesce(${t.maxMinutes}, 1) > 0`),
    uniqueIndex('panel_judges_one_chair')
      .on(t.panelId)
      .where(sql`${t.chair}`),
  ],
)

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
  },
  (t) => [
    index('conflicts_judge').on(t.editionId, t.judgeId),
    check('conflicts_object', sql`num_nonnulls(${t.entryId}, ${t.agencyId}, ${t.authorKey}) = 1`),
    check('conflicts_imposed', sql`(${t.origin} = 'imposed') = (${t.imposedBy} is not null)`),
  ],
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
  (t) => [index('assignment_plans_round').on(t.roundId, t.createdAt)],
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
    recusedAt: moment(),
    recusalReason: text(),
    createdAt: createdAt(),
  },
  (t) => [
    unique('assignments_once').on(t.roundId, t.entryId, t.judgeId),
    index('assignments_judge').on(t.judgeId, t.roundId),
    foreignKey({
      columns: [t.roundId, t.entryId],
      foreignColumns: [roundEntries.roundId, roundEntries.entryId],
    }),
    check('assignments_recusal', sql`(${t.recusedAt} is null) = (${t.recusalReason} is null)`),
  ],
)

/** One sheet an assignment; `version` grows with every accepted write, `total` is in hundredths of a point. */
export const scoreSheets = pgTable(
  'score_sheets',
  {
    id: id('sheet'),
    assignmentId: text()
      .notNull()
      .unique()
      .references(() => assignments.id, { onDelete: 'cascade' }),
    roundId: ofRound(),
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
  },
  (t) => [
    index('score_sheets_entry').on(t.roundId, t.entryId),
    check('score_sheets_submitted', sql`(${t.state} = 'submitted') = (${t.submittedAt} is not null)`),
    check('score_sheets_total', sql`${t.state} = 'draft' or ${t.total} is not null`),
  ],
)

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
  (t) => [primaryKey({ columns: [t.sheetId, t.criterionId] }), check('scores_points', sql`${t.points} >= 0`)],
)

/** Where the chain of a round's score events ends; its row is the lock under which the next link is made. */
export const scoreChains = pgTable('score_chains', {
  roundId: text()
    .primaryKey()
    .references(() => rounds.id, { onDelete: 'cascade' }),
  seq: integer().notNull(),
  head: text().notNull(),
})

/**
 * Every accepted write of a sheet, as it was accepted, each carrying the hash of all before it in its round
 * (`score-chain.ts`). Rows are only inserted. Those from before the chain have neither round nor place in it.
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
    prize: text({ enum: prizes }),
    seats: integer().notNull(),
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
  ],
)

/** Who has voted, and nothing else about it. */
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
