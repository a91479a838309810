import { eq, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { entries } from '#db/schema/entries.ts'
import { countingSheets, secondLooks } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { queueLetter } from '../editions/secretariat.server.ts'
import { type Refusal, refuse } from '../refusal/refusal.ts'
import { chaired } from './chaired-panels.server.ts'
import { isBarredWork } from './conflicts.server.ts'
import { progressOf } from './panel-for-chair.server.ts'

/** Asks the two judges furthest apart to look at a work again, on the record; the chair is not told who they are. */
export async function askSecondLook(
  actor: Actor,
  panelId: string,
  ask: { entryId: string; note: string },
): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const found = await chaired(tx, actor, panelId)
    if (!found) return null
    if (found.round.state !== 'open') return refuse('judging.refused.closed')
    if (await isBarredWork(actor.userId, found.round.editionId, ask.entryId, tx))
      return refuse('judging.refused.conflict')
    const own = (await progressOf(tx, panelId)).find((judge) => judge.id === actor.userId)!
    if (own.submitted < own.assigned) return refuse('chair.refused.ownFirst')
    const sheets = await tx.execute<{ id: string; judgeId: string; title: string }>(sql`
      select s.assignment_id as id, s.judge_id as "judgeId", e.title
      from ${countingSheets} s
      join ${entries} e on e.id = s.entry_id
      where s.panel_id = ${panelId} and s.entry_id = ${ask.entryId}
      order by s.total, s.assignment_id`)
    if (sheets.length < 2) return refuse('chair.refused.fewSheets')
    for (const sheet of [sheets[0]!, sheets.at(-1)!]) {
      await tx.insert(secondLooks).values({ assignmentId: sheet.id, askedBy: actor.userId, note: ask.note })
      const [judge] = await tx.select().from(users).where(eq(users.id, sheet.judgeId))
      const link = `${environment().APP_ORIGIN}/judging/${sheet.id}`
      await queueLetter(tx, {
        to: judge!.email,
        locale: judge!.locale,
        template: 'secondLook',
        senderId: actor.userId,
        values: { name: judge!.name, title: sheet.title, note: ask.note, link },
      })
    }
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'panel.secondLook',
      subjectId: panelId,
      editionId: found.round.editionId,
      details: { entryId: ask.entryId, note: ask.note },
    })
    return { done: true }
  })
}
