import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import type { Actor } from '../actor/actor.ts'
import type { AuditKind } from '../audit/events.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { lockOrganizedEdition } from '../editions/guard.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { currentFrame, unitsOf } from '../provinces/history.server.ts'

/**
 * Replaces what an edition asks of each province of today by number (a target, a quota), on the record; a province
 * without a number has none. Null: not an organizer of it.
 */
export async function setByProvince(
  actor: Actor,
  editionId: string,
  kind: AuditKind,
  asked: Map<string, number | null>,
  replace: (tx: Transaction, frame: string, rows: { code: string; value: number }[]) => Promise<void>,
): Promise<{ set: number } | Refusal | null> {
  const frame = await currentFrame()
  return database().transaction(async (tx) => {
    if (!(await lockOrganizedEdition(tx, actor, editionId))) return null
    const known = new Set((await unitsOf(frame, tx)).map((unit) => unit.code))
    if ([...asked.keys()].some((code) => !known.has(code))) return refuse('form.error.invalid')
    const rows = [...asked].flatMap(([code, value]) => (value === null ? [] : [{ code, value }]))
    await replace(tx, frame, rows)
    await recordEvent(tx, {
      actorId: actor.userId,
      kind,
      subjectId: editionId,
      editionId,
      details: Object.fromEntries(rows.map((row) => [row.code, row.value])),
    })
    return { set: rows.length }
  })
}
