import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { database } from '#app/ground.server.ts'
import { editions } from '#db/schema/editions.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { closingMoment, fromLocalInput } from '../calendar/local-time.ts'
import { categoriesOf } from '../editions/categories.server.ts'
import { changesBetween } from '../editions/changes-between.ts'
import { lockOrganizedEdition } from '../editions/guard.server.ts'
import type { editionDetails } from '../editions/schema.ts'
import type { Recheck } from './recheck.ts'
import { recheckEntries } from './recheck-entries.server.ts'

/** Changes names, times and rules, on the record; what was submitted is checked again under the new rules. */
export async function changeEdition(
  actor: Actor,
  editionId: string,
  form: z.infer<typeof editionDetails>,
): Promise<Recheck | null> {
  return database().transaction(async (tx) => {
    const before = await lockOrganizedEdition(tx, actor, editionId)
    if (!before) return null
    const {
      opensAt,
      closesAt,
      twoThirdsRule,
      capPerAuthor,
      endorsement,
      participationPublic,
      judgeSecondFactor,
      ...rest
    } = form
    const values = {
      ...rest,
      opensAt: fromLocalInput(opensAt),
      closesAt: closingMoment(closesAt),
      twoThirdsRule: twoThirdsRule === 'on',
      endorsement: endorsement === 'on',
      participationPublic: participationPublic === 'on',
      judgeSecondFactor: judgeSecondFactor === 'on',
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
