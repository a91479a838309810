import { and, asc, eq, ne, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection, Transaction } from '#db/client.ts'
import { categories, editions } from '#db/schema/editions.ts'
import { entries, entryAuthors, entryParts, priorAwards, media } from '#db/schema/entries.ts'
import { agencies, provinces } from '#db/schema/provinces.ts'
import type { Actor } from '../actor/actor.ts'
import type { Category } from '../editions/categories.server.ts'
import { whyAside, type Misfit } from '../editions/file-kinds.ts'
import type { EntryState } from './entry.ts'
import type { EntryForPolicy } from './policy.ts'
import { entriesVisibleTo } from './visibility.server.ts'

export type Dossier = NonNullable<Awaited<ReturnType<typeof loadDossier>>>

/** Everything of one entry, if the actor may see it. */
export async function loadDossier(actor: Actor, entryId: string, connection: Connection = database()) {
  const asked = connection
    .select({
      entry: entries,
      edition: editions,
      category: categories,
      agency: agencies,
      provinceName: provinces.name,
      now: sql<string>`clock_timestamp()`,
    })
    .from(entries)
    .innerJoin(editions, eq(editions.id, entries.editionId))
    .leftJoin(categories, eq(categories.id, entries.categoryId))
    .leftJoin(agencies, eq(agencies.id, entries.agencyId))
    .leftJoin(
      provinces,
      and(eq(provinces.frame, entries.provinceFrame), eq(provinces.code, entries.provinceCode)),
    )
    .where(and(eq(entries.id, entryId), entriesVisibleTo(actor)))
  const [[row], rows] = await Promise.all([asked, loadRows(entryId, connection)])
  if (!row) return null
  const files = rows.files.map((file) => ({ ...file, misfit: misfitOf(file, row) }))
  return { ...row, ...rows, files, now: new Date(row.now), owned: row.entry.ownerId === actor.userId }
}

/**
 * Why a file is kept aside: by the category as it is now while its author may still change either, and as it was handed
 * in from then on.
 */
function misfitOf(
  file: typeof media.$inferSelect,
  { entry, category }: { entry: { state: EntryState }; category: Category | null },
): Misfit | null {
  const misfit = file.infection ? 'infected' : category && whyAside(category.requirements, file)
  if (entry.state === 'draft' || entry.state === 'returned') return misfit
  return file.aside ? (misfit ?? 'kind') : null
}

export async function loadRows(entryId: string, connection: Connection) {
  const [parts, authors, awards, files] = await Promise.all([
    connection
      .select()
      .from(entryParts)
      .where(eq(entryParts.entryId, entryId))
      .orderBy(asc(entryParts.position), asc(entryParts.id)),
    connection
      .select()
      .from(entryAuthors)
      .where(eq(entryAuthors.entryId, entryId))
      .orderBy(asc(entryAuthors.position), asc(entryAuthors.id)),
    connection
      .select()
      .from(priorAwards)
      .where(eq(priorAwards.entryId, entryId))
      .orderBy(asc(priorAwards.position), asc(priorAwards.id)),
    connection
      .select()
      .from(media)
      .where(and(eq(media.entryId, entryId), ne(media.state, 'removed')))
      .orderBy(asc(media.startedAt), asc(media.id)),
  ])
  return { parts, authors, awards, files }
}

/** An own entry, locked until the transaction ends; null where it is not the actor's. */
export async function lockOwnEntry(tx: Transaction, actor: Actor, entryId: string) {
  const [locked] = await tx
    .select({ id: entries.id })
    .from(entries)
    .where(and(eq(entries.id, entryId), eq(entries.ownerId, actor.userId)))
    .for('no key update')
  return locked ? loadDossier(actor, entryId, tx) : null
}

export function forPolicy({
  entry,
  edition,
  files,
}: Pick<Dossier, 'entry' | 'edition' | 'files'>): EntryForPolicy {
  const uploadBeganInTime = files.some(
    (file) =>
      file.startedAt <= edition.closesAt && (!file.completedAt || file.completedAt > edition.closesAt),
  )
  return {
    state: entry.state,
    returnUntil: entry.returnUntil,
    returnFields: entry.returnFields,
    uploadBeganInTime,
    postmarkedOn: entry.postmarkedOn,
    restsUntil: entry.restsUntil,
  }
}
