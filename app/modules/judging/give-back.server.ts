import { sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { assignments, rounds } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { worksStatedBy } from './conflicts.server.ts'
import { stands } from './counting.server.ts'

/**
 * Takes from a judge every assigned entry that a stated conflict now forbids, in every round that is not closed; where an
 * organizer says so in closed ones too: what was sent there no longer counts.
 */
export async function giveBack(
  tx: Transaction,
  actor: Actor,
  judgeId: string,
  editionId: string,
  ended: { why: 'conflict' | 'imposed'; note: string },
  closedToo = false,
): Promise<number> {
  const rows = await tx.execute<{ id: string; entryId: string }>(sql`
    update ${assignments} a
    set ended_at = clock_timestamp(), ended_why = ${ended.why}, ended_by = ${actor.userId}, ended_note = ${ended.note}
    from ${rounds} r
    where r.id = a.round_id and r.edition_id = ${editionId} and (${closedToo} or r.state <> 'closed')
      and a.judge_id = ${judgeId} and ${stands} and a.entry_id in (${worksStatedBy(judgeId, editionId)})
    returning a.id, a.entry_id as "entryId"`)
  for (const { id, entryId } of rows)
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'assignment.recused',
      subjectId: id,
      editionId,
      details: { entryId },
    })
  return rows.length
}
