import { and, asc, count, desc, eq, inArray, ne, notInArray, or, sql, type SQL } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { searchKey } from '../text/search-key.ts'
import { users } from '#db/schema/accounts.ts'
import { auditEvents } from '#db/schema/audit.ts'
import { categories } from '#db/schema/editions.ts'
import { entries, entryAuthors } from '#db/schema/entries.ts'
import { roundEntries, rounds } from '#db/schema/judging.ts'
import { agencies, provinces } from '#db/schema/provinces.ts'
import { awards } from '#db/schema/results.ts'
import { entryStates, type EntryState } from '#db/schema/entries.ts'
import { atPlace } from './visibility.server.ts'

export type EntryFilter = {
  q: string
  state: string
  category: string
  place: string
  sort: string
  after: string
}

const pageSize = 50

const authorNames = sql<string>`(select string_agg(a.name, ', ' order by a.position) from ${entryAuthors} a where a.entry_id = ${entries.id})`

/** What the list may be sorted by; each with the number behind it, so that no two rows are equal. */
const orders: Record<string, SQL> = {
  number: sql`${entries.number}`,
  title: sql`${entries.title} collate "vi-VN-x-icu"`,
  state: sql`array_position(array['submitted', 'returned', 'eligible', 'ineligible', 'withdrawn'], ${entries.state})`,
  category: sql`${categories.position}`,
  language: sql`${entries.language}`,
  agency: sql`coalesce(${agencies.name}, '') collate "vi-VN-x-icu"`,
  submittedAt: sql`(extract(epoch from ${entries.submittedAt}) * 1000)::bigint`,
}

/** The entries of an edition as the secretariat lists them: filtered, sorted, 50 a page by key (the last number seen). */
export async function screeningPage(editionId: string, filter: EntryFilter) {
  const down = filter.sort.startsWith('-')
  const key = orders[filter.sort.replace(/^-/, '')] ?? orders.number!
  const rows = await database()
    .select({
      id: entries.id,
      number: entries.number,
      title: entries.title,
      state: entries.state,
      language: entries.language,
      submittedAt: entries.submittedAt,
      bucket: entries.bucket,
      categoryVi: categories.nameVi,
      categoryEn: categories.nameEn,
      agency: agencies.name,
      province: provinces.name,
      authors: authorNames,
    })
    .from(entries)
    .leftJoin(categories, eq(categories.id, entries.categoryId))
    .leftJoin(agencies, eq(agencies.id, entries.agencyId))
    .leftJoin(
      provinces,
      and(eq(provinces.frame, entries.provinceFrame), eq(provinces.code, entries.provinceCode)),
    )
    .where(and(filtered(editionId, filter), await afterRow(editionId, key, down, filter.after)))
    .orderBy(down ? desc(key) : asc(key), asc(entries.number))
    .limit(pageSize + 1)
  const page = rows.slice(0, pageSize)
  return { rows: page, next: rows.length > pageSize ? String(page.at(-1)!.number) : null }
}

/** The rows that stand behind the one of that number in the order of `key`. */
async function afterRow(editionId: string, key: SQL, down: boolean, after: string): Promise<SQL | undefined> {
  const number = Number(after)
  if (!after || !Number.isInteger(number)) return undefined
  const [last] = await database()
    .select({ value: sql<string | number>`${key}` })
    .from(entries)
    .leftJoin(categories, eq(categories.id, entries.categoryId))
    .leftJoin(agencies, eq(agencies.id, entries.agencyId))
    .where(and(eq(entries.editionId, editionId), eq(entries.number, number)))
  if (!last) return undefined
  const behind = down ? sql`${key} < ${last.value}` : sql`${key} > ${last.value}`
  return sql`(${behind} or (${key} = ${last.value} and ${entries.number} > ${number}))`
}

export async function screeningCount(editionId: string, filter: EntryFilter): Promise<number> {
  const [row] = await database().select({ count: count() }).from(entries).where(filtered(editionId, filter))
  return row!.count
}

function filtered(editionId: string, filter: EntryFilter): SQL {
  const state = entryStates.includes(filter.state as EntryState) ? (filter.state as EntryState) : null
  return and(
    eq(entries.editionId, editionId),
    notInArray(entries.state, ['draft']),
    sql`${entries.number} is not null`,
    state ? eq(entries.state, state) : undefined,
    filter.category ? eq(entries.categoryId, filter.category) : undefined,
    filter.place ? atPlace(filter.place) : undefined,
    filter.q ? searched(filter.q) : undefined,
  )!
}

function searched(typed: string): SQL {
  const key = `%${searchKey(typed).replace(/[%_\\]/g, '')}%`
  const number = /(\d+)\s*$/.exec(typed)?.[1]
  const byAuthor = database()
    .select({ id: entryAuthors.entryId })
    .from(entryAuthors)
    .where(sql`${entryAuthors.nameKey} like ${key}`)
  return or(
    sql`${entries.searchKey} like ${key}`,
    inArray(entries.id, byAuthor),
    number ? eq(entries.number, Math.min(Number(number), 2_000_000_000)) : undefined,
  )!
}

/** The next dossier that waits for screening, after the given number. */
export async function nextToScreen(editionId: string, afterNumber: number): Promise<string | null> {
  const [row] = await database()
    .select({ id: entries.id })
    .from(entries)
    .where(and(eq(entries.editionId, editionId), eq(entries.state, 'submitted')))
    .orderBy(sql`${entries.number} <= ${afterNumber}`, asc(entries.number))
    .limit(1)
  return row?.id ?? null
}

/** Counts of an edition for its track: by state, in the final, with a prize. */
export async function editionCounts(editionId: string) {
  const byState = await database()
    .select({ state: entries.state, count: count() })
    .from(entries)
    .where(eq(entries.editionId, editionId))
    .groupBy(entries.state)
  const [final] = await database()
    .select({ count: count() })
    .from(roundEntries)
    .innerJoin(rounds, eq(rounds.id, roundEntries.roundId))
    .where(and(eq(rounds.editionId, editionId), eq(rounds.stage, 'final')))
  const [prizes] = await database()
    .select({ count: count() })
    .from(awards)
    .where(eq(awards.editionId, editionId))
  const of = (state: EntryState) => byState.find((row) => row.state === state)?.count ?? 0
  const received = of('submitted') + of('returned') + of('eligible') + of('ineligible')
  return {
    drafts: of('draft'),
    received,
    waiting: of('submitted') + of('returned'),
    eligible: of('eligible'),
    ineligible: of('ineligible'),
    withdrawn: of('withdrawn'),
    inFinal: final!.count,
    prizes: prizes!.count,
  }
}

export function historyOf(entryId: string) {
  return database()
    .select({
      id: auditEvents.id,
      at: auditEvents.at,
      kind: auditEvents.kind,
      actor: users.name,
      details: auditEvents.details,
    })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, auditEvents.actorId))
    .where(and(eq(auditEvents.subjectId, entryId), ne(auditEvents.kind, 'entry.created')))
    .orderBy(asc(auditEvents.id))
    .limit(200)
}
