import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  pgView,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core'
import { linkPurposes, reminderKinds } from '#app/modules/accounts/account-lists.ts'
import { roleNames } from '#app/modules/actor/actor.ts'
import { locales } from '#app/modules/text/locale.ts'
import { address, atLeast, createdAt, id, moment, oneOf, together } from '../columns.ts'
import { editions } from './editions.ts'
import { mailMessages } from './mail.ts'
import { agencies, placeIfAny, placeAgrees, provinces } from './provinces.ts'

/**
 * Who stands behind accounts and authors. No name stands here: names stand where they were given, and whoever erases a
 * person finds them by this key. Triggers of migration 0052 (`users_person`, `entry_authors_person` and their like) give
 * one to every row; its function `person_of` says who is the same person as whom.
 */
export const persons = pgTable(
  'persons',
  {
    id: text()
      .primaryKey()
      .default(sql`new_person_id()`),
    /** the person of an account who turned out to be this one: what documents kept of it leads there */
    mergedInto: text().references((): AnyPgColumn => persons.id),
    erasedAt: moment(),
    erasedBy: text().references((): AnyPgColumn => users.id),
    createdAt: createdAt(),
  },
  (t) => [
    check('persons_merged_another', sql`${t.mergedInto} <> ${t.id}`),
    together('persons_erased', t.erasedAt, t.erasedBy),
    index('persons_merged').on(t.mergedInto),
    index('persons_erased_by').on(t.erasedBy),
  ],
)

/** Filled by a trigger of migration 0052 where it is not given. */
export const ofPerson = () =>
  personIfAny()
    .notNull()
    .default(sql`null`)
export const personIfAny = () => text().references((): AnyPgColumn => persons.id)

export const users = pgTable(
  'users',
  {
    id: id('user'),
    personId: ofPerson(),
    email: text().notNull(),
    name: text().notNull(),
    nameKey: text().notNull(),
    phone: text(),
    /** Where the person works now: the open row of `userAgencies`, which the triggers `users_…_agency` keep. */
    agencyId: text().references(() => agencies.id),
    locale: text({ enum: locales }).notNull().default('vi'),
    passwordHash: text(),
    emailConfirmedAt: moment(),
    disabledAt: moment(),
    /** the province by whose link this person registered */
    calledBy: placeIfAny(),
    createdAt: createdAt(),
  },
  (t) => [
    index('users_agency').on(t.agencyId),
    index('users_called_by')
      .on(t.calledBy, t.createdAt)
      .where(sql`${t.calledBy} is not null`),
    uniqueIndex('users_email').on(t.email),
    index('users_of_person').on(t.personId),
    // users_by_name (by the order of names), users_name_trgm, users_email_trgm: where the server has trigrams (0102)
    check('users_email_lower', sql`${t.email} = lower(${t.email})`),
    address(t.email),
    oneOf(t.locale, locales),
  ],
)

/**
 * Who worked where, since and until when; of one account one row is open. A change of `users.agency_id` ends one and
 * begins another. Rows are ended and not taken back (trigger `user_agencies_kept`); the open one is what the account says
 * (trigger `user_agencies_in_step`, at the end of the transaction).
 */
export const userAgencies = pgTable(
  'user_agencies',
  {
    id: id('userAgency'),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    agencyId: text()
      .notNull()
      .references(() => agencies.id),
    /** the name as it was typed */
    text: text().notNull(),
    since: moment().notNull().defaultNow(),
    until: moment(),
  },
  (t) => [
    index('user_agencies_user').on(t.userId, t.agencyId),
    index('user_agencies_agency').on(t.agencyId, t.userId),
    uniqueIndex('user_agencies_open')
      .on(t.userId)
      .where(sql`${t.until} is null`),
    check('user_agencies_until', sql`${t.until} >= ${t.since}`),
  ],
)

/** Every name an account has gone by: triggers `users_…_name` write it, `user_names_kept` keeps it. */
export const userNames = pgTable(
  'user_names',
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    nameKey: text().notNull(),
    name: text().notNull(),
    since: moment().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.nameKey] }), check('user_names_some', sql`${t.nameKey} <> ''`)],
)

