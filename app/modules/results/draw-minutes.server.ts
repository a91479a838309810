import { eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { editions } from '#db/schema/editions.ts'
import { ballots, rounds } from '#db/schema/judging.ts'
import { prizesGiven, minutes, outcomes } from '#db/schema/results.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { contentOf } from './minutes-content.server.ts'
import { organizesRound } from '../judging/form-round.server.ts'
import type { Letterhead } from '../documents/document.ts'
import type { MinutesContent } from './minutes.ts'
import { asOfFitted, standOf } from './round-model.server.ts'
import { moved, whileStands } from './while-stands.server.ts'

/** Draws up the minutes of a panel, or (without one) of the council, from a closed round as it stands. */
export async function drawMinutes(
  actor: Actor,
  roundId: string,
  ask: Ask,
): Promise<{ minutesId: string } | Refusal | null> {
  if (!(await organizesRound(actor, roundId))) return null
  return whileStands(
    () => asOfFitted([roundId], () => drawnFrom(roundId, ask.panelId)),
    (drawn) => keepMinutes(actor, roundId, ask, drawn),
  )
}

type Ask = { panelId: string | null; letterhead: Letterhead }
type Drawn = { content: MinutesContent | null; stand: string }

/** The minutes as of one moment, with what they rest on. */
async function drawnFrom(roundId: string, panelId: string | null): Promise<Drawn> {
  const [found] = await database()
    .select({ round: rounds, edition: editions })
    .from(rounds)
    .innerJoin(editions, eq(editions.id, rounds.editionId))
    .where(eq(rounds.id, roundId))
  return { content: await contentOf(found!, panelId), stand: await decidedStandOf(roundId) }
}

/** Scores and readings, what was decided on them, ballots and prizes. */
async function decidedStandOf(roundId: string, connection: Connection = database()): Promise<string> {
  const [row] = await connection.execute<{ decided: string }>(sql`
    select concat_ws(' ',
      (select r::text from ${rounds} r where r.id = ${roundId}),
      (select string_agg(o::text, ' ' order by o.category_id) from ${outcomes} o where o.round_id = ${roundId}),
      (select string_agg(b.id || b.state, ' ' order by b.id) from ${ballots} b where b.round_id = ${roundId}),
      (
        select string_agg(w.entry_id || w.prize, ' ' order by w.entry_id)
        from ${prizesGiven} w
        join ${rounds} r on r.edition_id = w.edition_id
        where r.id = ${roundId})) as decided`)
  return `${await standOf(roundId, connection)} ${row!.decided}`
}

function keepMinutes(actor: Actor, roundId: string, ask: Ask, { content, stand }: Drawn) {
  return database().transaction(async (tx) => {
    const [round] = await tx.select().from(rounds).where(eq(rounds.id, roundId)).for('share')
    if (!round) return null
    if (round.state !== 'closed') return refuse('minutes.refused.notClosed')
    if ((await decidedStandOf(roundId, tx)) !== stand) return moved
    if (!content) return null
    const [made] = await tx
      .insert(minutes)
      .values({ roundId, ...ask, content, dataHash: content.dataHash, createdBy: actor.userId })
      .returning({ id: minutes.id })
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'results.minutes',
      subjectId: made!.id,
      editionId: round.editionId,
      details: { panelId: ask.panelId, hash: content.dataHash },
    })
    return { minutesId: made!.id }
  })
}
