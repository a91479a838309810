import { desc, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { categories, editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
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
