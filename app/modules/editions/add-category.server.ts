import { eq, max } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { categories, criteria } from '#db/schema/editions.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { lockOrganizedEdition } from './guard.server.ts'
import { presetCriteria } from './preset.ts'

/** A further category at the end, with the preset's rubric and quota and no files asked for yet. */
export async function addCategory(actor: Actor, editionId: string): Promise<{ categoryId: string } | null> {
  return database().transaction(async (tx) => {
    if (!(await lockOrganizedEdition(tx, actor, editionId))) return null
    const [last] = await tx
      .select({ position: max(categories.position) })
      .from(categories)
      .where(eq(categories.editionId, editionId))
    const position = (last?.position ?? 0) + 1
    const quota = { first: 1, second: 2, third: 3, consolation: 5 }
    const [made] = await tx
      .insert(categories)
      .values({
        editionId,
        position,
        nameVi: `Hạng mục ${position}`,
        nameEn: `Category ${position}`,
        medium: 'print',
        requirements: [],
        quota,
      })
      .returning({ id: categories.id })
    await tx
      .insert(criteria)
      .values(presetCriteria.map((row, index) => ({ ...row, categoryId: made!.id, position: index + 1 })))
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'edition.categoryChanged',
      subjectId: made!.id,
      editionId,
    })
    return { categoryId: made!.id }
  })
}
