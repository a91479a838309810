import { inArray, sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'
import {
  knownDevices,
  linkTokens,
  passkeyChallenges,
  passkeys,
  persons,
  recoveryCodes,
  signInSteps,
  totpSecrets,
  userRoles,
} from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { bulkEntries } from '#db/schema/outreach.ts'
import { doomedObjects } from '#db/schema/privacy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { nameOf, type PersonalColumn } from './catalogue.ts'
import { erasureSteps, type ErasureStep } from './erasure.ts'
import { inJson, rowsKept, rowsOf } from './rows-of.server.ts'
import type { Subject } from './subject.server.ts'
import { columnNamed, keyOf, tableNamed } from './tables.server.ts'

/**
 * Erases a person: every column of the catalogue as it says there. Files are only given up here; jobs take them out of the
 * bucket. Whoever calls has asked `obstaclesTo`.
 */
export async function erasePerson(tx: Transaction, subject: Subject, by: string) {
  await tx
    .update(persons)
    .set({ erasedAt: sql`now()`, erasedBy: by })
    .where(inArray(persons.id, subject.personIds))
  await giveUpWorksheets(tx, subject)
  for (const step of erasureSteps) await carryOut(tx, step, subject)
  await withoutAccess(tx, subject)
  await withdrawWorks(tx, subject.ownWorks, by)
  await recordEvent(tx, { actorId: by, kind: 'personal.erased', subjectId: subject.personIds[0]! })
}

async function carryOut(tx: Transaction, { table: name, whose, columns }: ErasureStep, subject: Subject) {
  const table = tableNamed(name)
  const mine = rowsOf(whose, nameOf(columns[0]!), subject)
  if (name === 'screenings') {
    await tx.execute(sql`select forget_screening_notes(${sql.param(subject.ownWorks)}::text[])`)
    return
  }
  if (columns[0]!.fate === 'row') {
    await tx.execute(sql`delete from ${table} where ${mine} and not ${keptRows(name, columns[0]!, subject)}`)
    return
  }
  const changes = columns.map((one) => {
    const column = sql.identifier(nameOf(one))
    const kept = keptRows(name, one, subject)
    return sql`${column} = case when ${kept} then ${column} else ${blankOf(table, name, one, subject)} end`
  })
  await tx.execute(sql`
    update ${table} set ${sql.join([...changes, ...besides(name, subject)], sql`, `)}
    where ${mine}`)
}

const keptRows = (table: string, { fate, keeps }: PersonalColumn, subject: Subject): SQL =>
  fate !== 'kept' && (keeps === 'shared' || keeps === 'published')
    ? rowsKept(table, keeps, subject)
    : sql`false`

/** What a column says afterwards. */
function blankOf(table: PgTable, name: string, one: PersonalColumn, subject: Subject): SQL {
  const column = sql.identifier(nameOf(one))
  if (one.fate === 'dash') return sql`case when ${column} = '' then '' else '—' end`
  if (one.fate === 'address')
    return sql`case when ${column} = '' then '' else ${sql.identifier(keyOf(table)!)} || '@invalid' end`
  if (one.fate === 'kind') return sql`kind`
  if (one.fate === 'words') return withoutWords(column, subject.words)
  // The job that frees the bucket finds the key, and takes it off.
  if (one.fate === 'object') return name === 'bulk_entries' ? sql`''` : sql`${column}`
  const { dataType, notNull } = columnNamed(table, nameOf(one))
  if (dataType === 'json') return sql`case when ${column} is null then null else '{}'::jsonb end`
  return notNull || table === tableNamed('assignments')
    ? sql`case when ${column} is null then null else '' end`
    : sql`null`
}

const withoutWords = (column: SQL | ReturnType<typeof sql.identifier>, words: readonly string[]): SQL =>
  sql`${words
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, word) => sql`replace(${text}, ${inJson(word)}, '—')`, sql`${column}::text`)}::jsonb`

/** What goes with the columns, so that the row says one thing. */
function besides(name: string, subject: Subject): SQL[] {
  if (name === 'users') return [sql`disabled_at = coalesce(disabled_at, now())`, sql`agency_id = null`]
  if (name === 'media') {
    const given = sql`not ${rowsKept(name, 'shared', subject)}`
    return [
      sql`state = case when ${given} then 'removed' else state end`,
      sql`upload_id = case when ${given} then null else upload_id end`,
      sql`rests_until = case when ${given} then null else rests_until end`,
    ]
  }
  if (name === 'exports')
    return [sql`expires_at = case when object_key is null then expires_at else now() end`]
  if (name === 'mail_messages')
    return [
      sql`body_cleared_at = coalesce(body_cleared_at, now())`,
      sql`state = case when state in ('queued', 'waiting', 'failed') then 'stopped' else state end`,
    ]
  return []
}

/** Worksheets with the person in them, as they were given back. */
async function giveUpWorksheets(tx: Transaction, subject: Subject) {
  await tx.execute(sql`
    insert into ${doomedObjects} (object_key)
    select annotated_key from ${bulkEntries}
    where annotated_key <> '' and ${rowsOf('entered', 'rows', subject)}
    on conflict do nothing`)
}

async function withoutAccess(tx: Transaction, { userIds }: Subject) {
  if (userIds.length === 0) return
  await tx.delete(userRoles).where(inArray(userRoles.userId, userIds))
  await tx.delete(linkTokens).where(inArray(linkTokens.userId, userIds))
  await tx.delete(knownDevices).where(inArray(knownDevices.userId, userIds))
  for (const table of [totpSecrets, recoveryCodes, passkeys, passkeyChallenges, signInSteps])
    await tx.delete(table).where(inArray(table.userId, userIds))
}

/** Takes works out of editions that are not published; what was counted in one that is stays counted. */
export async function withdrawWorks(tx: Transaction, works: string[], by: string): Promise<number> {
  if (works.length === 0) return 0
  const gone = await tx
    .update(entries)
    .set({ state: 'withdrawn', version: sql`${entries.version} + 1`, updatedAt: sql`now()` })
    .where(
      sql`${entries.id} in ${works} and ${entries.state} <> 'withdrawn' and (${entries.state} = 'draft' or exists (
        select from ${editions} d where d.id = ${entries.editionId} and d.published_at is null))`,
    )
    .returning({ id: entries.id, editionId: entries.editionId })
  for (const { id, editionId } of gone)
    await recordEvent(tx, { actorId: by, kind: 'entry.withdrawn', subjectId: id, editionId })
  return gone.length
}
