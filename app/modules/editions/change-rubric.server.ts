import { eq } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { unlessReferred } from '#db/unless-referred.ts'
import { criteria } from '#db/schema/editions.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import type { CriterionForm } from './schema.ts'

/**
 * Once scores were given, names and guidance may change, but neither the number of criteria nor their points: a score
 * refers to its criterion, so the database refuses to let that go.
 */
export async function changeRubric(
  tx: Transaction,
  categoryId: string,
  rubric: CriterionForm[],
): Promise<Refusal | null> {
  const present = await tx
    .select()
    .from(criteria)
    .where(eq(criteria.categoryId, categoryId))
    .orderBy(criteria.position)
  const sameShape =
    present.length === rubric.length &&
    present.every((row, index) => row.maxPoints === rubric[index]!.maxPoints)
  if (sameShape) {
    for (const [index, row] of rubric.entries())
      await tx.update(criteria).set(row).where(eq(criteria.id, present[index]!.id))
    return null
  }
  const gone = await unlessReferred(tx, (inner) =>
    inner.delete(criteria).where(eq(criteria.categoryId, categoryId)),
  )
  if (!gone) return refuse('edition.error.criteriaInUse', {}, 'criteria')
  await tx.insert(criteria).values(rubric.map((row, index) => ({ ...row, categoryId, position: index + 1 })))
  return null
}
