import { sql } from 'drizzle-orm'
import {
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
} from 'drizzle-orm/pg-core'
import { campaignConditions, type CampaignCondition } from '#app/modules/outreach/campaign.ts'
import { bulkStates, type CheckedRow } from '#app/modules/outreach/bulk.ts'
import { reminderDays } from '#app/modules/outreach/deadline-reminders.ts'
import { launchKinds, type LaunchFacts, type LaunchText } from '#app/modules/outreach/launch.ts'
import { inviteeKinds } from '#app/modules/outreach/invitation-list.ts'
import type { Message } from '#app/modules/refusal/refusal.ts'
import { ofPerson, personIfAny, users } from './accounts.ts'
import { editions } from './editions.ts'
import { entries } from './entries.ts'
import { ofPlace, placeAgrees, provinces } from './provinces.ts'
import { mailMessages } from './mail.ts'
import { address, atLeast, createdAt, id, moment, oneOf } from '../columns.ts'

const ofEdition = () =>
  text()
    .notNull()
    .references(() => editions.id, { onDelete: 'cascade' })
const ofUser = () =>
  text()
    .notNull()
    .references(() => users.id)

/** Whom a province has asked to take part: a reporter, or an agency by its address. */
export const invitees = pgTable(
  'invitees',
  {
    id: id('invitee'),
    editionId: ofEdition(),
    frame: text().notNull(),
    code: text().notNull(),
    placeId: ofPlace(),
    kind: text({ enum: inviteeKinds }).notNull(),
    name: text().notNull(),
    email: text().notNull(),
    /** null for an agency */
    personId: personIfAny(),
    agency: text().notNull().default(''),
    invitedBy: ofUser(),
    invitedAt: createdAt(),
  },
  (t) => [
    unique('invitees_once').on(t.editionId, t.frame, t.code, t.email),
    foreignKey({ columns: [t.frame, t.code], foreignColumns: [provinces.frame, provinces.code] }),
    placeAgrees('invitees', t.placeId, t.frame, t.code),
    check('invitees_person', sql`(${t.kind} = 'person') = (${t.personId} is not null)`),
    index('invitees_of_person').on(t.personId),
    index('invitees_of_address').on(t.email),
    index('invitees_place').on(t.placeId),
    check('invitees_email_lower', sql`${t.email} = lower(${t.email})`),
    address(t.email),
    oneOf(t.kind, inviteeKinds),
  ],
)

/** A work entered by a coordinator for its author, who confirms and completes it by a link. */
export const behalfEntries = pgTable(
  'behalf_entries',
  {
    entryId: text()
      .primaryKey()
      .references(() => entries.id, { onDelete: 'cascade' }),
    frame: text().notNull(),
    code: text().notNull(),
    placeId: ofPlace(),
    enteredBy: ofUser(),
    authorName: text().notNull(),
    authorEmail: text().notNull(),
    personId: ofPerson(),
    /** the day on the postmark, and the day it came: they decide what is late */
    postmarkedOn: date({ mode: 'string' }),
    receivedOn: date({ mode: 'string' }),
    tokenHash: text().notNull().unique(),
    /** until when the link of the author works */
    linkUntil: moment()
      .notNull()
      .default(sql`now() + interval '60 days'`),
    confirmedAt: moment(),
    bulkId: text().references(() => bulkEntries.id),
    createdAt: createdAt(),
  },
  (t) => [
    placeAgrees('behalf_entries', t.placeId, t.frame, t.code),
    index('behalf_entries_of_person').on(t.personId),
    index('behalf_entries_of_address').on(t.authorEmail),
    index('behalf_entries_in_place').on(t.placeId),
    index('behalf_entries_place').on(t.frame, t.code),
    check(
      'behalf_entries_days',
      sql`${t.postmarkedOn} is null or ${t.receivedOn} is null or ${t.postmarkedOn} <= ${t.receivedOn}`,
    ),
    foreignKey({ columns: [t.frame, t.code], foreignColumns: [provinces.frame, provinces.code] }),
    address(t.authorEmail),
    index('behalf_entries_bulk').on(t.bulkId),
  ],
)