/** A judge or an organizer holds one edition or, given on purpose, every one; nobody else holds any. */
const scopeSaid = (name: string, t: Record<'role' | 'editionId' | 'allEditions', AnyPgColumn>) =>
  check(
    name,
    sql`num_nonnulls(${t.editionId}, nullif(${t.allEditions}, false)) = case when ${t.role} in ('judge', 'organizer') then 1 else 0 end`,
  )

/**
 * What somebody may do, where (in one edition, in every one, in one province) and while. Who asks what somebody may do
 * now reads `heldRoles`; here write those who give and take.
 */
export const userRoles = pgTable(
  'user_roles',
  {
    id: id('role'),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: text({ enum: roleNames }).notNull(),
    editionId: text().references(() => editions.id, { onDelete: 'cascade' }),
    allEditions: boolean().notNull().default(false),
    provinceFrame: text(),
    provinceCode: text(),
    placeId: placeIfAny(),
    since: moment().notNull().defaultNow(),
    /** without one the role ends six months after its edition is published */
    until: moment(),
    /** the edition with which a coordinator's role ends */
    endsWith: text().references(() => editions.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
  },
  (t) => [
    scopeSaid('user_roles_scope', t),
    check('user_roles_days', sql`${t.until} >= ${t.since}`),
    check('user_roles_end', sql`${t.endsWith} is null or ${t.role} = 'coordinator'`),
    index('user_roles_ends_with')
      .on(t.endsWith)
      .where(sql`${t.endsWith} is not null`),
    index('user_roles_edition').on(t.editionId),
    index('user_roles_role').on(t.role, t.userId),
    placeAgrees('user_roles', t.placeId, t.provinceFrame, t.provinceCode),
    index('user_roles_place').on(t.placeId),
    uniqueIndex('user_roles_once').on(
      t.userId,
      t.role,
      sql`coalesce(${t.editionId}, '')`,
      sql`coalesce(${t.provinceFrame}, '')`,
      sql`coalesce(${t.provinceCode}, '')`,
    ),
    foreignKey({
      columns: [t.provinceFrame, t.provinceCode],
      foreignColumns: [provinces.frame, provinces.code],
    }),
    check('user_roles_province', sql`(${t.role} = 'coordinator') = (${t.provinceCode} is not null)`),
    together('user_roles_frame', t.provinceFrame, t.provinceCode),
    oneOf(t.role, roleNames),
  ],
)

/** The roles that hold at this moment: the one place that readers ask. */
export const heldRoles = pgView('held_roles', {
  id: text().notNull(),
  userId: text().notNull(),
  role: text({ enum: roleNames }).notNull(),
  editionId: text(),
  allEditions: boolean().notNull(),
  provinceFrame: text(),
  provinceCode: text(),
  placeId: text(),
  since: moment().notNull(),
  until: moment(),
  createdAt: moment().notNull(),
}).existing()

export const invitations = pgTable(
  'invitations',
  {
    id: id('invitation'),
    email: text().notNull(),
    role: text({ enum: roleNames }).notNull(),
    editionId: text().references(() => editions.id, { onDelete: 'cascade' }),
    allEditions: boolean().notNull().default(false),
    provinceFrame: text(),
    provinceCode: text(),
    placeId: placeIfAny(),
    tokenHash: text().notNull().unique(),
    invitedBy: text().references(() => users.id),
    expiresAt: moment().notNull(),
    acceptedAt: moment(),
    createdAt: createdAt(),
    /** for whom, as far as the list said */
    name: text().notNull().default(''),
    /** until when the role will hold, as in `userRoles` */
    until: moment(),
    endsWith: text().references(() => editions.id, { onDelete: 'cascade' }),
    /** the letter that carries the link that works */
    mailId: text().references(() => mailMessages.id, { onDelete: 'set null' }),
    rescindedAt: moment(),
    rescindedBy: text().references(() => users.id),
  },
  (t) => [
    check(
      'invitations_rescinded',
      sql`num_nulls(${t.rescindedAt}, ${t.rescindedBy}) in (0, 2) and num_nonnulls(${t.acceptedAt}, ${t.rescindedAt}) < 2`,
    ),
    check('invitations_end', sql`${t.endsWith} is null or ${t.role} = 'coordinator'`),
    index('invitations_ends_with')
      .on(t.endsWith)
      .where(sql`${t.endsWith} is not null`),
    index('invitations_mail').on(t.mailId),
    index('invitations_rescinded_by')
      .on(t.rescindedBy)
      .where(sql`${t.rescindedBy} is not null`),
    index('invitations_newest').on(t.createdAt, t.id),
    scopeSaid('invitations_scope', t),
    foreignKey({
      name: 'invitations_place',
      columns: [t.provinceFrame, t.provinceCode],
      foreignColumns: [provinces.frame, provinces.code],
    }),
    together('invitations_frame', t.provinceFrame, t.provinceCode),
    check('invitations_province', sql`(${t.role} = 'coordinator') = (${t.provinceCode} is not null)`),
    check('invitations_days', sql`${t.expiresAt} > ${t.createdAt} and ${t.acceptedAt} >= ${t.createdAt}`),
    oneOf(t.role, roleNames),
    address(t.email),
    index('invitations_email').on(t.email),
    index('invitations_edition').on(t.editionId),
    placeAgrees('invitations', t.placeId, t.provinceFrame, t.provinceCode),
    index('invitations_in_place').on(t.placeId),
  ],
)

/** Links sent by mail that work once: only the SHA-256 of the token is kept. */
export const linkTokens = pgTable(
  'link_tokens',
  {
    tokenHash: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    purpose: text({ enum: linkPurposes }).notNull(),
    /** the browser that asked for the link, by the hash of a cookie it holds */
    browserHash: text(),
    expiresAt: moment().notNull(),
    usedAt: moment(),
    createdAt: createdAt(),
  },
  (t) => [
    oneOf(t.purpose, linkPurposes),
    check('link_tokens_days', sql`${t.expiresAt} > ${t.createdAt} and ${t.usedAt} >= ${t.createdAt}`),
    index('link_tokens_user').on(t.userId),
    index('link_tokens_expires').on(t.expiresAt),
  ],
)

export const sessions = pgTable(
  'sessions',
  {
    idHash: text().primaryKey(),
    id: text().notNull().unique(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: moment().notNull(),
    agent: text().notNull().default(''),
    address: text().notNull().default(''),
    /** when who holds it last showed who they are; unknown of sessions that began before this was kept */
    provedAt: moment(),
    createdAt: createdAt(),
  },
  (t) => [
    index('sessions_user').on(t.userId),
    index('sessions_expires').on(t.expiresAt),
    check('sessions_days', sql`${t.expiresAt} > ${t.createdAt}`),
  ],
)

/** A code from a telephone as second proof. The secret is sealed with a key that the database does not hold. */
export const totpSecrets = pgTable(
  'totp_secrets',
  {
    userId: text()
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    sealedSecret: text().notNull(),
    /** the time step of the last code that was taken: none is taken twice */
    lastStep: integer().notNull(),
    createdAt: createdAt(),
  },
  (t) => [atLeast(t.lastStep, 0)],
)

/** Codes for the day the telephone is lost, each of which works once. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    codeHash: text().notNull(),
    usedAt: moment(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.codeHash] }),
    check('recovery_codes_days', sql`${t.usedAt} >= ${t.createdAt}`),
  ],
)

/** The public half of a key whose private half never leaves its owner's device or its keychain. */
export const passkeys = pgTable(
  'passkeys',
  {
    id: id('passkey'),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    credentialId: text().notNull().unique(),
    publicKey: text().notNull(),
    /** how often it was used, as it says itself: one that goes back was copied */
    counter: bigint({ mode: 'number' }).notNull(),
    name: text().notNull(),
    usedAt: moment(),
    createdAt: createdAt(),
  },
  (t) => [
    index('passkeys_user').on(t.userId),
    atLeast(t.counter, 0),
    check('passkeys_named', sql`char_length(${t.name}) between 1 and 80`),
    check('passkeys_days', sql`${t.usedAt} >= ${t.createdAt}`),
  ],
)

/** What a key is asked to sign, by its hash: answered once, in the browser that asked. Of nobody where they sign in. */
export const passkeyChallenges = pgTable(
  'passkey_challenges',
  {
    challengeHash: text().primaryKey(),
    browserHash: text().notNull(),
    userId: text().references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: moment().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('passkey_challenges_user').on(t.userId),
    index('passkey_challenges_expires').on(t.expiresAt),
    check('passkey_challenges_days', sql`${t.expiresAt} > ${t.createdAt}`),
  ],
)

/** Somebody whose password was right and whose second proof is awaited, by the hash of a cookie: no session yet. */
export const signInSteps = pgTable(
  'sign_in_steps',
  {
    tokenHash: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: moment().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('sign_in_steps_user').on(t.userId),
    index('sign_in_steps_expires').on(t.expiresAt),
    check('sign_in_steps_days', sql`${t.expiresAt} > ${t.createdAt}`),
  ],
)

/** Browsers in which somebody has signed in, by the hash of a cookie each holds. */
export const knownDevices = pgTable(
  'known_devices',
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    deviceHash: text().notNull(),
    seenAt: moment().notNull().defaultNow(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.deviceHash] }),
    index('known_devices_seen').on(t.seenAt),
    check('known_devices_days', sql`${t.seenAt} >= ${t.createdAt}`),
  ],
)

