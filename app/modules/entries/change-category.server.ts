import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { database } from '#app/ground.server.ts'
import { categories } from '#db/schema/editions.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { categoriesOf } from '../editions/categories.server.ts'
import { changeRubric } from '../editions/change-rubric.server.ts'
import { askForFiles, setPlaces } from '../editions/category-rows.server.ts'
import { changesBetween } from '../editions/changes-between.ts'
import { lockOrganizedEdition } from '../editions/guard.server.ts'
import type { categoryDetails } from '../editions/schema.ts'
import type { Refusal } from '../refusal/refusal.ts'
import type { Recheck } from './recheck.ts'
import { recheckEntries } from './recheck-entries.server.ts'

/** Changes a category, on the record; what was submitted is checked again under its languages and files. */
export async function changeCategory(
  actor: Actor,
  editionId: string,
  categoryId: string,
  form: z.infer<typeof categoryDetails>,
): Promise<Refusal | Recheck | null> {
  return database().transaction(async (tx) => {
    const edition = await lockOrganizedEdition(tx, actor, editionId)
    if (!edition) return null
    const before = await categoriesOf(editionId, tx)
    const found = before.find((category) => category.id === categoryId)
    if (!found) return null
    const { criteria: rubric, files, languages, first, second, third, consolation, ...names } = form
    const refusal = await changeRubric(tx, categoryId, rubric)
    if (refusal) return refusal
    const values = {
      ...names,
      languages: languages.length ? languages : null,
    }
    await tx.update(categories).set(values).where(eq(categories.id, categoryId))
    await askForFiles(tx, categoryId, files)
    await setPlaces(tx, categoryId, { first, second, third, consolation })
    const after = await categoriesOf(editionId, tx)
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'edition.categoryChanged',
      subjectId: categoryId,
      editionId,
      details: changesBetween(
        found,
        after.find((category) => category.id === categoryId)!,
      ),
    })
    return recheckEntries(tx, actor, { edition, categories: before }, { edition, categories: after })
  })
}