/** A province's worksheet of works, checked row by row; its rows become drafts all at once or not at all. */
export const bulkEntries = pgTable(
  'bulk_entries',
  {
    id: id('bulk'),
    editionId: ofEdition(),
    frame: text().notNull(),
    code: text().notNull(),
    placeId: ofPlace(),
    uploadedBy: ofUser(),
    fileName: text().notNull(),
    state: text({ enum: bulkStates }).notNull().default('checked'),
    rows: jsonb().$type<CheckedRow[]>().notNull(),
    /** what its sender may not know of the file: rows that are hidden and were read, sheets that were not */
    notes: jsonb()
      .$type<Message[]>()
      .notNull()
      .default(sql`'[]'::jsonb`),
    wrong: integer().notNull(),
    annotatedKey: text().notNull(),
    createdAt: createdAt(),
    confirmedAt: moment(),
  },
  (t) => [
    foreignKey({ columns: [t.frame, t.code], foreignColumns: [provinces.frame, provinces.code] }),
    oneOf(t.state, bulkStates),
    atLeast(t.wrong, 0),
    index('bulk_entries_place').on(t.editionId, t.frame, t.code),
    check('bulk_entries_confirmed', sql`(${t.state} = 'confirmed') = (${t.confirmedAt} is not null)`),
    check('bulk_entries_notes_list', sql`jsonb_typeof(${t.notes}) = 'array'`),
    check('bulk_entries_rows_list', sql`jsonb_typeof(${t.rows}) = 'array'`),
    placeAgrees('bulk_entries', t.placeId, t.frame, t.code),
    index('bulk_entries_in_place').on(t.placeId),
  ],
)

/** How many works a province may endorse, where it differs from the edition's number. */
export const endorsementQuotas = pgTable(
  'endorsement_quotas',
  {
    editionId: ofEdition(),
    frame: text().notNull(),
    code: text().notNull(),
    placeId: ofPlace(),
    quota: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.frame, t.code] }),
    foreignKey({ columns: [t.frame, t.code], foreignColumns: [provinces.frame, provinces.code] }),
    placeAgrees('endorsement_quotas', t.placeId, t.frame, t.code),
    index('endorsement_quotas_place').on(t.placeId),
    check('endorsement_quotas_some', sql`${t.quota} between 0 and 10000`),
  ],
)

/** A province's ranking of its works: as many as its quota from the top are endorsed, the rest are the reserve. */
export const endorsements = pgTable(
  'endorsements',
  {
    entryId: text()
      .primaryKey()
      .references(() => entries.id, { onDelete: 'cascade' }),
    editionId: ofEdition(),
    frame: text().notNull(),
    code: text().notNull(),
    placeId: ofPlace(),
    position: integer().notNull(),
    rankedBy: ofUser(),
    rankedAt: createdAt(),
  },
  (t) => [
    placeAgrees('endorsements', t.placeId, t.frame, t.code),
    index('endorsements_place').on(t.placeId),
    unique('endorsements_position').on(t.editionId, t.frame, t.code, t.position),
    foreignKey({ columns: [t.frame, t.code], foreignColumns: [provinces.frame, provinces.code] }),
    foreignKey({
      name: 'endorsements_of_edition',
      columns: [t.entryId, t.editionId],
      foreignColumns: [entries.id, entries.editionId],
    }),
    atLeast(t.position, 1),
  ],
)