export const consents = pgTable(
  'consents',
  {
    id: id('consent'),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    textVersion: text().notNull(),
    textSha256: text().notNull(),
    acceptedAt: createdAt(),
    /** since when it stands no more */
    withdrawnAt: moment(),
  },
  (t) => [
    index('consents_user').on(t.userId),
    check('consents_days', sql`${t.withdrawnAt} >= ${t.acceptedAt}`),
  ],
)

/** What was agreed to, whole, as it stood in each language: rows are added with the first consent to a text. */
export const consentTexts = pgTable(
  'consent_texts',
  {
    sha256: text().primaryKey(),
    version: text().notNull(),
    locale: text({ enum: locales }).notNull(),
    text: text().notNull(),
    since: createdAt(),
  },
  (t) => [
    unique('consent_texts_version').on(t.version, t.locale),
    oneOf(t.locale, locales),
    check('consent_texts_hashed', sql`${t.sha256} = encode(sha256(convert_to(${t.text}, 'UTF8')), 'hex')`),
  ],
)

/**
 * Whom the portal tells, once, what others wrote of them and by whom: an address without an account of its own. `toldAt` is
 * null while the letter waits; until then their contact is shown to nobody. The letter's link lets them object.
 */
export const toldPeople = pgTable(
  'told_people',
  {
    email: text().primaryKey(),
    tokenHash: text().notNull().unique(),
    dueSince: createdAt(),
    toldAt: moment(),
    objectedAt: moment(),
    reason: text().notNull().default(''),
  },
  (t) => [
    address(t.email),
    index('told_people_due')
      .on(t.dueSince)
      .where(sql`${t.toldAt} is null`),
    check('told_people_days', sql`${t.toldAt} >= ${t.dueSince} and ${t.objectedAt} >= ${t.toldAt}`),
    check('told_people_reason', sql`${t.reason} = '' or ${t.objectedAt} is not null`),
  ],
)

