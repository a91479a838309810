import { and, count, eq, inArray, max } from 'drizzle-orm'
import type { z } from 'zod'
import { database } from '#app/ground.server.ts'
import { closingMoment, fromLocalInput } from '#app/i18n/format.ts'
import { categories, criteria, editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { panelCategories, scores } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import type { Recheck } from './recheck.ts'
import { recheckEntries } from './recheck-entries.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { lockOrganizedEdition } from '../editions/guard.server.ts'
import { presetCriteria } from '../editions/preset.ts'
import { categoriesOf } from '../editions/queries.server.ts'
import type { categoryDetails, CriterionForm, editionDetails } from '../editions/schema.ts'

/** Changes names, times and rules, on the record; what was submitted is checked again under the new rules. */
export async function changeEdition(
  actor: Actor,
  editionId: string,
  form: z.infer<typeof editionDetails>,
): Promise<Recheck | null> {
  return database().transaction(async (tx) => {
    const before = await lockOrganizedEdition(tx, actor, editionId)
    if (!before) return null
    const { opensAt, closesAt, twoThirdsRule, capPerAuthor, endorsement, participationPublic, ...rest } = form
    const values = {
      ...rest,
      opensAt: fromLocalInput(opensAt),
      closesAt: closingMoment(closesAt),
      twoThirdsRule: twoThirdsRule === 'on',
      endorsement: endorsement === 'on',
      participationPublic: participationPublic === 'on',
      capPerAuthor: capPerAuthor === '' ? null : capPerAuthor,
    }
    const [after] = await tx.update(editions).set(values).where(eq(editions.id, editionId)).returning()
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'edition.changed',
      subjectId: editionId,
      editionId,
      details: changesBetween(before, after!),
    })
    const known = await categoriesOf(editionId, tx)
    return recheckEntries(
      tx,
      actor,
      { edition: before, categories: known },
      { edition: after!, categories: known },
    )
  })
}

/** For the record: each column that is not what it was, with both values. */
function changesBetween<Row extends Record<string, unknown>>(before: Row, after: Row) {
  const changed = Object.keys(after).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  return Object.fromEntries(changed.map((name) => [name, { from: before[name], to: after[name] }]))
}

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
      requirements: files,
      quota: { first, second, third, consolation },
    }
    await tx.update(categories).set(values).where(eq(categories.id, categoryId))
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

/** Once scores were given, names and guidance may change, but neither the number of criteria nor their points. */
async function changeRubric(
  tx: Parameters<typeof lockOrganizedEdition>[0],
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
  const ids = present.map((row) => row.id)
  const [used] = ids.length
    ? await tx.select({ count: count() }).from(scores).where(inArray(scores.criterionId, ids))
    : [{ count: 0 }]
  if (sameShape) {
    for (const [index, row] of rubric.entries())
      await tx.update(criteria).set(row).where(eq(criteria.id, ids[index]!))
    return null
  }
  if (used!.count > 0) return refuse('edition.error.criteriaInUse', {}, 'criteria')
  await tx.delete(criteria).where(eq(criteria.categoryId, categoryId))
  await tx.insert(criteria).values(rubric.map((row, index) => ({ ...row, categoryId, position: index + 1 })))
  return null
}

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

export async function removeCategory(
  actor: Actor,
  editionId: string,
  categoryId: string,
): Promise<Refusal | { done: true } | null> {
  return database().transaction(async (tx) => {
    if (!(await lockOrganizedEdition(tx, actor, editionId))) return null
    const [inEntries] = await tx
      .select({ count: count() })
      .from(entries)
      .where(eq(entries.categoryId, categoryId))
    const [inPanels] = await tx
      .select({ count: count() })
      .from(panelCategories)
      .where(eq(panelCategories.categoryId, categoryId))
    if (inEntries!.count + inPanels!.count > 0) return refuse('edition.error.categoryInUse')
    const [gone] = await tx
      .delete(categories)
      .where(and(eq(categories.id, categoryId), eq(categories.editionId, editionId)))
      .returning({ id: categories.id })
    if (!gone) return null
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'edition.categoryChanged',
      subjectId: categoryId,
      editionId,
    })
    return { done: true }
  })
}
