import { and, eq, inArray, ne } from 'drizzle-orm'
import type { z } from 'zod'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { entries } from '#db/schema/entries.ts'
import { ballots, roundEntries } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { type Refusal, refuse } from '../refusal/refusal.ts'
import { lockRound } from './form-round.server.ts'
import type { ballotForm } from './schema.ts'

/** Opens a secret vote on works of one category of a ballot round, or repeats one among those that tied. */
export async function openBallot(
  actor: Actor,
  roundId: string,
  form: z.infer<typeof ballotForm>,
): Promise<{ ballotId: string } | Refusal | null> {
  return database().transaction(async (tx) => {
    const round = await lockRound(tx, actor, roundId)
    if (!round) return null
    if (round.kind !== 'ballot') return refuse('form.error.invalid')
    if (round.state !== 'open') return refuse('judging.refused.notOpen')
    const known = await tx
      .select({ id: entries.id })
      .from(entries)
      .innerJoin(roundEntries, and(eq(roundEntries.entryId, entries.id), eq(roundEntries.roundId, roundId)))
      .where(
        and(
          eq(entries.categoryId, form.categoryId),
          inArray(entries.id, form.candidates),
          ne(entries.state, 'disqualified'),
        ),
      )
    if (known.length !== form.candidates.length) return refuse('form.error.invalid', {}, 'candidates')
    if (form.repeats && !(await isCountedHere(tx, roundId, form.categoryId, form.repeats)))
      return refuse('form.error.invalid', {}, 'candidates')
    const [ballot] = await tx
      .insert(ballots)
      .values({
        roundId,
        categoryId: form.categoryId,
        kind: form.kind,
        prize: form.kind === 'prize' ? form.prize : null,
        seats: form.kind === 'prize' ? form.seats : form.candidates.length,
        candidates: form.candidates,
        repeats: form.repeats || null,
      })
      .returning({ id: ballots.id })
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'ballot.opened',
      subjectId: ballot!.id,
      editionId: round.editionId,
    })
    return { ballotId: ballot!.id }
  })
}

/** A vote repeats one of its own round and category that is counted. */
async function isCountedHere(tx: Transaction, roundId: string, categoryId: string, ballotId: string) {
  const found = await tx.$count(
    ballots,
    and(
      eq(ballots.id, ballotId),
      eq(ballots.roundId, roundId),
      eq(ballots.categoryId, categoryId),
      eq(ballots.state, 'counted'),
    ),
  )
  return found > 0
}