/** Token buckets: how many tries are left under a key, as of a moment. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    key: text().primaryKey(),
    spent: integer().notNull(),
    since: moment().notNull(),
  },
  (t) => [index('rate_limits_since').on(t.since), atLeast(t.spent, 0)],
)

export const reminders = pgTable(
  'reminders',
  {
    id: id('reminder'),
    userId: text()
      .notNull()
      .references(() => users.id),
    kind: text({ enum: reminderKinds }).notNull(),
    /** a round (`judge`) or an edition (`author`) */
    subjectId: text().notNull(),
    /** The same as keys; the trigger `reminders_subject` fills them. Rounds stand above this module: `reminders_of_round`. */
    roundId: text(),
    editionId: text().references(() => editions.id, { onDelete: 'cascade' }),
    day: text().notNull(),
    sentBy: text().references(() => users.id),
    createdAt: createdAt(),
  },
  (t) => [
    unique('reminders_once_a_day').on(t.userId, t.kind, t.subjectId, t.day),
    index('reminders_round').on(t.roundId),
    index('reminders_edition').on(t.editionId),
    oneOf(t.kind, reminderKinds),
    check(
      'reminders_real_subject',
      sql`${t.subjectId} = case ${t.kind} when 'judge' then ${t.roundId} else ${t.editionId} end and num_nonnulls(${t.roundId}, ${t.editionId}) = 1`,
    ),
    check(
      'reminders_real_day',
      sql`${t.day} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and pg_input_is_valid(${t.day}, 'date')`,
    ),
  ],
)
