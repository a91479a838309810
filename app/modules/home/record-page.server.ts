import { aliasedTable, and, eq, gte, inArray, lt, sql, type SQL } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { invitations, users } from '#db/schema/accounts.ts'
import { auditEvents, auditOrigins } from '#db/schema/audit.ts'
import { editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { panels } from '#db/schema/judging.ts'
import { agencies } from '#db/schema/provinces.ts'
import { localTime } from '#db/vietnamese.ts'
import type { AuditKind } from '../audit/events.ts'

export const recordPageSize = 100

/** What of the record is looked at: each part alone goes by an index of its own, newest first. */
export type RecordFilter = {
  /** an account: what it did */
  person: string | null
  kind: AuditKind | null
  /** what something was done with */
  subject: string | null
  /** yyyy-MM-dd, in the award's time zone */
  day: string | null
}
export type RecordKey = { at: Date; id: number }

function filtered({ person, kind, subject, day }: RecordFilter): SQL | undefined {
  return and(
    person === null ? undefined : eq(auditEvents.actorId, person),
    kind === null ? undefined : eq(auditEvents.kind, kind),
    subject === null ? undefined : eq(auditEvents.subjectId, subject),
    day === null ? undefined : gte(auditEvents.at, sql`${day}::date::timestamp ${localTime}`),
    day === null ? undefined : lt(auditEvents.at, sql`(${day}::date + 1)::timestamp ${localTime}`),
  )
}

/** Events after a key, the newest first. */
export function recordQuery(filter: RecordFilter, after: RecordKey | null, limit: number) {
  const doer = aliasedTable(users, 'doer')
  return database()
    .select({
      id: auditEvents.id,
      at: auditEvents.at,
      kind: auditEvents.kind,
      actorId: auditEvents.actorId,
      actor: doer.name,
      subjectId: auditEvents.subjectId,
      outcome: auditEvents.outcome,
      name: auditOrigins.name,
      address: auditOrigins.address,
      device: auditOrigins.device,
    })
    .from(auditEvents)
    .leftJoin(doer, eq(doer.id, auditEvents.actorId))
    .leftJoin(auditOrigins, eq(auditOrigins.eventId, auditEvents.id))
    .where(
      and(
        filtered(filter),
        after === null
          ? undefined
          : sql`(${auditEvents.at}, ${auditEvents.id}) < (${after.at.toISOString()}::timestamptz, ${after.id})`,
      ),
    )
    .orderBy(sql`${auditEvents.at} desc`, sql`${auditEvents.id} desc`)
    .limit(limit)
}

/** A page of the record, each subject by its name. */
export async function recordPage(filter: RecordFilter, after: RecordKey | null) {
  const rows = await recordQuery(filter, after, recordPageSize + 1)
  const page = rows.slice(0, recordPageSize)
  const names = await namesOf(page.map((row) => row.subjectId))
  const last = page.at(-1)
  return {
    events: page.map((row) => ({ ...row, subject: names.get(row.subjectId) ?? null })),
    next: rows.length > recordPageSize && last ? `${last.at.toISOString()}|${last.id}` : null,
  }
}

/** By whom, of what and where from a record is looked through; null where there is no such account. */
export async function nameOfPerson(id: string): Promise<string | null> {
  const [row] = await database().select({ name: users.name }).from(users).where(eq(users.id, id))
  return row?.name ?? null
}

export type SubjectName = { name: string } | { edition: number; number: number | null }

/** What ids of the record stand for, as far as it is there and may be told to an administrator: no title of a work. */
export async function namesOf(ids: string[]): Promise<Map<string, SubjectName>> {
  const of = (prefix: string) => [...new Set(ids.filter((id) => id.startsWith(`${prefix}_`)))]
  const [people, invited, agencyRows, panelRows, editionRows, entryRows] = await Promise.all([
    named(of('usr'), (list) =>
      database().select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, list)),
    ),
    named(of('inv'), (list) =>
      database()
        .select({ id: invitations.id, name: invitations.email })
        .from(invitations)
        .where(inArray(invitations.id, list)),
    ),
    named(of('agc'), (list) =>
      database()
        .select({ id: agencies.id, name: agencies.name })
        .from(agencies)
        .where(inArray(agencies.id, list)),
    ),
    named(of('pan'), (list) =>
      database().select({ id: panels.id, name: panels.name }).from(panels).where(inArray(panels.id, list)),
    ),
    of('edn').length === 0
      ? []
      : database()
          .select({ id: editions.id, edition: editions.number })
          .from(editions)
          .where(inArray(editions.id, of('edn'))),
    of('ent').length === 0
      ? []
      : database()
          .select({ id: entries.id, edition: editions.number, number: entries.number })
          .from(entries)
          .innerJoin(editions, eq(editions.id, entries.editionId))
          .where(inArray(entries.id, of('ent'))),
  ])
  const found = new Map<string, SubjectName>()
  for (const { id, name } of [people, invited, agencyRows, panelRows].flat()) found.set(id, { name })
  for (const { id, edition } of editionRows) found.set(id, { edition, number: null })
  for (const { id, edition, number } of entryRows) if (number !== null) found.set(id, { edition, number })
  return found
}

type Named = { id: string; name: string }
const named = async (ids: string[], ask: (ids: string[]) => PromiseLike<Named[]>): Promise<Named[]> =>
  ids.length === 0 ? [] : ask(ids)
