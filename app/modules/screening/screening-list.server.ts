import { and, asc, count, desc, eq, inArray, notInArray, or, sql, type SQL } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { searchKey } from '../text/search-key.ts'
import { categories } from '#db/schema/editions.ts'
import { entries, entryAuthors } from '#db/schema/entries.ts'
import { agencies, provinces } from '#db/schema/provinces.ts'
import { vietnamese } from '#db/vietnamese.ts'
import { entryStates, type EntryState } from '../entries/entry.ts'
import { authorNames, wasHandedIn } from '../entries/received.server.ts'
import { atPlace } from '../entries/visibility.server.ts'

export type EntryFilter = {
  q: string
  state: string
  category: string
  place: string
  sort: string
  after: string
}

const pageSize = 50

/** What the list may be sorted by; each with the number behind it, so that no two rows are equal. */
const orders = new Map<string, SQL>(
  Object.entries({
    number: sql`${entries.number}`,
    title: sql`${entries.title} ${vietnamese}`,
    state: sql`array_position(
      array['submitted', 'returned', 'eligible', 'ineligible', 'withdrawn', 'disqualified'], ${entries.state})`,
    category: sql`${categories.position}`,
    language: sql`${entries.language}`,
    agency: sql`coalesce(${agencies.name}, '') ${vietnamese}`,
    submittedAt: sql`(extract(epoch from ${entries.submittedAt}) * 1000)::bigint`,
  }),
)

/**
 * The entries of an edition as the secretariat lists them: filtered, sorted, 50 a page by key (the last number seen), and
 * none of those in `barred`.
 */
export async function screeningPage(editionId: string, filter: EntryFilter, barred: Set<string>) {
  const down = filter.sort.startsWith('-')
  const key = orders.get(filter.sort.replace(/^-/, '')) ?? orders.get('number')!
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
      authors: authorNames(sql`${entries}`),
    })
    .from(entries)
    .leftJoin(categories, eq(categories.id, entries.categoryId))
    .leftJoin(agencies, eq(agencies.id, entries.agencyId))
    .leftJoin(
      provinces,
      and(eq(provinces.frame, entries.provinceFrame), eq(provinces.code, entries.provinceCode)),
    )
    .where(and(filtered(editionId, filter, barred), await afterRow(editionId, key, down, filter.after)))
    .orderBy(down ? desc(key) : asc(key), asc(entries.number))
    .limit(pageSize + 1)
  const page = rows.slice(0, pageSize)
  return { rows: page, next: rows.length > pageSize ? String(page.at(-1)!.number) : null }
}

/** The rows that stand behind the one of that number in the order of `key`. */
async function afterRow(editionId: string, key: SQL, down: boolean, after: string): Promise<SQL | undefined> {
  const number = Number(after)
  if (!after || !Number.isInteger(number) || number > 2_147_483_647) return undefined
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

/** How many the whole list has, and how many more it would have but for those in `barred`. */
export async function screeningCount(
  editionId: string,
  filter: EntryFilter,
  barred: Set<string>,
): Promise<{ count: number; hidden: number }> {
  const hidden = inArray(entries.id, [...barred])
  const [row] = await database()
    .select({ all: count(), hidden: sql<number>`(count(*) filter (where ${hidden}))::int` })
    .from(entries)
    .where(filtered(editionId, filter, new Set()))
  return { count: row!.all - row!.hidden, hidden: row!.hidden }
}

function filtered(editionId: string, filter: EntryFilter, barred: Set<string>): SQL {
  const state = entryStates.includes(filter.state as EntryState) ? (filter.state as EntryState) : null
  return and(
    eq(entries.editionId, editionId),
    wasHandedIn(sql`${entries}`),
    notInArray(entries.id, [...barred]),
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
