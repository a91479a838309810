import { eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { roman } from '#app/i18n/format.ts'
import type { Transaction } from '#db/client.ts'
import { categories, criteria, editions } from '#db/schema/editions.ts'
import type { Actor } from '../actor/actor.ts'
import { mayCreateEditions } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { editionWhole } from './categories.server.ts'
import { readingMinutesOf } from './edition.ts'
import { presetCategories, presetCriteria, presetRules } from './preset.ts'

/** A new edition from the award's preset, or with the categories, rubrics and rules of an earlier one. */
export async function createEdition(
  actor: Actor,
  ask: { number: number; year: number; copyOf: string },
): Promise<{ number: number } | Refusal> {
  if (!mayCreateEditions(actor)) return refuse('edition.error.mayNot')
  return database().transaction(async (tx) => {
    const [taken] = await tx.select({ id: editions.id }).from(editions).where(eq(editions.number, ask.number))
    if (taken) return refuse('edition.error.numberTaken', {}, 'number')
    const [source] = ask.copyOf ? await tx.select().from(editions).where(eq(editions.id, ask.copyOf)) : []
    const [edition] = await tx
      .insert(editions)
      .values({ ...defaultsFor(ask.number, ask.year), ...copied(source) })
      .returning()
    await plantCategories(tx, edition!.id, source ? await editionWhole(source.id, tx) : fromPreset())
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'edition.created',
      subjectId: edition!.id,
      editionId: edition!.id,
    })
    return { number: ask.number }
  })
}

/** The usual year of the award: window 1/7 to 30/6, entries from 1/6 to the end of 31/7. */
export function defaultsFor(number: number, year: number): typeof editions.$inferInsert {
  return {
    number,
    year,
    nameVi: `Giải thưởng toàn quốc về thông tin đối ngoại lần thứ ${roman(number)}`,
    nameEn: `National External Information Service Award, edition ${roman(number)}`,
    windowStart: `${year - 1}-07-01`,
    windowEnd: `${year}-06-30`,
    opensAt: new Date(`${year}-05-31T17:00:00.000Z`),
    closesAt: new Date(`${year}-07-31T16:59:59.999Z`),
    ...presetRules,
  }
}

function copied(source: typeof editions.$inferSelect | undefined) {
  if (!source) return {}
  const { rulesVi, rulesEn, maxParts, twoThirdsRule, capPerAuthor, graceMinutes } = source
  const { postmarkDays, endorsement, endorsementQuota, provincesSee, judgeSecondFactor } = source
  return {
    rulesVi,
    rulesEn,
    maxParts,
    twoThirdsRule,
    capPerAuthor,
    graceMinutes,
    postmarkDays,
    endorsement,
    endorsementQuota,
    provincesSee,
    judgeSecondFactor,
  }
}

type Whole = Omit<typeof categories.$inferInsert, 'id' | 'editionId'> & {
  criteria: Omit<typeof criteria.$inferInsert, 'id' | 'categoryId'>[]
}

export function fromPreset(): Whole[] {
  const rubric = presetCriteria.map((criterion, index) => ({ ...criterion, position: index + 1 }))
  return presetCategories.map((category, index) => ({
    ...category,
    readingMinutes: readingMinutesOf[category.medium],
    position: index + 1,
    criteria: rubric,
  }))
}

export async function plantCategories(tx: Transaction, editionId: string, whole: Whole[]) {
  for (const {
    nameVi,
    nameEn,
    medium,
    readingMinutes,
    minutesPerPage,
    languages,
    requirements,
    quota,
    position,
    criteria: rubric,
  } of whole) {
    const [category] = await tx
      .insert(categories)
      .values({
        editionId,
        nameVi,
        nameEn,
        medium,
        readingMinutes,
        minutesPerPage,
        languages,
        requirements,
        quota,
        position,
      })
      .returning()
    const rows = rubric.map((row) => ({
      position: row.position,
      nameVi: row.nameVi,
      nameEn: row.nameEn,
      guidanceVi: row.guidanceVi,
      guidanceEn: row.guidanceEn,
      maxPoints: row.maxPoints,
    }))
    await tx.insert(criteria).values(rows.map((row) => ({ ...row, categoryId: category!.id })))
  }
}
