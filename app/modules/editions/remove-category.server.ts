import { and, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { unlessReferred } from '#db/unless-referred.ts'
import { categories } from '#db/schema/editions.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { lockOrganizedEdition } from './guard.server.ts'

/** Removes a category nobody uses: what an entry, a panel, a ballot or a prize refers to stays. */
export async function removeCategory(
  actor: Actor,
  editionId: string,
  categoryId: string,
): Promise<Refusal | { done: true } | null> {
  return database().transaction(async (tx) => {
    if (!(await lockOrganizedEdition(tx, actor, editionId))) return null
    const gone = await unlessReferred(tx, (inner) =>
      inner
        .delete(categories)
        .where(and(eq(categories.id, categoryId), eq(categories.editionId, editionId)))
        .returning({ id: categories.id }),
    )
    if (!gone) return refuse('edition.error.categoryInUse')
    if (gone.length === 0) return null
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'edition.categoryChanged',
      subjectId: categoryId,
      editionId,
    })
    return { done: true }
  })
}
