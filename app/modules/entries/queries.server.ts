import { and, asc, desc, eq, ne } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { categories, editions } from '#db/schema/editions.ts'
import { entries, media } from '#db/schema/entries.ts'
import type { Actor } from '../actor/actor.ts'

/** One's own entries, newest first. */
export function ownEntries(actor: Actor) {
  return database()
    .select({
      id: entries.id,
      number: entries.number,
      title: entries.title,
      state: entries.state,
      updatedAt: entries.updatedAt,
      returnUntil: entries.returnUntil,
      edition: editions.number,
      closesAt: editions.closesAt,
      categoryVi: categories.nameVi,
      categoryEn: categories.nameEn,
    })
    .from(entries)
    .innerJoin(editions, eq(editions.id, entries.editionId))
    .leftJoin(categories, eq(categories.id, entries.categoryId))
    .where(eq(entries.ownerId, actor.userId))
    .orderBy(desc(editions.number), desc(entries.updatedAt))
    .limit(500)
}

/** What a receipt's public page may say: number, moment, and the SHA-256 of each file. No names. */
export async function receiptOf(code: string) {
  const [row] = await database()
    .select({
      id: entries.id,
      number: entries.number,
      edition: editions.number,
      submittedAt: entries.submittedAt,
      state: entries.state,
    })
    .from(entries)
    .innerJoin(editions, eq(editions.id, entries.editionId))
    .where(and(eq(entries.receiptCode, code), ne(entries.state, 'draft')))
  if (!row) return null
  const files = await database()
    .select({ kind: media.kind, bytes: media.bytes, sha256: media.sha256 })
    .from(media)
    .where(and(eq(media.entryId, row.id), eq(media.state, 'complete')))
    .orderBy(asc(media.startedAt), asc(media.id))
  const { id: _id, ...receipt } = row
  return { ...receipt, files }
}