/** A text that goes to the coordinators for whom a condition holds; who has had it never gets it again. */
export const campaigns = pgTable(
  'campaigns',
  {
    id: id('campaign'),
    editionId: ofEdition(),
    condition: jsonb().$type<CampaignCondition>().notNull(),
    subject: text().notNull(),
    body: text().notNull(),
    /** sent by itself once no more than so many days are left; null only by hand */
    daysLeft: integer(),
    dueStartedAt: moment(),
    createdBy: ofUser(),
    createdAt: createdAt(),
  },
  (t) => [
    check(
      'campaigns_condition_known',
      sql`${t.condition} in (${sql.raw(campaignConditions.map((one) => `'"${one}"'`).join(', '))})`,
    ),
    atLeast(t.daysLeft, 0),
    index('campaigns_edition').on(t.editionId),
  ],
)

/** One sending of a campaign: by hand, or by itself on its day. */
export const campaignRuns = pgTable(
  'campaign_runs',
  {
    id: id('campaignRun'),
    campaignId: text()
      .notNull()
      .references(() => campaigns.id, { onDelete: 'cascade' }),
    startedBy: ofUser(),
    startedAt: createdAt(),
    finishedAt: moment(),
  },
  (t) => [
    check('campaign_runs_days', sql`${t.finishedAt} >= ${t.startedAt}`),
    unique('campaign_runs_of_campaign').on(t.id, t.campaignId),
    index('campaign_runs_campaign').on(t.campaignId),
  ],
)

export const campaignMails = pgTable(
  'campaign_mails',
  {
    campaignId: text()
      .notNull()
      .references(() => campaigns.id, { onDelete: 'cascade' }),
    runId: text()
      .notNull()
      .references(() => campaignRuns.id, { onDelete: 'cascade' }),
    userId: ofUser(),
    frame: text().notNull(),
    code: text().notNull(),
    placeId: ofPlace(),
    mailId: text()
      .notNull()
      .references(() => mailMessages.id),
    createdAt: createdAt(),
  },
  (t) => [
    placeAgrees('campaign_mails', t.placeId, t.frame, t.code),
    index('campaign_mails_place').on(t.placeId),
    primaryKey({ columns: [t.campaignId, t.userId] }),
    foreignKey({ columns: [t.frame, t.code], foreignColumns: [provinces.frame, provinces.code] }),
    foreignKey({
      name: 'campaign_mails_run_of_campaign',
      columns: [t.runId, t.campaignId],
      foreignColumns: [campaignRuns.id, campaignRuns.campaignId],
    }),
    index('campaign_mails_run').on(t.runId, t.campaignId),
    index('campaign_mails_mail').on(t.mailId),
  ],
)

/** A piece that spreads the word, as far as a province worded it by hand, and what the rules said then. */
export const launchWordings = pgTable(
  'launch_wordings',
  {
    editionId: ofEdition(),
    frame: text().notNull(),
    code: text().notNull(),
    placeId: ofPlace(),
    kind: text({ enum: launchKinds }).notNull(),
    wording: jsonb().$type<LaunchText>().notNull(),
    facts: jsonb().$type<LaunchFacts>().notNull(),
    version: integer().notNull(),
    writtenBy: ofUser(),
    writtenAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.frame, t.code, t.kind] }),
    foreignKey({ columns: [t.frame, t.code], foreignColumns: [provinces.frame, provinces.code] }),
    oneOf(t.kind, launchKinds),
    atLeast(t.version, 1),
    check(
      'launch_wordings_parts',
      sql`jsonb_typeof(${t.wording}) = 'object' and jsonb_typeof(${t.facts}) = 'object'`,
    ),
    placeAgrees('launch_wordings', t.placeId, t.frame, t.code),
    index('launch_wordings_place').on(t.placeId),
  ],
)

/** Who was reminded of which deadline by itself; a deadline that moves is another one. */
export const deadlineReminders = pgTable(
  'deadline_reminders',
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    editionId: ofEdition(),
    days: integer().notNull(),
    closesAt: moment().notNull(),
    sentAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.editionId, t.closesAt, t.days] }),
    check('deadline_reminders_days_known', sql`${t.days} in (${sql.raw(reminderDays.join(', '))})`),
    index('deadline_reminders_edition').on(t.editionId),
  ],
)
